/**
 * Decodes the text in which n8n stores execution data: a JSON list whose strings, inside objects and lists,
 * are indexes of other entries. It can hold cycles.
 */
export function parseFlatted(text: string): unknown {
	const entries: unknown = JSON.parse(text);
	if (!Array.isArray(entries) || entries.length === 0) throw new Error('Not flatted data');
	const list: unknown[] = entries;
	const done = new Set<object>();

	const resolve = (value: unknown): unknown => {
		if (typeof value !== 'string') return value;
		const entry = list[Number(value)];
		if (typeof entry === 'object' && entry !== null) fill(entry);
		return entry;
	};
	const fill = (target: object): void => {
		if (done.has(target)) return;
		done.add(target);
		for (const [key, value] of Object.entries(target)) Reflect.set(target, key, resolve(value));
	};

	const [first] = list;
	if (typeof first === 'object' && first !== null) fill(first);
	return first;
}
