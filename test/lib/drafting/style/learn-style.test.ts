import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openExemplars } from '../../../../lib/drafting/exemplars/store';
import { learnStyle } from '../../../../lib/drafting/style/learn-style';
import { profileOf } from '../pipeline/support';

const profile = profileOf('press-release');
let from: string;
let to: string;
beforeEach(async () => {
	const folder = await mkdtemp(join(tmpdir(), 'learn-'));
	[from, to] = [join(folder, 'past'), join(folder, 'exemplars')];
	await mkdir(from);
});
afterEach(async () => await rm(join(from, '..'), { recursive: true, force: true }));

/** A release of four sentences: two in 했다, one in 이다, one in 한다. */
const release = (what: string) =>
	[`의정부시, ${what} 한마당 개최`, '', `의정부시(시장 서강민)는 지난 5일 시청 대강당에서 ${what} 한마당을 개최했다.`, '', `이번 행사는 ${what} 문화를 넓히기 위해 마련했다. 참가 대상은 의정부시민이다.`, '', `시는 내년에도 ${what} 행사를 진행한다.`].join('\n');
const put = async (name: string, text: string) => {
	await mkdir(join(from, name, '..'), { recursive: true });
	await writeFile(join(from, name), text);
};

it('takes documents in by the sub-type of their folder and measures them', async () => {
	await put('행사/책.txt', release('책 나눔'));
	await put('award/빵.txt', release('빵 나눔'));
	await put('2025/꽃.md', release('꽃 나눔'));
	const { kept, skipped, style } = await learnStyle(from, to, profile);
	expect([kept, skipped]).toEqual([3, []]);
	expect(style).toMatchObject({ profileId: 'press-release', documents: 3 });
	expect(style.endings.find(({ ending }) => ending === '했다')?.share).toBeCloseTo(0.5);
	const store = await openExemplars(to);
	expect(store.count('press-release')).toBe(3);
	expect(store.style('press-release')).toEqual(style);
	const nearest = (subType: string) => store.nearest('나눔 한마당', { profileId: 'press-release', subType, limit: 3 }).map(({ title }) => title);
	expect(nearest('event')).toEqual(['의정부시, 책 나눔 한마당 개최']);
	expect(nearest('award')).toEqual(['의정부시, 빵 나눔 한마당 개최']);
});

it('counts a text once however often it lies there', async () => {
	await put('가.txt', release('책 나눔'));
	await put('나.txt', release('책 나눔'));
	const { kept, skipped, style } = await learnStyle(from, to, profile);
	expect([kept, style.documents]).toEqual([1, 1]);
	expect(skipped).toEqual([{ name: '나.txt', why: '같은 내용의 문서가 이미 있습니다.' }]);
});

it('names what it could not take in with the reason, and passes over what is no document', async () => {
	await put('가.txt', release('책 나눔'));
	await put('나.hwpx', 'PK\u0003\u0004 깨진 파일');
	await put('다.txt', '');
	await put('라.txt', `${release('꽃 나눔')}\n주민등록번호 900101-1234568`);
	await put('~$가.docx', 'x');
	await put('.숨은.txt', release('숨은 나눔'));
	await put('사진.jpg', 'x');
	const { kept, skipped } = await learnStyle(from, to, profile);
	expect(kept).toBe(1);
	expect(skipped.map(({ name }) => name).sort()).toEqual(['나.hwpx', '다.txt', '라.txt']);
	for (const { why } of skipped) expect(why).toMatch(/[가-힣]/);
	expect(JSON.stringify(skipped)).not.toContain('900101');
});

it('a second time takes in only what is new, and measures all', async () => {
	await put('가.txt', release('책 나눔'));
	await learnStyle(from, to, profile);
	await put('나.txt', release('꽃 나눔'));
	expect(await learnStyle(from, to, profile)).toMatchObject({ kept: 1, style: { documents: 2 }, skipped: [{ name: '가.txt' }] });
});

it.each([
	['nothing', async () => await Promise.resolve(), /읽은 문서가 없습니다\.$/],
	['nothing that can be read', async () => await put('가.hwpx', 'x'), /첫 파일의 사유: .*가\.hwpx/],
])('of a folder with %s makes nothing', async (_name, fill, message) => {
	await fill();
	await expect(learnStyle(from, to, profile)).rejects.toMatchObject({ code: 'pastEmpty', message: expect.stringMatching(message) });
	await expect(readdir(to)).rejects.toThrow('ENOENT');
});
