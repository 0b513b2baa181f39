import { formPages } from '../../../lib/desk/form-pages';
import { mailRows } from '../../../lib/desk/mail-rows';
import type { FormOffice } from '../../../lib/documents/form-page';
import { shippedRules } from '../../../lib/exemption/rules';
import type { FormToPrint } from '../../../lib/ledger/forms';
import type { MailDue } from '../../../lib/ledger/mail-due';
import { SealBox } from '../../../lib/privacy/seal';

const seals = new SealBox({ keyId: 'k1', key: Buffer.alloc(32, 1) });
const KEY = '4115000-2026-000001';
const seal = (field: 'name' | 'address' | 'plate', plain: string, receiptKey = KEY) => seals.seal(plain, { field, receiptKey, recipientOrdinal: 1 });
const PERSON = { name: seal('name', '홍길동'), address: seal('address', '(11600) 경기도 의정부시 시민로 1'), plate: seal('plate', '12가3456') };

const due = (changes: Partial<MailDue> = {}): MailDue => ({
	receiptKey: KEY,
	recipientOrdinal: 1,
	noticeKey: 'n',
	runId: 'r',
	campaign: 'c',
	category: 'twoChildren',
	reasonCode: 'phoneMissing',
	reason: '휴대전화번호가 없습니다.',
	nameMasked: '홍*동',
	corporation: false,
	number: 1,
	returnedReason: null,
	sealed: PERSON,
	...changes,
});

const form = (changes: Partial<FormToPrint> = {}, details: Partial<FormToPrint['details']> = {}): FormToPrint => ({
	receiptKey: KEY,
	campaign: 'c',
	runId: 'r',
	category: 'twoChildren',
	receivedOn: '2026-11-17',
	nameMasked: '홍*동',
	requestedMethod: null,
	requestedOn: null,
	status: 'open',
	doneOn: null,
	basis: null,
	recordedBy: null,
	sealed: PERSON,
	details: {
		receiptNo: '2026-000001',
		receivingOffice: '4115000',
		legalBasis: '지방세특례제한법 제22조의2제2항',
		acquiredOn: '2026-11-12',
		registeredOn: '2026-11-16',
		duty: 'retention',
		keepUntil: '2027-11-16',
		cautionUntil: '2027-11-16',
		taxpayerType: 'person',
		replacement: false,
		coOwned: false,
		categoryName: null,
		...details,
	},
	...changes,
});

const OFFICE: FormOffice = { organisation: '의정부시', head: '의정부시장', department: '세정과', person: '박주무관', phone: '031-828-2114', hours: '평일 09:00~18:00', issuedOn: '2026-11-27' };

describe('the mail list', () => {
	it('opens name and address, and says why by post', () => {
		expect(mailRows(seals, [due(), due({ number: 2, returnedReason: '이사', corporation: true })])).toEqual({
			rows: [
				{ receiptKey: KEY, name: '홍길동', address: '(11600) 경기도 의정부시 시민로 1', postalCode: null, reason: '휴대전화번호가 없습니다.', number: 1, corporation: false },
				{ receiptKey: KEY, name: '홍길동', address: '(11600) 경기도 의정부시 시민로 1', postalCode: null, reason: '반송(이사)', number: 2, corporation: true },
			],
			leftOut: [],
		});
	});

	it.each<[string, MailDue['sealed']]>([
		['whose contact is gone', { name: null, address: null, plate: null }],
		['without an address', { ...PERSON, address: null }],
		['whose address is another person’s', { ...PERSON, address: seal('address', '남의 집', '4115000-2026-000002') }],
		['whose seal is broken', { ...PERSON, name: 'v1.k1.AAAA' }],
	])('leaves out who cannot be written to (%s), and lists the others', (_name, sealed) => {
		const { rows, leftOut } = mailRows(seals, [due({ sealed }), due()]);
		expect(rows).toHaveLength(1);
		expect(leftOut).toEqual([{ receiptKey: KEY, recipientOrdinal: 1, problem: expect.any(String) }]);
		expect(JSON.stringify(leftOut)).not.toMatch(/홍길동|남의 집/);
	});

	it('stops where the key itself is missing', () => {
		expect(() => mailRows(new SealBox({ keyId: 'k2', key: Buffer.alloc(32, 2) }), [due()])).toThrow(expect.objectContaining({ code: 'sealKeyUnknown' }));
	});
});

describe('printed forms', () => {
	it('carry applicant, duty and office', () => {
		const { pages, leftOut } = formPages(seals, [form()], shippedRules(), OFFICE);
		expect(leftOut).toEqual([]);
		expect(pages).toEqual([expect.objectContaining({ 성명: '홍길동', 차량번호: '12가3456', 감면구분: '2자녀', 담당자: '박주무관', 기관장: '의정부시장', 유의사항: expect.stringContaining('2027. 11. 16.') })]);
	});

	it('say nothing of a duty where the relief carries none', () => {
		const undated = formPages(seals, [form({}, { duty: null, keepUntil: null, cautionUntil: null })], shippedRules(), OFFICE);
		expect(undated).toEqual({ pages: [], leftOut: [{ receiptKey: KEY, recipientOrdinal: 1, problem: expect.stringContaining('의무보유 기간') }] });
		const { pages } = formPages(seals, [form({ category: 'electricCar' }, { duty: null, keepUntil: null, cautionUntil: null })], shippedRules(), OFFICE);
		expect(pages).toEqual([expect.objectContaining({ 의무보유기간: '해당 없음' })]);
	});

	it.each<[string, FormToPrint]>([
		['a ground that is not known', form({ category: 'unknown' })],
		['a ground of the office’s own', form({ category: 'localElderly' }, { categoryName: '조례 감면' })],
		['no day of acquisition', form({}, { acquiredOn: null })],
		['a day no rule covers', form({}, { acquiredOn: '1990-01-01' })],
		['no contact any more', form({ sealed: { name: null, address: null, plate: null } })],
		['another’s plate', form({ sealed: { ...PERSON, plate: seal('plate', '99나9999', '4115000-2026-000002') } })],
	])('are left to a person with %s', (_name, one) => {
		const { pages, leftOut } = formPages(seals, [one, form()], shippedRules(), OFFICE);
		expect([pages.length, leftOut.length]).toEqual([1, 1]);
		expect(JSON.stringify(leftOut)).not.toMatch(/홍길동|12가3456|99나9999/);
	});
});
