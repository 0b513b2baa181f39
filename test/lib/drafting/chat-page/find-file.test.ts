import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { kindsIn, newestFile } from '../../../../lib/drafting/chat-page/find-file';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'chat-files-'));
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

const put = async (name: string, second = 0) => {
	await writeFile(join(folder, name), name);
	await utimes(join(folder, name), second, second);
};
const ID = 'D-20261123-4f7a21c0';

it('finds the newest file of each kind, and never takes the check sheet for the document', async () => {
	for (const [name, second] of [['document.json', 9], ['.conversation', 9], [`보도자료_${ID}_9판_초안.hwpx`, 1], [`보도자료_${ID}_10판_초안.hwpx`, 2], [`보도자료_${ID}_10판_초안_점검표.hwpx`, 3], [`보도자료_${ID}_10판_초안_점검표 (2).hwpx`, 4], [`보도자료_${ID}_10판_초안.txt`, 2]] as const) await put(name, second);
	expect((await newestFile(folder, 'hwpx'))?.name).toBe(`보도자료_${ID}_10판_초안.hwpx`);
	expect((await newestFile(folder, 'checkSheet'))?.name).toBe(`보도자료_${ID}_10판_초안_점검표 (2).hwpx`);
	expect((await newestFile(folder, 'text'))?.name).toBe(`보도자료_${ID}_10판_초안.txt`);
	expect(await newestFile(folder, 'docx')).toBeNull();
	expect(await kindsIn(folder)).toEqual(['hwpx', 'text', 'checkSheet']);
});

it('takes the later edition of two files of the same moment', async () => {
	await put(`보도자료_${ID}_2판_초안.docx`);
	await put(`보도자료_${ID}_10판_초안.docx`);
	expect((await newestFile(folder, 'docx'))?.name).toBe(`보도자료_${ID}_10판_초안.docx`);
});

it('finds nothing where there is no folder', async () => {
	expect(await kindsIn(join(folder, 'none'))).toEqual([]);
});
