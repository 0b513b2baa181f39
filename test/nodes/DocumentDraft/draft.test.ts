import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { SecurityConfig } from '@n8n/config';
import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';

import { DraftingOffice, FACTS, NODE, putOut, wordsIn } from './drafting-office';

jest.setTimeout(60_000);

let office: DraftingOffice;
beforeAll(async () => {
	office = await DraftingOffice.open();
});
afterAll(async () => await office.close());
afterEach(() => office.server.setFault(null));

const MORE = { purpose: 'pressRelease_purpose', place: 'pressRelease_place', quotes: 'pressRelease_quotes' };
const PANEL = {
	source: 'panel',
	pressRelease_subject: FACTS['사업(행사)명'],
	pressRelease_when: FACTS.일시,
	pressRelease_facts: FACTS['핵심 내용'],
	pressRelease_department: '도서관과',
	pressRelease_more: {
		[MORE.place]: FACTS.장소,
		[MORE.purpose]: FACTS['추진 배경·목적'],
		[MORE.quotes]: { entries: [{ c0: '서강민', c1: '의정부시장', c2: '책으로 이웃을 만나는 하루가 되길 바란다', c3: '홍보담당관', c4: '2026-11-20' }] },
	},
};

describe('what is entered', () => {
	it('on the panel becomes the values of the type, lists of cells among them', async () => {
		const result = await office.draft(PANEL, { items: [{}] });
		expect(result.error).toBeUndefined();
		const [json] = result.json(NODE);
		expect(json).toMatchObject({ documentType: 'press-release', documentName: '보도자료', edition: 1, state: '초안', model: expect.stringContaining('sandbox-writer'), mode: 'json_schema' });
		expect(result.items(NODE)[0]?.pairedItem).toEqual({ item: 0 });
		const { values, content } = await office.stored(String(json?.draftId));
		expect(values).toMatchObject({ place: '의정부시청 대강당', quotes: '서강민 | 의정부시장 | 책으로 이웃을 만나는 하루가 되길 바란다 | 홍보담당관 | 2026-11-20' });
		expect(JSON.stringify(content)).toContain('1,200권');
	});

	it('by an item is found by the Korean names of the fields; what the form adds is no field, other names are told', async () => {
		const result = await office.draft({}, { items: [{ ...FACTS, submittedAt: '2026-11-23T01:00:00Z', formMode: 'production', 주차장: '없음' }] });
		expect(result.error).toBeUndefined();
		const [json] = result.json(NODE);
		expect(json?.ignoredFields).toEqual(['주차장']);
		expect((await office.stored(String(json?.draftId))).values).toMatchObject({ subject: FACTS['사업(행사)명'], figures: '지난해 참여 시민: 830명', phone: '031-828-0000' });
	});

	it.each([['보도자료'], ['press-release'], ['보도 자료']])('takes the type by the name %s that a form hands over', async (documentType) => {
		expect((await office.draft({ documentType: '={{ $json.종류 }}' }, { items: [{ ...FACTS, 종류: documentType }] })).json(NODE)).toMatchObject([{ documentType: 'press-release' }]);
	});

	it('of three items makes three documents, each linked to its own', async () => {
		const items = [1, 2, 3].map((n) => ({ ...FACTS, '사업(행사)명': `2026 겨울 책 나눔 한마당 ${n}회` }));
		const result = await office.draft({}, { items });
		expect(result.items(NODE).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		const ids = result.json(NODE).map(({ draftId }) => String(draftId));
		expect(new Set(ids).size).toBe(3);
		const subjects = await Promise.all(ids.map(async (id) => (await office.stored(id)).values.subject));
		expect(subjects).toEqual(items.map((item) => item['사업(행사)명']));
	});
});

describe('what an item tells', () => {
	it('is numbers and names of files alone: no word of facts or document', async () => {
		const result = await office.draft();
		expect(result.error).toBeUndefined();
		expect(wordsIn(putOut(result))).toEqual([]);
		const [item] = result.items(NODE);
		expect(item?.binary).toBeUndefined();
		expect(item?.json).not.toHaveProperty('text');
		const files = item?.json.files as Array<{ kind: string; name: string; path: string; bytes: number; sha256: string }>;
		expect(files.map(({ kind }) => kind)).toEqual(['hwpx', 'docx', 'text', 'checkSheet']);
		for (const { name, path, bytes } of files) {
			expect(name).toMatch(/^보도자료_D-\d{8}-[0-9a-f]{8}_1판_초안/);
			expect(statSync(path).size).toBe(bytes);
			expect(statSync(path).mode & 0o077).toBe(0);
		}
	});

	it('is the document too where a person turned that on', async () => {
		const [json] = (await office.draft({ options: { showText: true } })).json(NODE);
		expect(json).toMatchObject({ title: expect.stringContaining('책 나눔'), text: expect.stringContaining('1,200권'), html: expect.stringContaining('1,200권'), findings: expect.any(Array), missing: [], changes: [] });
		expect((json?.reviewFields as Array<{ fieldName: string }>).map(({ fieldName }) => fieldName)).toEqual(['draft', 'next', 'instruction', 'approvedBy']);
	});

	it('holds the files where that is on, and only those asked for', async () => {
		const result = await office.draft({ options: { attach: true, files: ['text', 'docx'] } });
		const [item] = result.items(NODE);
		expect(Object.keys(item?.binary ?? {}).sort()).toEqual(['docx', 'text']);
		expect(item?.binary?.text).toMatchObject({ mimeType: 'text/plain', fileName: expect.stringMatching(/_1판_초안\.txt$/) });
		const text = await Container.get(BinaryDataService).getAsBuffer(item?.binary?.text ?? { data: '', mimeType: '' });
		expect(text.toString('utf8')).toContain('1,200권');
		expect(wordsIn(JSON.stringify(item?.json))).toEqual([]);
	});
});

describe('대장에 기록', () => {
	it('keeps hashes, counts and times, not a word', async () => {
		const draftId = await office.drafted();
		const record = await office.withLedger(async ({ drafts }) => await drafts.draft(draftId));
		expect(record).toMatchObject({ draftId, type: 'press-release', edition: 1, state: 'draft', model: expect.stringContaining('sandbox-writer'), modelMode: 'json_schema', workflowId: 'workflow-1', executionId: '1' });
		expect(wordsIn(readFileSync(office.ledgerPath, 'latin1') + JSON.stringify(record))).toEqual([]);
	});

	it('needs no ledger where it is off', async () => {
		const result = await office.draft({ audit: false }, { credentials: ['cityhallLanguageModelApi'] });
		expect(result.error).toBeUndefined();
		const draftId = String(result.json(NODE)[0]?.draftId);
		expect(await office.withLedger(async ({ drafts }) => await drafts.draft(draftId))).toBeNull();
	});

	it('says that the ledger cannot be opened before the model is asked', async () => {
		const asked = office.server.requests().length;
		const result = await office.draft({}, { credentials: ['cityhallLanguageModelApi'] });
		expect(result.error).toBeDefined();
		expect(office.server.requests()).toHaveLength(asked);
	});
});

describe("a city's own type", () => {
	const WEEKLY = {
		id: 'weekly-report',
		version: 1,
		name: '주간업무보고',
		fields: [
			{ id: 'subject', label: '업무명', kind: 'text', required: true },
			{ id: 'done', label: '추진 실적', kind: 'lines', required: true },
		],
		sections: [{ id: 'done', heading: '추진 실적', form: 'outline', min: 1, max: 10 }],
		title: { min: 5, max: 40, hint: '업무의 이름을 쓴다.' },
		length: { min: 50, max: 1000 },
		sentence: { style: 'noun', maxChars: 120 },
		rules: { set: 'office' },
		prompt: ['한 주의 실적을 개조식으로 쓴다.'],
		form: 'report',
	};
	const folderWith = (name: string, text: string): string => {
		const folder = join(office.folder, name);
		mkdirSync(folder, { recursive: true });
		writeFileSync(join(folder, 'weekly.json'), text);
		return folder;
	};
	const other = (folder: string) => ({ documentType: 'other', otherType: '주간업무보고', options: { profileFolder: folder } });

	it('is drafted by the names of its fields', async () => {
		const folder = folderWith('types', JSON.stringify(WEEKLY));
		const entries = [{ label: '업무명', value: '공원 보수 추진 현황' }, { label: '추진 실적', value: '공원 3곳의 의자 12개를 고침' }];
		const result = await office.draft({ ...other(folder), source: 'panel', otherValues: { entries } }, { items: [{}] });
		expect(result.error).toBeUndefined();
		const [json] = result.json(NODE);
		expect(json).toMatchObject({ documentType: 'weekly-report', documentName: '주간업무보고' });
		const { values, content } = await office.stored(String(json?.draftId));
		expect(values).toEqual({ subject: '공원 보수 추진 현황', done: '공원 3곳의 의자 12개를 고침' });
		expect(JSON.stringify(content)).toContain('12개');
	});

	it('names the fields there are where one is entered that it does not have', async () => {
		const { error } = await office.draft({ ...other(folderWith('types', JSON.stringify(WEEKLY))), source: 'panel', otherValues: { entries: [{ label: '제목', value: 'x' }] } }, { items: [{}] });
		expect(error).toMatchObject({ message: expect.stringContaining('없는 항목'), description: expect.stringContaining('업무명, 추진 실적') });
	});

	it('with an error in its file is refused with file and line, and with what to write', async () => {
		const broken = JSON.stringify(WEEKLY, null, '\t').replace('"kind": "lines"', '"kind": "paragraphs"');
		const line = broken.split('\n').findIndex((one) => one.includes('paragraphs')) + 1;
		const { error } = await office.draft(other(folderWith('broken-types', broken)));
		expect(error).toMatchObject({ message: expect.stringContaining(`weekly.json에 잘못된 곳이 1곳 있습니다(${line}번째 줄)`), description: expect.stringContaining('lines') });
	});

	it.each([['주간 업무'], ['']])('that is not there (%j) is named with those that are', async (otherType) => {
		const { error } = await office.draft({ documentType: 'other', otherType, options: {} });
		expect(error).toMatchObject({ message: expect.stringContaining('문서 유형을 찾을 수 없습니다'), description: expect.stringContaining('보도자료, 공적조서') });
	});
});

describe('a city’s words', () => {
	const file = () => join(office.folder, 'words.json');

	it('are looked for beside those of the package', async () => {
		writeFileSync(file(), JSON.stringify({ plain: [{ find: '대강당', use: '큰 강당' }] }));
		const [json] = (await office.draft({ options: { wordFile: file(), showText: true } })).json(NODE);
		expect((json?.findings as Array<{ excerpt: string; suggestion: string }>).filter(({ excerpt }) => excerpt === '대강당')).not.toHaveLength(0);
	});

	it.each([
		['a list that does not exist', '{\n"words": []\n}', '2번째 줄'],
		['no JSON', '{', 'words.json'],
	])('with %s are refused with the line', async (_name, text, words) => {
		writeFileSync(file(), text);
		expect((await office.draft({ options: { wordFile: file() } })).error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/시기 바랍니다/) });
	});
});

