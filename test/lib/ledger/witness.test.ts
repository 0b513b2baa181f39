import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { FileWitness } from '../../../lib/ledger/witness';
import { cleanUp, tempFolder } from '../../support/notice-run';

afterEach(cleanUp);

const file = () => join(tempFolder(), 'witness');

it('remembers the furthest head and never goes back by itself', async () => {
	const path = file();
	const witness = new FileWitness(path);
	expect(await witness.read()).toBeNull();
	await Promise.all([5, 3, 9, 7].map(async (seq) => await witness.write({ seq, mac: `m${seq}` })));
	expect(await new FileWitness(path).read()).toEqual({ seq: 9, mac: 'm9' });
	await witness.write({ seq: 2, mac: 'm2' });
	expect(readFileSync(path, 'utf8')).toBe('9:m9\n');
});

it('goes back when a person says so', async () => {
	const witness = new FileWitness(file());
	await witness.write({ seq: 9, mac: 'm9' });
	await witness.reset({ seq: 4, mac: 'm4' });
	expect(await witness.read()).toEqual({ seq: 4, mac: 'm4' });
});

it.each(['', 'nonsense', '12', '12:!!', '-1:abc'])('a file that holds "%s" stops the sending', async (content) => {
	const path = file();
	writeFileSync(path, content);
	await expect(new FileWitness(path).read()).rejects.toMatchObject({ code: 'witnessUnreadable' });
});

it('a place that cannot be written stops the sending, and a later write is tried anew', async () => {
	const folder = tempFolder();
	const witness = new FileWitness(join(folder, 'missing', 'witness'));
	await expect(witness.write({ seq: 1, mac: 'a' })).rejects.toMatchObject({ code: 'witnessUnwritable' });
	await expect(witness.write({ seq: 2, mac: 'b' })).rejects.toMatchObject({ code: 'witnessUnwritable' });
});
