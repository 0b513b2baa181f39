import { ValidationError } from '../../errors';

const PLACEHOLDER = /#\{([^#{}\n]*)\}/g;
/** Placeholders whose name ends so stand for a whole optional sentence and may be empty. */
const OPTIONAL_SUFFIX = '문구';

/** A line of a template: `literals[0] name[0] literals[1] … name[n-1] literals[n]`. */
interface TemplateLine {
	literals: string[];
	names: string[];
	/** Nothing but placeholders and spaces. */
	bare: boolean;
}

interface ParsedTemplate {
	lines: TemplateLine[];
	/** Each name once, in order. */
	names: string[];
}

/** A run fills a handful of templates thousands of times: each is taken apart once. */
const PARSED = new Map<string, ParsedTemplate>();
const PARSED_AT_MOST = 64;

function parse(text: string): ParsedTemplate {
	const known = PARSED.get(text);
	if (known) return known;
	const lines = text.split('\n').map(parseLine);
	const parsed = { lines, names: [...new Set(lines.flatMap(({ names }) => names))] };
	if (PARSED.size >= PARSED_AT_MOST) PARSED.clear();
	PARSED.set(text, parsed);
	return parsed;
}

function parseLine(line: string): TemplateLine {
	const literals: string[] = [];
	const names: string[] = [];
	let from = 0;
	for (const match of line.matchAll(PLACEHOLDER)) {
		literals.push(line.slice(from, match.index));
		names.push((match[1] ?? '').trim());
		from = match.index + match[0].length;
	}
	literals.push(line.slice(from));
	return { literals, names, bare: literals.every((literal) => literal.trim() === '') };
}

/** Names of the `#{…}` placeholders of a text, each once, in order. Spaces inside the braces do not count. */
export function listPlaceholders(text: string): string[] {
	return [...parse(text).names];
}

/** Placeholders of the text that are not among `known` (misspelt names, usually). */
export function unknownPlaceholders(text: string, known: Iterable<string>): string[] {
	const names = new Set(known);
	return listPlaceholders(text).filter((name) => !names.has(name));
}

/** Placeholders of the text that cannot be filled from `values`: absent, or empty and not an optional sentence (`…문구`). */
export function missingPlaceholders(text: string, values: Readonly<Record<string, string>>): string[] {
	return parse(text).names.filter((name) => {
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
	return parse(text)
		.lines.filter((line) => !vanishes(line, values))
		.map(({ literals, names }) => {
			let filled = literals[0] ?? '';
			names.forEach((name, index) => (filled += (valueOf(values, name) ?? '') + (literals[index + 1] ?? '')));
			return filled;
		})
		.join('\n');
}

function vanishes({ names, bare }: TemplateLine, values: Readonly<Record<string, string>>): boolean {
	return bare && names.length > 0 && names.every((name) => (valueOf(values, name) ?? '').trim() === '');
}

function valueOf(values: Readonly<Record<string, string>>, name: string): string | undefined {
	return Object.hasOwn(values, name) ? values[name] : undefined;
}
