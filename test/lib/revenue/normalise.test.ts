import fc from 'fast-check';

import { normaliseReceipt } from '../../../lib/revenue/normalise';
import type { RawReceipt } from '../../../lib/revenue/raw';
import type { ReceiptRow } from '../../../lib/revenue/receipt';
import { assembled, batch, options, person, privacy, raw } from './support';

const rowsOf = (receipt: RawReceipt): ReceiptRow[] => assembled([batch([receipt])]).rows;
const rowOf = (receipt: RawReceipt): ReceiptRow => {
	const [first] = rowsOf(receipt);
	if (!first) throw new Error('no row');
	return first;
};

describe('a receipt that can be read', () => {
	it('becomes a plain row with sealed personal values', () => {
		const row = rowOf(raw({ row: 7 }));
		expect(row).toMatchObject({
			receiptKey: '4115000-2026-000123',
			receivingOffice: '4115000',
			receiptNo: '000123',
			receivedOn: '2026-11-16',
			appearedOn: '2026-11-17',
			status: 'decided',
			category: 'twoChildren',
			acquiredOn: '2026-11-13',
			registeredOn: '2026-11-14',
			replacement: false,
			taxpayerType: 'person',
			coOwned: false,
			computedTax: 1_400_000,
			reliefAmount: 700_000,
			recipientOrdinal: 1,
			recipientRole: 'taxpayer',
			minor: false,
			name: { masked: '홍*동' },
			phone: { masked: '010-****-5678' },
			address: { masked: '경기도 의정부시 ***' },
			plate: { masked: '**가3456' },
			phoneKind: 'mobile',
			phoneOwner: 'taxpayer',
			phoneSharedBy: 1,
			sourceName: '접수.csv',
			sourceRow: 7,
		});
		expect(row.problem).toBeUndefined();
	});

	it('seals each value for its own recipient', () => {
		const rows = rowsOf(raw({ coOwners: [person({ name: '김영희', mobile: '010-2222-3333' })] }));
		expect(rows.map((row) => [row.recipientOrdinal, row.recipientRole, row.coOwned])).toEqual([
			[1, 'taxpayer', true],
			[2, 'coOwner', true],
		]);
		const second = rows[1];
		const binding = { field: 'phone', receiptKey: '4115000-2026-000123', recipientOrdinal: 2 } as const;
		expect(privacy.seals.open(second?.phone?.sealed ?? '', binding)).toBe('01022223333');
		expect(() => privacy.seals.open(second?.phone?.sealed ?? '', { ...binding, recipientOrdinal: 1 })).toThrow();
	});

	it('holds nothing personal in clear, resident numbers nowhere at all', () => {
		const residentNo = '900101-1234567';
		const receipt = raw({
			taxpayer: person({ name: `홍길동 ${residentNo}`, residentNo, address: `경기도 의정부시 시민로 77 (${residentNo})` }),
			legalBasis: `제22조의2제2항 ${residentNo}`,
		});
		const row = rowOf(receipt);
		expect(JSON.stringify(row)).not.toMatch(/홍길동|1234-5678|01012345678|시민로|12가3456|900101|1234567/);
		for (const field of ['name', 'address'] as const) {
			const plain = privacy.seals.open(row[field]?.sealed ?? '', { field, receiptKey: row.receiptKey, recipientOrdinal: 1 });
			expect(plain).not.toContain('900101');
		}
	});

	it('needs no plate, registration date or number', () => {
		const row = rowOf(raw({ plateNo: null, registeredOn: null, taxpayer: person({ mobile: null, address: null }) }));
		expect(row).toMatchObject({ status: 'decided', plate: null, registeredOn: null, phone: null, phoneKind: 'missing', phoneSharedBy: 0, phoneFingerprint: null });
	});

	it('marks replacement by the flag or by the ground', () => {
		expect(rowOf(raw({ replacement: '대체' })).replacement).toBe(true);
		expect(rowOf(raw({ legalBasis: '제22조의2제3항제1호' })).replacement).toBe(true);
	});

	it('says why a category is unknown without making the row unreadable', () => {
		const row = rowOf(raw({ row: 9, legalBasis: '제22조의2제3항' }));
		expect(row).toMatchObject({ status: 'decided', category: 'unknown', problem: expect.stringMatching(/^접수\.csv 9행: /) });
	});
});

