import { Fingerprinter } from '../../../lib/privacy/fingerprint';
import { generateKey, parseKey, parseOlderKeys } from '../../../lib/privacy/keys';
import { birthDateOf, dropResidentNumbers, isMinor } from '../../../lib/privacy/resident-number';

describe('resident numbers', () => {
	it.each([
		['홍길동 900101-1234567', '홍길동 '],
		['9001011234567', ''],
		['900101-1******', ''],
		['900101 - 1234567 외', ' 외'],
		['(101231-3●●●●●●)', '()'],
	])('are dropped from %j', (text, kept) => expect(dropResidentNumbers(text)).toEqual({ text: kept, found: true }));

	it.each(['010-1234-5678', '110111-1234567890', '901301-1234567', '20261116', '4115000-2026-000123'])(
		'are not seen in %j',
		(text) => expect(dropResidentNumbers(text)).toEqual({ text, found: false }),
	);

	it.each([
		['900101-1234567', '1990-01-01'],
		['0803154123456', '2008-03-15'],
		['080315-4******', '2008-03-15'],
		['850101-5123456', '1985-01-01'],
		['120229-7123456', '2012-02-29'],
		['990101-9123456', '1899-01-01'],
		['900231-1234567', null],
		['홍길동', null],
	])('%s was born on %s', (number, birth) => expect(birthDateOf(number)).toBe(birth));

	it.each([
		['2008-03-15', '2027-03-14', true],
		['2008-03-15', '2027-03-15', false],
		['2008-02-29', '2027-02-28', true],
		['2008-02-29', '2027-03-01', false],
	])('born %s is a minor on %s: %s', (birth, day, minor) => expect(isMinor(birth, day)).toBe(minor));
});

describe('Fingerprinter', () => {
	const fingerprints = new Fingerprinter(Buffer.alloc(32, 7));

	it('is equal for equal values whatever their spacing, and differs by domain and key', () => {
		const phone = fingerprints.of('phone', '01012345678');
		expect(phone).toMatch(/^[A-Za-z0-9_-]{24}$/);
		expect(fingerprints.of('phone', ' 010 1234 5678 ')).toBe(phone);
		expect(fingerprints.of('person', '01012345678')).not.toBe(phone);
		expect(new Fingerprinter(Buffer.alloc(32, 8)).of('phone', '01012345678')).not.toBe(phone);
	});

	it('keeps parts apart', () => {
		expect(fingerprints.of('person', 'ab', 'c')).not.toBe(fingerprints.of('person', 'a', 'bc'));
	});

	it('refuses a short key', () => {
		expect(() => new Fingerprinter(Buffer.alloc(16))).toThrow(expect.objectContaining({ code: 'badKey' }));
	});
});

describe('keys of a credential', () => {
	it('reads what it generates', () => {
		expect(parseKey(generateKey(), '현재 키')).toHaveLength(32);
	});

	it.each(['', 'short', '한글', Buffer.alloc(31, 1).toString('base64'), Buffer.alloc(32).toString('base64')])(
		'refuses %j',
		(text) => expect(() => parseKey(text, '현재 키')).toThrow(expect.objectContaining({ code: 'badKey' })),
	);

	it('reads older keys line by line', () => {
		const [a, b] = [generateKey(), generateKey()];
		expect(parseOlderKeys(`2024:${a}\n\n 2025 : ${b} \r\n`).map((key) => key.keyId)).toEqual(['2024', '2025']);
	});

	it('names the line that is wrong and never shows the key', () => {
		expect(() => parseOlderKeys(`2024:${generateKey()}\nsecret-without-colon`)).toThrow(/2번째 줄/);
		try {
			parseOlderKeys('2024:verysecret');
			throw new Error('not refused');
		} catch (error) {
			expect(String(error)).not.toContain('verysecret');
		}
	});
});
