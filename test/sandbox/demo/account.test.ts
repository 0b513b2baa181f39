import { accountTable, readClosingItem } from '../../../sandbox/demo/account.mts';
import { width } from '../../../sandbox/demo/table.mts';

const item = {
	runId: 'vehicle-exemption-weekly/2026-W47',
	closed: true,
	balanced: true,
	problems: [],
	receipts: {
		controlTotal: { count: 40, reliefSum: 1 },
		read: { count: 40, reliefSum: 1 },
		notify: 30,
		exclude: 6,
		review: 3,
		waiting: 1,
		excludedByName: { '안내 시작일 전 접수': 2, '의무보유 기간이 없는 감면': 4 },
		reviewBy: {},
		balanced: true,
	},
	notices: { due: 35, delivered: 33, failed: 1, rejected: 0, unknown: 0, accepted: 0, notSent: 1, byPost: 1, open: 0, balanced: true },
	messages: { sms: 0, lms: 34 },
};

describe("the demo's result table", () => {
	it('shows every figure of the closing item, reasons by number', () => {
		const text = accountTable(readClosingItem(item), 1530);
		const cells = text.split('\n').filter((line) => line.startsWith('│')).map((line) => line.split('│').map((cell) => cell.trim()));
		const value = (label: string): string | undefined => cells.find(([, name]) => name === label)?.[2];
		expect(value('원천 건수')).toBe('40건');
		expect(value('제외')).toBe('6건');
		expect(value('전송 성공')).toBe('33건');
		expect(value('전송 실패')).toBe('1건');
		expect(value('비용')).toBe('1,530원');
		expect(text.indexOf('의무보유 기간이 없는 감면')).toBeLessThan(text.indexOf('안내 시작일 전 접수'));
	});

	it('keeps its frame straight with Korean in it', () => {
		const lines = accountTable(readClosingItem(item), 0).split('\n');
		expect(new Set(lines.map(width)).size).toBe(1);
	});

	it('says so where the source gives no control total', () => {
		const account = readClosingItem({ ...item, receipts: { ...item.receipts, controlTotal: null } });
		expect(account.receipts.source).toBeNull();
	});

	it('refuses an item with a figure missing rather than show a zero', () => {
		const { delivered: _delivered, ...notices } = item.notices;
		expect(() => readClosingItem({ ...item, notices })).toThrow('notices.delivered');
	});
});
