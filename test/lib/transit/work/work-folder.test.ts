import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { makeWorkFolder, removeLeftBehind } from '../../../../lib/transit/work/work-folder';

let temp: string;
beforeEach(() => {
	temp = mkdtempSync(join(tmpdir(), 'work-folders-'));
});
afterEach(() => rmSync(temp, { recursive: true, force: true }));

const HOURS_AGO = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);
const ended = (): number => spawnSync(process.execPath, ['-e', '']).pid;

it('a folder of a process that is alive stays', async () => {
	const own = await makeWorkFolder(temp);
	await removeLeftBehind(temp);
	expect(readdirSync(temp)).toEqual([basename(own)]);
});

it('what a process left that was ended goes at once', async () => {
	mkdirSync(join(temp, `work-${hostname()}-${ended()}-aB3dE6`, 'deep'), { recursive: true });
	await removeLeftBehind(temp);
	expect(readdirSync(temp)).toEqual([]);
});

it.each([
	['of another machine', `work-elsewhere-${process.pid}-aB3dE6`],
	['of unknown origin', 'work-aB3dE6'],
])('a folder %s goes after half a day', async (_what, name) => {
	mkdirSync(join(temp, name));
	utimesSync(join(temp, name), HOURS_AGO(11), HOURS_AGO(11));
	await removeLeftBehind(temp);
	expect(readdirSync(temp)).toEqual([name]);
	utimesSync(join(temp, name), HOURS_AGO(13), HOURS_AGO(13));
	await removeLeftBehind(temp);
	expect(readdirSync(temp)).toEqual([]);
});

it('where nobody has worked yet there is nothing to do', async () => {
	await expect(removeLeftBehind(join(temp, 'none'))).resolves.toBeUndefined();
});
