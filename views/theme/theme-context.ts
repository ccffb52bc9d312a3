import { createContext } from "react";
import { type Theme, themeFor } from "./theme.ts";

/** The theme in force. */
export const ThemeContext = createContext<Theme>(themeFor("none", "dark"));
