import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { RemoteError, ValidationError } from '../../../../lib/errors';
import { approveAndStore, draftAndStore, factsOf, filesOf, purgeDrafts, reviseAndStore, storeText, type DeskPorts } from '../../../../lib/drafting/store/desk';
import { DraftStore } from '../../../../lib/drafting/store/draft-store';
import { deps, PRESS, profileOf, request, scripted, settings } from '../pipeline/support';

const CITY = settings().city;
const profile = profileOf('press-release');

const answer = (changes: object = {}): string =>
	JSON.stringify({
		title: '의정부시, 2026 겨울 책 나눔 한마당 개최',
		subtitles: ['시민이 기증한 책 1,200권 나눔', '12월 5일 의정부시청 대강당'],
		sections: {
			lead: ['의정부시(시장 서강민)는 12월 5일 오후 2시부터 의정부시청 대강당에서 2026 겨울 책 나눔 한마당을 개최한다고 밝혔다.'],
			body: ['이번 행사는 읽지 않는 책을 이웃과 나누는 문화를 넓히기 위해 마련했다.', '시민이 기증한 책 1,200권을 나누고 어린이 책 놀이 교실 4개를 운영한다.'],
			quote: ['서강민 의정부시장은 “책으로 이웃을 만나는 하루가 되길 바란다”고 말했다.'],
		},
		missing: ['행사 문의 전화'],
		...changes,
	});
const INVENTED = answer({ subtitles: ['시민이 기증한 책 4,738권 나눔', '12월 5일 의정부시청 대강당'] });
const RETITLED = answer({ title: '의정부시, 책으로 이웃을 잇는 한마당 개최' });

let folder: string;
let store: DraftStore;
let events: string[];
let ports: DeskPorts;
let clock: string[];
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'desk-'));
	store = new DraftStore(folder);
	events = [];
	clock = [];
	const note = async (event: string) => await Promise.resolve(events.push(event));
	ports = {
		store,
		recorder: {
			drafted: async ({ draftId, edition }) => await note(`drafted ${draftId} ${edition}`),
			revised: async ({ draftId, edition }) => await note(`revised ${draftId} ${edition}`),
			approved: async ({ draftId, createdAt, updatedAt }, by) => await note(`approved ${draftId} ${by} ${(Date.parse(updatedAt) - Date.parse(createdAt)) / 1000}s`),
			destroyed: async (ids) => await note(`destroyed ${ids.join(',')}`),
		},
		now: () => ({ iso: clock.shift() ?? '2026-11-23T10:00:00.000+09:00', today: '2026-11-23', at: '2026. 11. 23. 10:00' }),
	};
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

const draft = async (text = answer()) => await draftAndStore(request('press-release', PRESS, { settings: settings({ repairRounds: 0 }) }), deps(scripted(text)), ports, ['text']);
const revise = async (draftId: string, text: string, instruction = '제목을 새로 써 주세요.') => await reviseAndStore(draftId, instruction, { profile, settings: settings({ repairRounds: 0 }) }, deps(scripted(text)), ports, ['text']);
const approve = async (draftId: string, by = '홍보담당관 김서연') => await approveAndStore(draftId, by, profile, CITY, ports, ['text']);

describe('draftAndStore', () => {
	it('records the draft and stores document and files', async () => {
		clock = ['2026-11-23T09:00:00.000+09:00', '2026-11-23T09:00:12.000+09:00'];
		const { document, files, changes, undone } = await draft();
		expect(document.draftId).toMatch(/^D-20261123-[0-9a-f]{8}$/);
		expect(document).toMatchObject({ format: 1, profileId: 'press-release', values: PRESS, instructions: [], missing: ['행사 문의 전화'], state: 'draft', edition: 1, createdAt: '2026-11-23T09:00:00.000+09:00', updatedAt: '2026-11-23T09:00:12.000+09:00', approvedBy: '' });
		expect(await store.read(document.draftId)).toEqual(document);
		expect(files.map(({ kind }) => kind)).toEqual(['text']);
		expect([changes, undone]).toEqual([[], 0]);
		expect(events).toEqual([`drafted ${document.draftId} 1`]);
	});

	it("enters the city's department where the type asks for one and none was given", async () => {
		const { document } = await draftAndStore(request('press-release', { ...PRESS, department: ' ' }, { settings: settings({ repairRounds: 0 }) }), deps(scripted(answer())), ports, []);
		expect(document.values.department).toBe('도서관과');
	});

	it('asks no model while a required field is empty, and says which', async () => {
		const silent = { model: 'x', complete: async () => await Promise.reject(new Error('was asked')) };
		const drafted = draftAndStore(request('press-release', { ...PRESS, when: '', facts: ' ' }), deps(silent), ports, ['text']);
		await expect(drafted).rejects.toMatchObject({ code: 'factsMissing', message: '필수 항목이 비어 있습니다: 일시, 핵심 내용.' });
		expect(await readdir(folder)).toEqual([]);
		expect(events).toEqual([]);
	});

	it('stores and records nothing where the model fails', async () => {
		const failing = { model: 'x', complete: async () => await Promise.reject(new RemoteError('modelDown', '내려감', '다시 하시기 바랍니다.', { outcome: 'unknown', retryable: false })) };
		await expect(draftAndStore(request('press-release', PRESS), deps(failing), ports, ['text'])).rejects.toMatchObject({ code: 'modelDown' });
		expect(await readdir(folder)).toEqual([]);
		expect(events).toEqual([]);
	});

	it('records nothing where nobody asked for it', async () => {
		ports = { ...ports, recorder: null };
		expect((await draft()).document.edition).toBe(1);
		expect(events).toEqual([]);
	});
});

