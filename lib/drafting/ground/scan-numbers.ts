import { parseNumber } from '../korean/numerals';
import { type Claim, claimAt, type Scanner } from './claim';
import idioms from './idioms.json';
import { isParticle } from './stem';
import { BOUNDS, COUNTERS_OF_ONE, NATIVE_NOUNS, unitAt } from './units';

const DIGIT = '(?:\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)';
const SCALE = '(?:[십백천만억]|조(?=\\s?[\\d원]|\\s?[일이삼사오육칠팔구천백]*\\s?억))';
const PART = `(?:${DIGIT}|[일이삼사오육칠팔구])?${SCALE}`;
const TAIL = '(?:\\s(?:\\d{1,3}(?:,\\d{3})+|\\d{3,4})(?=\\s?[가-힣A-Za-z%㎡㎏㎞㎥](?!월))(?!년|\\s?년)|\\d{1,3}(?:,\\d{3})+(?![\\d,])|\\d{1,4}(?![\\d.,]))';
/** `1,500`, `1천500`, `3만 5천`, `1억 2,000만`: a part behind a space must belong to the number before it. */
const ARABIC = new RegExp(`(?<![\\d.A-Za-z])(?<!\\d,)${DIGIT}(?:${SCALE}(?:${PART})*(?:\\s(?:${PART})+)*${TAIL}?)?`, 'g');
const SINO = new RegExp('(?<![가-힣\\d])(금|제)?([영일이삼사오육칠팔구십백천만억조]+(?:\\s[일이삼사오육칠팔구십백천만억조]*[십백천만억조][일이삼사오육칠팔구]?(?=여|\\s|명|원|건|개|곳|인|세|가|대|부|점|㎡|%))*)(여)?(?=\\s?[가-힣%㎡㎞])', 'g');
const NATIVE = /(?<![가-힣\d])((?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)?(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉)|열|스무|서른|마흔|쉰|예순|일흔|여든|아흔)(여)?\s?(?=[가-힣])/g;
const ALONE = /(?<![가-힣\d])((?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉)|셋|넷|다섯|여섯|일곱|여덟|아홉)(?![가-힣])|(?<![가-힣])(사흘|나흘|닷새|엿새|열흘|보름|이틀)(?=간|\s|에|동안|뒤|후|전|[.,)]|$)/g;
const VAGUE = /(?<![가-힣])수(십|백|천|만|십만|백만|천만|억)(?:여)?\s?(?=명|건|개|곳|원|차례|가지|대|인|년|회|만)/g;
const FRACTION = /(?<![\d가-힣])([\d일이삼사오육칠팔구]{1,3})분의\s?([\d일이삼사오육칠팔구]{1,3})(?!\d)/g;
const PHONE = /(?<![\d-])(?:\(?0\d{1,2}\)?\s?[-)~.]\s?)?\d{3,4}\s?-\s?\d{4}(?![\d-])/g;
const HYPHENED = /(?<![\d.~-])\d{1,6}-\d{1,6}(?:-\d{1,6})*(?![\d-])/g;
const DAY_WORDS: ReadonlyMap<string, number> = new Map([['이틀', 2], ['사흘', 3], ['나흘', 4], ['닷새', 5], ['엿새', 6], ['열흘', 10], ['보름', 15]]);
/** `삼 개`, `구 명` count; `이 건`, `이 분` point. */
const singleSino = (word: string, unit: { id: string; word: string }): boolean =>
	SINGLE_SINO.has(unit.id) || (word === '이' || word === '일' ? POINTED.has(unit.word) : !NEVER_SINO.has(unit.word));
const SINGLE_SINO: ReadonlySet<string> = new Set(['month', 'year', 'anniversary', 'percent']);
const ATTACHED_TO_NATIVE: ReadonlySet<string> = new Set(idioms.attachedToNative);
const ATTACHED_TO_SCALE: ReadonlySet<string> = new Set(idioms.attachedToScale);
const POINTED: ReadonlySet<string> = new Set(idioms.countersBehindOneOrTwo);
const ONLY_NATIVE: ReadonlySet<string> = new Set(idioms.neverBehindSino);
const NEVER_SINO: ReadonlySet<string> = new Set(idioms.neverBehindOneSyllable);
const IDIOMS = new RegExp(idioms.numbers.concat(idioms.dates).join('|'), 'g');
/** `송산2동`: the digit belongs to a name. */
const NAMED_PLACE = /^[가-힣]\d{1,2}[동리가]$/;
const BOUND = new RegExp(`^(?:여|가량|정도)?\\s?(${BOUNDS.join('|')})`);

