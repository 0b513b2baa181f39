import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { DraftStore } from '../../../lib/drafting/store/draft-store';
import { DraftingOffice, NODE, putOut, wordsIn } from './drafting-office';

jest.setTimeout(60_000);

let office: DraftingOffice;
beforeAll(async () => {
	office = await DraftingOffice.open({ slowMs: 2_000 });
});
afterAll(async () => await office.close());
afterEach(() => office.server.setFault(null));

const MISSING = 'D-20261123-00000000';
const approver = '도서관과장 박서연';

const revise = async (draftId: string, instruction: string, parameters: object = {}) => await office.run({ resource: 'document', operation: 'revise', draftId, instruction, ...parameters });
const approve = async (draftId: string, parameters: object = {}) => await office.run({ resource: 'document', operation: 'approve', draftId, approvedBy: approver, ...parameters });
const render = async (parameters: object) => await office.run({ resource: 'document', operation: 'render', ...parameters });

/** A draft in which the model invented a number that nobody mended. */
async function draftWithSlot(): Promise<string> {
	office.server.setFault('inventedNumber');
	const draftId = await office.drafted({ options: { repairRounds: 0 } });
	office.server.setFault(null);
	return draftId;
}

describe('수정', () => {
	it('makes the next edition with what was asked for and keeps the rest; counts without a word', async () => {
		const draftId = await office.drafted();
		const before = await office.stored(draftId);
		const result = await revise(draftId, "제목을 '의정부시, 책으로 이웃을 잇는 나눔 한마당 개최'로 바꿔 주세요.");
		expect(result.error).toBeUndefined();
		expect(result.json(NODE)).toMatchObject([{ draftId, edition: 2, state: '초안', changed: 1 }]);
		expect(wordsIn(putOut(result))).toEqual([]);
		const after = await office.stored(draftId);
		expect(after.content.title).toBe('의정부시, 책으로 이웃을 잇는 나눔 한마당 개최');
		expect(after.content.sections).toEqual(before.content.sections);
		expect(after.instructions).toHaveLength(1);
		expect(await office.withLedger(async ({ drafts }) => await drafts.draft(draftId))).toMatchObject({ edition: 2, state: 'draft' });
		expect(office.filesOf(draftId).filter((name) => name.includes('_2판_'))).toHaveLength(4);
	});

	it('shows what changed, before and after, where the text may be shown', async () => {
		const draftId = await office.drafted();
		const before = (await office.stored(draftId)).content.title;
		const [json] = (await revise(draftId, "제목을 '의정부시, 책 나눔 한마당 개최'로 바꿔 주세요.", { options: { showText: true } })).json(NODE);
		expect(json?.changes).toMatchObject([{ place: 'title', kind: 'changed', before, after: '의정부시, 책 나눔 한마당 개최' }]);
		expect(json?.html).toContain('<h3>고친 곳</h3>');
	});

	it('a fact told in the request is a fact afterwards', async () => {
		const draftId = await office.drafted();
		await revise(draftId, "'1,200권'을 '1,350권'으로 바꿔 주세요.");
		const { content, traces } = await office.stored(draftId);
		expect(JSON.stringify(content)).toContain('1,350권');
		expect(JSON.stringify(content)).not.toContain('확인 필요');
		expect(traces.filter(({ text }) => text.includes('1,350')).every(({ verdict }) => verdict === 'traced')).toBe(true);
	});

	it.each([
		['changed', { edition: 2 }, '그사이 다른 곳에서 수정되었습니다'],
		['approved', { state: 'approved' as const, approvedBy: approver }, '이미 확정되어 고칠 수 없습니다'],
	])('of a draft that somebody %s meanwhile leaves it so and says why', async (_name, changes, words) => {
		const draftId = await office.drafted();
		const meanwhile = { ...(await office.stored(draftId)), ...changes };
		office.server.setFault('slow');
		const asked = office.server.requests().length;
		const running = revise(draftId, '제목을 짧게 줄여 주세요.');
		while (office.server.requests().length === asked) await new Promise((resolve) => setTimeout(resolve, 10));
		await new DraftStore(office.drafts).write(meanwhile);
		expect((await running).error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/시기 바랍니다/) });
		expect(await office.stored(draftId)).toEqual(meanwhile);
		expect(await office.withLedger(async ({ drafts }) => await drafts.draft(draftId))).toMatchObject({ edition: 1 });
	});

	it('of an approved draft is refused before the model is asked', async () => {
		const draftId = await office.drafted();
		await approve(draftId);
		const asked = office.server.requests().length;
		expect((await revise(draftId, '제목을 짧게 줄여 주세요.')).error).toMatchObject({ message: `초안(${draftId})은 이미 확정되어 고칠 수 없습니다.`, description: expect.stringMatching(/시기 바랍니다/) });
		expect(office.server.requests()).toHaveLength(asked);
	});

	it.each([
		['no request', { instruction: '={{ $json.none }}' }, "'수정 요청' 값이 비어 있습니다."],
		['a number that is none', { draftId: '../../etc' }, '형식이 올바르지 않습니다'],
		['a draft that is not there', { draftId: MISSING }, '찾을 수 없습니다'],
	])('with %s is refused', async (_name, parameters, words) => {
		const draftId = await office.drafted();
		const { error } = await revise(draftId, '짧게 줄여 주세요.', parameters);
		expect(error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/시기 바랍니다/) });
		expect((await office.stored(draftId)).edition).toBe(1);
	});
});

