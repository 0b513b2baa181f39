import { collectResults } from '../../../lib/sms/results';
import { sendRun } from '../../../lib/sms/send-run';
import { decidedRow } from '../../../bench/drill/rows.mts';
import { approvedRun, CAMPAIGN, cleanUp, gatewayTo, openLedger, portsFor, rowsOf, seals, sending, simulator, states, tempFile, TestClock } from '../../support/notice-run';

afterEach(cleanUp);

it('says why texts lie still at the gateway, while any wait and not after', async () => {
	const [ledger, solapi] = [openLedger(tempFile()), await simulator({ reportDelayMs: 3_600_000 })];
	await approvedRun(ledger, rowsOf(2));
	const ports = portsFor(ledger, gatewayTo(solapi));
	await sendRun(ports, sending());
	const gateway = Object.assign(gatewayTo(solapi), { standstill: () => Promise.resolve(['에이전트가 멈춘 것으로 의심됩니다.']) });
	expect(await collectResults({ ...ports, gateway }, CAMPAIGN)).toMatchObject({ pending: 2, standstill: ['에이전트가 멈춘 것으로 의심됩니다.'] });
	expect(await collectResults(ports, CAMPAIGN)).toMatchObject({ pending: 2, standstill: [] });
	solapi.flush();
	expect(await collectResults({ ...ports, gateway }, CAMPAIGN)).toMatchObject({ pending: 0, standstill: [] });
});

it('gives a silent short text up after 25 hours by the business clock, warns of a long one then and gives it up after 80, and takes late reports in', async () => {
	const clock = new TestClock('2026-11-23T09:00:00.000+09:00');
	const [ledger, solapi] = [openLedger(tempFile(), clock), await simulator({ reportDelayMs: 3_600_000 })];
	await approvedRun(ledger, [...rowsOf(2), decidedRow(seals, { number: 9, phone: '01020000009', text: 'long' })]);
	const ports = portsFor(ledger, gatewayTo(solapi));
	await sendRun(ports, sending());
	expect(await collectResults(ports, CAMPAIGN)).toMatchObject({ pending: 3, expired: 0, overdue: 0 });
	clock.set('2026-11-24T10:00:01.000+09:00');
	expect(await collectResults(ports, CAMPAIGN)).toMatchObject({ pending: 1, expired: 2, overdue: 1 });
	expect(await states(ledger)).toEqual({ unknown: 2, accepted: 1 });
	clock.set('2026-11-26T17:00:01.000+09:00');
	expect(await collectResults(ports, CAMPAIGN)).toMatchObject({ pending: 0, expired: 1, overdue: 0 });
	expect(await states(ledger)).toEqual({ unknown: 3 });
	expect(await collectResults(ports, CAMPAIGN)).toMatchObject({ changed: 0, pending: 0, expired: 0 });
	solapi.flush();
	const late = await collectResults(ports, CAMPAIGN);
	expect([late.changed, await states(ledger)]).toEqual([3, { delivered: 3 }]);
});
