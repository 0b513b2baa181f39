import { decidedRow } from '../../../../bench/drill/rows.mts';
import { koreanTime } from '../../../../lib/calendar/day';
import { collectResults } from '../../../../lib/sms/results';
import { sendRun } from '../../../../lib/sms/send-run';
import { handOver, message } from '../../../support/gateways/batch';
import type { FaultRule, RigOptions, RunningRig } from '../../../support/gateways/rig';
import { startNhnRig, TEXT_TEMPLATES } from '../../../support/gateways/nhn';
import { approvedRun, CAMPAIGN, cleanUp, openLedger, PERIOD, phoneOf, portsFor, rowsOf, seals, sending, sendUntilDone, states, tempFile, TestClock } from '../../../support/notice-run';

const rigs: RunningRig[] = [];
afterEach(async () => {
	for (const rig of rigs.splice(0)) await rig.close();
	await cleanUp();
});

const PEOPLE = 12;

/** A run of twelve people through NHN Cloud; every clock is the office's. */
async function office(options: RigOptions = {}, templates = { SMS: '', LMS: '' }) {
	const clock = new TestClock();
	const nowMs = () => clock.nowMs();
	const ledger = openLedger(tempFile(), clock, 50);
	const rig = await startNhnRig(options, { simulator: { now: nowMs }, gateway: { nowMs, templates } });
	rigs.push(rig);
	await approvedRun(ledger, rowsOf(PEOPLE));
	const ports = portsFor(ledger, rig.gateway, { handOverMs: 1_000, retry: { attempts: 2, baseDelayMs: 1, maxDelayMs: 1, totalMs: 1_000 } });
	return { clock, ledger, rig, ports };
}

/** Twelve texts, no text twice on a phone: nobody was told twice and nobody left out. */
function expectEachOnce(rig: RunningRig): void {
	const told = rig.deliveries().map(({ phone, text }) => `${phone} ${text}`);
	expect([told.length, new Set(told).size]).toEqual([PEOPLE, PEOPLE]);
}

const TROUBLE: Array<[string, FaultRule[]]> = [
	['nothing', []],
	['answers that are lost', [{ step: 'submit', fault: 'acceptThenDrop', probability: 0.5 }]],
	['answers that turn into 503', [{ step: 'submit', fault: 'acceptThen503', probability: 0.5 }]],
	['calls that never arrive', [{ step: 'submit', fault: 'dropBefore', probability: 0.3 }]],
	['web pages in place of answers', [{ step: 'submit', fault: 'html', acted: true, probability: 0.3 }, { step: 'submit', fault: 'html', acted: false, probability: 0.3 }]],
	['a list that lags behind a lost answer', [{ step: 'submit', fault: 'acceptThenDrop', nth: 1 }, { step: 'find', fault: 'listLag', ms: 1_800_000, times: 4 }]],
	['too many requests', [{ step: 'submit', fault: '429', probability: 0.3 }]],
];

describe.each([
	['a call for each text', { SMS: '', LMS: '' }],
	['a template that carries the texts', TEXT_TEMPLATES],
])('a whole run through NHN Cloud with %s', (_way, templates) => {
	it.each(TROUBLE)('and %s tells everyone once and leaves nothing unknown', async (_name, faults) => {
		const { clock, ledger, rig, ports } = await office({ faults }, templates);
		for (let turn = 1; turn <= 20; turn++) {
			const ended = await sendUntilDone(ports, clock, { batchSize: 5 }).catch(() => null);
			if (ended !== null) break;
			clock.skip(3_600_000);
		}
		await rig.flush();
		await collectResults(ports, CAMPAIGN);
		expectEachOnce(rig);
		expect(await states(ledger)).toEqual({ delivered: PEOPLE });
		expect(await ledger.doubts(null, 10)).toEqual([]);
	});
});

describe('a ledger put back from a backup while texts are reserved at NHN Cloud', () => {
	const reserved = async (templates?: typeof TEXT_TEMPLATES) => {
		const one = await office({}, templates);
		const at = koreanTime(new Date(one.clock.nowMs() + 3 * 86_400_000).toISOString()).toISO() ?? '';
		await sendUntilDone({ ...one.ports, scheduledAt: at }, one.clock, { batchSize: 5 });
		expect(one.rig.deliveries()).toEqual([]);
		const restored = openLedger(tempFile(), one.clock, 50);
		return { ...one, restored, ports: { ...one.ports, ledger: restored } };
	};

	it.each([
		['a call for each text', undefined],
		['a template that carries the texts', TEXT_TEMPLATES],
	])('with %s recognises them by number and text, and sends none again', async (_way, templates) => {
		const { clock, restored, rig, ports } = await reserved(templates);
		await approvedRun(restored, rowsOf(PEOPLE));
		expect(await sendRun(ports, sending())).toMatchObject({ status: 'sent', adopted: PEOPLE });
		await rig.flush();
		clock.skip(4 * 86_400_000);
		await collectResults(ports, CAMPAIGN);
		expectEachOnce(rig);
		expect(await states(restored)).toEqual({ delivered: PEOPLE });
		expect((await restored.audit.check()).problems).toEqual([]);
	});

	it('sends nothing while one of them goes to a number of the run with another wording', async () => {
		const { restored, rig, ports } = await reserved();
		await approvedRun(restored, rowsOf(PEOPLE));
		const compose: typeof ports.compose = async (notices) =>
			new Map([...(await ports.compose(notices))].map(([key, one]) => [key, one.ok ? { ...one, message: { ...one.message, text: `${one.message.text}!` } } : one]));
		await expect(sendRun({ ...ports, compose }, sending())).rejects.toMatchObject({ code: 'reservationUnclear', remedy: expect.stringMatching(/하시기 바랍니다\.$/) as string });
		await rig.flush();
		expectEachOnce(rig);
	});

	it('lets those of others wait, and those that the ledger knows', async () => {
		const { rig, ledger, clock, ports } = await reserved();
		await handOver(rig.gateway, [message(7_777)], { scheduledAt: new Date(clock.nowMs() + 86_400_000).toISOString() });
		const next = { ...PERIOD, period: '2026-W50' };
		await approvedRun(ledger, rowsOf(PEOPLE).map((row, index) => ({ ...row, ...decidedRow(seals, { number: 100 + index, phone: phoneOf(index + 1) }) })), next);
		expect(await sendRun({ ...ports, ledger }, sending({ runId: `${CAMPAIGN}/${next.period}` }))).toMatchObject({ status: 'sent', adopted: 0 });
	});
});
