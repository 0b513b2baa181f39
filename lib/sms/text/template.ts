import { ValidationError } from '../../errors';

const PLACEHOLDER = /#\{([^#{}\n]*)\}/g;
/** Placeholders whose name ends so stand for a whole optional sentence and may be empty. */
const OPTIONAL_SUFFIX = '문구';

/** Names of the `#{…}` placeholders of a text, each once, in order. Spaces inside the braces do not count. */
export function listPlaceholders(text: string): string[] {
	return [...new Set([...text.matchAll(PLACEHOLDER)].map((match) => (match[1] ?? '').trim()))];
}

/** Placeholders of the text that are not among `known` (misspelt names, usually). */
export function unknownPlaceholders(text: string, known: Iterable<string>): string[] {
	const names = new Set(known);
	return listPlaceholders(text).filter((name) => !names.has(name));
}

/** Placeholders of the text that cannot be filled from `values`: absent, or empty and not an optional sentence (`…문구`). */
export function missingPlaceholders(text: string, values: Readonly<Record<string, string>>): string[] {
	return listPlaceholders(text).filter((name) => {
		const value = valueOf(values, name);
		return value === undefined || (value.trim() === '' && !isOptional(name));
	});
}

/** May this placeholder be empty? */
export function isOptional(name: string): boolean {
	return name.endsWith(OPTIONAL_SUFFIX);
}

/**
 * Fills the `#{…}` placeholders. A line that consists only of empty optional sentences (`#{…문구}`) vanishes with its line
 * break. Values are put in as they are: a `#{` inside a value is never expanded again.
 * Throws `ValidationError` (`placeholderMissing`) that names every placeholder without a value; values are never named.
 */
export function fillTemplate(text: string, values: Readonly<Record<string, string>>): string {
	const missing = missingPlaceholders(text, values);
	if (missing.length > 0) {
		throw new ValidationError(
			'placeholderMissing',
			`안내문의 빈칸을 채울 값이 없습니다: ${missing.map((name) => `#{${name}}`).join(', ')}`,
			'안내문의 빈칸 이름을 확인하거나, 해당 값을 설정에 입력하시기 바랍니다.',
		);
	}
	return text
		.split('\n')
		.filter((line) => !vanishes(line, values))
		.map((line) => line.replace(PLACEHOLDER, (_all, name: string) => valueOf(values, name.trim()) ?? ''))
		.join('\n');
}

function vanishes(line: string, values: Readonly<Record<string, string>>): boolean {
	const names = listPlaceholders(line);
	return (
		names.length > 0 &&
		line.replace(PLACEHOLDER, '').trim() === '' &&
		names.every((name) => (valueOf(values, name) ?? '').trim() === '')
	);
}

function valueOf(values: Readonly<Record<string, string>>, name: string): string | undefined {
	return Object.hasOwn(values, name) ? values[name] : undefined;
}