describe('파일 만들기', () => {
	it('of a stored draft makes the latest edition and asks no model', async () => {
		const draftId = await office.drafted();
		const asked = office.server.requests().length;
		const result = await render({ renderSource: 'stored', draftId, options: { files: ['text'], message: '확정하려면 빈칸을 채우시기 바랍니다.', showText: true } });
		expect(result.error).toBeUndefined();
		expect(office.server.requests()).toHaveLength(asked);
		const [json] = result.json(NODE);
		expect(json?.files).toMatchObject([{ kind: 'text' }]);
		expect(office.textOf(json?.files)).toContain('1,200권');
		expect(json?.reviewFields).toMatchObject([{ fieldName: 'message', html: expect.stringContaining('빈칸을 채우시기 바랍니다') }, { fieldName: 'draft' }, {}, {}, {}]);
	});

	it('of a pasted text stores it as a document of the type, without a check sheet or a word in the item', async () => {
		const text = '2026년 책 나눔 추진 계획\n\nⅠ. 추진 배경\n□ 읽지 않는 책을 이웃과 나눔\n○ 책 1,200권을 모음';
		const result = await render({ renderSource: 'text', documentType: 'work-report', text });
		expect(result.error).toBeUndefined();
		const [json] = result.json(NODE);
		expect(json).toMatchObject({ documentType: 'work-report', edition: 1, model: '' });
		expect((json?.files as Array<{ kind: string }>).map(({ kind }) => kind)).toEqual(['hwpx', 'docx', 'text']);
		expect(wordsIn(putOut(result))).toEqual([]);
		expect(office.textOf(json?.files)).toContain('책 1,200권을 모음');
	});

	it.each([
		['a draft that is not there', { renderSource: 'stored', draftId: MISSING }, '찾을 수 없습니다'],
		['no text', { renderSource: 'text', documentType: 'work-report', text: '={{ $json.none }}' }, "'글' 값이 비어 있습니다."],
	])('with %s is refused', async (_name, parameters, words) => {
		expect((await render(parameters)).error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/시기 바랍니다/) });
	});
});

