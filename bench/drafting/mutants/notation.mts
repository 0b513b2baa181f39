import { changeAt, type Change, type Clean, type Mutator } from './mutant.mts';

/** Types written in the notation of the 편람, and those of them that citizens read. */
const OFFICE = new Set(['work-report', 'event-plan', 'merit-record', 'official-letter', 'minutes']);
const CITIZEN = new Set(['civil-reply', 'notice-copy']);
const SPOKEN = new Set(['press-release']);

function everywhere(clean: Clean, pattern: RegExp, change: (match: RegExpExecArray) => string): Change[] {
	return clean.texts.flatMap((text) =>
		[...text.text.matchAll(pattern)].flatMap((match) => {
			const words = change(match);
			return words === match[0] ? [] : [changeAt(text, match.index, match.index + match[0].length, words)];
		}),
	);
}

function rule(kind: string, holds: (clean: Clean) => boolean, pattern: RegExp, change: (match: RegExpExecArray) => string): Mutator {
	return { kind, make: (clean) => (holds(clean) ? everywhere(clean, pattern, change) : []) };
}

const office = ({ profileId }: Clean) => OFFICE.has(profileId);
const written = (clean: Clean) => office(clean) || CITIZEN.has(clean.profileId);
const press = ({ profileId }: Clean) => SPOKEN.has(profileId);

const two = (text = '') => text.padStart(2, '0');
const HANGUL = /\(금([가-힣]+)원\)/g;

export const notation: readonly Mutator[] = [
	rule('date.notation', written, /(\d{4})\. (\d{1,2})\. (\d{1,2})\./g, ([, year = '', month, day]) => `${year}.${two(month)}.${two(day)}`),
	rule('date.twoDigitYear', office, /20(\d{2})\. (?=\d)/g, ([, year = '']) => `'${year}. `),
	rule('date.range', written, /(?<=\d{1,2}\.(?:\([월화수목금토일]\))?)~(\d{1,2}\. \d{1,2}\.(?:\([월화수목금토일]\))?)/g, ([, last = '']) => ` ~ ${last}까지`),
	rule('time.notation', office, /(?<![\d~:])(0\d|1\d|2[0-3]):([0-5]\d)(?![~\d])/g, ([, hour = '', minute = '']) => `${Number(hour) < 12 ? '오전' : '오후'} ${Number(hour) > 12 ? Number(hour) - 12 : Number(hour)}시${minute === '00' ? '' : ` ${minute}분`}`),
	rule('date.press', press, /(\d{1,2})월 (\d{1,2})일/g, ([, month = '', day = '']) => `2026. ${month}. ${day}.`),
	rule('time.press', press, /(오전|오후) (\d{1,2})시(?: (\d{1,2})분)?/g, ([, half, hour = '', minute]) => `${two(String(Number(hour) + (half === '오후' && hour !== '12' ? 12 : 0)))}:${two(minute ?? '0')}`),
	rule('colon.space', written, /(?<=^[가-힣 ]{2,8}): /g, () => ' : '),
	rule('money.thousands', written, /(\d{1,3}(?:,\d{3})*),000원/g, ([, thousands = '']) => `${thousands}천원`),
	rule('money.hangul', office, HANGUL, ([, words = '']) => `(금${words.replace('팔', '육').replace('삼천', '사천')}원)`),
	rule('money.oneLeftOut', office, HANGUL, ([, words = '']) => `(금${words.replace(/^삼천|일(?=[십백천])/, (left) => left.slice(1))}원)`),
	rule('latin.first', press, /([가-힣]+(?: [가-힣]{2})?)\(([A-Z]{2,4})\)/g, ([, korean = '', latin = '']) => `${latin}(${korean})`),
];

/** Endings that do not belong to the type. */
const ENDINGS: ReadonlyArray<{ types: readonly string[]; pattern: RegExp; change: (match: RegExpExecArray) => string }> = [
	{ types: ['press-release'], pattern: /([했됐])다\.(?=\s|$)/g, change: ([, stem = '']) => `${stem}습니다.` },
	{ types: ['press-release'], pattern: /한다\.(?=\s|$)/g, change: () => '합니다.' },
	{ types: ['press-release'], pattern: /이다\.(?=\s|$)/g, change: () => '입니다.' },
	{ types: ['greeting', 'event-script', 'civil-reply'], pattern: /겠습니다\.(?=\s|$)/g, change: () => '겠다.' },
	{ types: ['greeting', 'civil-reply', 'notice-copy'], pattern: /([았었했])습니다\.(?=\s|$)/g, change: ([, stem = '']) => `${stem}다.` },
	{ types: ['notice-copy', 'civil-reply'], pattern: /합니다\.(?=\s|$)/g, change: () => '한다.' },
	{ types: ['work-report', 'event-plan', 'minutes'], pattern: /([가-힣])함$/g, change: ([, before = '']) => `${before}합니다.` },
	{ types: ['merit-record'], pattern: /하였음\.(?=\s|$)/g, change: () => '하였다.' },
	{ types: ['official-letter'], pattern: /하고자 합니다\.$/g, change: () => '할 것.' },
	{ types: ['official-letter'], pattern: /하시기 바랍니다\.$/g, change: () => '하기 바람.' },
];

export const endings: Mutator = {
	kind: 'ending',
	make: (clean) => ENDINGS.filter(({ types }) => types.includes(clean.profileId)).flatMap(({ pattern, change }) => everywhere(clean, pattern, change)),
};
