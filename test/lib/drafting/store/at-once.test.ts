import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { approveAndStore, draftAndStore, reviseAndStore, type DeskPorts, type DraftRecorder } from '../../../../lib/drafting/store/desk';
import { DraftStore } from '../../../../lib/drafting/store/draft-store';
import { deps, golden, request, scripted, settings } from '../pipeline/support';

const { values, answer } = golden('greeting', 1);
const { profile } = request('greeting', values);

let folder: string;
let recorded: string[];
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'at-once-'));
	recorded = [];
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

/** A ledger that takes its time. */
const recorder = (): DraftRecorder => {
	const note = (what: string) => async () => {
		await new Promise((resolve) => setTimeout(resolve, 20));
		recorded.push(what);
	};
	return { drafted: note('drafted'), revised: note('revised'), approved: note('approved'), destroyed: note('destroyed') };
};
/** Each run has ports of its own, as two processes have. */
const ports = (): DeskPorts => ({ store: new DraftStore(folder), recorder: recorder(), now: () => ({ iso: '2026-11-23T10:00:00.000+09:00', today: '2026-11-23', at: '2026. 11. 23. 10:00' }) });
const titled = (title: string) => scripted(JSON.stringify({ ...(JSON.parse(answer) as object), title }));
const revise = async (draftId: string, title: string) => await reviseAndStore(draftId, `제목을 '${title}'로 바꿔 주세요.`, { profile, settings: settings({ repairRounds: 0 }) }, deps(titled(title)), ports(), []);
const drafted = async () => (await draftAndStore(request('greeting', values, { settings: settings({ repairRounds: 0 }) }), deps(scripted(answer)), ports(), [])).document.draftId;

it('of two changes at once one is kept and recorded, the other is told', async () => {
	const draftId = await drafted();
	const outcomes = await Promise.allSettled([revise(draftId, '한마음 체육 대회 축사'), revise(draftId, '시민 체육 대회 축사')]);
	expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(outcomes.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'draftChanged' } });
	expect(recorded).toEqual(['drafted', 'revised']);
	expect(await new DraftStore(folder).read(draftId)).toMatchObject({ edition: 2 });
});

it('what a person approves while a change is being written is not written over', async () => {
	const draftId = await drafted();
	const [approval, change] = await Promise.allSettled([approveAndStore(draftId, '문화과장 박서연', profile, settings().city, ports(), []), revise(draftId, '한마음 체육 대회 축사')]);
	const { state, edition } = await new DraftStore(folder).read(draftId);
	expect([approval.status, state]).toEqual(['fulfilled', 'approved']);
	expect(recorded.at(-1)).toBe('approved');
	expect(edition).toBe(change.status === 'fulfilled' ? 2 : 1);
});
