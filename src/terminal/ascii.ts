/** What the screens draw beside letters, in ASCII. */
const glyphs: Readonly<Record<string, string>> = {
	"─": "-",
	"│": "|",
	"▏": "|",
	"▸": ">",
	"▾": "v",
	"◂": "<",
	"●": "*",
	"○": "o",
	"◌": "~",
	"▲": "!",
	"▼": "v",
	"✖": "x",
	"✓": "*",
	"✔": "+",
	"⊘": "-",
	"…": "~",
	"·": "-",
	"↑": "^",
	"↓": "v",
	"←": "<",
	"→": ">",
	"“": '"',
	"”": '"',
	"’": "'",
	"–": "-",
	"—": "-",
	"±": "+",
	"▁": "_",
	"▂": ".",
	"▃": ":",
	"▄": "-",
	"▅": "=",
	"▆": "+",
	"▇": "*",
	"█": "#",
};

/** One character as it is drawn where nothing but ASCII can be: a letter without its accents, or a question mark. */
export function inAscii(cluster: string): string {
	if (/^[\x20-\x7e]*$/.test(cluster)) return cluster;
	const [base = ""] = cluster.normalize("NFD");
	return glyphs[cluster] ?? (/[\x20-\x7e]/.test(base) ? base : cluster === "\t" ? " " : "?");
}
