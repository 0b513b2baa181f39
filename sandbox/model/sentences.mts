import { asSentence, inStyle, isSentence, withJosa } from './korean.mts';
import type { PromptFact } from './prompt.mts';
import type { Quote, Understood, Voice } from './understand.mts';

/** Labels whose content stands for itself. */
const BARE = /내용|사실|실적|현황|추진|계획|문제|대안|개선|효과|배경|목적|메시지|요지|검토|결과|사항|안내|발언|결정|의견|특징|설명/;

/** A fact as one or more sentences of the document. */
export function factSentences({ label, text }: PromptFact, { style }: Voice): string {
	const lines = text.split('\n').filter((line) => line !== '');
	return lines
		.map((line) => {
			const sentences = line.split(/(?<=[다요음함임됨]\.)\s+/);
			if (sentences.every(isSentence)) return sentences.map((sentence) => inStyle(sentence, style)).join(style === 'noun' ? ', ' : ' ');
			if (label === '' || BARE.test(label)) return asSentence(line, style);
			return style === 'noun' ? `${label}: ${line.replace(/\.$/, '')}` : asSentence(`${withJosa(label, '은/는')} ${line}`, style);
		})
		.join(' ');
}

/** The first sentence of a document: who does what, when and where. */
export function leadSentence({ subject, when, where }: Understood, { city, head }: { city: string; head: string }, voice: Voice): string {
	const event = /(행사|축제|대회|회의|설명회|강연|공연|교육|기념식|음악회|보고회|간담회|토론회|캠페인|협약식|전시|축전|개소식|제)$/.test(subject);
	const place = where === '' ? '' : ` ${where}에서`;
	const verb = event ? '개최' : '추진';
	const thing = withJosa(subject, '을/를');
	if (voice.style === 'noun') return `${when === '' ? '' : `${when} `}${where === '' ? '' : `${where}에서 `}${thing} ${verb}하고자 함`;
	if (voice.press) return `${city}${head === '' ? '' : `(시장 ${head})`}는${when === '' ? '' : ` ${when}`}${place} ${thing} ${verb}한다고 밝혔다.`;
	return `${city}는${when === '' ? '' : ` ${when}`}${place} ${thing} ${verb}합니다.`;
}

/** A quotation word for word, told by its speaker. */
export function quoteSentence({ speaker, role, text }: Quote, { style }: Voice): string {
	const who = withJosa(`${speaker}${role === '' ? '' : ` ${role}`}`.trim(), '은/는');
	const said = text.replace(/\.$/, '');
	return `${who} “${said}”고 ${style === 'polite' ? '말했습니다' : '말했다'}.`;
}
