/** How near a label is to what is said of a section: pairs of letters they share, its heading counting most. */
export function nearness(label: string, about: string): number {
	const heading = about.split('.')[0] ?? '';
	let score = 0;
	for (let at = 0; at + 1 < label.length; at += 1) {
		const pair = label.slice(at, at + 2);
		if (/[\s()·,]/.test(pair)) continue;
		if (heading.includes(pair)) score += 4;
		else if (about.includes(pair)) score += 1;
	}
	return score;
}
