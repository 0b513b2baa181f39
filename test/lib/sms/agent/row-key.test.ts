import fc from 'fast-check';

import { logMonths } from '../../../../lib/sms/agent/months';
import { keyHead, rowKey, splitRowKey } from '../../../../lib/sms/agent/row-key';

describe("the caller's column of a row", () => {
	const noticeKeys = fc.stringMatching(/^[A-Za-z0-9_-]{32}$/);

	it('holds notice and attempt in its width, and gives both back', () => {
		fc.assert(
			fc.property(noticeKeys, fc.integer({ min: 1, max: 999 }), fc.option(fc.integer({ min: 20, max: 160 })), (noticeKey, attempt, width) => {
				const key = rowKey({ noticeKey, attempt }, width);
				expect(key.length).toBeLessThanOrEqual(width ?? Infinity);
				expect(splitRowKey(` ${key} `)).toEqual({ head: keyHead(noticeKey, width), attempt });
			}),
		);
	});

	it('holds the notice key itself where it is wide enough', () => {
		expect([36, 160, null].map((width) => rowKey({ noticeKey: 'k'.repeat(32), attempt: 2 }, width))).toEqual(Array(3).fill(`${'k'.repeat(32)}#2`));
		expect(rowKey({ noticeKey: 'k'.repeat(32), attempt: 2 }, 20)).not.toContain('kkkk');
	});

	it('differs between notices even in the narrowest column', () => {
		const heads = new Set(Array.from({ length: 20_000 }, (_, index) => keyHead(`notice-key-number-${String(index).padStart(14, '0')}`, 20).toLowerCase()));
		expect(heads.size).toBe(20_000);
	});

	it.each(['', 'A-1', '#1', 'abc#', 'abc#1234', 'abc#x'])('%p is not ours', (key) => {
		expect(splitRowKey(key)).toBeNull();
	});
});

describe('log tables', () => {
	const at = (text: string) => Date.parse(text);
	it.each([
		['this month and the one before', '2026-11-23T10:00:00+09:00', '2026-11-23T10:00:00+09:00', ['202610', '202611']],
		['by Korean time', '2026-11-30T15:30:00Z', '2026-11-30T15:30:00Z', ['202611', '202612']],
		["the next month's where the agent's clock may be ahead", '2026-11-30T22:00:00+09:00', '2026-11-30T22:00:00+09:00', ['202610', '202611', '202612']],
		['every month since', '2026-08-31T10:00:00+09:00', '2026-11-23T10:00:00+09:00', ['202608', '202609', '202610', '202611']],
		['over the turn of the year', '2027-01-02T10:00:00+09:00', '2027-01-02T10:00:00+09:00', ['202612', '202701']],
	])('%s', (_name, from, now, months) => {
		expect(logMonths(at(from), at(now))).toEqual(months);
	});

	it('are never more than thirteen', () => {
		expect(logMonths(0, at('2026-11-23T10:00:00+09:00'))).toHaveLength(13);
	});
});
