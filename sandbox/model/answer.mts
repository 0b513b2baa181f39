import { isContentFault, type ModelFault } from './faults.mts';
import { withFlaw } from './flaws.mts';
import { findSchema, readPrompt } from './prompt.mts';
import { repairSpans } from './repair.mts';
import { reviseDocument } from './revise.mts';
import { writeDocument } from './write.mts';

/** What the model says to a request. */
export interface Answer {
	content: string | null;
	refusal: string | null;
	finishReason: 'stop' | 'length';
}

/** Asked for by the facts themselves: `시험 결함: <name>`. */
export function faultInFacts(system: string, user: string): ModelFault | null {
	return readPrompt(system, user).fault;
}

/**
 * The answer to a prompt, with the flaw asked for. A flaw set in the facts or by the model's name is stubborn: repairs
 * bring the same words back.
 */
export function answerTo(system: string, user: string, responseFormat: unknown, fault: ModelFault | null, stubborn: boolean): Answer {
	const prompt = readPrompt(system, user);
	const schema = findSchema(responseFormat, `${system}\n${user}`);
	const said = (content: string): Answer => ({ content, refusal: null, finishReason: 'stop' });
	if (fault === 'refusal') return { content: null, refusal: '요청하신 내용은 작성할 수 없습니다.', finishReason: 'stop' };
	if (fault === 'schemaIgnored') return said(JSON.stringify({ document: { heading: prompt.facts[0]?.text ?? '', body: '본문입니다.' } }));
	if (fault === 'otherLanguage') return said(JSON.stringify(inEnglish(writeDocument(prompt, schema))));
	if (fault === 'repetition') return said(JSON.stringify(repeating(writeDocument(prompt, schema))));
	const document = prompt.spans.length > 0 ? (fault && isContentFault(fault) && stubborn ? { spans: prompt.spans } : repairSpans(prompt)) : prompt.revision ? reviseDocument(prompt, schema) : writeDocument(prompt, schema);
	const flawed = fault && isContentFault(fault) && prompt.spans.length === 0 ? withFlaw(document as Record<string, unknown>, fault, prompt) : document;
	const text = JSON.stringify(flawed);
	if (fault === 'cutOff') return { content: text.slice(0, Math.ceil(text.length * 0.6)), refusal: null, finishReason: 'length' };
	if (fault === 'brokenJson') return said(`${text.slice(0, -3)},,`);
	const asked = typeof responseFormat === 'object' && responseFormat !== null;
	return said(asked ? text : `다음과 같이 작성하였습니다.\n\n\`\`\`json\n${text}\n\`\`\`\n`);
}

const ENGLISH = 'The city will hold the event as planned and will continue to work closely with its residents.';

function inEnglish(answer: Record<string, unknown>): unknown {
	return eachText(answer, () => ENGLISH);
}

function repeating(answer: Record<string, unknown>): unknown {
	return eachText(answer, (text) => Array.from({ length: 40 }, () => text).join(' '));
}

function eachText(value: unknown, change: (text: string) => string): unknown {
	if (typeof value === 'string') return change(value);
	if (Array.isArray(value)) return value.map((entry) => eachText(entry, change));
	if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, eachText(entry, change)]));
	return value;
}
