/**
 * `npm run bench:notice [-- --receipts N] [--only library|n8n] [--lib FOLDER]`
 * Measures the weekly notice: at library level from an exported file to the gateway, and through the real n8n. One JSON
 * line per figure; exit status 1 where a target is missed, 2 where it could not be measured or a text is missing or double.
 *
 * `npm run bench:notice -- --gateway NAME [--receipts N] [--ledger postgres] [--lib FOLDER]`
 * NAME: solapi, nhn, sens, aligo, agent. Measures instead what sending costs above handing the same batches over with plain
 * axios (of an agent: plain inserts) to the same pretend gateway, in turns; `overhead` is the middle difference.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { GATEWAY_NAMES, type GatewayName, isGatewayName } from './drill/gateways.mts';
import { makeExport } from './notice/export.mts';
import { type Measured, measureWeek } from './notice/library.mts';
import { measureInN8n } from './notice/n8n.mts';
import { measureOverhead, type OverheadRound } from './notice/overhead.mts';
import { median, Report } from './shared/figures.mts';

const { values } = parseArgs({
	options: {
		receipts: { type: 'string', default: '10000' },
		only: { type: 'string' },
		gateway: { type: 'string' },
		ledger: { type: 'string', default: 'sqlite' },
		lib: { type: 'string', default: join(import.meta.dirname, '..', 'dist', 'lib') },
		'batch-size': { type: 'string', default: '1000' },
		profile: { type: 'string' },
	},
});
const lib = resolve(values.lib);
if (!existsSync(join(lib, 'ledger', 'ledger.js'))) {
	console.error(`no build in ${lib}; run: npm run build`);
	process.exit(2);
}
const fail: (message: string) => never = (message) => {
	console.error(message);
	process.exit(2);
};
const named = (name: string): GatewayName => (isGatewayName(name) ? name : fail(`unknown gateway: ${name} (there are: ${GATEWAY_NAMES.join(', ')})`));
const gateway = values.gateway === undefined ? null : named(values.gateway);
const ledger = values.ledger === 'sqlite' || values.ledger === 'postgres' ? values.ledger : fail(`unknown ledger: ${values.ledger} (there are: sqlite, postgres)`);
if (ledger !== 'sqlite' && !gateway) fail('--ledger goes with --gateway');
const receipts = Number(values.receipts);
const workflowFile = join(import.meta.dirname, '..', 'workflows', 'weekly-notice.json');
const settings = { lib, workflowFile, batchSize: Number(values['batch-size']), nodeArguments: values.profile ? ['--cpu-prof', `--cpu-prof-dir=${resolve(values.profile)}`] : [] };
const RUNS = 3;

async function library(folder: string, report: Report): Promise<void> {
	const small = await makeExport(mkdirIn(folder, 'small'), receipts);
	const large = await makeExport(mkdirIn(folder, 'large'), receipts * 10);
	const weeks: Measured[] = [];
	for (let run = 0; run < RUNS; run += 1) weeks.push(await measureWeek(small, settings));
	const big = await measureWeek(large, settings);
	const middle = (read: (week: Measured) => number) => median(weeks.map(read));
	report.add({ name: 'notice.rate', value: middle((week) => week.texts / week.seconds), unit: 'notices/s', target: 3_000, sense: 'atLeast' });
	report.add({ name: 'notice.rss', value: Math.max(...weeks.map((week) => week.rssMb)), unit: 'MB', target: 400 });
	report.add({ name: 'notice.growth', value: big.secondsPerNotice / middle((week) => week.secondsPerNotice), unit: 'ratio', target: 1.3 });
	report.add({ name: 'notice.count', value: middle((week) => week.texts), unit: 'notices', target: null });
	for (const stage of ['read', 'select', 'prepare', 'send'] as const) {
		report.add({ name: `notice.${stage}`, value: middle((week) => week.stages[stage]), unit: 's', target: null });
	}
	report.add({ name: 'notice.rss.reader', value: Math.max(...weeks.map((week) => week.readerMb)), unit: 'MB', target: null });
	report.add({ name: 'notice.cpu', value: middle((week) => week.cpuSeconds), unit: 's', target: null });
	report.add({ name: 'notice.hold', value: Math.max(...weeks.map((week) => week.longestHoldMs)), unit: 'ms', target: null });
	report.add({ name: 'notice.100k.seconds', value: big.seconds, unit: 's', target: null });
	report.add({ name: 'notice.100k.rss', value: big.rssMb, unit: 'MB', target: null });
}

async function throughN8n(folder: string, report: Report): Promise<void> {
	const found = await measureInN8n(mkdirIn(folder, 'n8n'), receipts);
	report.add({ name: 'notice.n8n.10k.seconds', value: found.seconds, unit: 's', target: 60 });
	report.add({ name: 'notice.n8n.10k.rss', value: found.rssMb, unit: 'MB', target: null });
	report.add({ name: 'notice.n8n.10k.count', value: found.texts, unit: 'notices', target: null });
	report.add({ name: 'notice.vs_n8n', value: found.builtInSeconds / found.ownSeconds, unit: 'ratio', target: null });
	report.add({ name: 'notice.vs_n8n.builtin', value: found.builtInSeconds, unit: 's', target: null });
	report.add({ name: 'notice.vs_n8n.ours', value: found.ownSeconds, unit: 's', target: null });
}

async function overhead(name: GatewayName, folder: string, figures: Report): Promise<void> {
	const rounds = await measureOverhead(name, { lib, notices: receipts, rounds: RUNS, ledger, folder, nodeArguments: settings.nodeArguments });
	const middle = (read: (round: OverheadRound) => number) => median(rounds.map(read));
	const perNotice = (part: string, read: (round: OverheadRound) => number, target: number | null = null) =>
		figures.add({ name: `notice.${name}.${part}`, value: middle(read) / receipts, unit: 'ms', target });
	perNotice('overhead', ({ ours, plain }) => ours.total - plain.total, 0.3);
	perNotice('ours', ({ ours }) => ours.total);
	perNotice('plain', ({ plain }) => plain.total);
	perNotice('prepare', ({ ours }) => ours.prepare);
	perNotice('send', ({ ours }) => ours.send);
	perNotice('cpu', ({ ours, plain }) => ours.cpu - plain.cpu);
	figures.add({ name: `notice.${name}.count`, value: receipts, unit: 'notices', target: null });
	figures.add({ name: `notice.${name}.batches`, value: middle(({ ours }) => ours.batches), unit: 'batches', target: null });
	figures.add({ name: `notice.${name}.calls`, value: middle(({ plain }) => plain.calls), unit: 'calls', target: null });
}

function mkdirIn(folder: string, name: string): string {
	const path = join(folder, name);
	mkdirSync(path);
	return path;
}

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const report = new Report(gateway ? { ledger } : {});
try {
	if (gateway) await overhead(gateway, folder, report);
	else {
		if (values.only !== 'n8n') await library(folder, report);
		if (values.only !== 'library') await throughN8n(folder, report);
	}
	process.exitCode = report.exitCode;
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 2;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
