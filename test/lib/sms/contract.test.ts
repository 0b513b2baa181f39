import fc from 'fast-check';

import { RemoteError } from '../../../lib/errors';
import { isDirect, type OutgoingMessage } from '../../../lib/sms/gateway';
import { GATEWAY_RIGS } from '../../support/gateways';
import { arrivals, cancel, type HandedBatch, handOver, type HandOverWish, listed, message, messages } from '../../support/gateways/batch';
import { garblingDoor, tlsDoor } from '../../support/gateways/doors';
import { type FaultRule, type RigOptions, type RigWish, type RunningRig, SECRET, SENDER, SUBJECT, WRONG_SECRET } from '../../support/gateways/rig';
import { testCertificate } from '../../support/test-certificate';

/** What goes wrong with a hand-over, on the given call of it. */
type SubmitFault = Pick<FaultRule, 'fault'> & Record<string, unknown>;
const FAULTS: Array<[name: string, fault: SubmitFault]> = [
	['acted upon, then cut off', { fault: 'acceptThenDrop' }],
	['cut off before anything was done', { fault: 'dropBefore' }],
	['acted upon, then 503', { fault: 'acceptThen503' }],
	['503, nothing done', { fault: '503' }],
	['429', { fault: '429' }],
	['429 with Retry-After', { fault: '429', retryAfterSeconds: 1 }],
	['acted upon, answered with a web page', { fault: 'html', acted: true }],
	['a web page, nothing done', { fault: 'html', acted: false }],
	['some messages refused', { fault: 'partial', share: 0.3 }],
];
const rule = (fault: SubmitFault, wish: Record<string, unknown>) => ({ ...fault, ...wish }) as FaultRule;

const DAY_MS = 86_400_000;
const koreanTime = (ms: number) => new Date(Math.ceil(ms / 60_000) * 60_000 + 9 * 3_600_000).toISOString().replace('Z', '+09:00');

