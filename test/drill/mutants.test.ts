import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { mutate, MUTANTS, type Mutant } from '../../bench/drill/mutants.mts';

const root = resolve(__dirname, '..', '..');
const built = resolve(root, process.env.DRILL_LIB ?? 'dist/lib');
const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface DrillEnd {
	code: number;
	duplicates: number;
	lost: number;
}

async function drill(lib: string, { trials, gateway = 'solapi' }: Mutant): Promise<DrillEnd> {
	const args = [join(root, 'bench', 'drill-notice.mts'), '--lib', lib, '--seed', '1', '--only', trials.join(','), '--until-failure', '--gateway', gateway];
	return await new Promise((done, failed) => {
		execFile(process.execPath, args, (error, stdout, stderr) => {
			const line = stdout.trim().split('\n').at(-1) ?? '';
			if (!line.startsWith('{')) return failed(new Error(`the drill did not report: ${stderr.slice(-2_000)}`));
			const { duplicates, lost } = JSON.parse(line) as DrillEnd;
			done({ code: error ? 1 : 0, duplicates, lost });
		});
	});
}

function mutated(mutant: Mutant): string {
	const lib = join(mkdtempSync(join(folder, 'lib-')), 'lib');
	cpSync(built, lib, { recursive: true });
	const file = join(lib, mutant.file);
	writeFileSync(file, mutate(readFileSync(file, 'utf8'), mutant));
	return lib;
}

describe('the drill fails when', () => {
	it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))('%s', async (_name, mutant) => {
		const { code, duplicates, lost } = await drill(mutated(mutant), mutant);
		expect(code).toBe(1);
		expect(duplicates + lost).toBeGreaterThan(0);
	}, 120_000);
});
