/**
 * `node bench/drill-gateways.mts [--trials N] [--seed S]`
 * The notice drill on every gateway and once more on each with the ledger in PostgreSQL, one after the other. Exit status 1
 * where one of them fails.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { GATEWAY_NAMES } from './drill/gateways.mts';

const { values } = parseArgs({ options: { trials: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } } });
let failed = false;
for (const ledger of ['sqlite', 'postgres']) {
	for (const gateway of GATEWAY_NAMES) {
		const args = ['--trials', values.trials, '--seed', values.seed, '--gateway', gateway, '--ledger', ledger];
		const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'drill-notice.mts'), ...args], { stdio: 'inherit' });
		failed ||= status !== 0;
	}
}
process.exitCode = failed ? 1 : 0;
