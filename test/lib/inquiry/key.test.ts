import { memoForLedger, requireImpersonal } from '../../../lib/inquiry/free-text';
import { inquiryKey } from '../../../lib/inquiry/key';
import { InquiryRate } from '../../../lib/inquiry/rate';
import { Fingerprinter } from '../../../lib/privacy/fingerprint';

const fingerprints = new Fingerprinter(Buffer.alloc(32, 7));

describe('a typed plate or number', () => {
	it.each(['12가3456', ' 12가 3456', '12가-3456', '１２가３４５６', '12가3456'.normalize('NFD')])('%j finds the plate as the receipts carry it', (typed) => {
		expect(inquiryKey('plate', typed, fingerprints)).toEqual({ by: 'plate', fingerprint: fingerprints.of('plate', '12가3456') });
	});
	it.each(['010-1234-5678', '01012345678', '+82 10-1234-5678', '010 1234 5678'])('%j finds the phone as the receipts carry it', (typed) => {
		expect(inquiryKey('phone', typed, fingerprints)).toEqual({ by: 'phone', fingerprint: fingerprints.of('phone', '01012345678') });
	});
	it.each([
		['plate', ''],
		['plate', '홍길동'],
		['plate', '12가3456'.repeat(9)],
		['phone', '1234'],
		['phone', '없음'],
	] as const)('%s %j is refused without repeating it', (by, typed) => {
		expect(() => inquiryKey(by, typed, fingerprints)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^inquiry/) }));
		if (typed === '') return;
		try {
			inquiryKey(by, typed, fingerprints);
		} catch (error) {
			expect(JSON.stringify(error) + String(error)).not.toContain(typed);
		}
	});
});

describe('free text', () => {
	it('goes into the ledger without numbers, plates and what was looked up', () => {
		const memo = memoForLedger('12가 3456 차주 010-1234-5678 전화, 900101-1234567, 특이번호 서울A-77', ['서울A-77']);
		for (const hidden of ['12가', '1234-5678', '900101', '서울A-77']) expect(memo).not.toContain(hidden);
		expect(memo).toContain('차주');
	});
	it.each(['문의는 010-1234-5678', '주민번호 900101-1234567', '차량 12가3456'])('%j does not leave the desk', (text) => {
		expect(() => requireImpersonal(text, '정정 내용', '031-000-2114')).toThrow(expect.objectContaining({ code: 'personalInText' }));
	});
	it('may carry the number of the office', () => {
		expect(() => requireImpersonal('문의: 031-000-2114, 2027. 11. 16.까지', '정정 내용', '031-000-2114')).not.toThrow();
	});
});

describe('the limit of inquiries', () => {
	it('refuses the one too many, alone for that person, until time has passed', () => {
		const rate = new InquiryRate();
		const limit = { most: 3, withinMs: 1000 };
		expect([0, 1, 2, 3].map((at) => rate.admit('a', limit, at))).toEqual([true, true, true, false]);
		expect(rate.admit('b', limit, 3)).toBe(true);
		expect(rate.admit('a', limit, 1001)).toBe(true);
	});
});
