import fc from 'fast-check';

import type { NoticeAccount, ReceiptAccount } from '../../../lib/ledger/types';
import { noticeEquation, receiptEquation } from '../../../lib/report/accounts';

const receipts = (changes: Partial<ReceiptAccount> = {}): ReceiptAccount => ({
	controlTotal: { count: 150, reliefSum: 1000 }, read: { count: 150, reliefSum: 1000 },
	notify: 96, exclude: 40, review: 9, waiting: 5, excludedBy: {}, reviewBy: {}, balanced: true, ...changes,
});
const notices = (changes: Partial<NoticeAccount> = {}): NoticeAccount => ({
	due: 97, delivered: 86, failed: 2, rejected: 1, unknown: 1, accepted: 1, notSent: 6, open: 0, byPost: 6, balanced: true, ...changes,
});

describe('the receipt account written out', () => {
	it.each<[string, Partial<ReceiptAccount>, string]>([
		['balanced', {}, '원천 150 = 읽음 150 = 안내 96 + 제외 40 + 확인 필요 9 + 대기 5'],
		['source differs', { controlTotal: { count: 151, reliefSum: 1000 }, balanced: false }, '원천 151 ≠ 읽음 150 = 안내 96 + 제외 40 + 확인 필요 9 + 대기 5'],
		['a receipt lost', { exclude: 39, balanced: false }, '원천 150 = 읽음 150 ≠ 안내 96 + 제외 39 + 확인 필요 9 + 대기 5'],
		['no control total', { controlTotal: null }, '읽음 150 = 안내 96 + 제외 40 + 확인 필요 9 + 대기 5'],
		['thousands', { controlTotal: { count: 12345, reliefSum: 0 }, read: { count: 12345, reliefSum: 0 }, notify: 12291 }, '원천 12,345 = 읽음 12,345 = 안내 12,291 + 제외 40 + 확인 필요 9 + 대기 5'],
	])('%s', (_name, changes, text) => {
		expect(receiptEquation(receipts(changes)).text).toBe(text);
	});

	it('names a difference that only the sum of relief shows', () => {
		const equation = receiptEquation(receipts({ controlTotal: { count: 150, reliefSum: 999 }, balanced: false }));
		expect(equation).toMatchObject({ balanced: false, note: expect.stringContaining('감면액 합계가 원천과 다릅니다') });
	});

	it('says so where the source gave no control total', () => {
		expect(receiptEquation(receipts({ controlTotal: null })).note).toContain('원천 자료에 건수 합계가 없어');
	});
});

describe('the notice account written out', () => {
	it('names every state, and letters among what was not sent', () => {
		const equation = noticeEquation(notices());
		expect(equation.text).toBe('안내 대상 97 = 전송 성공 86 + 전송 실패 2 + 접수 거부 1 + 결과 미확인 1 + 중계사 접수(결과 대기) 1 + 미발송 6');
		expect(equation.note).toContain('우편 발송 대상 6건');
	});

	it('shows what is still open and why the run cannot close', () => {
		const equation = noticeEquation(notices({ delivered: 80, open: 6, balanced: false }));
		expect(equation.text).toContain(' + 발송 전 6');
		expect(equation.note).toContain('마감할 수 없습니다');
	});

	it('has an equals sign exactly where the printed figures add up', () => {
		const count = fc.nat({ max: 100_000 });
		fc.assert(
			fc.property(fc.record({ due: count, delivered: count, failed: count, rejected: count, unknown: count, accepted: count, notSent: count, open: count }), fc.boolean(), (figures, mend) => {
				const { due, ...parts } = figures;
				const sum = Object.values(parts).reduce((total, part) => total + part, 0);
				const { text } = noticeEquation(notices({ ...figures, due: mend ? sum : due }));
				const [left = 0, ...right] = (text.match(/\d[\d,]*/g) ?? []).map((figure) => Number(figure.replaceAll(',', '')));
				expect(text.includes(' = ')).toBe(left === right.reduce((total, part) => total + part, 0));
			}),
		);
	});
});
