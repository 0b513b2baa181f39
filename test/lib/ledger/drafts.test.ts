import { Ledger } from '../../../lib/ledger/ledger';
import { deskClock, TODAY } from '../../support/desk';
import { DRAFT } from '../../support/drafts';
import { bytesOf, storeAt } from '../../support/ledger-home';
import { LedgerProbe } from '../../support/ledger-probe';
import { cleanUp, openLedger, ORIGIN, tempFile, type TestClock } from '../../support/notice-run';

const { draftId } = DRAFT;
const APPROVAL = { draftId, by: '문화체육과장 박주무', personSeconds: 412, output: '확정한 글', origin: ORIGIN };
const REVISION = { ...DRAFT, output: '고친 글', rounds: 0, calls: 1, promptTokens: 300, completionTokens: 100, draftedMs: 1_000, modelMs: 990, findings: { error: 0, warning: 0, info: 0 }, untraced: 0 };

let file: string;
let ledger: Ledger;
let clock: TestClock;
beforeEach(() => {
	file = tempFile();
	clock = deskClock();
	ledger = openLedger(file, clock);
});
afterEach(cleanUp);

const kinds = () => new LedgerProbe(file).rows(`SELECT kind FROM event ORDER BY seq`).map(({ kind }) => kind);

describe('a draft', () => {
	it('is recorded with versions, hashes, counts and times', async () => {
		const { input: _input, output: _output, origin, ...rest } = DRAFT;
		expect(await ledger.drafts.recordDraft(DRAFT)).toMatchObject({
			...rest,
			edition: 1,
			state: 'draft',
			draftedMs: 8_200,
			modelMs: 8_150,
			approvedAt: null,
			approvedBy: null,
			personSeconds: null,
			workflowId: origin.workflowId,
			executionId: origin.executionId,
		});
		expect(kinds()).toEqual(['draft.recorded']);
	});

	it('is recorded once', async () => {
		const first = await ledger.drafts.recordDraft(DRAFT);
		expect(await ledger.drafts.recordDraft(DRAFT)).toEqual(first);
		expect(kinds()).toHaveLength(1);
	});

	it('does not take the number of another one', async () => {
		await ledger.drafts.recordDraft(DRAFT);
		await expect(ledger.drafts.recordDraft({ ...DRAFT, input: '다른 입력' })).rejects.toMatchObject({ code: 'draftRecorded' });
		await expect(ledger.drafts.recordDraft({ ...DRAFT, output: '다른 글' })).rejects.toMatchObject({ code: 'draftRecorded' });
	});

	it('leaves nothing readable of what was entered and written', async () => {
		await ledger.drafts.recordDraft(DRAFT);
		await ledger.drafts.recordRevision(REVISION);
		await ledger.drafts.approveDraft(APPROVAL);
		await ledger.dispose();
		const bytes = bytesOf(file);
		for (const word of ['홍길동', '축제', '시민 500명', '고친 글', '확정한 글']) expect(bytes.includes(word)).toBe(false);
	});

	it('has hashes that tell the same text only under the same key', async () => {
		const { inputHash, outputHash } = await ledger.drafts.recordDraft({ ...DRAFT, input: 'x', output: 'x' });
		expect(inputHash).not.toBe(outputHash);
		const other = new Ledger(storeAt(tempFile()), { key: Buffer.alloc(32, 8), clock: deskClock(), leaseMs: 60_000 });
		expect((await other.drafts.recordDraft({ ...DRAFT, input: 'x', output: 'x' })).inputHash).not.toBe(inputHash);
		await other.dispose();
	});

	it.each([
		['an empty number', { draftId: ' ' }, 'entryEmpty'],
		['a negative count', { calls: -1 }, 'draftRecord'],
		['a time that is none', { modelMs: Number.NaN }, 'draftRecord'],
	])('is refused with %s, and nothing is recorded', async (_name, change, code) => {
		await expect(ledger.drafts.recordDraft({ ...DRAFT, ...change })).rejects.toMatchObject({ code });
		expect(kinds()).toEqual([]);
	});
});

