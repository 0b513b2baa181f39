/** A stretch of a changed text. */
export interface TextPart {
	/** `out`: only before, `in`: only after. */
	kind: 'same' | 'out' | 'in';
	text: string;
}

const MOST_CELLS = 1_000_000;

/** What stayed, went and came between two texts, word by word; texts too long to compare count as replaced. */
export function wordParts(before: string, after: string): TextPart[] {
	const [old, now] = [wordsOf(before), wordsOf(after)];
	const parts: TextPart[] = [];
	const put = (kind: TextPart['kind'], text: string) => {
		const last = parts.at(-1);
		if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text };
		else if (text !== '') parts.push({ kind, text });
	};
	if (old.length * now.length > MOST_CELLS) return [{ kind: 'out', text: before }, { kind: 'in', text: after }];
	const width = now.length + 1;
	const common = new Uint32Array((old.length + 1) * width);
	for (let from = old.length - 1; from >= 0; from -= 1) {
		for (let to = now.length - 1; to >= 0; to -= 1) {
			common[from * width + to] = old[from] === now[to] ? (common[(from + 1) * width + to + 1] ?? 0) + 1 : Math.max(common[(from + 1) * width + to] ?? 0, common[from * width + to + 1] ?? 0);
		}
	}
	let [from, to] = [0, 0];
	while (from < old.length || to < now.length) {
		if (from < old.length && to < now.length && old[from] === now[to]) {
			put('same', old[from] ?? '');
			[from, to] = [from + 1, to + 1];
		} else if (from < old.length && (to === now.length || (common[(from + 1) * width + to] ?? 0) >= (common[from * width + to + 1] ?? 0))) put('out', old[from++] ?? '');
		else put('in', now[to++] ?? '');
	}
	return parts;
}

/** Words with the spaces after them. */
const wordsOf = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? [];
