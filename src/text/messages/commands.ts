/** One command as the key bar, the help and the palette name it. */
interface CommandText {
	/** Two words at most: what the key bar says. */
	readonly title: string;
	/** A sentence for the help and the docs. */
	readonly doc: string;
}

/** Every command by id. A command without an entry does not compile. */
export const commandMessages = {
	"view.palette": {
		title: "go to",
		doc: "Go to a kind, a namespace or a command by name",
	},
	"view.filter": { title: "filter", doc: "Show only rows that match; ! before a word excludes" },
	"view.help": { title: "all keys", doc: "List every key that works here" },
	"view.back": { title: "back", doc: "Step back: marks, filter, only broken, view before" },
	"view.close": { title: "close", doc: "Close this view; leaves yagura at the first one" },
	"view.redraw": { title: "redraw", doc: "Draw the whole screen anew" },
	"view.header": { title: "header", doc: "Show or hide the header" },
	"history.back": { title: "history back", doc: "Go back to what was on screen before, as in a browser" },
	"history.forward": { title: "history forward", doc: "Go forward again" },
	"history.last": { title: "last view", doc: "Change to the last view; again changes back" },
	"namespace.all": { title: "all namespaces", doc: "Look in all namespaces" },
	"namespace.recent": { title: "last namespace", doc: "Look in a namespace lately used, the last one first" },
	"app.suspend": { title: "suspend", doc: "Stop yagura and go to the shell; fg comes back" },
	"app.leave": { title: "leave", doc: "Cancel what runs, else leave yagura" },
	"cursor.down": { title: "down", doc: "Move down a row" },
	"cursor.up": { title: "up", doc: "Move up a row" },
	"cursor.first": { title: "first", doc: "Go to the first row" },
	"cursor.last": { title: "last", doc: "Go to the last row" },
	"cursor.halfPageDown": { title: "half page down", doc: "Move down half a screen" },
	"cursor.halfPageUp": { title: "half page up", doc: "Move up half a screen" },
	"cursor.pageDown": { title: "page down", doc: "Move down a screen" },
	"cursor.pageUp": { title: "page up", doc: "Move up a screen" },
	"table.wide": { title: "wide", doc: "Show or hide the columns that need room" },
	"table.broken": { title: "only broken", doc: "Show only what is broken, or all again" },
	"table.reload": { title: "reload", doc: "List all rows anew; those that are there stay meanwhile" },
	"table.save": { title: "save", doc: "Save the table as it is shown, as CSV or JSON" },
	"sort.next": { title: "sort right", doc: "Sort by the next column to the right" },
	"sort.previous": { title: "sort left", doc: "Sort by the next column to the left" },
	"sort.name": { title: "by name", doc: "Sort by name; again reverses" },
	"sort.age": { title: "by age", doc: "Sort by age; again reverses" },
	"sort.status": { title: "by status", doc: "Sort by status; again reverses" },
	"sort.namespace": { title: "by namespace", doc: "Sort by namespace; again reverses" },
	"sort.cpu": { title: "by CPU", doc: "Sort by CPU; again reverses" },
	"sort.memory": { title: "by memory", doc: "Sort by memory; again reverses" },
	"sort.restarts": { title: "by restarts", doc: "Sort by restarts; again reverses" },
	"sort.ready": { title: "by ready", doc: "Sort by how much is ready; again reverses" },
	"sort.address": { title: "by address", doc: "Sort by address; again reverses" },
	"row.open": { title: "open", doc: "Go to the pods of this row, or the containers of a pod" },
	"row.describe": { title: "describe", doc: "Describe this object: how it is, and its events" },
	"row.yaml": { title: "yaml", doc: "Show this object as YAML, secrets masked" },
	"row.actions": {
		title: "actions",
		doc: "Open the menu of what can be done to it or to all marked",
	},
	"action.delete": { title: "delete", doc: "Delete it; asks first" },
	"row.events": { title: "events", doc: "Show its events: by UID; by name where they have none" },
	"row.copy": { title: "copy", doc: "Copy its name, or the names of all marked, one a line" },
	"mark.toggle": { title: "mark", doc: "Mark or unmark the row and move down; esc unmarks all" },
	"mark.range": { title: "mark range", doc: "Mark every row from the last one marked to this one" },
	"row.node": { title: "node", doc: "Show the node of this pod" },
	"row.owner": { title: "owner", doc: "Show what owns this row" },
	"context.enter": { title: "switch", doc: "Leave this cluster for the one under the cursor" },
	"detail.search": { title: "search", doc: "Search in this text; esc ends it" },
	"detail.next": { title: "next", doc: "Go to the next match" },
	"detail.previous": { title: "previous", doc: "Go to the match before" },
	"detail.wrap": { title: "wrap", doc: "Wrap long lines, or cut them" },
	"detail.pageDown": { title: "page down", doc: "Scroll down a screen" },
	"detail.pageUp": { title: "page up", doc: "Scroll up a screen" },
	"detail.save": { title: "save", doc: "Save this text, secrets masked" },
	"detail.reload": { title: "reload", doc: "Read the object again" },
	"pane.down": { title: "down", doc: "Scroll down a line" },
	"pane.up": { title: "up", doc: "Scroll up a line" },
	"pane.top": { title: "top", doc: "Go to the top" },
	"pane.bottom": { title: "bottom", doc: "Go to the bottom" },
} as const satisfies Record<string, CommandText>;

/** Ids of all commands. */
export type CommandId = keyof typeof commandMessages;
