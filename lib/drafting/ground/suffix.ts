/** Finds the longest of some words that a text ends in, by looking up its endings instead of trying every word. */
export function suffixFinder(words: Iterable<string>): (text: string) => string | null {
	const set = new Set(words);
	const lengths = [...new Set([...set].map(({ length }) => length))].sort((one, other) => other - one);
	return (text) => {
		for (const length of lengths) {
			if (length > text.length) continue;
			const end = text.slice(-length);
			if (set.has(end)) return end;
		}
		return null;
	};
}
