import { FileWitness } from '../../../../lib/ledger/witness';
import { collectResults } from '../../../../lib/sms/results';
import type { RigOptions, RunningRig } from '../../../support/gateways/rig';
import { startSensRig } from '../../../support/gateways/sens';
import { approvedRun, CAMPAIGN, cleanUp, openLedger, portsFor, rowsOf, sendUntilDone, states, tempFile, tempFolder, TestClock } from '../../../support/notice-run';

const rigs: RunningRig[] = [];
afterEach(async () => {
	for (const rig of rigs.splice(0)) await rig.close();
	await cleanUp();
});

const PEOPLE = 12;

/** A run of twelve people through SENS; every clock is the office's. */
async function office(options: RigOptions = {}) {
	const clock = new TestClock();
	const ledger = openLedger(tempFile(), clock, 50);
	const rig = await startSensRig(options, { now: () => clock.nowMs() }, () => clock.nowMs());
	rigs.push(rig);
	await approvedRun(ledger, rowsOf(PEOPLE));
	const ports = portsFor(ledger, rig.gateway, {
		handOverMs: 1_000,
		retry: { attempts: 2, baseDelayMs: 1, maxDelayMs: 1, totalMs: 1_000 },
		witness: new FileWitness(`${tempFolder()}/witness`),
	});
	return { clock, ledger, rig, ports };
}

/** Twelve texts, no text twice on a phone: nobody was told twice and nobody left out. */
function expectEachOnce(rig: RunningRig): void {
	const told = rig.deliveries().map(({ phone, text }) => `${phone} ${text}`);
	expect([told.length, new Set(told).size]).toEqual([PEOPLE, PEOPLE]);
}

describe('a whole run through SENS', () => {
	it('tells everyone once and collects the results', async () => {
		const { clock, ledger, rig, ports } = await office();
		await sendUntilDone(ports, clock, { batchSize: 5 });
		await rig.flush();
		expectEachOnce(rig);
		expect(await collectResults(ports, CAMPAIGN)).toMatchObject({ changed: PEOPLE, pending: 0 });
		expect(await states(ledger)).toEqual({ delivered: PEOPLE });
		const [handed, asked] = ['submit', 'find'].map((step) => rig.calls().filter((call) => call.step === step).length);
		expect(asked).toBe(handed);
	});

	it.each([['acceptThenDrop'], ['acceptThen503']] as const)('recognises by number and text what went out when the answer was lost (%s)', async (fault) => {
		const { clock, ledger, rig, ports } = await office({ faults: [{ step: 'submit', fault, probability: 0.5 }] });
		await sendUntilDone(ports, clock, { batchSize: 5 });
		await rig.flush();
		expectEachOnce(rig);
		await collectResults(ports, CAMPAIGN);
		expect(await states(ledger)).toEqual({ delivered: PEOPLE });
		expect(await ledger.doubts(null, 10)).toEqual([]);
	});

	it('leaves to a person what SENS never listed, and sends none of it again', async () => {
		const { clock, ledger, rig, ports } = await office({ faults: [{ step: 'submit', fault: 'dropBefore', nth: 1 }] });
		await sendUntilDone(ports, clock, { batchSize: 5 });
		await rig.flush();
		expect(await states(ledger)).toEqual({ accepted: PEOPLE - 5, unknown: 5 });
		expect(rig.deliveries()).toHaveLength(PEOPLE - 5);
		expect((await ledger.doubts(CAMPAIGN, 10)).map(({ gateway, reasonCode }) => [gateway, reasonCode])).toEqual(Array.from({ length: 5 }, () => ['sens', 'notListed']));
	});

	it('does not tell anyone twice when the list lags behind a lost answer', async () => {
		const { clock, ledger, rig, ports } = await office({ faults: [{ step: 'submit', fault: 'acceptThenDrop', nth: 1 }, { step: 'find', fault: 'listLag', ms: 1_800_000, times: 1 }] });
		await sendUntilDone(ports, clock, { batchSize: 5 });
		await rig.flush();
		expectEachOnce(rig);
		await collectResults(ports, CAMPAIGN);
		expect(await states(ledger)).toEqual({ delivered: PEOPLE });
	});
});
