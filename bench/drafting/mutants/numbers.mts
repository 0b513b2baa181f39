import type { PlainText } from '../plain-document.mts';
import { changeAt, type Clean, type Mutator } from './mutant.mts';

interface Found {
	text: PlainText;
	start: number;
	end: number;
	/** As written, without the unit. */
	digits: string;
	unit: string;
}

/** Spans that are dates, times, laws, ordinals or document numbers: other mutators change those. */
const OTHERS =
	/\d{4}\. ?\d{1,2}\.(?: ?\d{1,2}\.)?|\d{1,2}\. ?\d{1,2}\.|\d{4}년|\d{1,2}월(?: ?\d{1,2}일)?|(?:지난|오는) ?\d{1,2}일|\d{1,2}일(?=\s*업무|\s*시청)|\d{1,2}:\d{2}|(?:오전|오후) ?\d{1,2}시(?: ?\d{1,2}분)?|제\s?\d+[조항호회차]|제\d+군단|\d차|-\d+|\d{4}\s(?=하반기|의용|평생|자원)/g;
const AMOUNT = /(?:\d[\d,.]*\s?[천백]?\s?[억만]?\s?)+원/g;

/** Counts and measures with their units. */
export function countsOf(clean: Clean): Found[] {
	const found: Found[] = [];
	for (const text of clean.texts) {
		const hidden = text.text.replace(OTHERS, (all) => '\u0001'.repeat(all.length)).replace(AMOUNT, (all) => '\u0001'.repeat(all.length));
		for (const match of hidden.matchAll(/(?<![\d.,\u0001(가-힣A-Za-z]|[가-힣] ?안)(\d[\d,]*(?:\.\d+)?)(?=\s?(가구|명|건|곳|개소|개교|개|대|회|면|실|톤|㎡|㎥|㎞|km|kg|㎏|m(?![a-zA-Z])|%|퍼센트|포기|상자|구획|그릇|장|벌|시간|분|초|세|년|배|인|자리|마리|미터|킬로미터|노선|모둠|세대))/g)) {
			const [, digits = '', unit = ''] = match;
			found.push({ text, start: match.index, end: match.index + digits.length, digits, unit });
		}
	}
	return found;
}

/** Whether a value, in any spelling of digits, was entered. */
function entered(clean: Clean, value: string): boolean {
	const plain = value.replace(/,/g, '');
	return new RegExp(`(?<![\\d.])${plain.replace('.', '\\.')}(?![\\d])`).test(clean.entered.replace(/(\d),(?=\d{3})/g, '$1'));
}

/** Another number of the same look that nobody entered. */
function other(clean: Clean, digits: string, step: number): string {
	const places = digits.includes('.') ? (digits.split('.')[1] ?? '').length : 0;
	const value = Number(digits.replace(/,/g, ''));
	for (let more = step; more < step + 60; more += 1) {
		const next = places > 0 ? value + more / 10 ** places : value < 20 ? value + more : value + more * 10 ** (String(Math.floor(value)).length - 2);
		const shown = places > 0 ? next.toFixed(places) : digits.includes(',') ? next.toLocaleString('en-US') : String(next);
		if (!entered(clean, shown)) return shown;
	}
	return String(value + 977);
}

export const numberChanged: Mutator = {
	kind: 'number.changed',
	make: (clean, random) =>
		countsOf(clean).map(({ text, start, end, digits, unit }) => {
			const wrong = other(clean, digits, random.integer(1, 4));
			return changeAt(text, start, end, wrong, [wrong + unit]);
		}),
};

/** `1,500` → `1천600`, `천육백`: a wrong number in another spelling. */
export const numberWords: Mutator = {
	kind: 'number.words',
	make: (clean, random) =>
		countsOf(clean)
			.filter(({ digits }) => Number(digits.replace(/,/g, '')) >= 1000 && !digits.includes('.'))
			.map(({ text, start, end, digits }) => {
				const wrong = Number(other(clean, digits, random.integer(1, 4)).replace(/,/g, ''));
				const words = wrong >= 10_000 ? `${Math.floor(wrong / 10_000)}만 ${(wrong % 10_000).toLocaleString('en-US')}` : random.chance(0.5) ? `${Math.floor(wrong / 1000)}천${wrong % 1000 === 0 ? '' : wrong % 1000}` : `${sino(wrong)} `;
				return changeAt(text, start, end, words, [words.trim()]);
			}),
};

const DIGITS = ['', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구'];

function sino(value: number): string {
	return [1000, 100, 10, 1]
		.map((place, index) => {
			const digit = Math.floor(value / place) % 10;
			const name = ['천', '백', '십', ''][index] ?? '';
			return digit === 0 ? '' : `${digit === 1 && name !== '' ? '' : (DIGITS[digit] ?? '')}${name}`;
		})
		.join('');
}

const ONES = ['', '한', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉'];
const TENS = ['', '열', '스물', '서른', '마흔', '쉰', '예순', '일흔', '여든', '아흔'];
// 세대 is also a household.
const NATIVE = new RegExp(`(?<![가-힣\\d])(?!세대)(${TENS.slice(1).join('|')})?(${ONES.slice(1).join('|')})( ?(?:명|곳|대|개|번|차례|가구|반|분을|부문|레인|구획|시간))`, 'g');

/** `세 곳` → `다섯 곳`. */
export const numberNative: Mutator = {
	kind: 'number.native',
	make: (clean, random) =>
		clean.texts.flatMap((text) =>
			[...text.text.matchAll(NATIVE)].map((match) => {
				const [all, ten = '', one = '', unit = ''] = match;
				const value = TENS.indexOf(ten) * 10 + ONES.indexOf(one);
				let wrong = value;
				do wrong = wrong + random.integer(1, 3);
				while (entered(clean, String(wrong)) || wrong % 10 === 0);
				const words = `${TENS[Math.floor(wrong / 10) % 10] ?? ''}${ONES[wrong % 10] ?? ''}${unit}`;
				return changeAt(text, match.index, match.index + all.length, words, [words]);
			}),
		),
};

/** Two numbers of one unit trade places. */
export const numberSwapped: Mutator = {
	kind: 'number.swapped',
	make: (clean) => {
		const counts = countsOf(clean).filter(({ text }) => text.role !== 'title' && text.role !== 'subtitle');
		const pairs = counts.flatMap((first, index) => {
			const second = counts.slice(index + 1).find(({ unit, digits, text }) => unit === first.unit && digits !== first.digits && text.role === first.text.role);
			return second ? [{ first, second }] : [];
		});
		return pairs.map(({ first, second }) => {
			if (first.text.place === second.text.place) {
				const { text } = first.text;
				const swapped = text.slice(0, first.start) + second.digits + text.slice(first.end, second.start) + first.digits + text.slice(second.end);
				return { texts: new Map([[first.text.place, swapped]]) };
			}
			return {
				texts: new Map([
					[first.text.place, first.text.text.slice(0, first.start) + second.digits + first.text.text.slice(first.end)],
					[second.text.place, second.text.text.slice(0, second.start) + first.digits + second.text.text.slice(second.end)],
				]),
			};
		});
	},
};

/** An amount with another figure, or of another size. */
export const amountChanged: Mutator = {
	kind: 'amount.changed',
	make: (clean, random) =>
		clean.texts.flatMap((text) =>
			[...text.text.matchAll(AMOUNT)].flatMap((match) => {
				const [all] = match;
				const digit = /\d[\d,]*(?:\.\d+)?/.exec(all);
				if (!digit) return [];
				const wrong = random.chance(0.3) && all.includes('만') && !all.includes('억') ? all.replace('만', '억') : all.replace(digit[0], other(clean, digit[0], random.integer(1, 3)));
				return [changeAt(text, match.index, match.index + all.length, wrong, [wrong])];
			}),
		),
};
