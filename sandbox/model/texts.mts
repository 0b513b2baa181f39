import { record } from './prompt.mts';

/** Every text of an answer changed by `change`, which is told the keys that lead to it. */
export function changeTexts(value: unknown, change: (text: string, path: readonly string[]) => string, path: readonly string[] = []): unknown {
	if (typeof value === 'string') return change(value, path);
	if (Array.isArray(value)) return value.map((entry, index) => changeTexts(entry, change, [...path, String(index)]));
	const object = record(value);
	if (!object) return value;
	return Object.fromEntries(Object.entries(object).map(([key, entry]) => [key, changeTexts(entry, change, [...path, key])]));
}

/** Texts of the body, longest sections first come as they stand; titles and what is missing are left out. */
export function bodyTexts(answer: Record<string, unknown>): Array<{ path: string; text: string }> {
	const found: Array<{ path: string; text: string }> = [];
	changeTexts(answer, (text, path) => {
		if (path[0] === 'sections') found.push({ path: path.join('.'), text });
		return text;
	});
	return found;
}

export function replaceAt(answer: Record<string, unknown>, at: string, text: string): Record<string, unknown> {
	return record(changeTexts(answer, (old, path) => (path.join('.') === at ? text : old))) ?? answer;
}
