import { composed, type Line } from './compose.mts';
import { nearness } from './nearness.mts';
import { type Prompt, type PromptFact, record } from './prompt.mts';
import { factSentences, kindOf, leadSentence, purposeSentence, quoteSentence } from './sentences.mts';
import { tableRows } from './tables.mts';
import { understand, type Understood, type Voice, voiceOf } from './understand.mts';

type Schema = Record<string, unknown>;

interface Section {
	id: string;
	shape: Schema;
	/** Everything the schema says of it. */
	about: string;
	/** Fewest blocks, read from its description. */
	least: number;
	most: number;
}

/** An answer by the schema: a title, sections and what is missing, made of the facts alone. */
export function writeDocument(prompt: Prompt, schema: Schema | null): Record<string, unknown> {
	const voice = voiceOf(prompt.profileId);
	const known = understand(prompt, voice);
	const properties = record(schema?.properties) ?? { title: {}, sections: { properties: { body: { type: 'array', items: { type: 'string' } } } } };
	const answer: Record<string, unknown> = {};
	for (const name of Object.keys(properties)) {
		if (name === 'title') answer.title = titleOf(known, prompt, voice);
		else if (name === 'subtitles') answer.subtitles = subtitlesOf(known);
		else if (name === 'sections') answer.sections = writeSections(known, prompt, voice, record(record(properties.sections)?.properties) ?? {});
		else answer[name] = [];
	}
	return answer;
}

/** What each type adds to the name of its matter. */
const ENDINGS: Readonly<Record<string, string>> = {
	'event-plan': '추진 계획',
	'event-script': '진행 시나리오',
	greeting: '인사말',
	minutes: '회의록',
	'civil-reply': '민원에 대한 답변',
};

function titleOf({ subject, points }: Understood, { city, profileId }: Prompt, voice: Voice): string {
	const named = subject.split('\n')[0] ?? '';
	if (voice.press) return `${named.startsWith(city) ? '' : `${city}, `}${named} ${kindOf(named) === '행사' ? '개최' : '추진'}`;
	if (profileId === 'merit-record') return `공적조서(${points.find(({ label }) => label === '공적 분야')?.text ?? named} 분야)`;
	if (profileId === 'civil-reply') return `${shortened(points.find(({ label }) => label === '민원 요지')?.text ?? named)} 민원에 대한 답변`;
	const ending = ENDINGS[profileId] ?? '';
	return named.endsWith(ending) ? named : `${named} ${ending}`;
}

/** The head of a petition: up to the first verb, at most 30 characters. */
function shortened(petition: string): string {
	const words = petition.split(/\s+/);
	let text = '';
	for (const word of words) {
		if (`${text} ${word}`.length > 28) break;
		text = `${text} ${word}`.trim();
	}
	return text.replace(/(을|를|이|가|은|는|에|의|로|으로|하니|하므로|달라는)$/, '');
}

function subtitlesOf({ points, where, when }: Understood): string[] {
	const day = when.replace(/ (?:오전|오후).*$/, '');
	const lines = [[day, where].filter((part) => part !== '').join(' '), ...points.filter(({ label }) => /내용|수치/.test(label)).map(({ text }) => text.replace(/[.]$/, ''))];
	return [...new Set(lines)].filter((line) => line !== '' && line.length <= 40).slice(0, 2);
}

/** Facts go to the section whose name is nearest to their label, the rest to the longest one. */
function writeSections(known: Understood, prompt: Prompt, voice: Voice, properties: Schema): Record<string, unknown> {
	const sections = Object.entries(properties).map(([id, value]): Section => {
		const shape = record(value) ?? {};
		const about = typeof shape.description === 'string' ? shape.description : id;
		const [, least = '1', most = '8'] = /(?:문단|항목|행) (\d+)~(\d+)개/.exec(about) ?? [];
		return { id, shape, about, least: Number(least), most: Number(most) };
	});
	const texts = sections.filter(({ shape }) => !isTable(shape));
	const share = shareOut(known, texts, voice);
	const answer: Record<string, unknown> = {};
	for (const section of sections) {
		const { id, shape, about, least } = section;
		if (isTable(shape)) {
			answer[id] = tableRows(known.rows, shape, about, prompt);
			continue;
		}
		const own = composed(id, prompt, known);
		const lines = own ?? linesOf(section, share.get(id) ?? [], known, prompt, voice, section === texts[0]);
		if (lines.length === 0 && least > 0) lines.push(leadSentence(known, prompt, voice));
		answer[id] = blocksOf(lines, section);
	}
	return answer;
}

function shareOut(known: Understood, texts: readonly Section[], voice: Voice): Map<string, PromptFact[]> {
	const share = new Map<string, PromptFact[]>(texts.map(({ id }) => [id, []]));
	const open = texts.filter(({ about, id }, index) => index > 0 && !/^인용/.test(about) && id !== 'closing');
	const rest = (open.length > 0 ? open : texts).reduce<Section | undefined>((widest, section) => (widest === undefined || section.most > widest.most ? section : widest), undefined);
	const tabled = known.rows.filter(({ label }) => /발언|내빈|감사드릴/.test(label)).map((fact) => ({ ...fact, text: fact.text.split('|').map((cell) => cell.trim()).filter((cell) => cell !== '').join(': ') }));
	for (const fact of [...known.points, ...(voice.press ? [] : tabled)]) {
		const near = texts.map((section) => ({ section, score: nearness(fact.label, section.about) })).sort((a, b) => b.score - a.score)[0];
		const target = near && near.score > 1 && !(voice.press && near.section === texts[0]) ? near.section : rest;
		if (target) share.get(target.id)?.push(fact);
	}
	return share;
}

function linesOf(section: Section, facts: readonly PromptFact[], known: Understood, prompt: Prompt, voice: Voice, first: boolean): string[] {
	const lines: string[] = [];
	const isQuote = section.id === 'quote' || /^인용/.test(section.about);
	if (first && (voice.press || section.least > 0)) lines.push(leadSentence(known, prompt, voice));
	if (isQuote) return voice.press ? [...known.quotes].sort((a, b) => Number(a.speaker === prompt.head) - Number(b.speaker === prompt.head)).map((quote) => quoteSentence(quote, voice)) : lines;
	for (const fact of facts) {
		if (/^(담당부서|처리과|보고부서|길이|매체|제목\(안\)|수신)$/.test(fact.label)) continue;
		if (voice.press && /목적|배경/.test(fact.label)) lines.splice(first ? 1 : 0, 0, purposeSentence(kindOf(known.subject), fact.text, voice.style));
		else lines.push(factSentences(fact, voice));
	}
	return lines;
}

function isTable(shape: Schema): boolean {
	const items = record(shape.items);
	if (!items) return false;
	if (items.type === 'array') return true;
	const properties = record(items.properties);
	return properties !== null && !('level' in properties && 'text' in properties);
}

/** Paragraphs of a few sentences, or lines with their level, within the number of blocks allowed. */
function blocksOf(lines: readonly Line[], { shape, least, most }: Section): unknown[] {
	if (record(record(shape.items)?.properties) !== null) return lines.slice(0, most).map((line) => (typeof line === 'string' ? { level: 1, text: line } : line));
	const texts = lines.map((line) => (typeof line === 'string' ? line : line.text));
	const size = Math.max(Math.ceil(texts.length / most), texts.length > least * 2 ? 2 : 1);
	const paragraphs: string[] = [];
	for (let at = 0; at < texts.length; at += size) paragraphs.push(texts.slice(at, at + size).join(' '));
	return paragraphs;
}
