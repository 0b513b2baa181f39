import { logMonths, monthOf } from '../../../../lib/sms/agent/months';

const at = (korean: string) => Date.parse(`${korean}+09:00`);

describe('the months whose log tables are searched', () => {
	it.each([
		['in the middle of a month: this one and the one before', '2026-11-23T10:00:00', '2026-11-23T10:00:00', ['202610', '202611']],
		['on the last evening: the coming one too, should the clock of the database be ahead', '2026-11-30T23:59:00', '2026-11-30T23:59:00', ['202610', '202611', '202612']],
		['in the first minute by Korean time, which is still last month in UTC', '2026-12-01T00:00:00', '2026-12-01T00:00:00', ['202611', '202612']],
		['over the turn of the year', '2027-01-01T00:30:00', '2027-01-01T00:30:00', ['202612', '202701']],
		['since the 31st of a month that has one day more than the one before', '2026-03-31T12:00:00', '2026-03-31T12:00:00', ['202602', '202603', '202604']],
		['since an old batch: all months from its own', '2026-08-31T23:30:00', '2026-11-02T09:00:00', ['202608', '202609', '202610', '202611']],
	])('%s', (_name, from, now, months) => {
		expect(logMonths(at(from), at(now))).toEqual(months);
	});

	it('are thirteen at most, the last ones', () => {
		const months = logMonths(at('2020-01-01T00:00:00'), at('2026-11-23T00:00:00'));
		expect([months.length, months[0], months.at(-1)]).toEqual([13, '202511', '202611']);
	});

	it('are Korean', () => {
		expect(monthOf(Date.parse('2026-11-30T15:00:00Z'))).toBe('202612');
		expect(monthOf(Date.parse('2026-11-30T14:59:59Z'))).toBe('202611');
	});
});
