import { createContext, useContext } from "react";
import { onCursor, type Style, type Theme, type Token, themeFor } from "./theme.ts";

/** The theme in force. */
export const ThemeContext = createContext<Theme>(themeFor("none", "dark"));

/** The style of a token in the theme in force, on the bar under the cursor or beside it. */
export function useStyle(token: Token, isOnCursor: boolean): Style {
	const theme = useContext(ThemeContext);
	return isOnCursor ? onCursor(theme, token) : theme[token];
}