describe('minors', () => {
	it.each([
		[{ minor: 'Y' }, true],
		[{ minor: null, birthDate: '2008-03-15' }, true],
		[{ minor: null, birthDate: '080315' }, true],
		[{ minor: null, birthDate: '900101' }, false],
		[{ minor: null, birthDate: '1938-05-05' }, false],
		[{ minor: null, birthDate: '380505' }, false],
		[{ minor: null, residentNo: '080315-4******' }, true],
		[{ minor: null, residentNo: '900101-1234567' }, false],
		[{ minor: null }, false],
		[{ minor: 'Y', type: '법인' }, false],
	])('%j → %s', (extra, minor) => expect(rowOf(raw({ taxpayer: person(extra) })).minor).toBe(minor));
});

describe('whose number it is', () => {
	const dealer = { name: '한빛자동차', tel: '010-9999-0000', isAgent: 'Y' };
	it.each([
		['the mobile field', person(), { name: null, tel: null, isAgent: null }, 'mobile', 'taxpayer'],
		['the agent number in the mobile field', person({ mobile: '010 9999 0000' }), dealer, 'mobile', 'agent'],
		['the number of somebody else who filed', person({ mobile: '01099990000' }), { ...dealer, isAgent: null }, 'mobile', 'agent'],
		['the own number of who filed himself', person(), { name: '홍 길동', tel: '01012345678', isAgent: null }, 'mobile', 'taxpayer'],
		['the own number though an agent filed', person(), dealer, 'mobile', 'taxpayer'],
		['a mobile number in the other field', person({ mobile: null, tel: '010-1234-5678' }), dealer, 'mobile', 'taxpayer'],
		['a number beside an agent without one', person({ mobile: null, tel: '010-1234-5678' }), { ...dealer, tel: null }, 'mobile', 'unknown'],
		['a land line', person({ mobile: null, tel: '031-828-2114' }), dealer, 'landline', 'taxpayer'],
		['a dead prefix', person({ mobile: '011-234-5678' }), dealer, 'deadPrefix', 'taxpayer'],
		['no number', person({ mobile: '없음' }), dealer, 'missing', 'unknown'],
		['a number Excel robbed of its zero', person({ mobile: '1012345678' }), dealer, 'mobile', 'taxpayer'],
	] as const)('%s', (_name, taxpayer, filer, phoneKind, phoneOwner) => {
		expect(rowOf(raw({ taxpayer: { ...taxpayer }, filer: { ...filer } }))).toMatchObject({ phoneKind, phoneOwner });
	});

	it.each([
		['the taxpayer filed', '홍길동', 'taxpayer'],
		['the co-owner filed', '김하나', 'taxpayer'],
		['somebody else filed', '한빛자동차', 'agent'],
	])('of a co-owner who gave the number that is also the filer’s, where %s', (_name, filer, owner) => {
		const rows = rowsOf(raw({ coOwners: [person({ name: '김하나', mobile: '010-1234-5678' })], filer: { name: filer, tel: '010-1234-5678', isAgent: null } }));
		expect(rows[1]?.phoneOwner).toBe(owner);
	});

	it('counts taxpayers, not cars or spouses, who share a number', () => {
		const { rows } = assembled([
			batch([
				raw({ receiptNo: '1' }),
				raw({ receiptNo: '2', plateNo: '34나5678', coOwners: [person({ name: '배우자' })] }),
				raw({ receiptNo: '3', taxpayer: person({ name: '김철수', mobile: '01055556666' }) }),
				raw({ receiptNo: '4', taxpayer: person({ name: '이영희', mobile: '010-5555-6666' }) }),
				raw({ receiptNo: '5', taxpayer: person({ name: '박민수', mobile: '010-5555-6666' }) }),
			]),
		]);
		expect(rows.map((row) => row.phoneSharedBy)).toEqual([1, 1, 1, 3, 3, 3]);
	});

	it('knows a person by number, else by name and address', () => {
		const print = (extra: Parameters<typeof person>[0]) => rowOf(raw({ taxpayer: person(extra) })).personFingerprint;
		expect(print({ residentNo: '900101-1234567' })).toBe(print({ residentNo: '9001011234567', name: '개명' }));
		expect(print({})).toBe(print({ mobile: '010-0000-1111' }));
		expect(print({})).not.toBe(print({ address: '다른 곳' }));
	});
});