describe('a revision', () => {
	it('is the next edition; calls, tokens and times add up, findings are those of the new text', async () => {
		const { inputHash, outputHash } = await ledger.drafts.recordDraft(DRAFT);
		const revised = await ledger.drafts.recordRevision(REVISION);
		expect(revised).toMatchObject({
			edition: 2,
			inputHash,
			calls: 3,
			rounds: 1,
			promptTokens: 1_500,
			completionTokens: 500,
			draftedMs: 9_200,
			modelMs: 9_140,
			untraced: 0,
			findings: { error: 0, warning: 0, info: 0 },
		});
		expect(revised.outputHash).not.toBe(outputHash);
		expect(kinds()).toEqual(['draft.recorded', 'draft.revised']);
	});

	it('of an unknown or an approved draft is refused', async () => {
		await expect(ledger.drafts.recordRevision(REVISION)).rejects.toMatchObject({ code: 'draftRecordMissing' });
		await ledger.drafts.recordDraft(DRAFT);
		await ledger.drafts.approveDraft(APPROVAL);
		await expect(ledger.drafts.recordRevision(REVISION)).rejects.toMatchObject({ code: 'draftClosed' });
	});
});

describe('an approval', () => {
	it('tells who, when and how long people worked', async () => {
		await ledger.drafts.recordDraft(DRAFT);
		expect(await ledger.drafts.approveDraft(APPROVAL)).toMatchObject({ state: 'approved', approvedBy: APPROVAL.by, approvedAt: `${TODAY}T10:00:00.000+09:00`, personSeconds: 412 });
	});

	it('counts once', async () => {
		await ledger.drafts.recordDraft(DRAFT);
		const first = await ledger.drafts.approveDraft(APPROVAL);
		expect(await ledger.drafts.approveDraft({ ...APPROVAL, by: '다른 사람', personSeconds: 1 })).toEqual(first);
		expect(kinds()).toEqual(['draft.recorded', 'draft.approved']);
	});

	it('needs a person and a draft that is not destroyed', async () => {
		await ledger.drafts.recordDraft(DRAFT);
		await expect(ledger.drafts.approveDraft({ ...APPROVAL, by: ' ' })).rejects.toMatchObject({ code: 'entryEmpty' });
		await ledger.drafts.recordDestroyed([draftId], ORIGIN);
		await expect(ledger.drafts.approveDraft(APPROVAL)).rejects.toMatchObject({ code: 'draftClosed' });
	});
});

describe('destroyed folders', () => {
	it('are on record once; unknown numbers are passed over', async () => {
		await ledger.drafts.recordDraft(DRAFT);
		expect(await ledger.drafts.recordDestroyed([draftId, 'D-20260101-00000000'], ORIGIN)).toBe(1);
		expect(await ledger.drafts.recordDestroyed([draftId], ORIGIN)).toBe(0);
		expect(await ledger.drafts.draft(draftId)).toMatchObject({ state: 'destroyed', destroyedAt: `${TODAY}T10:00:00.000+09:00` });
		expect(kinds()).toEqual(['draft.recorded', 'draft.destroyed']);
	});
});

describe('records of some days', () => {
	beforeEach(async () => {
		clock.set('2026-11-23T10:00:00.000+09:00');
		for (const [number, day] of ['2026-11-22T23:59:59.999+09:00', '2026-11-23T00:00:00.000+09:00', '2026-11-24T23:59:59.999+09:00', '2026-11-25T00:00:00.000+09:00'].entries()) {
			await ledger.drafts.recordDraft({ ...DRAFT, draftId: `D-${number}`, startedAt: day });
		}
		clock.set(`${TODAY}T10:00:00.000+09:00`);
	});
	const ids = async (limit: number, after?: string) => (await ledger.drafts.draftsBetween('2026-11-23', '2026-11-24', limit, after)).map((one) => one.draftId);

	it('include the first and the last day', async () => expect(await ids(10)).toEqual(['D-1', 'D-2']));

	it('are given in pages', async () => expect([await ids(1), await ids(1, 'D-1'), await ids(1, 'D-2')]).toEqual([['D-1'], ['D-2'], []]));

	it('are refused for days that are none', async () => {
		await expect(ledger.drafts.draftsBetween('2026-02-30', '2026-11-24', 10)).rejects.toMatchObject({ code: 'invalidDay' });
	});

	it('go with their events when their retention ends, and the chain still verifies', async () => {
		const head = await ledger.head();
		expect(await ledger.desk.purgeFacts('2026-11-24', ORIGIN)).toMatchObject({ drafts: 2, events: 4 });
		expect((await ledger.drafts.draftsBetween('2026-01-01', '2026-12-31', 10)).map((one) => one.draftId)).toEqual(['D-2', 'D-3']);
		expect(await ledger.desk.purgeFacts('2026-11-24', ORIGIN)).toMatchObject({ drafts: 0, events: 0 });
		expect(await ledger.verify(head)).toMatchObject({ broken: null });
	});
});
