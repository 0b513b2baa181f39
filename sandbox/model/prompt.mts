import { isFault, type ModelFault } from './faults.mts';

/** One numbered statement as it stands in a prompt. */
export interface PromptFact {
	no: number;
	label: string;
	text: string;
}

/** What the pretend model understands of a request; it knows nothing else. */
export interface Prompt {
	profileId: string;
	facts: PromptFact[];
	city: string;
	head: string;
	/** Names of the cells of facts that hold a row, by the facts' label. */
	columns: ReadonlyMap<string, readonly string[]>;
	/** `2026`: dates of this year are spoken without it. */
	year: string;
	/** Set for a repair: pieces to be written anew. */
	spans: Array<{ no: number; text: string }>;
	/** Set for a revision. */
	revision: { draft: unknown; instruction: string } | null;
	/** Asked for by a line `시험 결함: <name>` among the facts. */
	fault: ModelFault | null;
}

/** What stands between the lines `<<<name` and `name>>>`; empty where they are missing. */
function fenced(text: string, name: string): string {
	const start = text.indexOf(`<<<${name}`);
	if (start < 0) return '';
	const from = text.indexOf('\n', start);
	const to = text.indexOf(`${name}>>>`, from);
	return from < 0 || to < 0 ? '' : text.slice(from + 1, to).trimEnd();
}

/** Entries that begin with a mark such as `[1]`; lines without one belong to the entry above. */
function entries(text: string, mark: RegExp): Array<{ no: number; text: string }> {
	const found: Array<{ no: number; text: string }> = [];
	for (const line of text.split('\n')) {
		const match = mark.exec(line);
		if (match?.[1] !== undefined) found.push({ no: Number(match[1]), text: line.slice(match[0].length).trim() });
		else if (line.trim() !== '' && found.length > 0) {
			const last = found[found.length - 1];
			if (last) last.text += `\n${line.trim()}`;
		}
	}
	return found;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

export function readPrompt(system: string, user: string): Prompt {
	const all = `${system}\n${user}`;
	const asked = entries(fenced(user, '입력 사실'), /^\[(\d+)\]\s*/);
	const split = asked.map(({ no, text }) => {
		const colon = text.indexOf(':');
		return colon < 0 || colon > 40 ? { no, label: '', text } : { no, label: text.slice(0, colon).trim(), text: text.slice(colon + 1).trim() };
	});
	const wanted = /시험 결함\s*:\s*([A-Za-z0-9]+)/.exec(fenced(user, '입력 사실'))?.[1] ?? '';
	const draft = fenced(user, '현재 초안');
	const { city, head } = cityOf(all);
	const outside = user.replace(fenced(user, '입력 사실'), '');
	return {
		profileId: /^문서 유형:\s*([\w-]+)/m.exec(user)?.[1] ?? '',
		facts: split.filter(({ text, label }) => !/시험 결함/.test(`${label}:${text}`)),
		city,
		head,
		columns: columnsOf(outside),
		year: /오늘: (20\d{2})|(?:^|\D)(20\d{2})(?:-\d\d-\d\d|\. ?\d{1,2}\. ?\d{1,2}\.)/.exec(outside)?.slice(1).find(Boolean) ?? '',
		spans: entries(fenced(user, '고칠 구간'), /^\[구간 (\d+)\]\s*/),
		revision: draft === '' ? null : { draft: parsed(draft), instruction: fenced(user, '수정 요청').trim() },
		fault: isFault(wanted) ? wanted : null,
	};
}

function columnsOf(text: string): Map<string, string[]> {
	return new Map([...text.matchAll(/^'([^']+)' 칸의 차례: (.+)$/gm)].map(([, label = '', cells = '']) => [label, cells.split('|').map((cell) => cell.trim())]));
}

function cityOf(text: string): { city: string; head: string } {
	const told = /^기관: (\S+)$/m.exec(text)?.[1];
	if (told) return { city: told, head: /^기관장: \S+ (\S+)$/m.exec(text)?.[1] ?? '' };
	const both = /([가-힣]{1,4}[시군구])\((?:시장|군수|구청장) ([가-힣]{2,4})\)/.exec(text);
	if (both?.[1] && both[2]) return { city: both[1], head: both[2] };
	const city = /([가-힣]{2,4}[시군구])(?=[\s는가의청,)])/.exec(text.replace(/다시|반드시|즉시|역시|혹시|표시|제시/g, ''))?.[1] ?? '시';
	const head = /(?:시장|군수|구청장)[\s:]+([가-힣]{3})/.exec(text)?.[1] ?? '';
	return { city, head };
}

/** The JSON schema asked for: in the response format, or written out in the prompt; null where there is none. */
export function findSchema(responseFormat: unknown, prompt: string): Record<string, unknown> | null {
	const format = record(record(responseFormat)?.json_schema)?.schema;
	const given = record(format);
	if (given) return given;
	for (let at = prompt.indexOf('{'); at >= 0; at = prompt.indexOf('{', at + 1)) {
		const candidate = record(parsed(balanced(prompt, at)));
		if (candidate && record(candidate.properties)) return candidate;
	}
	return null;
}

function balanced(text: string, start: number): string {
	let depth = 0;
	let inString = false;
	for (let at = start; at < text.length; at += 1) {
		const sign = text[at];
		if (inString) {
			if (sign === '\\') at += 1;
			else if (sign === '"') inString = false;
		} else if (sign === '"') inString = true;
		else if (sign === '{') depth += 1;
		else if (sign === '}' && --depth === 0) return text.slice(start, at + 1);
	}
	return '';
}

export function record(value: unknown): Record<string, unknown> | null {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
}
