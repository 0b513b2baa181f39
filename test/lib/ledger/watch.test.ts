import { sendRun } from '../../../lib/sms/send-run';
import { approvedRun, cleanUp, gatewayTo, openLedger, PERIOD, portsFor, rowsOf, sending, simulator, tempFile, TestClock } from '../../support/notice-run';

afterEach(cleanUp);

it.each([
	['sent at once', null, 2],
	['that the gateway holds back for longer', new Date(Date.now() + 10 * 86_400_000), 0],
])('a report of a text %s is overdue only after the text was to go out', async (_name, at, overdue) => {
	const clock = new TestClock();
	const [ledger, solapi] = [openLedger(tempFile(), clock), await simulator({ reportDelayMs: 3_600_000 })];
	await approvedRun(ledger, rowsOf(2));
	const scheduledAt = at === null ? null : new Date(at.getTime() + 9 * 3_600_000).toISOString().replace('Z', '+09:00');
	expect(await sendRun(portsFor(ledger, gatewayTo(solapi), { scheduledAt }), sending())).toMatchObject({ status: 'sent' });
	clock.skip(4 * 86_400_000);
	const facts = await ledger.watchFacts(PERIOD.campaign, { period: PERIOD.period, reportsSince: clock.now(), reviewsBefore: '', today: clock.now().slice(0, 10) });
	expect(facts.overdueReports).toBe(overdue);
});
