/**
 * npm run demo [-- --once] [--port N]
 * A pretend city, a real n8n with the packed package, the weekly notice from its trigger to its closed account, and the
 * daily bus analysis from yesterday's card taps to its report, and drafts from a pretend language model.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { accountTable } from './demo/account.mts';
import { importBusFlows, runBusDay } from './demo/bus.mts';
import { openBusCity } from './demo/bus-city.mts';
import type { BusCity } from './demo/bus-city.mts';
import type { DemoCity } from './demo/city.mts';
import { demoWorkflow } from './demo/demo-workflow.mts';
import { openDesks } from './demo/desks.mts';
import { openDraftCity, openDrafts, runBatch } from './demo/drafts.mts';
import type { DraftCity } from './demo/drafts.mts';
import { openCity } from './demo/open-city.mts';
import { Progress } from './demo/progress.mts';
import { serveReport } from './demo/report-server.mts';
import type { ReportServer } from './demo/report-server.mts';
import { runWeek, weekNodes } from './demo/week.mts';
import { exclusively } from './n8n/exclusive.mts';
import { startN8n } from './n8n/host.mts';
import type { N8nHost } from './n8n/host.mts';
import { ensureN8n } from './n8n/install.mts';
import { packedPackage } from './n8n/pack.mts';
import { repositoryRoot, stateFolder } from './paths.mts';

const STEPS = 10;

interface Stage {
	city: DemoCity | null;
	n8n: N8nHost | null;
	report: ReportServer | null;
	buses: BusCity | null;
	busReport: ReportServer | null;
	drafts: DraftCity | null;
}

const { values } = parseArgs({
	options: { once: { type: 'boolean', default: false }, port: { type: 'string' } },
});
const progress = new Progress(STEPS);
const log = (line: string): void => progress.line(line);

async function dismantle(stage: Stage): Promise<void> {
	await stage.n8n?.stop();
	await stage.report?.close();
	await stage.busReport?.close();
	await stage.buses?.close();
	await stage.drafts?.close();
	await stage.city?.close();
}

/** Builds everything up, runs the week twice and says whether all of it is in order. */
async function perform(stage: Stage): Promise<boolean> {
	const folder = stateFolder('demo');
	rmSync(folder, { recursive: true, force: true });
	await progress.step('n8n 2.41.1 준비 (처음에는 5분 안팎)', () => ensureN8n({ log }));
	const packageTgz = await progress.step('노드 패키지 빌드와 오프라인 묶음', () => packedPackage({ log }));
	const city = await progress.step('모의 시청(세정 시스템, 문자 중계사, 단말기) 시작', () => openCity(folder));
	stage.city = city;
	const n8n = await progress.step('인터넷 없이 패키지 설치, n8n 시작', () =>
		startN8n({ userFolder: join(folder, 'n8n'), packageTgz, log, env: { N8N_HOST: '127.0.0.1', N8N_RESTRICT_FILE_ACCESS_TO: folder, N8N_EXECUTION_DATA_STORAGE_MODE: 'filesystem' }, ...(values.port ? { port: Number(values.port) } : {}) }),
	);
	stage.n8n = n8n;

	const { workflowId, nodes, desks } = await progress.step('자격 증명 등록, 업무 흐름 불러오기', async () => {
		for (const { type, name, data } of city.credentials) await n8n.workflows.createCredential(type, name, data);
		const workflow = demoWorkflow({ reportFolder: join(folder, 'reports'), approval: false });
		const workflowId = await n8n.workflows.importWorkflow(workflow);
		return { workflowId, nodes: weekNodes(workflow), desks: await openDesks(n8n, deskFolders(folder)) };
	});

	const run = await progress.step('주간 안내 실행', () => runWeek(n8n, workflowId, nodes, log));
	if (run.account === null) throw new Error('The run ended without an account: nothing was due');
	const { account } = run;
	const first = { arrived: city.arrived(), spent: city.spent() };
	log(`\n${accountTable(account, first.spent)}\n`);
	for (const problem of account.problems) log(`  ! ${problem}`);

	await progress.step('같은 주 다시 실행', () => runWeek(n8n, workflowId, nodes, log));
	const again = city.arrived() - first.arrived;

	const buses = await progress.step('버스: 카드 자료 29일치 만들기', () => openBusCity(join(folder, 'bus')));
	stage.buses = buses;
	const { day, flows } = await progress.step('버스: 기준정보와 지난 자료 넣기, 어제 자료 분석', async () => {
		for (const { type, name, data } of buses.credentials) await n8n.workflows.createCredential(type, name, data);
		const flows = await importBusFlows(n8n, buses);
		return { day: await runBusDay(n8n, flows, log), flows };
	});
	const draftCity = await openDraftCity(join(folder, 'drafting'));
	stage.drafts = draftCity;
	const { pages, batch, drafted } = await progress.step('초안: 폼과 대화 열기, 공적조서 일괄 작성', async () => {
		for (const { type, name, data } of draftCity.credentials) await n8n.workflows.createCredential(type, name, data);
		const opened = await openDrafts(n8n, draftCity);
		return { ...opened, drafted: await runBatch(n8n, opened.batch) };
	});
	const ridden = buses.truth.totals;
	const checks: [string, boolean][] = [
		['두 건수 대사(접수, 안내) 모두 일치, 회차 마감', account.closed && account.receipts.balanced && account.notices.balanced],
		[`단말기에 도착한 문자 ${first.arrived}건 = 대장의 전송 성공 ${account.notices.delivered}건`, first.arrived === account.notices.delivered],
		[`같은 주를 다시 실행하여 새로 보낸 문자 ${again}건`, again === 0],
		[`${buses.day} 승차 ${people(day.boardings)} = 만든 자료 ${people(ridden.boardings)}, 하차 ${people(day.alightings)} = ${people(ridden.alightings)}`, day.boardings === ridden.boardings && day.alightings === ridden.alightings],
		[`공적조서 초안 ${drafted.drafts}건 = 후보자 ${draftCity.candidates}명`, drafted.drafts === draftCity.candidates && drafted.failed === 0],
	];
	log('');
	for (const [what, kept] of checks) log(`  ${kept ? '✓' : '✗'} ${what}`);

	stage.report = await serveReport(run.files);
	stage.busReport = await serveReport(day.files);
	log(`
  편집기   ${n8n.url}/workflow/${workflowId}
           로그인 ${n8n.owner.email} / ${n8n.owner.password}
  단말기   ${city.handsetsUrl}
${desks.map(({ name, url }) => `  ${name}  ${url}`).join('\n')}
           (같은 계정으로 로그인합니다)
  보고서   ${stage.report?.url ?? '보고서 파일 없음'}${run.files.map((file) => `\n           ${file}`).join('')}
  버스     ${n8n.url}/workflow/${flows.daily}
           자료 등급 ${day.grade}, 검토 대상 ${day.candidates}건, 흐름 ${day.seconds.toFixed(1)}초
${pages.map(({ name, url }) => `  ${name}  ${url}`).join('\n')}
           (모의 언어모형이 씁니다. 실제 모형이 아닙니다)
  공적조서 ${n8n.url}/workflow/${batch}
           ${drafted.seconds.toFixed(1)}초, 파일은 ${draftCity.folder}/drafts
  버스 보고서 ${stage.busReport?.url ?? '보고서 파일 없음'}${day.files.map((file) => `\n           ${file}`).join('')}
`);
	return checks.every(([, kept]) => kept);
}

