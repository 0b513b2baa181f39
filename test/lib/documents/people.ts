import type { FormApplicant, FormOffice } from '../../../lib/documents/form-page';
import type { MailRow } from '../../../lib/documents/mail-list';
import { shippedRules } from '../../../lib/exemption/rules';

export const OFFICE: FormOffice = {
	organisation: '의정부시',
	head: '의정부시장',
	department: '세정과',
	person: '김주무관',
	phone: '031-828-0000',
	hours: '평일 9시~18시',
	issuedOn: '2026-11-16',
};

/** What the shipped rules say of a category. */
export function ruleOf(category: string) {
	const rule = shippedRules().rules.find((one) => one.category === category);
	if (!rule) throw new Error(`No rule of ${category}`);
	return rule;
}

export const applicant = (changes: Partial<FormApplicant> = {}): FormApplicant => ({
	name: '홍길동',
	address: '경기도 의정부시 시민로 1',
	plate: '123가4567',
	receiptNo: '2026-000123',
	receivedOn: '2026-11-10',
	acquiredOn: '2026-11-09',
	registeredOn: '2026-11-13',
	category: '2자녀',
	legalBasis: '지방세특례제한법 제22조의2제2항',
	clawback: ruleOf('twoChildren').clawback,
	keepUntil: '2027-11-13',
	cautionUntil: '2027-11-15',
	replacement: false,
	coOwned: false,
	...changes,
});

export const mailRow = (changes: Partial<MailRow> = {}): MailRow => ({
	receiptKey: '4115000-2026-000123',
	name: '홍길동',
	address: '(11651) 경기도 의정부시 시민로 1',
	postalCode: null,
	reason: '휴대전화번호가 없어 우편으로 안내합니다.',
	number: 1,
	corporation: false,
	...changes,
});

/** Values that try to be something else than text. */
export const HOSTILE = ["=cmd|' /C calc'!A0", '+1+1', '-2', '@SUM(A1)', '</w:t></w:r></w:p><w:p>', '&amp;<![CDATA[x]]>', '#{성명}', '| 가 | 나 |', 'a\u0000\u0008\u001fb\u202ec', '\ud800x\ufffe', '가'.repeat(2_000)];