describe('a line that cannot be read', () => {
	it.each<[string, Partial<RawReceipt>, string]>([
		['no receipt number', { receiptNo: null }, '접수번호'],
		['no office', { receivingOffice: null }, '접수기관'],
		['no day', { receivedOn: null }, '접수일자'],
		['a broken day', { registeredOn: '2026-02-30' }, '등록일자'],
		['a broken amount', { reliefAmount: '70만원' }, '감면세액'],
		['no name', { taxpayer: person({ name: null }) }, '성명'],
		['a status nobody knows', { status: '기타' }, '처리상태'],
		['no status', { status: null }, '처리상태'],
		['a strange type', { taxpayer: person({ type: '혼성' }) }, '개인·법인'],
		['a strange birth date', { taxpayer: person({ minor: null, birthDate: '봄' }) }, '생년월일'],
		['a co-owner without a name', { coOwners: [person({ name: null })] }, '공동명의자 1'],
		['a defect of its own', { defect: '칸 수가 머리글보다 많습니다' }, '칸 수'],
	])('%s: stays, and says where and what', (_name, extra, word) => {
		const rows = rowsOf(raw({ row: 12, ...extra }));
		for (const row of rows) {
			expect(row.status).toBe('unreadable');
			expect(row.problem).toMatch(/^접수\.csv 12행: .*\.$/);
			expect(row.problem).toContain(word);
			expect(row.problem).not.toMatch(/홍길동|5678/);
		}
		expect(rows).toHaveLength(1 + (extra.coOwners?.length ?? 0));
	});

	it('has a key of its own that stays the same when read again', () => {
		const key = () => normaliseReceipt(raw({ receiptNo: null }), batch([]), options, privacy).receiptKey;
		expect(key()).toMatch(/^row:[\w-]{24}$/);
		expect(key()).toBe(key());
	});

	it('takes the status of the settings where the source has no such column', () => {
		const { rows } = assembled([batch([raw({ status: null })])], { ...options, statusWhenMissing: 'decided' });
		expect(rows[0]?.status).toBe('decided');
	});
});