describe('reviseAndStore', () => {
	it('makes the next edition, tells the difference and keeps the request as a fact', async () => {
		const { draftId } = (await draft()).document;
		const { document, changes } = await revise(draftId, RETITLED);
		expect(document).toMatchObject({ edition: 2, instructions: ['제목을 새로 써 주세요.'], createdAt: '2026-11-23T10:00:00.000+09:00' });
		expect(changes.filter(({ kind }) => kind !== 'kept').map(({ place, after }) => [place, after])).toEqual([['title', '의정부시, 책으로 이웃을 잇는 한마당 개최']]);
		expect(factsOf(document, profile, CITY).facts.at(-1)).toMatchObject({ fieldId: 'instruction', text: '제목을 새로 써 주세요.' });
		expect(events.at(-1)).toBe(`revised ${draftId} 2`);
		expect((await readdir(join(folder, draftId))).filter((name) => name.endsWith('.txt')).length).toBe(2);
	});

	it('counts what the model changed unasked and what is again as it was', async () => {
		const { draftId, content } = (await draft()).document;
		const meddled = answer({ title: '의정부시, 새 제목의 한마당 개최', subtitles: ['책 1,200권을 나누는 하루', '12월 5일 의정부시청 대강당'] });
		const { document, undone } = await revise(draftId, meddled, '제목만 새로 써 주세요.');
		expect(undone).toBe(1);
		expect(document.content.subtitles).toEqual(content.subtitles);
	});

	it.each([
		['changed', { edition: 2 }, 'draftChanged'],
		['approved', { state: 'approved' as const, approvedBy: '과장 박서연' }, 'draftApproved'],
	])('leaves alone what somebody %s while the model wrote', async (_name, changes, code) => {
		const { document } = await draft();
		const meanwhile = { ...document, ...changes };
		const model = scripted(RETITLED);
		const slow = { ...model, complete: async (asked: Parameters<typeof model.complete>[0]) => (await store.write(meanwhile), await model.complete(asked)) };
		await expect(reviseAndStore(document.draftId, '제목을 새로 써 주세요.', { profile, settings: settings() }, deps(slow), ports, ['text'])).rejects.toMatchObject({ code });
		expect(await store.read(document.draftId)).toEqual(meanwhile);
		expect(events).toHaveLength(1);
	});

	it('asks no model where the draft is approved or of another type', async () => {
		const { draftId } = (await draft()).document;
		const model = scripted(RETITLED);
		await expect(reviseAndStore(draftId, 'x', { profile: profileOf('minutes'), settings: settings() }, deps(model), ports, [])).rejects.toMatchObject({ code: 'draftProfile' });
		await approve(draftId);
		await expect(reviseAndStore(draftId, 'x', { profile, settings: settings() }, deps(model), ports, [])).rejects.toMatchObject({ code: 'draftApproved' });
		expect(model.asked).toEqual([]);
	});

	it('refuses an empty request and leaves the draft', async () => {
		const { draftId } = (await draft()).document;
		await expect(revise(draftId, RETITLED, ' \n')).rejects.toMatchObject({ code: 'instructionEmpty' });
		expect((await store.read(draftId)).edition).toBe(1);
	});
});

describe('approveAndStore', () => {
	it('notes who approved and when', async () => {
		clock = ['2026-11-23T09:00:00.000+09:00', '2026-11-23T09:00:12.000+09:00'];
		const { draftId } = (await draft()).document;
		clock = ['2026-11-23T09:10:00.000+09:00'];
		const { document, files } = await approve(draftId, ' 홍보담당관 김서연 ');
		expect(document).toMatchObject({ state: 'approved', approvedBy: '홍보담당관 김서연', edition: 1, updatedAt: '2026-11-23T09:10:00.000+09:00' });
		expect(files[0]?.name).toBe(`보도자료_${draftId}_1판_확정.txt`);
		expect(events.at(-1)).toBe(`approved ${draftId} 홍보담당관 김서연 600s`);
	});

	it('again keeps the first name and time', async () => {
		const { draftId } = (await draft()).document;
		const first = (await approve(draftId)).document;
		clock = ['2026-11-24T09:10:00.000+09:00'];
		expect((await approve(draftId, '다른 사람')).document).toEqual(first);
		expect(events.slice(-2)).toEqual([`approved ${draftId} 홍보담당관 김서연 0s`, `approved ${draftId} 홍보담당관 김서연 0s`]);
	});

	it('counts the open slots that are left and stays a draft', async () => {
		const { draftId, content } = (await draft(INVENTED)).document;
		const slots = JSON.stringify(content).split('[확인 필요').length - 1;
		expect(slots).toBeGreaterThan(0);
		await expect(approve(draftId)).rejects.toMatchObject({ code: 'openSlots', message: expect.stringContaining(`${slots}곳`) });
		expect((await store.read(draftId)).state).toBe('draft');
		expect(events).toHaveLength(1);
	});

	it('wants a name', async () => {
		const { draftId } = (await draft()).document;
		await expect(approve(draftId, ' ')).rejects.toMatchObject({ code: 'approver' });
	});

});

