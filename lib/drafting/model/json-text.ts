/** What a model writes before its answer: its own reasoning. */
const REASONING = /^\s*<(think|thinking|thought)>[\s\S]*?<\/\1>/;
const FENCE = /```[a-zA-Z]*\s*\n([\s\S]*?)```/g;
/** Openings tried in prose before it counts as holding no JSON. */
const MOST_OPENINGS = 50;

/**
 * The JSON object a model's answer holds: the answer itself, a fenced block of it, or an object with prose around it.
 * `undefined` where there is none that is whole. Nothing is completed: an answer that ends early holds none.
 */
export function jsonIn(text: string): unknown {
	const rest = text.replace(/^\uFEFF/, '').replace(REASONING, '').trim();
	const whole = parsed(rest);
	if (isObject(whole)) return whole;
	if (typeof whole === 'string') {
		const within = parsed(whole);
		if (isObject(within)) return within;
	}
	for (const [, block] of rest.matchAll(FENCE)) {
		const value = parsed(block ?? '');
		if (isObject(value)) return value;
	}
	return embedded(rest);
}

function embedded(text: string): unknown {
	let from = text.indexOf('{');
	for (let tried = 0; from !== -1 && tried < MOST_OPENINGS; tried += 1) {
		const end = endOfObject(text, from);
		// An object that ends early: what stands within it is not the answer.
		if (end === -1) return undefined;
		const value = parsed(text.slice(from, end));
		if (isObject(value)) return value;
		from = text.indexOf('{', from + 1);
	}
	return undefined;
}

/** Offset behind the brace that closes the one at `from`, or -1. */
function endOfObject(text: string, from: number): number {
	let depth = 0;
	let inString = false;
	for (let at = from; at < text.length; at += 1) {
		const character = text[at];
		if (inString) {
			if (character === '\\') at += 1;
			else if (character === '"') inString = false;
		} else if (character === '"') inString = true;
		else if (character === '{') depth += 1;
		else if (character === '}') {
			depth -= 1;
			if (depth === 0) return at + 1;
		}
	}
	return -1;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		try {
			return JSON.parse(withEscapedBreaks(text)) as unknown;
		} catch {
			return undefined;
		}
	}
}

/** Line breaks and tabs that stand bare in a string, as models without a grammar write them. */
function withEscapedBreaks(text: string): string {
	return text.replace(/"[^"\\]*(?:\\[\s\S][^"\\]*)*"/g, (string) => string.replace(/\r?\n/g, '\\n').replace(/\t/g, '\\t'));
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