describe('확정', () => {
	it('makes files without 초안 and records who approved and how long it took', async () => {
		const draftId = await office.drafted();
		const result = await approve(draftId);
		expect(result.error).toBeUndefined();
		expect(result.json(NODE)).toMatchObject([{ draftId, state: '확정', edition: 1 }]);
		expect(wordsIn(putOut(result))).toEqual([]);
		const files = result.json(NODE)[0]?.files as Array<{ kind: string; name: string; path: string }>;
		for (const { name } of files) expect(name).toMatch(/_1판_확정/);
		const record = await office.withLedger(async ({ drafts }) => await drafts.draft(draftId));
		expect(record).toMatchObject({ state: 'approved', approvedBy: approver });
		expect(record?.personSeconds).toBeGreaterThanOrEqual(0);
		expect(record?.personSeconds).toBeLessThan(60);
		expect(readFileSync(files.find(({ kind }) => kind === 'text')?.path ?? '', 'utf8')).not.toContain('초안');
	});

	it('is refused while open slots are left, with how many, and the draft stays one', async () => {
		const draftId = await draftWithSlot();
		const { error } = await approve(draftId);
		expect(error).toMatchObject({ message: expect.stringMatching(/빈칸이 [1-9]\d*곳 있어 확정할 수 없습니다/), description: expect.stringContaining('수정') });
		expect((await office.stored(draftId)).state).toBe('draft');
		expect(await office.withLedger(async ({ drafts }) => await drafts.draft(draftId))).toMatchObject({ state: 'draft', approvedBy: null });
	});

	it('again changes nothing', async () => {
		const draftId = await office.drafted();
		await approve(draftId);
		const first = await office.withLedger(async ({ drafts }) => await drafts.draft(draftId));
		expect((await approve(draftId, { approvedBy: '다른 사람 이름' })).error).toBeUndefined();
		expect(await office.withLedger(async ({ drafts }) => await drafts.draft(draftId))).toEqual(first);
		expect((await office.stored(draftId)).approvedBy).toBe(approver);
	});

	it('of a draft that the ledger does not know changes nothing and says what to check', async () => {
		const draftId = await office.drafted({ audit: false });
		expect((await approve(draftId)).error).toMatchObject({ message: expect.stringContaining('기록이 없습니다'), description: expect.stringContaining('발송 대장') });
		expect((await office.stored(draftId)).state).toBe('draft');
		expect((await approve(draftId, { audit: false })).json(NODE)).toMatchObject([{ state: '확정' }]);
	});

	it('wants the name of who read it', async () => {
		const draftId = await office.drafted();
		expect((await approve(draftId, { approvedBy: '={{ $json.nobody }}' })).error?.message).toBe("'확정한 사람' 값이 비어 있습니다.");
	});
});

describe('보존기간 정리', () => {
	const purge = async (parameters: object = {}) => await office.run({ resource: 'document', operation: 'purge', keepDays: 90, ...parameters });
	/** A draft as it would lie there had it been made long ago. */
	async function oldDraft(): Promise<string> {
		const old = 'D-20200101-0a0a0a0a';
		const fresh = await office.drafted();
		cpSync(join(office.drafts, fresh), join(office.drafts, old), { recursive: true });
		await new DraftStore(office.drafts).write({ ...(await office.stored(fresh)), draftId: old, createdAt: '2020-01-01T09:00:00.000+09:00' });
		return old;
	}

	it('destroys what is older, its facts and files with it, and nothing else', async () => {
		const [fresh, old] = [await office.drafted(), await oldDraft()];
		const result = await purge();
		expect(result.json(NODE)).toMatchObject([{ destroyed: 1, draftIds: [old] }]);
		expect(() => office.filesOf(old)).toThrow('ENOENT');
		expect(office.filesOf(fresh)).not.toHaveLength(0);
		expect((await purge()).json(NODE)).toEqual([{ destroyed: 0, draftIds: [] }]);
	});

	it.each([[0], [-1], [1.5]])('refuses %s days', async (keepDays) => {
		const old = await oldDraft();
		expect((await purge({ keepDays })).error?.message).toContain('보존일수');
		expect(office.filesOf(old)).not.toHaveLength(0);
		rmSync(join(office.drafts, old), { recursive: true });
	});
});

describe('several items, one of a draft that is not there', () => {
	it.each([
		['revise', { instruction: '제목을 짧게 줄여 주세요.' }],
		['render', { renderSource: 'stored' }],
		['approve', { approvedBy: approver }],
	])('%s goes on with the others, each linked to its item', async (operation, parameters) => {
		const [one, two] = [await office.drafted(), await office.drafted()];
		const items = [one, MISSING, two].map((draftId) => ({ draftId }));
		const result = await office.run({ resource: 'document', operation, draftId: '={{ $json.draftId }}', ...parameters }, { items, onError: 'continueRegularOutput' });
		expect(result.items(NODE).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(result.json(NODE)).toMatchObject([{ draftId: one }, { error: expect.stringContaining(MISSING) }, { draftId: two }]);
	});
});

it('facts of the draft are in no error of the operations on it', async () => {
	const draftId = await draftWithSlot();
	const results = [await approve(draftId), await revise(draftId, '={{ "" }}'), await render({ renderSource: 'stored', draftId: MISSING })];
	for (const { error } of results) expect(wordsIn(`${error?.message} ${error?.description}`)).toEqual([]);
});
