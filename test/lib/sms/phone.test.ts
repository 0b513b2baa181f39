import fc from 'fast-check';
import { ValidationError } from '../../../lib/errors';
import { classifyPhone, formatPhone, senderNumber } from '../../../lib/sms/phone';

describe('recipient numbers', () => {
	test.each([
		['010-1234-5678', 'mobile', '01012345678'],
		['010 1234 5678', 'mobile', '01012345678'],
		['(010)1234.5678', 'mobile', '01012345678'],
		['01012345678', 'mobile', '01012345678'],
		['1012345678', 'mobile', '01012345678'],
		['+82 10-1234-5678', 'mobile', '01012345678'],
		['+82 (0)10-1234-5678', 'mobile', '01012345678'],
		['821012345678', 'mobile', '01012345678'],
		['8201012345678', 'mobile', '01012345678'],
		['０１０－１２３４－５６７８', 'mobile', '01012345678'],
		['010–1234–5678', 'mobile', '01012345678'],
		['011-234-5678', 'deadPrefix', '0112345678'],
		['112345678', 'deadPrefix', '0112345678'],
		['019-1234-5678', 'deadPrefix', '01912345678'],
		['031-828-2114', 'landline', '0318282114'],
		['02-123-4567', 'landline', '021234567'],
		['070-1234-5678', 'landline', '07012345678'],
		['1588-1234', 'landline', '15881234'],
		['0505-123-4567', 'landline', '05051234567'],
		['010-123-4567', 'invalid', null],
		['010-12345-6789', 'invalid', null],
		['010-0000-0000', 'invalid', null],
		['828-2114', 'invalid', null],
		['010-1234-5678, 010-8765-4321', 'invalid', null],
		['010-1234-567X', 'invalid', null],
		['', 'missing', null],
		['-', 'missing', null],
		['없음', 'missing', null],
		[null, 'missing', null],
		[undefined, 'missing', null],
	])('%j is %s', (raw, kind, digits) => {
		expect(classifyPhone(raw)).toEqual({ kind, digits });
	});

	test('a mobile number is read the same however it is written', () => {
		const number = fc.integer({ min: 0, max: 99_999_998 }).map((tail) => `010${String(tail).padStart(8, '0')}`);
		const spelling = fc.constantFrom<(digits: string) => string>(
			formatPhone,
			(digits) => digits.slice(1),
			(digits) => `+82 ${digits.slice(1)}`,
			(digits) => `82${digits}`,
			(digits) => ` ${digits} `,
		);
		fc.assert(
			fc.property(number, spelling, (digits, spell) => {
				fc.pre(classifyPhone(digits).kind === 'mobile');
				expect(classifyPhone(spell(digits))).toEqual({ kind: 'mobile', digits });
			}),
		);
	});
});

describe('sender numbers', () => {
	test.each([
		['031-828-2114', '0318282114'],
		['02-120', null],
		['02-1234-5678', '0212345678'],
		['1588-1234', '15881234'],
		['031-1588-1234', null],
		['1588-12345', null],
		['828-2114', null],
		['0505-123-4567', null],
		['03012345678', '03012345678'],
		['011-234-5678', null],
		['010-1234-5678', '01012345678'],
		['112', '112'],
		['1335', '1335'],
		['의정부시', null],
		['', null],
	])('%j', (raw, digits) => {
		if (digits === null) expect(() => senderNumber(raw)).toThrow(ValidationError);
		else expect(senderNumber(raw)).toBe(digits);
	});
});

test.each([
	['01012345678', '010-1234-5678'],
	['0212345678', '02-1234-5678'],
	['0318282114', '031-828-2114'],
	['15881234', '1588-1234'],
	['112', '112'],
])('%s is printed %s', (digits, printed) => {
	expect(formatPhone(digits)).toBe(printed);
});
