import { ValidationError } from '../../errors';

const DIGITS = ['', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구'];
const SMALL = ['', '십', '백', '천'];
const LARGE = ['', '만', '억', '조', '경'];

const SINO: ReadonlyMap<string, number> = new Map([...'영일이삼사오육칠팔구'].map((letter, value) => [letter, value]));
const SMALL_UNITS: ReadonlyMap<string, number> = new Map([['십', 10], ['백', 100], ['천', 1000]]);
const LARGE_UNITS: ReadonlyMap<string, number> = new Map([['만', 1e4], ['억', 1e8], ['조', 1e12], ['경', 1e16]]);
const NATIVE_TENS: ReadonlyMap<string, number> = new Map([
	['열', 10], ['스물', 20], ['스무', 20], ['서른', 30], ['마흔', 40], ['쉰', 50], ['예순', 60], ['일흔', 70], ['여든', 80], ['아흔', 90],
]);
const NATIVE_ONES: ReadonlyMap<string, number> = new Map([
	['하나', 1], ['한', 1], ['둘', 2], ['두', 2], ['셋', 3], ['세', 3], ['석', 3], ['서', 3], ['넷', 4], ['네', 4], ['넉', 4], ['너', 4],
	['다섯', 5], ['여섯', 6], ['일곱', 7], ['여덟', 8], ['아홉', 9],
]);

/**
 * A sum of won in Hangul as 규칙 제2조 writes it, all joined and 일 kept: 113560 → 일십일만삼천오백육십. 0 → 영.
 * @throws ValidationError `amountRange` where it is no whole number from 0 to 9,007,199,254,740,991
 */
export function hangulAmount(won: number): string {
	if (!Number.isSafeInteger(won) || won < 0) {
		throw new ValidationError('amountRange', '금액을 한글로 적을 수 없습니다.', '금액은 0 이상의 정수(원 단위)로 입력하시기 바랍니다.');
	}
	if (won === 0) return '영';
	const digits = String(won);
	let text = '';
	for (let group = Math.ceil(digits.length / 4) - 1; group >= 0; group--) {
		const four = digits.slice(Math.max(0, digits.length - 4 * (group + 1)), digits.length - 4 * group);
		const words = [...four].map((digit, at) => (digit === '0' ? '' : (DIGITS[Number(digit)] ?? '') + (SMALL[four.length - 1 - at] ?? ''))).join('');
		if (words !== '') text += words + (LARGE[group] ?? '');
	}
	return text;
}

/**
 * The value of a number however it is written: `1,500`, `1천500`, `1천5백`, `천오백`, `3만 5천`, `1억 2,000만`, `2.5`, `스물세`. A share
 * gives its percents: `50%`, `50퍼센트` and `5할` are 50. 여, 약, 총 around it are passed over. Null where the text is no number.
 */
export function parseNumber(text: string): number | null {
	const bare = text.replace(/\s+/g, '').replace(/^(?:약|총|모두|제)/, '').replace(/여$/, '');
	if (bare === '') return null;
	const share = /^(.+?)(%|퍼센트|프로)$/.exec(bare);
	if (share?.[1] !== undefined) return parseNumber(share[1]);
	const tenths = /^(.+?)할(?:(.+)푼)?$/.exec(bare);
	if (tenths?.[1] !== undefined) return sharesOf(tenths[1], tenths[2]);
	return parseMixed(bare) ?? parseNative(bare);
}

function sharesOf(tenths: string, hundredths: string | undefined): number | null {
	const whole = parseMixed(tenths);
	const rest = hundredths === undefined ? 0 : parseMixed(hundredths);
	return whole === null || rest === null || whole > 10 || rest > 9 ? null : whole * 10 + rest;
}

const TOKEN = /(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)|([영일이삼사오육칠팔구])|([십백천])|([만억조경])/y;

/** Digits, Sino-Korean words and both mixed; a part without a value (`만`) counts once. */
function parseMixed(text: string): number | null {
	let [total, section, digit] = [0, 0, null as number | null];
	let [smallest, smallestLarge] = [Infinity, Infinity];
	for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length; ) {
		const match = TOKEN.exec(text);
		if (!match) return null;
		const [, arabic, sino, small, large] = match;
		if (arabic !== undefined || sino !== undefined) {
			if (digit !== null) return null;
			digit = arabic === undefined ? (SINO.get(sino ?? '') ?? 0) : Number(arabic.replace(/,/g, ''));
		} else if (small !== undefined) {
			const unit = SMALL_UNITS.get(small) ?? 1;
			if (unit >= smallest) return null;
			section += (digit ?? 1) * unit;
			[smallest, digit] = [unit, null];
		} else {
			const unit = LARGE_UNITS.get(large ?? '') ?? 1;
			if (unit >= smallestLarge) return null;
			section += digit ?? 0;
			total += (section === 0 && digit === null ? 1 : section) * unit;
			[section, digit, smallest, smallestLarge] = [0, null, Infinity, unit];
		}
	}
	return rounded(total + section + (digit ?? 0));
}

/** Native words up to 99, also behind Sino-Korean hundreds: `스물세`, `백스물셋`. */
function parseNative(text: string): number | null {
	for (let at = 0; at < text.length; at++) {
		const native = nativeBelow100(text.slice(at));
		if (native === null) continue;
		if (at === 0) return native;
		const head = text.slice(0, at);
		const hundreds = /[백천만억조]$/.test(head) ? parseMixed(head) : null;
		if (hundreds !== null) return hundreds + native;
	}
	return null;
}

function nativeBelow100(text: string): number | null {
	const ones = NATIVE_ONES.get(text);
	if (ones !== undefined) return ones;
	for (const length of [2, 1]) {
		const tens = NATIVE_TENS.get(text.slice(0, length));
		if (tens === undefined) continue;
		const rest = text.slice(length);
		const one = rest === '' ? 0 : NATIVE_ONES.get(rest);
		if (one !== undefined) return tens + one;
	}
	return null;
}

/** Without the dust of binary fractions: 3.3만 is 33,000. */
const rounded = (value: number) => (Number.isInteger(value) ? value : Number(value.toPrecision(12)));
