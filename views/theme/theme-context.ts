import { createContext, useContext } from "react";
import { type Style, type Theme, type Token, themeFor } from "./theme.ts";

/** The theme in force. */
export const ThemeContext = createContext<Theme>(themeFor("none"));

/** The style of a token in the theme in force. */
export function useStyle(token: Token): Style {
	return useContext(ThemeContext)[token];
}
