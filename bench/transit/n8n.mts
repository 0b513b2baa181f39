import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type N8nHost, startN8n } from '../../sandbox/n8n/host.mts';
import { runFlow } from '../shared/flow-time.mts';
import { median } from '../shared/figures.mts';
import type { Input } from './input.mts';
import { builtInFlow, type Fields, START, SUMS } from './n8n-flows.mts';

/** Three expressions an item take milliseconds a row: one run of minutes is enough. */
const RUNS: Record<Fields, number> = { editFields: 1, code: 3 };
const TIMEOUT_MS = 1_800_000;
/** n8n holds each row as an item and may need more than Node's usual heap. */
const HEAP_MB = 4_096;
const log = (line: string): void => void process.stderr.write(`${line}\n`);

/** Seconds a row of n8n's built-in nodes for boardings by route and hour, without and with code. Throws where their sums are wrong. */
export async function builtInSecondsPerRow(folder: string, input: Input): Promise<Record<Fields, number>> {
	mkdirSync(folder, { recursive: true });
	const n8n = await startN8n({ userFolder: join(folder, 'n8n'), log, env: { NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`, N8N_RESTRICT_FILE_ACCESS_TO: input.folder } });
	try {
		return { code: await secondsPerRow(n8n, input, 'code'), editFields: await secondsPerRow(n8n, input, 'editFields') };
	} finally {
		await n8n.stop();
	}
}

async function secondsPerRow(n8n: N8nHost, input: Input, fields: Fields): Promise<number> {
	const [file] = input.tapFiles;
	if (file === undefined || input.tapFiles.length !== 1) throw new Error('one file is needed');
	const times: number[] = [];
	for (let run = 0; run < RUNS[fields]; run += 1) {
		const { executionId, seconds } = await runFlow(n8n, builtInFlow(file, fields), START, TIMEOUT_MS);
		times.push(seconds);
		if (run > 0) continue;
		const sums = (await n8n.workflows.execution(executionId)).items(SUMS);
		const boardings = sums.reduce((sum, item) => sum + Number(item['sum_riders']), 0);
		if (boardings !== input.truth.totals.boardings) throw new Error(`n8n's built-in nodes found ${boardings} boardings of ${input.truth.totals.boardings}`);
	}
	return median(times) / input.rows;
}

/** Longest delay of n8n's event loop between two times, in ms, from the probe's file. */
export function longestLag(file: string, from: number, to: number): number {
	const lags = readFileSync(file, 'utf8')
		.trimEnd()
		.split('\n')
		.map((line) => line.split(' ').map(Number))
		.flatMap(([time, lag]) => (time !== undefined && lag !== undefined && time >= from && time <= to + 200 ? [lag] : []));
	if (lags.length === 0) throw new Error('the probe wrote nothing while the flow ran');
	return Math.max(...lags);
}
