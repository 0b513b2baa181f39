import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startModelServer, type ModelServer } from '../model/server.mts';
import { MODEL } from '../model/wire.mts';
import type { N8nHost } from '../n8n/host.mts';
import type { WorkflowJson } from '../n8n/workflows.mts';
import { repositoryRoot } from '../paths.mts';
import type { DemoCredential } from './city.mts';

const RUN_TIMEOUT_MS = 120_000;
/** Head of the pretend city; nobody real. */
const HEAD = '시장 서강민';
const MODEL_KEY = 'sandbox-model-key';

/** Flows that staff open in the browser, with the path under which they begin. */
const PAGES = [
	{ file: 'draft-form.json', name: '초안 폼', path: 'draft-form' },
	{ file: 'draft-chatbot.json', name: '초안 대화', path: 'draft-chat-login' },
] as const;

/** Candidates of an award; nobody real. */
const CANDIDATES = [
	['대상 유형', '성명(단체명)', '소속', '공적 분야', '공적 기간', '주요 실적'],
	['공무원', '박서연', '도서관과', '독서 문화 진흥', '2024. 1. 1.~2026. 10. 31.', '책 나눔 한마당 3회 운영\n기증 도서 2,450권을 작은도서관 12곳에 배부'],
	['일반인', '이준호', '의정부시 자원봉사센터', '지역 사회 봉사', '2021. 3. 1.~2026. 9. 30.', '홀로 사는 어르신 도시락 배달 1,120시간 참여\n봉사자 35명의 교육을 도움'],
	['단체', '푸른마을 봉사단', '호원동', '환경 정비', '2023. 5. 1.~2026. 9. 30.', '하천 정화 활동 48회\n수거한 쓰레기 6톤'],
];

/** What the drafts of the demo run against. */
export interface DraftCity {
	credentials: DemoCredential[];
	/** What the shipped flows call `/data/cityhall`. */
	folder: string;
	candidates: number;
	model: ModelServer;
	close: () => Promise<void>;
}

/** Starts the pretend model and lays out a table of award candidates. */
export async function openDraftCity(folder: string): Promise<DraftCity> {
	const model = await startModelServer({ apiKey: MODEL_KEY });
	mkdirSync(join(folder, 'award-candidates'), { recursive: true });
	const csv = CANDIDATES.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n');
	writeFileSync(join(folder, 'award-candidates', '표창후보자.csv'), `\ufeff${csv}\r\n`);
	return {
		folder,
		candidates: CANDIDATES.length - 1,
		model,
		credentials: [{ type: 'cityhallLanguageModelApi', name: '언어모형(모의)', data: { baseUrl: model.url, apiKey: MODEL_KEY, model: MODEL, approved: true, timeoutMinutes: 5, responseFormat: 'auto', temperature: 0.2, apiVersion: '', proxy: '', caPem: '' } }],
		close: () => model.close(),
	};
}

export interface OpenedPage {
	name: string;
	/** Where staff log in. */
	url: string;
}

/** Imports the draft flows, publishes the form and the chat, and says where they are. */
export async function openDrafts(n8n: N8nHost, city: DraftCity): Promise<{ pages: OpenedPage[]; batch: string }> {
	const pages: OpenedPage[] = [];
	for (const { file, name, path } of PAGES) {
		await n8n.workflows.activate(await n8n.workflows.importWorkflow(shippedDraftFlow(file, city.folder)));
		pages.push({ name, url: `${n8n.url}/form/${path}` });
	}
	return { pages, batch: await n8n.workflows.importWorkflow(shippedDraftFlow('draft-batch.json', city.folder)) };
}

/** What became of the candidates' records. */
export interface DraftedBatch {
	drafts: number;
	failed: number;
	seconds: number;
}

/** Writes a merit record for each candidate of the table, through n8n. */
export async function runBatch(n8n: N8nHost, workflowId: string): Promise<DraftedBatch> {
	const begun = performance.now();
	const execution = await n8n.workflows.waitForExecution(await n8n.workflows.runWorkflow(workflowId, '시작'), RUN_TIMEOUT_MS);
	if (execution.status !== 'success') throw new Error(`The batch of drafts ended as ${execution.status}: ${execution.error ?? 'see the editor'}`);
	const items = execution.items('공적조서 작성');
	const failed = items.filter(({ status }) => status === 'failed').length;
	return { drafts: items.length - failed, failed, seconds: (performance.now() - begun) / 1000 };
}

/** A shipped flow with the demo's folder in place of the one a city fills in; what the batch did stays to be looked at. */
export function shippedDraftFlow(file: string, folder: string): WorkflowJson {
	const text = readFileSync(join(repositoryRoot(), 'workflows', file), 'utf8').replaceAll('/data/cityhall', folder).replaceAll('"head": ""', `"head": "${HEAD}"`);
	const workflow = JSON.parse(text) as WorkflowJson;
	if (file === 'draft-batch.json') workflow.settings = { ...workflow.settings, saveManualExecutions: true, saveDataSuccessExecution: 'all' };
	return workflow;
}
