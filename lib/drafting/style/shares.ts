/** Rarer endings and verbs are chance. */
const SMALLEST_SHARE = 0.01;

/** Shares of equal words, largest first, to three places. */
export function sharesOf(words: readonly string[]): Array<[string, number]> {
	const counts = new Map<string, number>();
	for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
	return [...counts]
		.map(([word, count]): [string, number] => [word, Math.round((count / words.length) * 1000) / 1000])
		.filter(([, share]) => share >= SMALLEST_SHARE)
		.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
