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

const SUBJECT = /^(행사명|사업명|사업·행사명|사업\/행사명|회의명|제목|문서 제목|보고 제목|안내 제목|건명|주제|민원 제목)$/;
const WHEN = /^(일시|행사 일시|개최 일시|회의 일시|기간|행사 기간|교육 기간|시행일|개최일)$/;
const WHERE = /^(장소|행사 장소|개최 장소|회의 장소)$/;

export function understand(prompt: Prompt, voice: Voice): Understood {
	const told = prompt.facts.map((fact) => ({ ...fact, text: dated(fact.text, voice.dates, prompt.year) }));
	const one = (label: RegExp) => told.find((fact) => label.test(fact.label))?.text ?? '';
	const quotes: Quote[] = [];
	for (const fact of told) {
		const quote = /인용|발언자|말씀/.test(fact.label) ? quoteOf(fact) : null;
		if (quote) quotes.push(quote);
	}
	const rest = told.filter(({ label }) => !SUBJECT.test(label) && !WHEN.test(label) && !WHERE.test(label) && !/인용/.test(label));
	return {
		subject: one(SUBJECT) || rest[0]?.text.split('\n')[0] || '',
		when: one(WHEN),
		where: one(WHERE),
		points: rest.filter(({ text }) => !text.includes(' | ')),
		rows: rest.filter(({ text }) => text.includes(' | ')),
		quotes,
	};
}

/** A quotation that somebody has approved; one without approval is not used, as the rules of the prompt demand. */
function quoteOf({ no, text }: PromptFact): Quote | null {
	const words = /[“"]([^”"]+)[”"]/.exec(text)?.[1] ?? '';
	const cells = text.split('|').map((cell) => cell.trim());
	const said = cells.length >= 3 ? (cells[2] ?? '').replace(/[“”"]/g, '') : words;
	if (said === '' || /승인 ?(?:없음|전|안 ?됨)|미승인/.test(text)) return null;
	if (cells.length >= 3) {
		if ((cells[3] ?? '') === '' || (cells[4] ?? '') === '') return null;
		return { factNo: no, speaker: cells[0] ?? '', role: cells[1] ?? '', text: said };
	}
	const before = text.slice(0, text.search(/[“"]/)).replace(/(?:은|는|이|가|:|,)\s*$/, '').trim();
	const [first = '', second = ''] = before.split(/\s+/);
	return /(시장|국장|과장|팀장|장|관)$/.test(first) && second !== '' ? { factNo: no, speaker: second, role: first, text: said } : { factNo: no, speaker: first, role: second, text: said };
}
