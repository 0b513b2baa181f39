import fc from 'fast-check';

import { tidy } from '../../../../lib/drafting/korean/normalise';

describe('tidy', () => {
	it.each([
		['decomposed Hangul', '의정부'.normalize('NFD'), '의정부'],
		['line ends', '가\r\n나\r다\u2028라', '가\n나\n다\n라'],
		['zero-width characters', '가\u200B나\uFEFF다\u00AD', '가나다'],
		['control characters, but not tabs', '가\u0000나\u0007\t다', '가나\t다'],
		['blanks of other widths', '가\u00A0나\u3000다', '가 나  다'],
		['middle dots', '가‧나ㆍ다・라·마∙바', '가·나·다·라·마·바'],
		['full-width digits', '２０２６년 3월', '2026년 3월'],
		['nothing else', '“인용” ▲가 ㎡ ① 「법」 R&D…', '“인용” ▲가 ㎡ ① 「법」 R&D…'],
	])('mends %s', (_, text, expected) => expect(tidy(text)).toBe(expected));

	it('is idempotent', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(tidy(tidy(text))).toBe(tidy(text))));
	});
});