describe('the account of a read', () => {
	const two = () => [raw({ row: 2, receiptNo: '1' }), raw({ row: 3, receiptNo: '2', reliefAmount: '300000' })];

	it('matches a control total', () => {
		const result = assembled([batch(two(), { control: { count: 2, reliefSum: 1_000_000 } })]);
		expect(result).toMatchObject({ matches: true, read: { count: 2, reliefSum: 1_000_000 }, controlTotal: { count: 2, reliefSum: 1_000_000 }, problems: [] });
	});

	it.each([
		[{ count: 3, reliefSum: 1_000_000 }],
		[{ count: 2, reliefSum: 1_000_001 }],
		[{ count: null, reliefSum: 1 }],
	])('does not match %j and says both sums', (control) => {
		const result = assembled([batch(two(), { control })]);
		expect(result.matches).toBe(false);
		expect(result.problems[0]).toContain('1,000,000원');
	});

	it('counts receipts, not recipients, and unreadable ones too', () => {
		const receipts = [...two(), raw({ receiptNo: null, reliefAmount: '?', coOwners: [person()] })];
		expect(assembled([batch(receipts)]).read).toEqual({ count: 3, reliefSum: 1_000_000 });
	});

	it('counts identical lines once, in the control total as well', () => {
		const receipts = [...two(), raw({ row: 4, receiptNo: '1' })];
		const result = assembled([batch(receipts, { control: { count: 3, reliefSum: 1_700_000 } })]);
		expect(result).toMatchObject({ matches: true, read: { count: 2, reliefSum: 1_000_000 }, controlTotal: { count: 2, reliefSum: 1_000_000 } });
		expect(result.rows).toHaveLength(2);
		expect(result.problems).toEqual([expect.stringContaining('4행: 2행과 내용이 같아')]);
	});

	it('keeps contradicting lines of one file, each unreadable under its own key', () => {
		const receipts = [...two(), raw({ row: 4, receiptNo: '1', taxpayer: person({ name: '김철수' }) })];
		const result = assembled([batch(receipts, { control: { count: 3, reliefSum: 1_700_000 } })]);
		expect(result).toMatchObject({ matches: true, read: { count: 3 } });
		const bad = result.rows.filter((row) => row.status === 'unreadable');
		expect(bad).toHaveLength(2);
		expect(new Set(bad.map((row) => row.receiptKey)).size).toBe(2);
		for (const row of bad) expect(row.problem).toContain('2, 4행');
	});

	it('lets a later file have the last word and counts the receipt once', () => {
		const earlier = batch([raw({ receiptNo: '1', status: '접수' })], { name: 'a.csv', control: { count: 1, reliefSum: 700_000 } });
		const later = batch(two(), { name: 'b.csv', control: { count: 2, reliefSum: 1_000_000 } });
		const result = assembled([earlier, later]);
		expect(result.rows.map((row) => [row.receiptKey, row.status, row.sourceName])).toEqual([
			['4115000-2026-000001', 'decided', 'b.csv'],
			['4115000-2026-000002', 'decided', 'b.csv'],
		]);
		expect(result).toMatchObject({ matches: true, read: { count: 2, reliefSum: 1_000_000 }, controlTotal: { count: 2, reliefSum: 1_000_000 } });
	});

	it('has no control total where one of the files has none', () => {
		const result = assembled([batch(two(), { control: { count: 2, reliefSum: 1_000_000 } }), batch([raw({ receiptNo: '9' })])]);
		expect(result.controlTotal).toBeNull();
	});

	it('loses no line and doubles no key, whatever the lines say', () => {
		const text = fc.option(fc.constantFrom('1', '2', '2026-3', 'x', '2026-11-16', '홍길동', '700000', '결정', ''), { nil: null });
		const anyRaw = fc
			.record({ receiptNo: text, receivedOn: text, status: text, reliefAmount: text, legalBasis: text, name: text, coName: text })
			.map(({ name, coName, ...extra }) => raw({ ...extra, taxpayer: person({ name }), coOwners: coName === null ? [] : [person({ name: coName })] }));
		fc.assert(
			fc.property(fc.array(anyRaw, { maxLength: 12 }), (receipts) => {
				const { rows, read } = assembled([batch(receipts)]);
				const recipients = rows.map((row) => `${row.receiptKey}#${row.recipientOrdinal}`);
				expect(new Set(recipients).size).toBe(recipients.length);
				expect(new Set(rows.map((row) => row.receiptKey)).size).toBe(read.count);
				const said = ({ row: _row, ...rest }: RawReceipt) => JSON.stringify(rest);
				const shown = new Set(rows.map((row) => row.sourceRow));
				const told = new Set(receipts.filter((receipt) => shown.has(receipt.row)).map(said));
				expect(receipts.filter((receipt) => !told.has(said(receipt)))).toEqual([]);
			}),
			{ numRuns: 200 },
		);
	});
});
