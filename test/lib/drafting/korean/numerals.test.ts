import fc from 'fast-check';

import { hangulAmount, parseNumber } from '../../../../lib/drafting/korean/numerals';

describe('hangulAmount', () => {
	it.each([
		[0, '영'],
		[1, '일'],
		[10, '일십'],
		[100, '일백'],
		[1_000, '일천'],
		[10_000, '일만'],
		[113_560, '일십일만삼천오백육십'],
		[1_200_000, '일백이십만'],
		[30_050_000, '삼천오만'],
		[100_000_000, '일억'],
		[1_000_000_010_001, '일조일만일'],
	])('%d → %s', (won, words) => expect(hangulAmount(won)).toBe(words));

	it.each([-1, 1.5, Number.NaN, 2 ** 60])('refuses %d', (won) => expect(() => hangulAmount(won)).toThrow(expect.objectContaining({ code: 'amountRange' })));
});

describe('parseNumber', () => {
	it.each([
		['1,500', 1500],
		['1500', 1500],
		['1천500', 1500],
		['1천5백', 1500],
		['천오백', 1500],
		['일천오백', 1500],
		['3만 5천', 35_000],
		['3.5만', 35_000],
		['3만5,000', 35_000],
		['1억 2,000만', 120_000_000],
		['1억2천만', 120_000_000],
		['12조 3,000억', 12_300_000_000_000],
		['만', 10_000],
		['2.5', 2.5],
		['3.3만', 33_000],
		['스물세', 23],
		['스무', 20],
		['열두', 12],
		['쉰', 50],
		['백스물셋', 123],
		['한', 1],
		['50%', 50],
		['50퍼센트', 50],
		['5할', 50],
		['3할 5푼', 35],
		['약 300여', 300],
		['총 12', 12],
		['제3', 3],
		['0', 0],
		['', null],
		['가나', null],
		['1,50', null],
		['㊀', null],
		['백천', null],
		['만억', null],
		['12 34명', null],
	])('%s → %s', (text, value) => expect(parseNumber(text)).toBe(value));

	it('reads back every sum that hangulAmount writes, and every way of grouping', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 9_999_999_999_999 }), (won) => {
				expect(parseNumber(hangulAmount(won))).toBe(won);
				expect(parseNumber(won.toLocaleString('en-US'))).toBe(won);
				const [high, low] = [Math.floor(won / 10_000), won % 10_000];
				if (high > 0 && high < 10_000) expect(parseNumber(`${high}만${low === 0 ? '' : ` ${low}`}`)).toBe(won);
			}),
		);
	});
});
