import { coversAccount, type Gateway } from '../../../lib/sms/gateway';
import { aheadOf, goesOutAt, requireSchedule, resumedSchedule, scheduleTime } from '../../../lib/sms/schedule';
import { PretendVendor } from '../../support/pretend-vendor';

const NOW = '2026-11-23T09:00:00.000+09:00';
const vendor = new PretendVendor();
const without: Pick<Gateway, 'capabilities'> = { capabilities: { ...vendor.capabilities, schedule: null } };

it.each([
	['2026-11-23T10:00', '2026-11-23T10:00:00.000+09:00'],
	['2026-11-23 10:00', '2026-11-23T10:00:00.000+09:00'],
	['2026-11-23T01:00:00Z', '2026-11-23T10:00:00.000+09:00'],
])('%s is %s in Korea', (written, at) => {
	expect(scheduleTime(written.replace(' ', 'T'))).toBe(at);
});

it.each(['내일 10시', '2026-13-01T10:00', '10:00 오전'])('"%s" is refused with an example', (written) => {
	expect(() => scheduleTime(written)).toThrow(expect.objectContaining({ code: 'invalidSchedule', remedy: expect.stringContaining('2026-11-23T10:00') as string }));
});

it.each([
	['at once, whatever the gateway', without, null, null],
	['in an hour', vendor, '2026-11-23T10:00:00+09:00', null],
	['in 30 seconds', vendor, '2026-11-23T09:00:30+09:00', 'scheduleOutOfRange'],
	['yesterday', vendor, '2026-11-22T10:00:00+09:00', 'scheduleOutOfRange'],
	['in 31 days', vendor, '2026-12-24T10:00:00+09:00', 'scheduleOutOfRange'],
	['in an hour at a gateway without it', without, '2026-11-23T10:00:00+09:00', 'noSchedule'],
] as const)('%s: %#', (_when, gateway, at, code) => {
	const check = () => requireSchedule(gateway, at, NOW);
	if (code === null) expect(check).not.toThrow();
	else expect(check).toThrow(expect.objectContaining({ code }));
});

const FIVE = '2026-11-23T17:00:00.000+09:00';

describe('when a text goes out that is handed over now', () => {
	it.each<[string, string | null, string]>([
		['without a time: now', null, FIVE],
		['with a time to come: then', '2026-11-24T10:00:00.000+09:00', '2026-11-24T10:00:00.000+09:00'],
		['with a time that has passed meanwhile: now, so that the hours are checked for now', '2026-11-23T16:59:00.000+09:00', FIVE],
		['with this very moment: now', FIVE, FIVE],
	])('%s', (_case, at, expected) => {
		expect(goesOutAt(at, FIVE)).toBe(expected);
		expect(aheadOf(at, FIVE)).toBe(expected === FIVE ? null : expected);
	});
});

describe('an account', () => {
	it.each<[string, string, boolean]>([
		['a', 'a', true],
		['a/b', 'a', true],
		['a', 'a/b', false],
		['b', 'a', false],
		['10.0.0.1:sms:SC_TRAN', '10.0.0.2:sms:SC_TRAN', false],
	])('%s finds what %s handed over: %s', (account, former, expected) => {
		expect(coversAccount({ account }, former)).toBe(expected);
	});
});

describe('the time of a run that goes on', () => {
	const begun = { wasScheduledFor: async () => await Promise.resolve(true) };
	const fresh = { wasScheduledFor: async () => await Promise.resolve(false) };
	const COMING = '2026-11-23T10:00:00.000+09:00';
	const NEAR = '2026-11-23T09:00:30.000+09:00';
	const PASSED = '2026-11-23T08:00:00.000+09:00';

	it.each([
		['no time stays none', begun, null, null],
		['a time to come stays', begun, COMING, COMING],
		['a time that has passed since it was begun means at once', begun, PASSED, null],
		['a time too near for the gateway means at once, once begun', begun, NEAR, null],
		['a past time stays, to be refused, where nothing was bound for it', fresh, PASSED, PASSED],
	])('%s', async (_what, ledger, at, expected) => {
		expect(await resumedSchedule(ledger, vendor, 'run', at, NOW)).toBe(expected);
	});
});
