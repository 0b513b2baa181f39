import fc from 'fast-check';
import iconv from 'iconv-lite';
import { byteLength, isEncodable } from '../../../lib/sms/text/cp949';
import { measureText, withWebMark } from '../../../lib/sms/text/measure';
import { normaliseText } from '../../../lib/sms/text/normalise';

const anyText = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc.string({ unit: fc.constantFrom(...'가힣뷁a1 \n·…※☎①㎡￦₩•–😀\u200bé漢ᄒ\u1161\u11ab\u00a0'), maxLength: 60 }),
);

describe('what can be sent', () => {
	test.each([...'￦·…※☎①㎡“”「」○■→가힣뷁漢'])('%s is encodable', (character) => {
		expect(isEncodable(character)).toBe(true);
	});
	test.each([...'•–—₩©é\u00a0\u200b€®😀\u0007\u1112'])('%j is not', (character) => {
		expect(isEncodable(character)).toBe(false);
	});

	test('all 11,172 syllables are encodable, 2,350 of them in KS X 1001', () => {
		const syllables = Array.from({ length: 11172 }, (_, index) => String.fromCharCode(0xac00 + index));
		const measured = measureText(syllables.join(''));
		expect(measured.unencodable).toEqual([]);
		expect(measured.outsideKsx1001).toHaveLength(11172 - 2350);
	});
});

describe('bytes', () => {
	test('equal the CP949 encoding of every encodable text', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				fc.pre(isEncodable(text));
				const expected = iconv.encode(text, 'cp949').length;
				expect(measureText(text).bytes).toBe(expected);
				expect(byteLength(text)).toBe(expected);
			}),
			{ numRuns: 500 },
		);
	});

	test('of every single encodable character equal its CP949 encoding, which is not a question mark', () => {
		for (let code = 0x20; code < 0x10000; code++) {
			const character = String.fromCharCode(code);
			if (!isEncodable(character)) continue;
			const encoded = iconv.encode(character, 'cp949');
			if (encoded.length !== byteLength(character) || (encoded[0] === 0x3f && code !== 0x3f))
				throw new Error(`U+${code.toString(16)}`);
		}
	});

	test.each([
		['가'.repeat(45), 90, 'SMS', false],
		[`${'가'.repeat(45)}a`, 91, 'LMS', false],
		['가'.repeat(1000), 2000, 'LMS', false],
		[`${'가'.repeat(1000)}.`, 2001, 'LMS', true],
		['가\n나\r\n', 7, 'SMS', false],
		['', 0, 'SMS', false],
	])('%#: %i… bytes', (text, bytes, type, tooLong) => {
		expect(measureText(text)).toMatchObject({ bytes, type, tooLong });
	});

	test('do not count the carriers’ mark, which the preview shows', () => {
		expect(withWebMark('안내')).toBe('[Web발신]\n안내');
	});
});

describe('unencodable characters', () => {
	test.each([
		[
			'가😀나•',
			[
				{ character: '😀', index: 1, suggestion: null },
				{ character: '•', index: 3, suggestion: '·' },
			],
		],
		['café', [{ character: 'é', index: 3, suggestion: 'e' }]],
		['A\u200bB', [{ character: '\u200b', index: 1, suggestion: '' }]],
		['₩', [{ character: '₩', index: 0, suggestion: '원' }]],
		['한'.normalize('NFD'), [{ character: '한'.normalize('NFD'), index: 0, suggestion: '한' }]],
		['\u0007', [{ character: '\u0007', index: 0, suggestion: '' }]],
	])('%j', (text, unencodable) => {
		expect(measureText(text).unencodable).toEqual(unencodable);
	});

	test('count two bytes each', () => {
		expect(measureText('a😀한'.normalize('NFD')).bytes).toBe(5);
	});
});

describe('normalising', () => {
	test.each([
		['한글'.normalize('NFD'), '한글'],
		['가\u00a0나', '가 나'],
		['• 하나', '· 하나'],
		['09:00–18:00 — 끝', '09:00-18:00 - 끝'],
		['₩1,000', '1,000원'],
		['₩3만원', '3만원'],
		['₩', '원'],
		['가\r\n나\r다', '가\n나\n다'],
		['\ufeff가\u200b', '가'],
		['ᄀ\u200bᅡ', '가'],
	])('%j becomes %j', (before, after) => {
		expect(normaliseText(before)).toBe(after);
	});

	test('is idempotent', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
			}),
			{ numRuns: 1000 },
		);
	});

	test('never makes a text worse to send', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				expect(measureText(normaliseText(text)).unencodable.length).toBeLessThanOrEqual(
					measureText(text.normalize('NFC')).unencodable.length,
				);
			}),
			{ numRuns: 500 },
		);
	});
});
