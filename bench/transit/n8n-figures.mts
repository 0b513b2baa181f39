import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { type N8nHost, startN8n } from '../../sandbox/n8n/host.mts';
import { packedPackage } from '../../sandbox/n8n/pack.mts';
import { runFlow } from '../shared/flow-time.mts';
import { type Input, makeInput } from './input.mts';
import { longestLag } from './n8n.mts';
import { analyseFlow, mastersFlow, START, SUMMARY } from './n8n-flows.mts';
import type { Plan } from './plan.mts';

const TIMEOUT_MS = 900_000;
const log = (line: string): void => void process.stderr.write(`${line}\n`);

/** n8n's event loop while the packed nodes take in and analyse a day, in the pinned n8n. */
export async function n8nFigures(plan: Plan): Promise<void> {
	if (!plan.wants('n8n')) return;
	await plan.within('n8n', async (folder) => {
		const input = await makeInput(join(folder, 'input'), plan.rows(300_000));
		const lagFile = join(folder, 'lag.txt');
		const n8n = await startN8n({
			userFolder: join(folder, 'user', 'n8n'),
			packageTgz: await packedPackage({ log }),
			log,
			env: { NODE_OPTIONS: `--require ${join(import.meta.dirname, 'lag-probe.cjs')}`, LAG_FILE: lagFile, N8N_RESTRICT_FILE_ACCESS_TO: folder },
		});
		try {
			const { seconds, lag } = await analysed(n8n, input, join(folder, 'lake'), lagFile);
			plan.add('n8n.lag', { value: lag, unit: 'ms', target: 200 });
			plan.add('n8n.seconds', { value: seconds, unit: 's', target: null });
		} finally {
			await n8n.stop();
		}
	});
}

async function analysed(n8n: N8nHost, input: Input, lakeFolder: string, lagFile: string): Promise<{ seconds: number; lag: number }> {
	mkdirSync(lakeFolder);
	await n8n.workflows.createCredential('cityhallTransitKeyApi', '교통카드 가명처리 키', { key: randomBytes(32).toString('base64') });
	await runFlow(n8n, mastersFlow(input, lakeFolder), START, TIMEOUT_MS);
	const from = Date.now();
	const { executionId, seconds } = await runFlow(n8n, analyseFlow(input, lakeFolder), START, TIMEOUT_MS);
	const to = Date.now();
	const [summary] = (await n8n.workflows.execution(executionId)).items(SUMMARY);
	if (summary?.['boardings'] !== input.truth.totals.boardings) throw new Error(`${String(summary?.['boardings'])} boardings found through n8n of ${input.truth.totals.boardings}`);
	if (!existsSync(lagFile)) throw new Error('the probe was not loaded into n8n');
	return { seconds, lag: longestLag(lagFile, from, to) };
}
