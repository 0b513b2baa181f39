import { inStyle, isSentence, withJosa } from './korean.mts';
import type { Prompt } from './prompt.mts';
import { ACTS, factSentences, kindOf, lineSentence, purposeSentence } from './sentences.mts';
import type { Understood } from './understand.mts';

/** A line of a section; lines of an outline have a level. */
export type Line = string | { level: number; text: string };

type Composer = (told: Told) => Line[];

/** Facts by their label. */
class Told {
	readonly prompt: Prompt;
	readonly known: Understood;
	constructor(prompt: Prompt, known: Understood) {
		this.prompt = prompt;
		this.known = known;
	}

	all(label: string): string[] {
		return [...this.known.points, ...this.known.rows].filter((fact) => fact.label === label).map(({ text }) => text.replace(/(?<=[가-힣])\.$/, ''));
	}

	one(label: string): string {
		return this.all(label)[0] ?? '';
	}

	cells(label: string): string[][] {
		return this.all(label).map((text) => text.split('|').map((cell) => cell.trim()));
	}
}

const noun = (text: string) => (/\d\.$/.test(text) ? text : lineSentence(text, 'noun'));
const polite = (text: string) => lineSentence(text, 'polite');
const items = (...labels: string[]): Composer => (told) => labels.flatMap((label) => told.all(label)).map((text) => ({ level: 1, text: noun(text) }));
const named = (told: Told, label: string, name = label) => told.all(label).map((text) => ({ level: 1, text: `${name}: ${text}` }));

/** `…하였음.`, as a merit record ends. */
function merit(text: string): string {
	const [, act = text, aside = ''] = /^(.*?)(\([^()]*\))?$/.exec(text) ?? [];
	if (ACTS.test(act)) return `${act}하였음${aside}.`;
	if ((text.charCodeAt(text.length - 1) - 0xac00) % 28 === 16) return `${text.replace(/함$/, '하였음')}.`;
	return `${text.replace(/([가-힣])함$/, '$1하였음')}${isSentence(text) ? '' : '을 이룸'}.`;
}

/** `…하시기 바랍니다.`, as a letter asks. */
function asked(text: string): string {
	if (/[다]\.?$/.test(text)) return `${text.replace(/\.$/, '')}.`;
	return ACTS.test(text) ? `${text}하여 주시기 바랍니다.` : `${text.replace(/(?:할 것|함|바람)$/, '')}하시기 바랍니다.`;
}

const RESULTS: Readonly<Record<string, string>> = {
	수용: '요청하신 대로 조치하겠습니다.',
	'일부 수용': '요청하신 내용 가운데 일부를 받아들이겠습니다.',
	'수용 곤란': '검토한 결과 지금은 요청을 받아들이기 어렵습니다.',
	이송: '귀하의 민원은 담당 기관으로 보내 처리하겠습니다.',
	'질의 회신': '문의하신 내용에 대하여 아래와 같이 안내해 드립니다.',
};

/** Labels of a release that its body takes by name, or not at all. */
const PRESS = new Set(['추진 배경·목적', '핵심 내용', '주요 수치', '향후 계획', '대상', '담당부서', '제목(안)']);

