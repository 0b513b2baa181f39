import type { Ledger } from '../../../../lib/ledger/ledger';
import { openTask, type TaskSettlement, type TaskToOpen, taskOf } from '../../../../lib/ledger/tasks';
import { BY, deskClock, deskRow, keyOf, runSteps } from '../../../support/desk';
import { approvedRun, CAMPAIGN, cleanUp, openLedger, RUN, tempFile } from '../../../support/notice-run';

const TASK: TaskToOpen = {
	kind: 'correction',
	campaign: CAMPAIGN,
	runId: RUN,
	receiptKey: keyOf(1),
	recipientOrdinal: 1,
	noticeKey: 'key-1',
	reasonCode: 'withdrawnAfterNotice',
	reason: '안내한 뒤 취하되었습니다.',
};
const ID = `correction/${keyOf(1)}#1/withdrawnAfterNotice`;
const OPENED = '2026-11-24T09:00:00.000+09:00';

let file: string;
let ledger: Ledger;
const open = async (changes: Partial<TaskToOpen> = {}) => await runSteps(file, (context) => openTask(context, { ...TASK, ...changes }), OPENED);
const settlement = (changes: Partial<TaskSettlement> = {}): TaskSettlement => ({ id: ID, note: '정정 안내함', doneOn: '2026-11-26', ...BY, ...changes });
beforeEach(async () => {
	file = tempFile();
	ledger = openLedger(file, deskClock());
	await approvedRun(ledger, [deskRow(1)]);
});
afterEach(cleanUp);

describe('a task', () => {
	it('is opened once for each kind, recipient, reason and suffix', async () => {
		expect([await open(), await open(), await open({ suffix: 'b' }), await open({ recipientOrdinal: 2 }), await open({ kind: 'leak' })]).toEqual([true, false, true, true, true]);
		expect((await ledger.desk.tasks({}, 10)).map(({ id }) => id)).toEqual([ID, `${ID}/b`, `correction/${keyOf(1)}#2/withdrawnAfterNotice`, `leak/${keyOf(1)}#1/withdrawnAfterNotice`]);
		expect((await ledger.verify()).broken).toBeNull();
	});

	it('is found by kind and recipient, the open one first', async () => {
		await open();
		await ledger.desk.settleTask(settlement());
		await open({ suffix: 'later' });
		expect(await runSteps(file, () => taskOf('correction', keyOf(1), 1))).toMatchObject({ id: `${ID}/later`, state: 'open' });
		expect(await runSteps(file, () => taskOf('leak', keyOf(1), 1))).toBeNull();
	});

	it('is listed by run, kind, state and receipt, in pages', async () => {
		await open();
		await open({ kind: 'leak' });
		await open({ receiptKey: keyOf(2) });
		const ids = async (filter: Parameters<Ledger['desk']['tasks']>[0], after?: string) => (await ledger.desk.tasks(filter, 10, after)).map(({ id }) => id);
		expect(await ids({ runId: RUN, kind: 'leak' })).toEqual([`leak/${keyOf(1)}#1/withdrawnAfterNotice`]);
		expect(await ids({ receiptKey: keyOf(2), state: 'open', campaign: CAMPAIGN })).toEqual([`correction/${keyOf(2)}#1/withdrawnAfterNotice`]);
		expect(await ids({ state: 'done' })).toEqual([]);
		expect(await ids({}, ID)).toHaveLength(2);
	});

	it('is settled once, with person, day and words, and never opened again', async () => {
		await open();
		const done = await ledger.desk.settleTask(settlement({ note: ' 010-1234-5678로 통화함 ' }));
		expect(done).toMatchObject({ state: 'done', doneBy: '박주무관', doneOn: '2026-11-26', note: '*************로 통화함' });
		expect(await ledger.desk.settleTask(settlement({ note: '010-1234-5678로 통화함' }))).toEqual(done);
		await expect(ledger.desk.settleTask(settlement())).rejects.toMatchObject({ code: 'taskDone' });
		expect(await open()).toBe(false);
	});

	it.each<[string, Partial<TaskSettlement>, string]>([
		['an unknown id', { id: 'review/x#1/y' }, 'taskMissing'],
		['no words', { note: '' }, 'entryEmpty'],
		['nobody', { by: ' ' }, 'entryEmpty'],
		['a wrong day', { doneOn: '11월 26일' }, 'invalidDay'],
		['a day before it was opened', { doneOn: '2026-11-23' }, 'daysReversed'],
		['a day to come', { doneOn: '2026-12-01' }, 'futureDay'],
	])('stays open with %s', async (_name, changes, code) => {
		await open();
		await expect(ledger.desk.settleTask(settlement(changes))).rejects.toMatchObject({ code });
		expect(await ledger.desk.tasks({ state: 'open' }, 10)).toHaveLength(1);
	});
});
