import { BusinessCalendar } from '../../../lib/calendar/business-calendar';
import type { RunView } from '../../../lib/ledger/types';
import type { WatchFacts } from '../../../lib/ledger/watch';
import { alarmsOf, watchQuery, type WatchSettings } from '../../../lib/watch/alarms';

const settings: WatchSettings = {
	campaign: 'vehicle-exemption-weekly',
	schedule: { mode: 'weekly', time: '09:00' },
	calendar: new BusinessCalendar(),
	onDemand: false,
	dataBy: '10:00',
	closedBy: '12:00',
	remindExportFrom: null,
};
const quiet: WatchFacts = { run: null, unfinished: [], unknown: 0, overdueReports: 0, openCorrections: 0, openLeaks: 0, oldReviews: 0, deliveredAfterAll: 0, filesDue: 0 };
const run = (change: Partial<RunView>): RunView => ({
	runId: 'vehicle-exemption-weekly/2026-W47', campaign: 'vehicle-exemption-weekly', period: '2026-W47', periodFrom: '2026-11-16', periodTo: '2026-11-22',
	stage: 'opened', holds: [], acceptedHolds: [], ruleVersion: null, approvalReasons: [], approvedBy: null, approvedAt: null, stoppedBy: null,
	openedAt: '2026-11-23T09:00:00.000+09:00', closedAt: null, fence: 1, ...change,
});
const at = (time: string) => `2026-11-23T${time}:00+09:00`;
const codes = (facts: Partial<WatchFacts>, now: string, change: Partial<WatchSettings> = {}) => alarmsOf({ ...quiet, ...facts }, now, { ...settings, ...change }).map((one) => one.code);

describe('the watch over the weekly notice', () => {
	it.each<[string, Partial<WatchFacts>, string, string[]]>([
		['is quiet before the run is due', {}, at('08:50'), []],
		['is quiet until 10:00', { run: run({}) }, at('09:59'), []],
		['tells at 10:00 that the data have not come', { run: run({}) }, at('10:00'), ['noData']],
		['tells at 10:00 that nothing was started', {}, at('10:00'), ['notStarted']],
		['tells at noon that the run is not closed', { run: run({ stage: 'sending' }) }, at('12:00'), ['notClosed']],
		['is quiet at noon once it is closed', { run: run({ stage: 'closed' }) }, at('12:00'), []],
		['tells at noon that an approval is awaited', { run: run({ stage: 'prepared' }) }, at('12:00'), ['approvalWaiting']],
		['tells of a hold at once', { run: run({ holds: [{ code: 'controlTotal', message: '원천 건수와 다릅니다.' }] }) }, at('09:10'), ['held']],
		['goes on telling on the days after', {}, '2026-11-24T08:30:00+09:00', ['notStarted']],
		['is quiet about the run on a day off', {}, '2026-11-28T13:00:00+09:00', []],
		['waits for Thursday in the week of Seollal', {}, '2026-02-16T13:00:00+09:00', []],
		['tells of Seollal week on its first working day', {}, '2026-02-19T10:00:00+09:00', ['notStarted']],
		['tells of left-overs at any time', { unknown: 2, overdueReports: 1, openCorrections: 1, openLeaks: 1, oldReviews: 3, deliveredAfterAll: 1, filesDue: 1, unfinished: [run({ period: '2026-W40' })] }, at('08:00'),
			['olderUnfinished', 'openLeaks', 'openCorrections', 'unknownNotices', 'overdueReports', 'deliveredAfterAll', 'oldReviews', 'filesDue']],
	])('%s', (_name, facts, now, expected) => {
		expect(codes(facts, now)).toEqual(expected);
	});

	it('reminds of the export on the run day until the data are read', () => {
		const change = { remindExportFrom: '08:30' };
		expect(codes({}, at('08:00'), change)).toEqual([]);
		expect(codes({}, at('08:30'), change)).toEqual(['exportFile']);
		expect(codes({ run: run({ stage: 'prepared' }) }, at('09:30'), change)).toEqual([]);
	});

	it('of a campaign without a schedule looks only at what is left of its runs', () => {
		expect(codes({}, at('12:00'), { onDemand: true })).toEqual([]);
		expect(codes({ unfinished: [run({ period: '2026-11-23-ab12' })] }, at('12:00'), { onDemand: true })).toEqual(['olderUnfinished']);
	});

	it('says the same thing under one key for a day', () => {
		const [morning] = alarmsOf(quiet, at('10:00'), settings);
		const [noon] = alarmsOf(quiet, at('15:00'), settings);
		expect(morning?.dedupeKey).toBe('alarm/vehicle-exemption-weekly/2026-W47/notStarted/2026-11-23');
		expect(noon?.dedupeKey).toBe(morning?.dedupeKey);
	});

	it('asks the ledger about the period that is due and about reports older than 80 hours', () => {
		expect(watchQuery(at('12:00'), settings)).toEqual({
			period: '2026-W47', reportsSince: '2026-11-20T04:00:00.000+09:00', reviewsBefore: '2026-11-16', today: '2026-11-23',
		});
	});

	it.each(['9:00', '25:00', ''])('refuses the time "%s"', (dataBy) => {
		expect(() => alarmsOf(quiet, at('10:00'), { ...settings, dataBy })).toThrow('점검 시각');
	});
});
