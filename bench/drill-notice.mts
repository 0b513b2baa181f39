/**
 * `npm run drill:notice -- --trials N --seed S [--gateway NAME] [--ledger postgres] [--only K,…] [--parallel P] [--lib FOLDER] [--until-failure]`
 * NAME: solapi (default), nhn, sens, aligo, agent.
 * Kills, freezes and misleads workers that send a week's notices, and counts what the phones received. The last line is
 * JSON; exit status 1 on any duplicate, loss, open state or untested step. Of a gateway without a key of ours, texts whose
 * fate nobody can prove are `leftToPerson`, not a failure. A failing trial can be repeated alone with
 * its seed and `--only K`.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { GATEWAY_NAMES, HAS_KEY, isGatewayName, stopDatabases } from './drill/gateways.mts';
import { planTrial } from './drill/plan.mts';
import { DIRECT_STEPS, STEPS as GROUP_STEPS } from './drill/points.mts';
import { runTrial, type TrialResult } from './drill/trial.mts';

const { values } = parseArgs({
	options: {
		trials: { type: 'string', default: '30' },
		seed: { type: 'string', default: '1' },
		gateway: { type: 'string', default: 'solapi' },
		ledger: { type: 'string', default: 'sqlite' },
		only: { type: 'string' },
		parallel: { type: 'string', default: '2' },
		lib: { type: 'string', default: join(import.meta.dirname, '..', 'dist', 'lib') },
		'until-failure': { type: 'boolean', default: false },
	},
});

const fail: (message: string) => never = (message) => {
	console.error(message);
	process.exit(2);
};
const gateway = isGatewayName(values.gateway) ? values.gateway : fail(`unknown gateway: ${values.gateway} (there are: ${GATEWAY_NAMES.join(', ')})`);
const ledger = values.ledger === 'sqlite' || values.ledger === 'postgres' ? values.ledger : fail(`unknown ledger: ${values.ledger} (there are: sqlite, postgres)`);
const STEPS = gateway === 'solapi' ? GROUP_STEPS : DIRECT_STEPS;
const lib = resolve(values.lib);
if (!existsSync(join(lib, 'ledger', 'ledger.js'))) fail(`no build in ${lib}; run: npm run build`);
const trials = Number(values.trials);
const only = values.only?.split(',').map(Number) ?? null;
const numbers = only ?? Array.from({ length: trials }, (_, index) => index + 1);
if (numbers.length === 0 || numbers.some((number) => !Number.isInteger(number) || number < 1)) fail('--trials and --only take whole numbers from 1');

const started = Date.now();
const results: TrialResult[] = [];
let failed = 0;

async function lane(): Promise<void> {
	for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
		const plan = planTrial(values.seed, number, gateway);
		const result = await runTrial(plan, { lib, gateway, ledger });
		results.push(result);
		const { duplicates, lost, unknown, violations, seconds } = result;
		const bad = duplicates + lost + (HAS_KEY[gateway] ? unknown : 0) + violations.length > 0;
		if (bad) {
			failed += 1;
			console.error(`trial ${number} (seed ${values.seed}) FAILED: ${JSON.stringify({ duplicates, lost, unknown, violations: violations.slice(0, 5), seconds })}`);
			console.error(`  plan: ${JSON.stringify(plan)}\n  again: npm run drill:notice -- --gateway ${gateway} --ledger ${ledger} --seed ${values.seed} --only ${number}`);
			if (values['until-failure']) numbers.length = 0;
		} else if (only !== null) console.error(`trial ${number}: ${JSON.stringify({ ...result, plan })}`);
	}
}

await Promise.all(Array.from({ length: Math.max(1, Number(values.parallel)) }, lane));
await stopDatabases();

const sum = (read: (result: TrialResult) => number) => results.reduce((total, result) => total + read(result), 0);
const killsByStep = Object.fromEntries(STEPS.map((step) => [step, sum(({ kills }) => kills.filter((kill) => kill === step).length)]));
/** Five kills of each step in a full drill; fewer trials must hit each step in proportion, at least once from 30 on. */
const demanded = only !== null || trials < 30 ? 0 : Math.min(5, Math.max(1, Math.floor(trials / 20)));
const untested = STEPS.filter((step) => (killsByStep[step] ?? 0) < demanded);
if (untested.length > 0 && failed === 0) console.error(`too few kills (fewer than ${demanded}) in: ${untested.join(', ')}`);
const unknown = sum((result) => result.unknown);
const due = sum((result) => result.due);
if (!HAS_KEY[gateway] && unknown > 0) {
	console.error(
		`${gateway}: ${unknown} of ${due} texts (${((100 * unknown) / due).toFixed(2)} %) are left to a person: the gateway does not list them, which proves nothing. ` +
			'Whether each was sent has to be asked of the gateway by number and time; until then it is not sent again.',
	);
}
console.log(
	JSON.stringify({
		gateway,
		ledger,
		trials: results.length,
		kills: sum(({ kills }) => kills.length),
		killsByStep,
		freezes: sum(({ freezes }) => freezes),
		faults: sum(({ faults }) => faults),
		duplicates: sum(({ duplicates }) => duplicates),
		lost: sum(({ lost }) => lost),
		unknown: HAS_KEY[gateway] ? unknown : 0,
		leftToPerson: HAS_KEY[gateway] ? 0 : unknown,
		leftToPersonShare: HAS_KEY[gateway] ? 0 : Math.round((10_000 * unknown) / Math.max(1, due)) / 10_000,
		failedTrials: failed,
		notices: due,
		seconds: Math.round((Date.now() - started) / 100) / 10,
	}),
);
process.exitCode = failed > 0 || untested.length > 0 ? 1 : 0;