describe('what the ledger refuses', () => {
	const refuse = async () => await Promise.reject(new ValidationError('draftRecordMissing', '기록 없음', '확인하시기 바랍니다.'));
	const refusing = (): DeskPorts => ({ ...ports, recorder: { drafted: refuse, revised: refuse, approved: refuse, destroyed: refuse } });

	it('is not drafted', async () => {
		await expect(draftAndStore(request('press-release', PRESS), deps(scripted(answer())), refusing(), ['text'])).rejects.toMatchObject({ code: 'draftRecordMissing' });
		expect(await readdir(folder)).toEqual([]);
	});

	it('is neither revised nor approved, and can be asked for again', async () => {
		const { document } = await draft();
		const { draftId } = document;
		await expect(reviseAndStore(draftId, '제목을 새로 써 주세요.', { profile, settings: settings() }, deps(scripted(RETITLED)), refusing(), ['text'])).rejects.toMatchObject({ code: 'draftRecordMissing' });
		await expect(approveAndStore(draftId, '과장 박서연', profile, CITY, refusing(), ['text'])).rejects.toMatchObject({ code: 'draftRecordMissing' });
		expect(await store.read(draftId)).toEqual(document);
		expect((await approve(draftId)).document.state).toBe('approved');
		expect(events.at(-1)).toContain('approved');
	});
});

describe('filesOf', () => {
	it('of a text that somebody wrote traces nothing', async () => {
		const document = await storeText({ title: '책 나눔 안내', subtitles: [], sections: [] }, profile, ports);
		expect(document).toMatchObject({ values: {}, edition: 1, state: 'draft', making: { model: '', calls: 0 } });
		expect(factsOf(document, profile, CITY).facts).toEqual([]);
		expect((await filesOf(document, profile, CITY, ports, ['text', 'hwpx'])).map(({ kind }) => kind)).toEqual(['text', 'hwpx']);
		expect(events).toEqual([]);
	});
});

describe('purgeDrafts', () => {
	const old = async (draftId: string) => {
		const { document } = await draft();
		await store.write({ ...document, draftId });
		await store.destroy(document.draftId);
	};

	it('destroys what was begun more days ago than are kept, and not a day earlier', async () => {
		await old('D-20261114-00000001');
		await old('D-20261113-00000002');
		await old('D-20261112-00000003');
		events = [];
		expect(await purgeDrafts('2026-11-23', 10, ports)).toEqual(['D-20261112-00000003']);
		expect(events).toEqual(['destroyed D-20261112-00000003']);
		expect(await store.ids()).toEqual(['D-20261113-00000002', 'D-20261114-00000001']);
		expect(await purgeDrafts('2026-11-23', 10, ports)).toEqual([]);
		expect(events).toHaveLength(1);
	});

	it('records what it destroyed before one that cannot be', async () => {
		await old('D-20261001-00000001');
		await old('D-20261002-00000002');
		events = [];
		const stuck = { ...ports, store: Object.assign(new DraftStore(folder), { destroy: async (id: string) => (id.startsWith('D-20261002') ? await Promise.reject(new ValidationError('draftFolder', 'x', 'y')) : await store.destroy(id)) }) };
		await expect(purgeDrafts('2026-11-23', 10, stuck)).rejects.toMatchObject({ code: 'draftFolder' });
		expect(events).toEqual(['destroyed D-20261001-00000001']);
	});

	it('keeps drafts over the turn of a year and a leap day', async () => {
		await old('D-20280228-00000001');
		await old('D-20271231-00000002');
		expect(await purgeDrafts('2028-03-01', 2, ports)).toEqual(['D-20271231-00000002']);
		expect(await purgeDrafts('2028-03-01', 1, ports)).toEqual(['D-20280228-00000001']);
	});
});

it('a folder that cannot be written to is told so', async () => {
	if (process.getuid?.() === 0) return;
	await chmod(folder, 0o500);
	await expect(draft()).rejects.toMatchObject({ code: 'draftFolder' });
	await chmod(folder, 0o700);
});