const people = (count: number): string => `${count.toLocaleString('ko-KR')}명`;

/** Folders outside n8n's own, as a city would make them. */
function deskFolders(folder: string) {
	const at = (name: string): string => {
		const path = join(folder, name);
		mkdirSync(path, { recursive: true });
		return path;
	};
	return { reports: at('reports'), lists: at('lists'), exports: at('exports'), archive: at('archive') };
}

/** Resolves at the first Ctrl-C (or SIGTERM); a second one ends the process at once. */
function interrupted(): Promise<void> {
	return new Promise((resolve) => {
		let asked = false;
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.on(signal, () => {
				if (asked) process.exit(130);
				asked = true;
				resolve();
			});
		}
	});
}

async function main(): Promise<number> {
	const stage: Stage = { city: null, n8n: null, report: null, buses: null, busReport: null, drafts: null };
	const stop = interrupted();
	try {
		const outcome = await Promise.race([perform(stage), stop.then(() => null)]);
		if (outcome === null) {
			log('\n중단합니다.');
			return 130;
		}
		if (values.once) return outcome ? 0 : 1;
		log('  끝내려면 Ctrl-C를 누르시기 바랍니다.');
		await stop;
		log('\n정리합니다.');
		return outcome ? 0 : 1;
	} finally {
		await dismantle(stage);
	}
}

try {
	process.exitCode = await exclusively(
		`demo ${repositoryRoot()}`,
		() => log('다른 데모가 실행 중이어서 끝나기를 기다립니다.'),
		main,
	);
} catch (error) {
	log(`\n실패: ${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 1;
}
// Whatever a step was still waiting for ends here; the exit handlers end its processes.
process.exit();