const COMPOSERS: Readonly<Record<string, Composer>> = {
	'merit-record/summary': (told) => [`${told.one('공적 분야')} 분야에서 ${merit(told.one('주요 실적'))}`],
	'merit-record/description': (told) => {
		const [from, to = ''] = told.one('공적 기간').split('~');
		const period = to === '' ? told.one('공적 기간') : `${from ?? ''}부터 ${to}까지`;
		const who = [told.one('소속'), told.one('직위·직급'), told.one('성명(단체명)')].filter((part) => part !== '');
		return [
			`${withJosa([...new Set(who)].join(' '), '은/는')} ${period} ${told.one('공적 분야')} 분야에서 활동하며 실적을 쌓았음.`,
			...[...told.all('추진 배경·어려움'), ...told.all('성과·효과')].map(merit),
		];
	},
	'merit-record/details': (told) => [{ level: 1, text: `${told.one('공적 분야')} 실적` }, ...told.all('주요 실적').map((text) => ({ level: 2, text: merit(text) }))],
	'merit-record/closing': (told) => [`${told.one('공적 분야')} 분야에 이바지한 공적이 뚜렷함.`],
	'work-report/summary': (told) => [`${told.one('보고 목적').replace(/\.$/, '')}.`],
	'work-report/background': items('추진 배경·근거'),
	'work-report/status': items('현황'),
	'work-report/problems': items('문제점'),
	'work-report/measures': (told) => [...items('추진 내용(개선 방안)')(told), ...named(told, '소요 예산')],
	'work-report/effects': items('기대 효과'),
	'work-report/plan': items('향후 계획'),
	'event-plan/purpose': items('목적'),
	'event-plan/details': (told) => [...items('주요 내용')(told), ...named(told, '우천 시 계획', '비가 올 때'), ...named(told, '기념품·식사 제공', '제공하는 것')],
	'event-plan/safety': items('안전 대책'),
	'event-plan/requests': items('행정·협조 사항'),
	'greeting/opening': (told) => [`존경하는 ${told.one('청중')} 여러분, 안녕하십니까? ${told.one('연설자 직위')} ${told.one('연설자 성명')}입니다. 뜻깊은 자리에서 여러분을 만나 뵙게 되어 매우 기쁩니다.`],
	'greeting/thanks': (told) => {
		const guests = told.cells('감사드릴 분·내빈').map(([role = '', name = '']) => (name === '' ? `${role} 여러분` : `${name} ${role}님`));
		return [guests.length === 0 ? '오늘 함께해 주신 모든 분께 감사드립니다.' : `오늘 자리를 함께해 주신 ${guests.join(', ')}께 감사드립니다. 바쁘신 가운데 함께해 주신 모든 분께도 고마운 마음을 전합니다.`];
	},
	'greeting/meaning': (told) => {
		const meaning = told.all('행사의 의미·경과').map(polite);
		return [...(meaning.length > 0 ? meaning : [`${withJosa(told.known.subject, '을/를')} 함께하게 되어 매우 뜻깊게 생각합니다.`]), ...told.all('넣을 글귀').map((text) => `“${text.replace(/\s*\([^)]*\)$/, '')}”라는 말이 있습니다.`)];
	},
	'greeting/promise': (told) => told.all('핵심 메시지').map((text) => polite(text.replace(/겠다는 약속$/, '겠다').replace(/ㄹ 계획$/, '겠다'))),
	'greeting/closing': () => ['이 자리가 서로의 마음을 나누는 따뜻한 시간이 되기를 바랍니다. 함께해 주신 모든 분의 건강과 행복을 기원합니다. 감사합니다.'],
	'official-letter/body': (told) => [
		...(told.all('관련 근거').length > 0 ? [{ level: 1, text: `관련: ${told.all('관련 근거').join(', ')}` }] : []),
		...told.all('요지').map((text) => ({ level: 1, text: polite(text) })),
		...told.all('세부 항목').map((text) => ({ level: 2, text })),
		...told.all('요청·제출 사항').map((text) => ({ level: 1, text: asked(text) })),
	],
	'civil-reply/gist': (told) => [`귀하께서 제출하신 민원은 ${withJosa(told.all('민원 요지').join(', '), '으로/로')} 이해됩니다.`],
	'civil-reply/review': (told) => [
		RESULTS[told.one('처리 결과')] ?? '검토한 결과를 알려 드립니다.',
		...told.all('검토 결과').map(polite),
		...(told.all('근거 법령·지침').length > 0 ? [`이 답변은 ${withJosa(told.all('근거 법령·지침').join(', '), '을/를')} 근거로 합니다.`] : []),
	],
	'civil-reply/guidance': (told) => [...told.all('대안'), ...told.all('후속 절차')].map(polite),
	'minutes/procedure': items('진행 순서'),
	'minutes/agenda': items('상정 안건'),
	'minutes/remarks': (told) => [{ level: 1, text: '발언' }, ...told.cells('발언 메모').map(([who = '', said = '']) => ({ level: 2, text: `${who}: ${said}` }))],
	'minutes/decisions': items('결정 사항'),
	'minutes/votes': items('표결 내용'),
	'minutes/next': items('차기 일정'),
	'notice-copy/gist': (told) => [`${withJosa(told.known.subject, '을/를')} 안내합니다.`],
	'notice-copy/details': (told) => (told.one('매체').includes('단문') ? [] : [
		...named(told, '대상'),
		{ level: 1, text: `기간: ${told.known.when}` },
		...(told.known.where === '' ? [] : [{ level: 1, text: `장소: ${told.known.where}` }]),
		...told.all('내용').map((text) => ({ level: 1, text: polite(text) })),
		...named(told, '신청(이용) 방법', '방법'),
		...named(told, '혜택'),
		...named(told, '유의 사항'),
		...named(told, '누리집 주소', '누리집'),
	]),
	'press-release/body': (told) => [
		...told.all('추진 배경·목적').map((text) => purposeSentence(kindOf(told.known.subject), text, 'plain')),
		...[...told.all('핵심 내용'), ...told.all('주요 수치'), ...told.all('향후 계획')].map((text) => lineSentence(text, 'plain')),
		...told.known.points.filter(({ label }) => !PRESS.has(label)).map((fact) => factSentences(fact, { style: 'plain', dates: 'spoken', press: true })),
		...told.all('대상').map((text) => (text.endsWith('누구나') ? `${text} 참여할 수 있다.` : inStyle(`대상은 ${text}이다.`, 'plain'))),
	],
};

/** The lines of a section of a type that is known; null for any other. */
export function composed(sectionId: string, prompt: Prompt, known: Understood): Line[] | null {
	const composer = COMPOSERS[`${prompt.profileId}/${sectionId}`];
	return composer ? composer(new Told(prompt, known)) : null;
}
