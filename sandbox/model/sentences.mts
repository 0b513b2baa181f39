import { asSentence, inStyle, isSentence, type Style, withJosa } from './korean.mts';
import type { PromptFact } from './prompt.mts';
import type { Quote, Understood, Voice } from './understand.mts';

/** Labels whose content stands for itself. */
const BARE = /내용|사실|실적|현황|추진|계획|문제|대안|개선|효과|배경|목적|메시지|요지|검토|결과|사항|안내|발언|결정|의미|수치|절차|방법|민원|항목|대책|혜택|요청/;
/** Nouns that name an act: `운영` → `운영한다`. */
export const ACTS = /(?:전달|참여|참석|운영|지원|설치|확대|제공|개최|실시|배치|발송|신설|모집|추진|공개|점검|교체|확인|수립|시행|정비|보수|수거|제거|발굴|연계|체결|선정|접수|제출|신청|방문|발표|완료|확보|구축|증가|감소|활동|상영|배포|대기|공연|보증|게시|안내|요청|후원|보고|교부|개방|분양|지급|신축|연장|출동|제한)$/;
/** What a fact begins with, as `지난해 참여 시민: 830명`. */
const PAIR = /^([^:]{2,24}): (.+)$/;

/** One line of a fact as sentences. */
export function lineSentence(line: string, style: Style): string {
	const text = line.trim().replace(/[.]$/, '');
	const pair = PAIR.exec(text);
	if (pair?.[1] && pair[2]) return style === 'noun' ? text : `${withJosa(pair[1], '은/는')} ${lineSentence(pair[2], style)}`;
	const sentences = line.trim().split(/(?<=[다요음함임됨]\.)\s+/);
	if (sentences.every(isSentence)) return sentences.map((sentence) => inStyle(sentence, style)).join(style === 'noun' ? ', ' : ' ');
	const [, act = text, aside = ''] = /^(.*?)(\([^()]*\))?$/.exec(text) ?? [];
	if (ACTS.test(act)) return style === 'noun' ? text : inStyle(`${withObject(act)}한다.`, style).replace(/\.$/, `${aside}.`);
	return asSentence(text, style);
}

/** `4곳 운영` → `4곳을 운영`, `640명 참여` → `640명이 참여`. */
function withObject(act: string): string {
	return act.replace(/(\d[\d,]*(?!회|차례|월|일|시|분|개월|년)[가-힣㎡%]{0,2}[^\d\s에로을를이의은는씩도만]) (\S+)$/, (_all, count: string, deed: string) => `${withJosa(count, /^(?:참여|참석|방문|활동)$/.test(deed) ? '이/가' : '을/를')} ${deed}`);
}

/** A fact as one or more sentences of the document. */
export function factSentences({ label, text }: PromptFact, { style }: Voice): string {
	return text
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => {
			if (label === '' || BARE.test(label) || isSentence(line)) return lineSentence(line, style);
			return lineSentence(`${label}: ${line}`, style);
		})
		.join(' ');
}

/** Why it is done, as the second paragraph of a release: `이번 축제는 … 위해 마련했다.` */
export function purposeSentence(thing: string, text: string, style: Style): string {
	const stem = text.replace(/[.]$/, '').replace(/\s*(?:위함|위해서임|위해)$/, '');
	if (stem === text.replace(/[.]$/, '')) return lineSentence(text, style);
	return inStyle(`이번 ${withJosa(thing, '은/는')} ${stem} 위해 마련했다.`, style);
}

const EVENT = /(행사|축제|대축제|대회|회의|설명회|강연|공연|교육|기념식|시상식|음악회|연주회|보고회|간담회|토론회|캠페인|협약식|전시|개소식|준공식|한마당|박람회)$/;

/** What the subject is, in one word: 행사 or 사업. */
export function kindOf(subject: string): string {
	return EVENT.test(subject) ? '행사' : '사업';
}

/** The first sentence of a document: who does what, when and where. */
export function leadSentence({ subject, when, where }: Understood, { city, head }: { city: string; head: string }, voice: Voice): string {
	const verb = EVENT.test(subject) ? '개최' : '추진';
	const thing = withJosa(subject, '을/를');
	const place = where === '' ? '' : ` ${where}에서`;
	if (voice.style === 'noun') return `${thing} ${verb}하고자 함`;
	const day = when === '' ? '' : ` ${when.replace(/~/, '부터 ').replace(/(부터 .*)$/, '$1까지')}`;
	if (voice.press) return `${city}${head === '' ? '' : `(시장 ${head})`}는${day}${place} ${thing} ${verb}한다고 밝혔다.`;
	return `${city}는${day}${place} ${thing} ${verb}합니다.`;
}

/** A quotation word for word, told by its speaker. */
export function quoteSentence({ speaker, role, text }: Quote, { style }: Voice): string {
	const who = withJosa(`${speaker}${role === '' ? '' : ` ${role}`}`.trim(), '은/는');
	const said = text.replace(/\.$/, '');
	return `${who} “${said}”고 ${style === 'polite' ? '말했습니다' : '말했다'}.`;
}
