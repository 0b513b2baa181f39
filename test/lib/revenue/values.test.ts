import fc from 'fast-check';

import { defaultOfficeCode, officeCodeTable } from '../../../lib/revenue/office-codes';
import { receiptIdentity, type ReceiptKeySettings } from '../../../lib/revenue/receipt-key';
import { parseDay, parseFlag, parseWon } from '../../../lib/revenue/values';

describe('parseDay', () => {
	it.each([
		['2026-11-16', '2026-11-16'],
		['2026.11.16', '2026-11-16'],
		['2026. 11. 6.', '2026-11-06'],
		['2026/1/6', '2026-01-06'],
		['20261116', '2026-11-16'],
		['2026년 11월 16일', '2026-11-16'],
		['2026. 11. 16.(월)', '2026-11-16'],
		['2026-11-16 23:59:59', '2026-11-16'],
		['20261116235959', '2026-11-16'],
		['2026-11-16T09:00:00+09:00', '2026-11-16'],
		['2026-11-15T20:00:00Z', '2026-11-16'],
		['２０２６-11-16', '2026-11-16'],
		['1938-05-05', '1938-05-05'],
		['2026. 11. 16. 오후 3:05', '2026-11-16'],
		['46342', '2026-11-16'],
		['46342.75', '2026-11-16'],
		['2024-02-29', '2024-02-29'],
	])('%s → %s', (text, day) => expect(parseDay(text)).toBe(day));

	it.each(['', '26-11-16', '2026-13-01', '2026-02-29', '2026-11', '11/16/2026', '어제', '12345', '9999-12-31', '2026-11-16일까지'])(
		'%j is no day',
		(text) => expect(parseDay(text)).toBeUndefined(),
	);

	it('reads every writing of a day the same', () => {
		fc.assert(
			fc.property(fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), (date) => {
				const day = date.toISOString().slice(0, 10);
				const [y = '', m = '', d = ''] = day.split('-');
				const serial = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000);
				for (const text of [day, `${y}.${m}.${d}`, `${y}. ${Number(m)}. ${Number(d)}.`, y + m + d, String(serial)]) {
					expect(parseDay(text)).toBe(day);
				}
			}),
		);
	});
});

describe('parseWon', () => {
	it.each([
		['1,400,000', 1_400_000],
		['1400000', 1_400_000],
		['1400000.0', 1_400_000],
		['1,400,000원', 1_400_000],
		['₩ 1,400,000', 1_400_000],
		['0', 0],
		['-1,000', -1000],
	])('%s → %d', (text, won) => expect(parseWon(text)).toBe(won));

	it.each(['', '백만', '1.5', '1,40,000', '(1,000)', '1e6', '10만원', '99999999999999999999'])('%j is no amount', (text) =>
		expect(parseWon(text)).toBeUndefined(),
	);

	it('reads back what is written with separators', () => {
		fc.assert(fc.property(fc.integer({ min: 0 }), (won) => expect(parseWon(won.toLocaleString('ko-KR'))).toBe(won)));
	});
});

describe('parseFlag', () => {
	it.each([
		['Y', true],
		[' 예 ', true],
		['○', true],
		['true', true],
		['아니오', false],
		['0', false],
		['해당 없음', false],
		['글쎄', undefined],
	])('%j → %p', (text, flag) => expect(parseFlag(text)).toBe(flag));
});

describe('receiptIdentity', () => {
	const settings: ReceiptKeySettings = { numberWidth: 6, defaultOffice: null, officeCodes: { '의정부시 세정과': '4115000' } };

	it.each([
		['000123', '4115000'],
		['123', '4115000'],
		['123.0', '4115000'],
		['2026-123', '4115000'],
		['2026-000123', '4115000'],
		['2026000123', '4115000'],
		['제2026-123호', '4115000'],
		['4115000-2026-000123', '4115000'],
		['4115000-2026-000123', null],
		['2026/123', '의정부시 세정과'],
		['2026-123', '의정부시(4115000)'],
		['2026-123', '4115000.0'],
	])('%s of %s is one and the same receipt', (receiptNo, office) => {
		expect(receiptIdentity(receiptNo, office, '2026-11-16', settings)).toEqual({
			receiptKey: '4115000-2026-000123',
			receivingOffice: '4115000',
			receiptNo: '000123',
		});
	});

	it('keeps numbers longer than the width whole', () => {
		expect(receiptIdentity('2026-1234567', '4115000', null, settings)).toMatchObject({ receiptKey: '4115000-2026-1234567' });
	});

	it('takes the office of the settings where the source has none', () => {
		expect(receiptIdentity('1', null, '2026-01-02', { ...settings, defaultOffice: '4115000' })).toMatchObject({
			receiptKey: '4115000-2026-000001',
		});
	});

	it.each([
		[null, '4115000', '2026-11-16', '비어'],
		['', '4115000', '2026-11-16', '알아볼 수 없'],
		['A-12', '4115000', '2026-11-16', '알아볼 수 없'],
		['0', '4115000', '2026-11-16', '알아볼 수 없'],
		['1899-12', '4115000', '2026-11-16', '알아볼 수 없'],
		['123', '4115000', null, '연도'],
		['123', null, '2026-11-16', '접수기관이 비어'],
		['123', '노원구청', '2026-11-16', '코드를 알 수 없'],
		['1132000-2026-123', '4115000', '2026-11-16', '서로 다'],
	])('%j of %j received on %j is not guessed', (receiptNo, office, day, sentence) => {
		expect(receiptIdentity(receiptNo, office, day, settings)).toEqual(expect.stringContaining(sentence));
	});

	it('gives different receipts different keys', () => {
		const part = fc.integer({ min: 1, max: 2_000_000 });
		const year = fc.integer({ min: 2000, max: 2030 });
		fc.assert(
			fc.property(part, year, part, year, (a, yearA, b, yearB) => {
				const key = (number: number, y: number) => {
					const identity = receiptIdentity(`${y}-${number}`, '4115000', null, settings);
					return typeof identity === 'string' ? identity : identity.receiptKey;
				};
				expect(key(a, yearA) === key(b, yearB)).toBe(a === b && yearA === yearB);
			}),
		);
	});
});

describe('codes of offices', () => {
	it('are a table by name, whatever its spacing', () => {
		expect(officeCodeTable([{ name: '의정부시 세정과', code: ' 4115000 ' }, { name: '의정부시세정과', code: '4115000' }])).toEqual({ 의정부시세정과: '4115000' });
		expect(defaultOfficeCode(' 4115000 ')).toBe('4115000');
		expect(defaultOfficeCode('')).toBeNull();
	});

	it.each([
		[[{ name: '의정부시', code: '' }]],
		[[{ name: ' ', code: '4115000' }]],
		[[{ name: '의정부시', code: '세정과' }]],
		[[{ name: '의정부시', code: '4115000' }, { name: '의정부 시', code: '4115001' }]],
	])('are refused where one is missing, no code, or double: %j', (entries) => {
		expect(() => officeCodeTable(entries)).toThrow(expect.objectContaining({ code: 'badOfficeCode', remedy: expect.stringMatching(/시기 바랍니다/) }));
		expect(() => defaultOfficeCode('의정부시')).toThrow(expect.objectContaining({ code: 'badOfficeCode' }));
	});
});