describe.each(GATEWAY_RIGS.map((rig) => [rig.name ?? rig.id, rig] as const))('%s', (_name, rig) => {
	const { id } = rig;
	let running: RunningRig | null = null;
	afterEach(async () => {
		await running?.close();
		running = null;
	});

	/** The faults of those given that this vendor's simulator knows. */
	const known = <T extends SubmitFault>(faults: readonly T[]) => faults.filter(({ fault }) => !rig.unknownFaults?.includes(fault));

	const start = async (options: RigOptions = {}) => (running = await rig.start(options));
	/** A rig with one fault on the call `nth` of the hand-over. */
	const faulty = async (fault: SubmitFault, wish: Record<string, unknown>, options: RigOptions = {}) => {
		const started = await start(options);
		started.faults([rule(fault, { step: started.steps.submit, ...wish })]);
		return started;
	};

	/**
	 * Of every message: at most once on its phone, word for word, and on no other; nothing that was received passes for not sent, and
	 * nothing passes for accepted that was not received. The error tells no secret. Then the list is asked.
	 */
	async function expectTruth(started: RunningRig, handed: HandedBatch, given: readonly OutgoingMessage[]): Promise<void> {
		await started.flush();
		expect([...handed.outcomes.keys()].sort()).toEqual(given.map(({ noticeKey }) => noticeKey).sort());
		expect(handed.messages).toHaveLength(given.length);
		const received = new Map(given.map((one) => [one.noticeKey, arrivals(started, one)]));
		expect(started.deliveries()).toHaveLength([...received.values()].reduce((sum, count) => sum + count, 0));
		for (const { noticeKey } of given) {
			const outcome = handed.outcomes.get(noticeKey);
			const allowed = outcome === 'accepted' ? [1] : outcome === 'unknown' ? [0, 1] : [0];
			expect({ outcome, allowed: allowed.includes(received.get(noticeKey) ?? 0) }).toEqual({ outcome, allowed: true });
		}
		if ([...handed.outcomes.values()].some((outcome) => outcome === 'unknown' || outcome === 'notSent')) expect(handed.error).toBeInstanceOf(RemoteError);
		expectHarmless(handed.error, given);
		started.faults([]);
		const states = await listed(started.gateway, handed, given);
		expect([...states].filter(([, state]) => state === 'delivered').map(([key]) => key).sort()).toEqual([...received].filter(([, count]) => count > 0).map(([key]) => key).sort());
	}

	const deliver = async (started: RunningRig, given: readonly OutgoingMessage[], wish: HandOverWish = {}) => await handOver(started.gateway, given, wish);

	describe('what it says it can do', () => {
		it('is named after itself, and its account shows no secret', async () => {
			const { gateway } = await start();
			expect(gateway.id).toBe(id);
			expect(gateway.account).not.toContain(SECRET);
			expect(isDirect(gateway)).toBe(gateway.capabilities.flow === 'direct');
		});

		it('is known by our key and attempt, or found by number and text, as it claims', async () => {
			const started = await start();
			const { gateway } = started;
			const again = message(1, { attempt: 2 });
			const handed = await deliver(started, [again]);
			await started.flush();
			if (!isDirect(gateway)) {
				expect(await gateway.groupMessages(handed.requestIds[0] ?? '')).toMatchObject([{ noticeKey: again.noticeKey, attempt: 2 }]);
				return;
			}
			const { clientKey } = gateway.capabilities;
			expect(await gateway.find(handed.batch)).toMatchObject([clientKey ? { noticeKey: again.noticeKey, attempt: 2 } : { to: again.to, text: again.text }]);
			const searched = await gateway.search([{ noticeKey: again.noticeKey, attempt: 2 }], handed.batch.fromMs - 60_000);
			expect(searched).toMatchObject(clientKey ? [{ noticeKey: again.noticeKey, attempt: 2 }] : []);
		});

		it('checks the account: signs in, and the sender number is registered as far as it tells', async () => {
			const { gateway } = await start();
			const { senders } = await gateway.checkAccount();
			expect(senders === null || senders.includes(SENDER)).toBe(true);
		});
	});

	describe('a batch', () => {
		it('arrives once each, word for word, on the right phone: short and long mixed, two cars and one phone', async () => {
			const started = await start();
			const given = messages(9);
			const handed = await deliver(started, given);
			expect([handed.error, new Set(handed.outcomes.values())]).toEqual([null, new Set(['accepted'])]);
			await expectTruth(started, handed, given);
			const long = started.deliveries().filter(({ type }) => type !== 'SMS');
			expect(long.map(({ subject }) => subject)).toEqual(long.map(() => SUBJECT));
			expect(long).toHaveLength(given.filter(({ type }) => type === 'LMS').length);
			expect(new Set(started.deliveries().map(({ from }) => from))).toEqual(new Set([SENDER]));
		});

		it('holds texts of exactly 90 and 2,000 bytes', async () => {
			const started = await start();
			const given = [message(1, { text: '가'.repeat(45) }), message(2, { text: '나'.repeat(1_000), type: 'LMS' }), message(3, { text: `${'a'.repeat(45)}${'%&+=?#"\'<>'.repeat(4)}12345` })];
			await expectTruth(started, await deliver(started, given), given);
			expect(started.deliveries()).toHaveLength(3);
		});

		it('with one number that nobody can have: only that one is refused or fails', async () => {
			const started = await start();
			const { batchSize } = started.gateway.capabilities;
			const given = Array.from({ length: batchSize }, (_, index) => message(index + 1, { text: '[감면 안내] 확인하시기 바랍니다.' }));
			const bad = given[Math.floor(batchSize / 3)];
			if (bad) bad.to = '0101234';
			const handed = await deliver(started, given);
			await started.flush();
			const good = given.filter((one) => one !== bad);
			expect(good.map((one) => arrivals(started, one))).toEqual(good.map(() => 1));
			expect(new Set(good.map(({ noticeKey }) => handed.outcomes.get(noticeKey)))).toEqual(new Set(['accepted']));
			if (handed.outcomes.get(bad?.noticeKey ?? '') === 'accepted') expect((await listed(started.gateway, handed, given)).get(bad?.noticeKey ?? '')).toBe('failed');
			else expect(handed.outcomes.get(bad?.noticeKey ?? '')).toBe('refused');
		});

		it('is not handed over at all where this worker may not call any more', async () => {
			const started = await start();
			const given = messages(6);
			let allowed = 1;
			const mayCall = () => {
				if (allowed-- <= 0) throw new RemoteError('handOverLate', '늦음', '', { outcome: 'notSent', retryable: false });
			};
			const handed = await deliver(started, given, { mayCall });
			await expectTruth(started, handed, given);
			const calls = started.calls().filter(({ step }) => step === started.steps.submit);
			expect(calls.length).toBeLessThanOrEqual(1);
		});

		it('is not handed over by an execution that was stopped', async () => {
			const started = await start();
			const given = messages(3);
			const handed = await deliver(started, given, { signal: AbortSignal.abort() });
			await expectTruth(started, handed, given);
			expect(started.deliveries()).toEqual([]);
		});
	});

	describe('trouble on handing over', () => {
		describe.each([1, 2])('call %i', (nth) => {
			it.each(FAULTS.filter(([, fault]) => known([fault]).length > 0))('%s: the outcomes are true, and so is the list afterwards', async (_name, fault) => {
				const started = await faulty(fault, { nth });
				const given = messages(6);
				await expectTruth(started, await deliver(started, given), given);
			});
		});

		it.each(['after', 'before'])('slower than the time limit (the work is done %s the wait begins): nobody takes it for not sent', async (acts) => {
			const started = await faulty({ fault: 'slow', ms: 900, acts: acts === 'after' ? 'after' : 'before' }, { nth: 1 });
			const given = messages(4);
			// Only the hand-over is in a hurry: a loaded machine must have its time to list.
			const handed = await handOver(started.with({ timeoutMs: 250 }), given);
			while (started.calls().some(({ fault, acted }) => fault === 'slow' && !acted)) await new Promise((resolve) => setTimeout(resolve, 20));
			await expectTruth(started, handed, given);
		});

		it.each(['', '{', '{}', '[]', 'null', '"ok"', '{"status":"ok"}'])('answered 200 with what is none of the vendor\'s (%j): nobody takes it for not sent', async (answer) => {
			const started = await start();
			if (started.url === null) return;
			const door = await garblingDoor(started.url, answer);
			try {
				const given = messages(4);
				const handed = await handOver(started.with({ baseUrl: door.url }), given);
				expect([...handed.outcomes.values()].filter((outcome) => outcome === 'accepted' || outcome === 'refused')).toEqual([]);
				await expectTruth(started, handed, given);
				if (isDirect(started.gateway)) expect(started.deliveries().length).toBeGreaterThan(0);
			} finally {
				await door.close();
			}
		});

		it('a passing 429 is waited out, and all arrive once', async () => {
			if (known([{ fault: '429' }]).length === 0) return;
			const started = await faulty({ fault: '429' }, { times: 2 });
			const given = messages(5);
			const handed = await deliver(started, given, { patient: true });
			expect(new Set(handed.outcomes.values())).toEqual(new Set(['accepted']));
			await expectTruth(started, handed, given);
		});

		it('whatever comes, nothing arrives twice and nothing is told wrong', async () => {
			const harsh = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom(...known(FAULTS.map(([, fault]) => fault)))), { minLength: 1, maxLength: 3 });
			await fc.assert(
				fc.asyncProperty(harsh, fc.integer({ min: 1, max: 12 }), async (plan, count) => {
					const started = await start();
					started.faults(plan.map(([nth, fault]) => rule(fault, { step: started.steps.submit, nth })));
					const given = messages(count);
					await expectTruth(started, await deliver(started, given, { patient: true }), given);
					await started.close();
					running = null;
				}),
				{ numRuns: 12 },
			);
		});
	});

	describe('lists and reports', () => {
		it('that lag behind never show what is not so', async () => {
			const started = await start();
			if (known([{ fault: 'listLag' }]).length === 0) return;
			const given = messages(5);
			const handed = await deliver(started, given);
			started.faults([{ step: started.steps.find, fault: 'listLag', ms: 600_000 }]);
			const states = await listed(started.gateway, handed, given).catch((error: unknown) => {
				expect(error).toBeInstanceOf(RemoteError);
				expectHarmless(error, given);
				return new Map<string, string>();
			});
			expect([...states.values()].filter((state) => state === 'delivered' || state === 'failed')).toEqual([]);
			await expectTruth(started, handed, given);
		});

		it('that never end are given up', async () => {
			const started = await start();
			if (known([{ fault: 'endlessPages' }]).length === 0) return;
			const given = messages(5);
			const handed = await deliver(started, given);
			started.faults([{ step: started.steps.find, fault: 'endlessPages' }]);
			await expect(listed(started.gateway, handed, given)).rejects.toMatchObject({ code: 'endlessList' });
		});

		it.each(known<SubmitFault>([{ fault: 'reportLate', ms: DAY_MS }, { fault: 'reportTwice' }]))('take in a report: $fault', async (fault) => {
			const started = await faulty(fault, {});
			const given = messages(4);
			const handed = await deliver(started, given);
			const before = await listed(started.gateway, handed, given);
			expect([...before.values()].filter((state) => state === 'delivered' || state === 'failed')).toEqual([]);
			await expectTruth(started, handed, given);
		});

		it('without a report leave it open', async () => {
			if (known([{ fault: 'reportNever' }]).length === 0) return;
			const started = await faulty({ fault: 'reportNever' }, {});
			const given = messages(4);
			const handed = await deliver(started, given);
			await started.flush();
			const states = await listed(started.gateway, handed, given);
			expect([...states.values()].filter((state) => state === 'delivered' || state === 'failed')).toEqual([]);
			expect(started.deliveries()).toHaveLength(4);
		});

		it('tell failed from delivered, with a reason in Korean', async () => {
			const started = await start();
			const given = [message(1), message(2, { to: '01000003032' }), message(3, { to: '01000003043' }), message(4, { to: '01000009001' })];
			const handed = await deliver(started, given);
			await started.flush();
			const states = await listed(started.gateway, handed, given);
			expect(given.slice(0, 3).map(({ noticeKey }) => states.get(noticeKey))).toEqual(['delivered', 'failed', 'failed']);
			expect(['accepted', 'registered']).toContain(states.get(given[3]?.noticeKey ?? ''));
			const { gateway } = started;
			const found = isDirect(gateway) ? await gateway.find(handed.batch) : await gateway.groupMessages(handed.requestIds[0] ?? '');
			for (const one of found) expect(one.state === 'failed' ? /^[가-힣].*\.$/.test(one.reason ?? '') : one.reason === null).toBe(true);
		});
	});

	describe('an account that cannot send', () => {
		const refusedWhole = async (started: RunningRig, wish: RigWish) => {
			const given = messages(4);
			const handed = await handOver(started.with(wish), given);
			await started.flush();
			expect(started.deliveries()).toEqual([]);
			expect(new Set(handed.outcomes.values())).toEqual(new Set(['notSent']));
			expect(handed.error).toMatchObject({ failure: { outcome: 'notSent' } });
			expectHarmless(handed.error, given);
			return handed;
		};
		const checkFails = async (started: RunningRig, wish: RigWish) => {
			const error: unknown = await started.with(wish).checkAccount().then(() => null, (reason: unknown) => reason);
			expect(error).toBeInstanceOf(RemoteError);
			expectHarmless(error, []);
		};

		it('with a wrong secret sends nothing and says so', async () => {
			const started = await start();
			await refusedWhole(started, { secret: 'wrong' });
			await checkFails(started, { secret: 'wrong' });
		});

		it('with a sender number that is not registered sends nothing, and the message does not pass for delivered', async () => {
			const started = await start();
			const given = messages(4);
			const handed = await handOver(started.with({ sender: 'unregistered' }), given);
			await started.flush();
			expect(started.deliveries()).toEqual([]);
			expectHarmless(handed.error, given);
			const states = await listed(started.gateway, handed, given);
			for (const [key, outcome] of handed.outcomes) expect(outcome === 'accepted' ? states.get(key) : outcome).toMatch(outcome === 'accepted' ? /failed/ : /notSent|refused/);
		});

		it('without balance in the middle of a batch: what was accepted stays so, the rest waits', async () => {
			const started = await start();
			if (!started.emptyAccount) return;
			const given = messages(6);
			const mayCall = () => {
				if (started.calls().some(({ acted }) => acted)) started.emptyAccount?.();
			};
			const handed = await deliver(started, given, { mayCall });
			await expectTruth(started, handed, given);
			expect(handed.error).toMatchObject({ failure: { outcome: 'notSent' } });
			expect([...handed.outcomes.values()].filter((outcome) => outcome === 'notSent').length).toBeGreaterThan(0);
			expect([...handed.outcomes.values()].filter((outcome) => outcome === 'refused' || outcome === 'unknown')).toEqual([]);
			if (isDirect(started.gateway)) {
				expect(handed.error?.code).toBe('accountRefused');
				expect(handed.outcomes.get(given[0]?.noticeKey ?? '')).toBe('accepted');
			}
		});

		it('at a host where nobody answers sends nothing', async () => {
			const started = await start();
			if (started.url === null) return;
			const handed = await refusedWhole(started, { baseUrl: 'http://127.0.0.1:9' });
			expect(handed.error?.code).toBe('notConnected');
			await checkFails(started, { baseUrl: 'http://127.0.0.1:9' });
		});

		it('behind a certificate of the office: refused without it, sent with it', async () => {
			const started = await start();
			if (started.url === null) return;
			const door = await tlsDoor(started.url);
			try {
				const handed = await refusedWhole(started, { baseUrl: door.url });
				expect(handed.error?.code).toBe('certificateRefused');
				const given = messages(3);
				const sent = await handOver(started.with({ baseUrl: door.url, caPem: testCertificate().cert }), given);
				expect(new Set(sent.outcomes.values())).toEqual(new Set(['accepted']));
				await expectTruth(started, sent, given);
			} finally {
				await door.close();
			}
		});
	});

	describe('a scheduled batch', () => {
		it('goes out at its time and not before', async () => {
			const started = await start();
			const { schedule } = started.gateway.capabilities;
			if (!schedule) return;
			const given = messages(4);
			const handed = await deliver(started, given, { scheduledAt: koreanTime(Date.now() + (schedule.atLeastMinutes + 60) * 60_000) });
			expect([handed.error, new Set(handed.outcomes.values())]).toEqual([null, new Set(['accepted'])]);
			expect(started.deliveries()).toEqual([]);
			const before = await listed(started.gateway, handed, given);
			expect([...before.values()].filter((state) => state === 'delivered' || state === 'failed')).toEqual([]);
			await started.flush();
			await expectTruth(started, handed, given);
		});

		it('that is cancelled never goes out; one that went out cannot be', async () => {
			const started = await start();
			const { schedule, cancel: cancels } = started.gateway.capabilities;
			if (!schedule || !cancels) return;
			const scheduledAt = koreanTime(Date.now() + (schedule.atLeastMinutes + 60) * 60_000);
			const given = messages(4);
			const handed = await deliver(started, given, { scheduledAt });
			expect(await cancel(started.gateway, handed)).toBe('cancelled');
			await started.flush();
			expect(started.deliveries()).toEqual([]);
			expect([...(await listed(started.gateway, handed, given)).values()].filter((state) => state === 'delivered')).toEqual([]);
			const later = messages(4, 11);
			const sent = await deliver(started, later, { scheduledAt, batchId: 'contract-batch-2' });
			await started.flush();
			expect(await cancel(started.gateway, sent)).toBe('tooLate');
			await expectTruth(started, sent, later);
		});
	});
});

/** No number, no text, no key. */
function expectHarmless(error: unknown, given: readonly OutgoingMessage[]): void {
	if (!(error instanceof RemoteError)) return;
	const told = JSON.stringify([error.message, error.remedy, error.code, error.failure, error.stack, String(error.cause ?? '')]);
	for (const secret of [SECRET, WRONG_SECRET, ...given.flatMap(({ to, text, noticeKey }) => [to, text, noticeKey])]) expect(told.includes(secret)).toBe(false);
	expect(/[가-힣]/.test(error.message)).toBe(true);
}