/** Quantities, amounts of won, shares, and digits that are names (telephone, house number). */
export const scanNumbers: Scanner = (text, free) => {
	const idiom = [...text.matchAll(IDIOMS)].map(({ index, 0: { length } }) => [index, index + length] as const);
	const found: Claim[] = [];
	const taken = (start: number, end: number) =>
		!free(start, end) || found.some((claim) => start < claim.end && end > claim.start) || idiom.some(([from, to]) => start < to && end > from);
	const code = (start: number, end: number) => {
		if (!taken(start, end)) found.push(claimAt(text, 'number', start, end, { type: 'code', digits: text.slice(start, end).replace(/\D+/g, '-').replace(/^-|-$/g, '') }));
	};
	const measure = (start: number, numberEnd: number, value: number | null, options: { vague?: boolean; unit?: string } = {}) => {
		const more = /^여/.exec(text.slice(numberEnd))?.[0].length ?? 0;
		const unit = options.unit === undefined ? unitAt(text, numberEnd + more) : { id: options.unit, end: numberEnd, word: '' };
		const end = unit && !(unit.word !== '' && !wholeUnit(text, unit)) ? unit.end : numberEnd + more;
		if (value === null || taken(start, end)) return;
		const id = end === unit?.end ? unit.id : '';
		const share = unit?.word === '할' && end === unit.end ? value * 10 : value;
		const bound = BOUND.exec(text.slice(end))?.[1] ?? '';
		found.push(claimAt(text, id === 'won' ? 'amount' : 'number', start, end, { type: 'measure', value: share, unit: id, bound, vague: options.vague ?? false }));
	};

	for (const match of text.matchAll(PHONE)) code(match.index, match.index + match[0].length);
	for (const match of text.matchAll(HYPHENED)) code(match.index, match.index + match[0].length);
	for (const match of text.matchAll(FRACTION)) {
		const [whole, part] = [parseNumber(match[1] ?? ''), parseNumber(match[2] ?? '')];
		if (whole !== null && part !== null && whole > 0) measure(match.index, match.index + match[0].length, part / whole, { unit: 'fraction' });
	}
	for (const match of text.matchAll(VAGUE)) measure(match.index, match.index + match[0].trimEnd().length, parseNumber(match[1] ?? ''), { vague: true });
	for (const match of text.matchAll(ARABIC)) if (!NAMED_PLACE.test(text.slice(Math.max(0, match.index - 1), match.index + match[0].length + 1))) measure(match.index, match.index + match[0].length, parseNumber(match[0]));
	for (const match of text.matchAll(SINO)) {
		const words = match[2] ?? '';
		const start = match.index + (match[1] ?? '').length;
		const end = start + words.length;
		const unit = unitAt(text, end + (match[3] ?? '').length);
		if (!unit || ONLY_NATIVE.has(unit.word) || !isParticle(restOfWord(text, unit.end))) continue;
		if (words.length === 1 && text[end] !== ' ' && match[1] !== '제' && !ATTACHED_TO_SCALE.has(unit.word)) continue;
		if (words.length === 1 && match[1] !== '제' && !'십백천만'.includes(words) && !(text[end] === ' ' && singleSino(words, unit))) continue;
		measure(start, end, parseNumber(words));
	}
	for (const match of text.matchAll(NATIVE)) {
		const words = match[1] ?? '';
		const end = match.index + words.length;
		const after = end + (match[2] ?? '').length;
		const unit = unitAt(text, after);
		const counted = unit !== null && endsWord(restOfWord(text, unit.end)) && unit.id !== 'rank' && unit.id !== 'degree' && unit.id !== 'percent';
		if (words.length === 1 && '두세네'.includes(words) && text[after] !== ' ' && !(unit && ATTACHED_TO_NATIVE.has(unit.word))) continue;
		const noun = text[after] === ' ' && parseNumber(words) !== 2 && NATIVE_NOUNS.some((word) => text.startsWith(word, after + 1));
		if (words === '한' && !(counted && COUNTERS_OF_ONE.has(unit.word))) continue;
		if (counted || noun) measure(match.index, end, parseNumber(words), counted ? {} : { unit: '' });
	}
	for (const match of text.matchAll(ALONE)) {
		if (match[2] !== undefined) measure(match.index, match.index + match[2].length, DAY_WORDS.get(match[2]) ?? null, { unit: 'day' });
		else measure(match.index, match.index + match[0].length, parseNumber(match[1] ?? ''), { unit: '' });
	}
	return found;
};

/** What may stand behind a counter: a particle, also `뿐이어서`. */
const endsWord = (rest: string): boolean => isParticle(rest) || /^(?:뿐|밖에)/.test(rest);

const restOfWord = (text: string, at: number): string => /^[가-힣]*/.exec(text.slice(at))?.[0] ?? '';

/** Whether what is taken for a unit is one, and not the start of another word (`3개국어`, `5동행`). */
function wholeUnit(text: string, unit: { end: number; word: string }): boolean {
	if (!/[가-힣]$/.test(unit.word)) return true;
	const rest = restOfWord(text, unit.end);
	return rest === '' || isParticle(rest) || unit.word.length > 1 || unit.word === '개' || unit.word === '원' || unit.word === '명';
}
