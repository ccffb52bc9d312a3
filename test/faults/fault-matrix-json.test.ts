import { meetFaultsIn } from "./meet-faults.ts";

meetFaultsIn("json");