describe('bad input ends in a Korean error with what to do, and nothing is kept', () => {
	it.each([
		['no facts', {}, [{}], '입력'],
		['a required fact too long', {}, [{ ...FACTS, '사업(행사)명': '가'.repeat(301) }], '사업(행사)명'],
		['50,000 characters', {}, [{ ...FACTS, '핵심 내용': '가나다라 '.repeat(11_000) }], '자'],
		['a head without a name', { head: '시장' }, [FACTS], '기관장'],
		['no city', { city: '={{ $json.none }}' }, [FACTS], '시 이름'],
		['a relative folder', { draftFolder: 'drafts' }, [FACTS], '절대 경로'],
		['a folder of types that is not there', { options: { profileFolder: '/nowhere/types' } }, [FACTS], '폴더를 열 수 없습니다'],
		['a missing file of words', { options: { wordFile: '/nowhere/words.json' } }, [FACTS], '열 수 없습니다'],
		['a type that nobody knows', { documentType: '={{ "예산서" }}' }, [FACTS], '문서 유형'],
	])('%s', async (_name, parameters, items, words) => {
		const before = existsSync(office.drafts) ? readdirSync(office.drafts) : [];
		const asked = office.server.requests().length;
		const result = await office.draft(parameters, { items });
		expect(result.error?.message).toContain(words);
		expect(result.error?.description).toMatch(/시기 바랍니다/);
		expect(wordsIn(`${result.error?.message} ${result.error?.description}`)).toEqual([]);
		expect(office.server.requests()).toHaveLength(asked);
		expect(existsSync(office.drafts) ? readdirSync(office.drafts) : []).toEqual(before);
	});

	it('folders that n8n may not use are refused', async () => {
		const security = Container.get(SecurityConfig);
		security.restrictFileAccessTo = '/somewhere/else';
		try {
			for (const parameters of [{}, { source: 'table', tableFolder: office.folder }, { options: { profileFolder: office.folder } }]) {
				expect((await office.draft(parameters)).error).toMatchObject({ message: expect.stringContaining('막혀'), description: expect.stringContaining('N8N_RESTRICT_FILE_ACCESS_TO') });
			}
		} finally {
			security.restrictFileAccessTo = '';
		}
	});
});

describe('of three items one that cannot be drafted', () => {
	const items = [FACTS, { ...FACTS, '사업(행사)명': '가'.repeat(301) }, FACTS];

	it('is passed over where told to continue, and its error holds no fact', async () => {
		const result = await office.draft({}, { items, onError: 'continueRegularOutput' });
		expect(result.error).toBeUndefined();
		const all = result.items(NODE);
		expect(all.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(all[1]?.json.error).toContain('사업(행사)명');
		expect(all[0]?.json.draftId).toMatch(/^D-/);
		expect(all[2]?.json.draftId).toMatch(/^D-/);
		expect(wordsIn(putOut(result))).toEqual([]);
	});

	it('goes to the error output, the others go on', async () => {
		const result = await office.draft({}, { items, onError: 'continueErrorOutput' });
		expect(result.items(NODE, 0).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(result.items(NODE, 1)).toMatchObject([{ pairedItem: { item: 1 }, json: { error: expect.stringContaining('사업(행사)명') } }]);
	});

	it('stops the run otherwise, named by its number', async () => {
		expect((await office.draft({}, { items })).error).toMatchObject({ context: { itemIndex: 1 } });
	});
});
