import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openExemplars, saveExemplars } from '../../../../lib/drafting/exemplars/store';
import type { HouseStyle } from '../../../../lib/drafting/types';
import { documentOf } from './documents';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'exemplars-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const documents = Array.from({ length: 12 }, (_, number) => documentOf(number));
const style: HouseStyle = {
	profileId: 'press-release', documents: 12, sha256: 'ab', endings: [{ ending: '했다', share: 1 }], sentence: { median: 70, p90: 110 }, length: { median: 500, min: 400, max: 900 },
	leads: [], marks: { middleDot: '·', quoteOpen: '“', quoteClose: '”', item: '▲' }, quoteVerbs: [], loanwords: [],
};

describe('saveExemplars', () => {
	it('writes one readable JSON file a document, for its owner only', async () => {
		const { kept, skipped } = await saveExemplars(folder, 'press-release', documents.slice(0, 2));
		expect(skipped).toEqual([]);
		const files = readdirSync(join(folder, 'press-release'));
		expect(files.sort()).toEqual(kept.map(({ id }) => `${id}.json`).sort());
		const path = join(folder, 'press-release', files[0] ?? '');
		expect(kept).toContainEqual(JSON.parse(readFileSync(path, 'utf8')));
		expect(statSync(path).mode & 0o077).toBe(0);
	});

	it('keeps the same text once, however it is spaced', async () => {
		const [first] = documents;
		if (!first) throw new Error('There are documents.');
		await saveExemplars(folder, 'press-release', [first]);
		const again = await saveExemplars(folder, 'press-release', [{ ...first, name: '복사.hwpx', text: `  ${first.text.replaceAll(' ', '\n')} ` }]);
		expect(again).toEqual({ kept: [], skipped: [{ name: '복사.hwpx', why: '같은 내용의 문서가 이미 있습니다.' }] });
	});

	it.each([
		['짧습니다', '글이 짧다.'],
		['깁니다', '가'.repeat(50_001)],
		['주민등록번호로 보이는 번호가 있습니다', `${documentOf(0).text} 홍길동 900101-1234567`],
	])('leaves out what is no pattern: %s', async (why, text) => {
		const { kept, skipped } = await saveExemplars(folder, 'press-release', [{ name: '문서.txt', title: '제목', text }]);
		expect(kept).toEqual([]);
		expect(skipped[0]?.name).toBe('문서.txt');
		expect(skipped[0]?.why).toContain(why);
		expect(skipped[0]?.why).not.toContain('900101');
	});

	it.each(['../밖', 'a/b', '', '보도자료'])('refuses %p as a type', async (profileId) => {
		await expect(saveExemplars(folder, profileId, documents)).rejects.toMatchObject({ code: 'exemplarType' });
	});
});

