import { dated, type Style } from './korean.mts';
import type { Prompt, PromptFact } from './prompt.mts';

/** How a document type speaks and writes dates. */
export interface Voice {
	style: Style;
	dates: 'spoken' | 'office';
	/** Press: the city is the subject and quotations are told with 말했다. */
	press: boolean;
}

const VOICES: Readonly<Record<string, Voice>> = {
	'press-release': { style: 'plain', dates: 'spoken', press: true },
	'merit-record': { style: 'noun', dates: 'office', press: false },
	'work-report': { style: 'noun', dates: 'office', press: false },
	'event-plan': { style: 'noun', dates: 'office', press: false },
	greeting: { style: 'polite', dates: 'spoken', press: false },
	'event-script': { style: 'polite', dates: 'spoken', press: false },
	'official-letter': { style: 'polite', dates: 'office', press: false },
	'civil-reply': { style: 'polite', dates: 'office', press: false },
	minutes: { style: 'noun', dates: 'office', press: false },
	'notice-copy': { style: 'polite', dates: 'office', press: false },
};

export function voiceOf(profileId: string): Voice {
	return VOICES[profileId] ?? { style: 'polite', dates: 'office', press: false };
}

export interface Quote {
	factNo: number;
	speaker: string;
	role: string;
	text: string;
}

/** A fact by what it is about. */
export interface Understood {
	subject: string;
	when: string;
	where: string;
	/** The rest, in their order, without quotations. */
	points: PromptFact[];
	rows: PromptFact[];
	quotes: Quote[];
}

const SUBJECT = /^(행사명|사업명|사업\(행사\)명|회의명|제목|보고 제목|알릴 일)$/;
const WHEN = /^(일시|행사 일시|개최 일시|회의 일시|기간)$/;
const WHERE = /^(장소|행사 장소|개최 장소)$/;

export function understand(prompt: Prompt, voice: Voice): Understood {
	const told = prompt.facts.map((fact) => ({ ...fact, text: dated(fact.text, voice.dates, prompt.year) }));
	const one = (label: RegExp) => told.find((fact) => label.test(fact.label))?.text ?? '';
	const quotes: Quote[] = [];
	for (const fact of told) {
		const quote = /인용/.test(fact.label) ? quoteOf(fact) : null;
		if (quote) quotes.push(quote);
	}
	const rest = told.filter(({ label }) => !SUBJECT.test(label) && !WHEN.test(label) && !WHERE.test(label) && !/인용/.test(label));
	return {
		subject: one(SUBJECT) || rest[0]?.text.split('\n')[0] || '',
		when: one(WHEN),
		where: one(WHERE),
		points: rest.filter(({ text }) => !text.includes(' | ')),
		rows: prompt.facts.filter(({ text, label }) => text.includes(' | ') && !/인용/.test(label)),
		quotes,
	};
}

/** A quotation that may be printed: `이름 직위: “말”`, or the five cells as they were entered, with an approval. */
function quoteOf({ no, text }: PromptFact): Quote | null {
	const told = /^(.*?)[:,]?\s*[“"]([^”"]+)[”"]/.exec(text);
	const cells = text.split('|').map((cell) => cell.trim());
	if (cells.length >= 5 && cells.every((cell) => cell !== '')) {
		const [speaker = '', role = '', words = ''] = cells;
		return { factNo: no, speaker, role, text: words.replace(/[“”"]/g, '') };
	}
	if (cells.length > 1 || !told || text.includes('[인용 필요]')) return null;
	const [, who = '', words = ''] = told;
	const [speaker = '', ...role] = who.trim().split(/\s+/);
	return { factNo: no, speaker, role: role.join(' '), text: words };
}
