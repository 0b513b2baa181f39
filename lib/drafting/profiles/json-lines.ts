/** Tokens of a text that is known to be JSON. */
const TOKEN = /[{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+|\n/g;

/**
 * Line (1 = the first) of every value of a JSON text, by its path such as `$.fields[3].kind`.
 * The text must be sound JSON; a path that is not in it has no line.
 */
export function jsonLines(text: string): ReadonlyMap<string, number> {
	const lines = new Map<string, number>([['$', 1]]);
	const open: Array<{ path: string; index: number | null; key: string }> = [];
	let line = 1;
	let awaitsKey = false;
	const place = (): string => {
		const inside = open.at(-1);
		if (inside === undefined) return '$';
		return inside.index === null ? `${inside.path}.${inside.key}` : `${inside.path}[${inside.index}]`;
	};
	for (const [token] of text.matchAll(TOKEN)) {
		const inside = open.at(-1);
		if (token === '\n') line += 1;
		else if (token === '}' || token === ']') {
			open.pop();
			awaitsKey = false;
		} else if (token === ',') {
			if (inside?.index === null) awaitsKey = true;
			else if (inside !== undefined) inside.index = (inside.index ?? 0) + 1;
		} else if (token === ':') awaitsKey = false;
		else if (awaitsKey && inside !== undefined) inside.key = String(JSON.parse(token));
		else {
			const path = place();
			lines.set(path, line);
			if (token === '{' || token === '[') {
				open.push({ path, index: token === '[' ? 0 : null, key: '' });
				awaitsKey = token === '{';
			}
		}
	}
	return lines;
}
