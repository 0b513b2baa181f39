/** Columns a text takes in a terminal: Korean letters take two. */
export function width(text: string): number {
	let columns = 0;
	for (const character of text) columns += /[ᄀ-ᅟ⺀-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦]/u.test(character) ? 2 : 1;
	return columns;
}

/** A two-column table with a frame; the second column is set to the right. A row of null is a rule. */
export function table(rows: readonly (readonly [string, string] | null)[]): string {
	const filled = rows.filter((row) => row !== null);
	const left = Math.max(...filled.map(([label]) => width(label)));
	const right = Math.max(...filled.map(([, value]) => width(value)));
	const rule = (start: string, middle: string, end: string): string =>
		`${start}${'─'.repeat(left + 2)}${middle}${'─'.repeat(right + 2)}${end}`;
	const lines = rows.map((row) => {
		if (row === null) return rule('├', '┼', '┤');
		const [label, value] = row;
		return `│ ${label}${' '.repeat(left - width(label))} │ ${' '.repeat(right - width(value))}${value} │`;
	});
	return [rule('┌', '┬', '┐'), ...lines, rule('└', '┴', '┘')].join('\n');
}
