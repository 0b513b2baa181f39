import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { drawing, text } from '../../../../lib/transit/charts/drawing';
import { pngOf, writePictures, writePng } from '../../../../lib/transit/charts/png';

const words = (line: string) => drawing({ width: 200, height: 40, title: '그림', desc: '글자' }, [text(10, 28, line, { size: 20 })]);
const width = (png: Buffer) => png.readUInt32BE(16);

describe('PNG pictures', () => {
	let folder = '';
	beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'bus-png-')); });
	afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

	it('draw Korean letters, each its own, not boxes for missing ones', async () => {
		const lines = ['', '\ue000\ue001', '시청', '구청', '뷁똠'];
		const pictures = await Promise.all(lines.map(async (line) => (await pngOf(words(line), { width: 400 })).toString('base64')));
		expect(new Set(pictures).size).toBe(lines.length);
	});

	it('have the width asked for', async () => {
		expect(width(await pngOf(words('시청'), { width: 640 }))).toBe(640);
	});

	it('are written whole, with size and hash, and leave nothing else behind', async () => {
		const file = join(folder, 'new', 'hours.png');
		const written = await writePng(words('시청'), file, { width: 300 });
		const bytes = await readFile(file);
		expect(written).toEqual({ path: file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
		expect(await readdir(join(folder, 'new'))).toEqual(['hours.png']);
	});

	it('are written together, named by their ids', async () => {
		const two = ['a', 'b'].map((id) => ({ id, name: id, svg: words(id) }));
		const files = await writePictures(two, ({ id }) => join(folder, 'two', `${id}.png`), { width: 100 });
		expect(files.map((file) => file.path)).toEqual([join(folder, 'two', 'a.png'), join(folder, 'two', 'b.png')]);
	});

	it('refuse what is no drawing, and a folder that is a file', async () => {
		await expect(pngOf('<p>no drawing', { width: 100 })).rejects.toMatchObject({ code: 'chartNotDrawn' });
		await writeFile(join(folder, 'file'), '');
		const refused = writePng(words('시청'), join(folder, 'file', 'a.png'), { width: 100 });
		await expect(refused).rejects.toMatchObject({ code: 'bookFolder' });
	});
});