describe('openExemplars', () => {
	it('is empty where the folder is not there', async () => {
		const store = await openExemplars(join(folder, '없는 폴더'));
		expect([store.count('press-release'), store.nearest('책', { profileId: 'press-release', limit: 3 }), store.style('press-release'), store.faults]).toEqual([0, [], null, []]);
	});

	it.each([
		['가로등 120개를 교체함', '가로등 정비'],
		['중랑천에서 쓰레기를 주움', '하천 정화 활동'],
		['사업명: 겨울 책 나눔\n도서관에서 시민이 책을 기증함', '책 나눔 한마당'],
		['일자리 박람회에 기업 30곳 참여', '청년 일자리 박람회'],
	])('finds for “%s” what is about %s', async (query, matter) => {
		await saveExemplars(folder, 'press-release', documents);
		const found = (await openExemplars(folder)).nearest(query, { profileId: 'press-release', limit: 2 });
		expect(found).toHaveLength(2);
		for (const { title } of found) expect(title).toContain(matter);
	});

	it('prefers the sub-type, then documents without one, then any', async () => {
		await saveExemplars(folder, 'press-release', [{ ...documentOf(0), subType: 'event' }, { ...documentOf(6), subType: 'policy' }, { ...documentOf(12), subType: '' }]);
		const store = await openExemplars(folder);
		const kinds = (subType: string) => store.nearest('책 나눔', { profileId: 'press-release', subType, limit: 3 }).map((found) => found.subType);
		expect([kinds('event'), kinds('visit'), kinds('').length]).toEqual([['event'], [''], 3]);
	});

	it('keeps the types apart', async () => {
		await saveExemplars(folder, 'press-release', documents.slice(0, 4));
		await saveExemplars(folder, 'work-report', documents.slice(4, 5));
		const store = await openExemplars(folder);
		expect([store.count('press-release'), store.count('work-report'), store.count('minutes')]).toEqual([4, 1, 0]);
		expect(store.nearest('어린이 안전', { profileId: 'work-report', limit: 9 })).toHaveLength(1);
	});

	it('finds nothing where no word fits, or none is wanted', async () => {
		await saveExemplars(folder, 'press-release', documents);
		const store = await openExemplars(folder);
		expect(store.nearest('zzz qqq', { profileId: 'press-release', limit: 3 })).toEqual([]);
		expect(store.nearest('책 나눔', { profileId: 'press-release', limit: 0 })).toEqual([]);
	});

	it('sees documents that came and went since it was opened last', async () => {
		await saveExemplars(folder, 'press-release', documents.slice(0, 2));
		expect((await openExemplars(folder)).count('press-release')).toBe(2);
		const { kept } = await saveExemplars(folder, 'press-release', documents.slice(2, 3));
		expect((await openExemplars(folder)).count('press-release')).toBe(3);
		rmSync(join(folder, 'press-release', `${kept[0]?.id}.json`));
		expect((await openExemplars(folder)).count('press-release')).toBe(2);
	});

	it('does not list folders again that have been left alone, if it knows the time', async () => {
		const { kept } = await saveExemplars(folder, 'press-release', documents.slice(0, 2));
		const monday = new Date('2026-11-23T00:00:00Z');
		const asOnMonday = () => ['.', 'press-release'].forEach((name) => utimesSync(join(folder, name), monday, monday));
		const later = monday.getTime() + 60_000;
		asOnMonday();
		expect((await openExemplars(folder, later)).count('press-release')).toBe(2);
		rmSync(join(folder, 'press-release', `${kept[0]?.id}.json`));
		asOnMonday();
		expect((await openExemplars(folder, later)).count('press-release')).toBe(2);
		expect((await openExemplars(folder)).count('press-release')).toBe(1);
	});

	it('serves a document as its file is now, and passes over one that has just gone', async () => {
		const { kept } = await saveExemplars(folder, 'press-release', [documentOf(0), documentOf(6)]);
		const store = await openExemplars(folder);
		const [edited, gone] = kept;
		writeFileSync(join(folder, 'press-release', `${edited?.id}.json`), JSON.stringify({ ...edited, title: '고친 제목' }));
		rmSync(join(folder, 'press-release', `${gone?.id}.json`));
		expect(store.nearest('책 나눔', { profileId: 'press-release', limit: 5 }).map(({ title }) => title)).toEqual(['고친 제목']);
	});

	it('works on with the other files where one is faulty, and says which and where', async () => {
		const { kept } = await saveExemplars(folder, 'press-release', documents.slice(0, 3));
		const name = `${kept[0]?.id}.json`;
		writeFileSync(join(folder, 'press-release', name), '{\n\t"id": "a",\n\t"title" "b"\n}');
		const store = await openExemplars(folder);
		expect(store.count('press-release')).toBe(2);
		expect(store.faults).toEqual([{ name: `press-release/${name}`, why: 'JSON 형식이 아닙니다(3번째 줄).' }]);
	});

	it('gives back the measured style, at once and after opening again', async () => {
		const store = await openExemplars(folder);
		await store.saveStyle(style);
		expect(store.style('press-release')).toEqual(style);
		expect((await openExemplars(folder)).style('press-release')).toEqual(style);
		expect((await openExemplars(folder)).style('work-report')).toBeNull();
	});

	it('takes a newer style in place of the older', async () => {
		const store = await openExemplars(folder);
		await store.saveStyle(style);
		await openExemplars(folder);
		await store.saveStyle({ ...style, documents: 13 });
		expect((await openExemplars(folder)).style('press-release')?.documents).toBe(13);
	});

	it('tells of a style file that is none', async () => {
		await (await openExemplars(folder)).saveStyle(style);
		writeFileSync(join(folder, 'press-release', 'style.json'), '{"profileId":"press-release"}');
		await saveExemplars(folder, 'press-release', documents.slice(0, 1));
		const store = await openExemplars(folder);
		expect(store.style('press-release')).toBeNull();
		expect(store.faults.map(({ name }) => name)).toEqual(['press-release/style.json']);
	});
});
