import { factSentences, leadSentence, quoteSentence } from './sentences.mts';
import { record, type Prompt, type PromptFact } from './prompt.mts';
import { type Understood, understand, type Voice, voiceOf } from './understand.mts';

type Schema = Record<string, unknown>;

/** An answer by the schema: a title, sections and what is missing, made of the facts alone. */
export function writeDocument(prompt: Prompt, schema: Schema | null): Record<string, unknown> {
	const voice = voiceOf(prompt.profileId);
	const known = understand(prompt, voice);
	const properties = record(schema?.properties) ?? { title: {}, sections: { properties: { body: { type: 'array', items: { type: 'string' } } } } };
	const answer: Record<string, unknown> = {};
	for (const [name, shape] of Object.entries(properties)) {
		if (name === 'title') answer.title = titleOf(known, prompt, voice);
		else if (name === 'subtitles') answer.subtitles = subtitlesOf(known, record(shape));
		else if (name === 'sections') answer.sections = writeSections(known, prompt, voice, record(record(shape)?.properties) ?? {});
		else answer[name] = [];
	}
	return answer;
}

function titleOf({ subject }: Understood, { city }: Prompt, voice: Voice): string {
	const named = subject.split('\n')[0] ?? '';
	if (voice.press) return `${named.startsWith(city) ? '' : `${city}, `}${named} ${/(사업|서비스|지원)$/.test(named) ? '추진' : '개최'}`;
	return named;
}

function subtitlesOf({ points, where, when }: Understood, shape: Schema | null): string[] {
	const wanted = typeof shape?.minItems === 'number' ? Math.max(shape.minItems, 1) : 2;
	const lines = [[when, where].filter((part) => part !== '').join(' '), ...points.map(({ text }) => (text.split('\n')[0] ?? '').replace(/[.]$/, ''))];
	return lines.filter((line) => line !== '' && line.length <= 40).slice(0, wanted);
}

/** Facts go to the section whose name is nearest to their label, the rest in turn. */
function writeSections(known: Understood, prompt: Prompt, voice: Voice, sections: Schema): Record<string, unknown> {
	const described = Object.entries(sections).map(([id, shape]) => ({ id, shape: record(shape) ?? {}, about: `${id} ${JSON.stringify(shape)}` }));
	const tables = described.filter(({ shape }) => isTable(shape));
	const texts = described.filter((section) => !tables.includes(section));
	const facts = new Map<string, PromptFact[]>(texts.map(({ id }) => [id, []]));
	let turn = 0;
	for (const fact of known.points) {
		const near = texts.map(({ id, about }) => ({ id, score: shared(fact.label, about) })).sort((a, b) => b.score - a.score)[0];
		const spare = texts[Math.min(turn, texts.length - 1)]?.id ?? '';
		facts.get(near && near.score > 0 ? near.id : spare)?.push(fact);
		if (!near || near.score === 0) turn = (turn + 1) % Math.max(texts.length, 1);
	}
	const quoteSection = texts.find(({ about }) => /인용|quote/i.test(about))?.id ?? texts.at(-1)?.id;
	const answer: Record<string, unknown> = {};
	for (const [index, { id, shape }] of described.entries()) {
		if (isTable(shape)) {
			answer[id] = tableRows(known, shape, voice);
			continue;
		}
		const lines: string[] = [];
		if (id === texts[0]?.id) lines.push(leadSentence(known, prompt, voice));
		const own = facts.get(id) ?? [];
		const given = own.length > 0 || lines.length > 0 || id === quoteSection ? own : known.points.slice(index % Math.max(known.points.length, 1)).slice(0, 1);
		for (const fact of given) lines.push(factSentences(fact, voice));
		if (id === quoteSection && (voice.press || prompt.profileId === 'greeting')) for (const quote of known.quotes) lines.push(quoteSentence(quote, voice));
		answer[id] = blocksOf(lines.length > 0 ? lines : [leadSentence(known, prompt, voice)], shape);
	}
	return answer;
}

function isTable(shape: Schema): boolean {
	const items = record(shape.items);
	if (!items) return false;
	if (items.type === 'array') return true;
	const properties = record(items.properties);
	return properties !== null && !('level' in properties && 'text' in properties);
}

/** Paragraphs of a few sentences, or lines with their level, within the number of blocks allowed. */
function blocksOf(lines: readonly string[], shape: Schema): unknown[] {
	const outline = record(record(shape.items)?.properties) !== null;
	const most = typeof shape.maxItems === 'number' ? shape.maxItems : outline ? 12 : 6;
	if (outline) return lines.slice(0, most).map((text, index) => ({ level: index === 0 || lines.length < 3 ? 1 : 2, text }));
	const size = Math.max(Math.ceil(lines.length / most), 1);
	const paragraphs: string[] = [];
	for (let at = 0; at < lines.length; at += size) paragraphs.push(lines.slice(at, at + size).join(' '));
	return paragraphs;
}

function tableRows({ rows, points }: Understood, shape: Schema, voice: Voice): unknown[] {
	const items = record(shape.items) ?? {};
	const named = record(items.properties);
	const columns = named ? Object.keys(named) : null;
	const wanted = columns?.length ?? (typeof items.minItems === 'number' ? items.minItems : (rows[0]?.text.split(' | ').length ?? 2));
	const cells = rows.length > 0 ? rows.map(({ text }) => text.split(' | ').map((cell) => cell.trim())) : points.slice(0, 3).map((fact) => [fact.label, factSentences(fact, voice)]);
	return cells.map((row) => {
		const full = Array.from({ length: wanted }, (_, index) => row[index] ?? '');
		return columns ? Object.fromEntries(columns.map((column, index) => [column, full[index] ?? ''])) : full;
	});
}

/** How many pairs of letters of the label stand in the description. */
function shared(label: string, about: string): number {
	let count = 0;
	for (let at = 0; at + 1 < label.length; at += 1) if (about.includes(label.slice(at, at + 2))) count += 1;
	return count;
}
