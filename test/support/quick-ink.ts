/** Imported before anything of Ink: tests that draw by the thousand draw as the bundle does. */
import { registerQuickInk } from "../../scripts/quick-ink.ts";

registerQuickInk();
