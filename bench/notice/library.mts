import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { SENDER_NUMBER, SOLAPI_API_KEY, SOLAPI_API_SECRET } from '../../sandbox/credentials.mts';
import { watchChildren } from '../shared/memory.mts';
import type { Export } from './export.mts';
import { startGateway } from './gateway-process.mts';
import { countTexts } from './judge.mts';
import type { WorkerOrders, WorkerOutcome } from './worker.mts';

/** A measured week; `texts` are those that phones really received. */
export interface Measured extends WorkerOutcome {
	texts: number;
	secondsPerNotice: number;
	/** Peak of the child process that reads the file. */
	readerMb: number;
}

export interface LibrarySettings {
	lib: string;
	workflowFile: string;
	batchSize: number;
	/** Further arguments for the worker's Node, such as `--cpu-prof`. */
	nodeArguments?: readonly string[];
}

/** Runs one week on a fresh ledger and a fresh gateway. Throws where the phones did not get exactly what was due. */
export async function measureWeek(week: Export, settings: LibrarySettings): Promise<Measured> {
	const folder = mkdtempSync(join(tmpdir(), 'bench-notice-'));
	const gateway = await startGateway();
	try {
		const { lib, workflowFile, batchSize, nodeArguments = [] } = settings;
		const orders: WorkerOrders = {
			lib,
			workflowFile,
			batchSize,
			folder: week.folder,
			periodFrom: week.periodFrom,
			periodTo: week.periodTo,
			ledgerFile: join(folder, 'ledger.sqlite'),
			gatewayUrl: gateway.url,
			apiKey: SOLAPI_API_KEY,
			apiSecret: SOLAPI_API_SECRET,
			sender: SENDER_NUMBER,
		};
		const running = promisify(execFile)(
			process.execPath,
			['--disable-warning=ExperimentalWarning', ...nodeArguments, join(import.meta.dirname, 'worker.mts'), JSON.stringify(orders)],
			{ maxBuffer: 16 * 1_048_576 },
		);
		const readerPeak = watchChildren(running.child.pid ?? 0);
		const { stdout } = await running;
		const readerMb = readerPeak();
		const outcome = JSON.parse(stdout) as WorkerOutcome;
		const texts = countTexts(orders.ledgerFile, await gateway.received(), week.phones);
		return { ...outcome, texts, secondsPerNotice: outcome.seconds / texts, readerMb };
	} finally {
		await gateway.close();
		rmSync(folder, { recursive: true, force: true });
	}
}
