import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { IDataObject, INodeExecutionData, INodeType, OnError } from 'n8n-workflow';

import type { StoredDocument } from '../../../lib/drafting/store/document';
import { DraftStore } from '../../../lib/drafting/store/draft-store';
import { Ledger } from '../../../lib/ledger/ledger';
import { SqliteStore } from '../../../lib/ledger/sqlite-store';
import { parseKey } from '../../../lib/privacy/keys';
import { DocumentDraft } from '../../../nodes/DocumentDraft/DocumentDraft.node';
import { startModelServer, type ModelServer, type ModelServerOptions } from '../../../sandbox/model/server.mts';
import { chain, runWorkflow, type EngineResult, type WorkflowJson } from '../../support/engine';

export const NODE = '초안';

/** What every document of the office is drafted for. */
export const CITY = { city: '의정부시', head: '시장 서강민', department: '도서관과' };

/** Facts of a press release by the names of a form; none of their words may lie in run data. */
export const FACTS = {
	'사업(행사)명': '2026 겨울 책 나눔 한마당',
	일시: '2026. 12. 5.(토) 14:00~17:00',
	장소: '의정부시청 대강당',
	'핵심 내용': '시민이 기증한 책 1,200권을 나눔\n어린이 책 놀이 교실 4개를 운영함\n참가비는 없음\n의정부시 새마을회가 진행을 도움',
	'추진 배경·목적': '읽지 않는 책을 이웃과 나누는 문화를 넓히기 위함',
	'주요 수치': '지난해 참여 시민: 830명',
	인용문: '서강민 | 의정부시장 | 책으로 이웃을 만나는 하루가 되길 바란다 | 홍보담당관 | 2026-11-20',
	담당부서: '도서관과',
	전화: '031-828-0000',
} as const;

/** Words of the facts and of any document made of them. */
export const WORDS = ['책 나눔', '한마당', '1,200권', '놀이 교실', '새마을회', '830명', '대강당', '이웃을 만나는', '828-0000'];

export interface OfficeRun {
	items?: ReadonlyArray<object>;
	onError?: OnError;
	signal?: AbortSignal;
	/** Changes of the credential 언어모형. */
	model?: IDataObject;
	/** Credential types that are there; both by default. */
	credentials?: ReadonlyArray<'cityhallLanguageModelApi' | 'cityhallLedgerApi'>;
	/** A chat model on the canvas. */
	chat?: INodeType;
}

/** An office with a pretend model, a ledger and folders of its own. */
export class DraftingOffice {
	readonly folder = mkdtempSync(join(tmpdir(), 'drafting-office-'));
	readonly drafts = join(this.folder, 'drafts');
	readonly ledgerPath = join(this.folder, 'ledger.sqlite');
	readonly ledgerKey = randomBytes(32).toString('base64');

	private constructor(readonly server: ModelServer) {}

	static async open(options: ModelServerOptions = {}): Promise<DraftingOffice> {
		return new DraftingOffice(await startModelServer(options));
	}

	async close(): Promise<void> {
		await this.server.close();
		await rm(this.folder, { recursive: true, force: true });
	}

	async run(parameters: IDataObject, { items = [{}], onError, signal, model = {}, credentials = ['cityhallLanguageModelApi', 'cityhallLedgerApi'], chat }: OfficeRun = {}): Promise<EngineResult> {
		const all = {
			cityhallLanguageModelApi: { baseUrl: this.server.url, apiKey: 'key-for-tests', model: 'sandbox-writer', approved: true, timeoutMinutes: 1, responseFormat: 'auto', ...model },
			cityhallLedgerApi: { path: this.ledgerPath, ledgerKey: this.ledgerKey, environment: 'sandbox' },
		};
		const node = { name: NODE, type: 'n8n-nodes-cityhall.documentDraft', parameters: { ...CITY, draftFolder: this.drafts, ...parameters }, ...(onError ? { onError } : {}) };
		return await runWorkflow({
			workflow: chat ? withChat(chain(node)) : chain(node),
			nodes: [DocumentDraft],
			...(chat ? { otherNodes: { 'test.chat': chat } } : {}),
			credentials: Object.fromEntries(credentials.map((type) => [type, all[type]])),
			startItems: items.map((json) => ({ json: { ...json } })),
			...(signal ? { signal } : {}),
		});
	}

	/** Drafts from the items, by default one press release. */
	async draft(parameters: IDataObject = {}, run: OfficeRun = {}): Promise<EngineResult> {
		return await this.run({ resource: 'document', operation: 'draft', documentType: 'press-release', source: 'item', ...parameters }, { items: [FACTS], ...run });
	}

	/** Number of a fresh draft. */
	async drafted(parameters: IDataObject = {}, run: OfficeRun = {}): Promise<string> {
		const result = await this.draft(parameters, run);
		const draftId = result.json(NODE)[0]?.draftId;
		if (typeof draftId === 'string') return draftId;
		throw result.error ?? new Error('no draft');
	}

	async stored(draftId: string): Promise<StoredDocument> {
		return await new DraftStore(this.drafts).read(draftId);
	}

	/** Files in the folder of a draft. */
	filesOf(draftId: string): string[] {
		return readdirSync(join(this.drafts, draftId)).sort();
	}

	/** The paste-ready text among a draft's files, the newest one. */
	textOf(file: unknown): string {
		const files = file as ReadonlyArray<{ kind: string; path: string }>;
		return readFileSync(files.find(({ kind }) => kind === 'text')?.path ?? '', 'utf8');
	}

	async withLedger<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
		const ledger = new Ledger(SqliteStore.at(this.ledgerPath), { key: parseKey(this.ledgerKey, '대장 키'), clock: { now: () => '2026-11-23T10:00:00.000+09:00', nowMs: Date.now }, leaseMs: 60_000 });
		try {
			return await work(ledger);
		} finally {
			await ledger.dispose();
		}
	}
}

/** What the node itself put out, errors included, as text. */
export function putOut({ run, error }: EngineResult): string {
	const said = (one: unknown): unknown => (one instanceof Error ? { message: one.message, description: 'description' in one ? one.description : '', messages: 'messages' in one ? one.messages : '' } : one);
	const tasks = run.data.resultData.runData[NODE] ?? [];
	const items = tasks.flatMap((task) => Object.values(task.data ?? {}).flat(2)).map((item: INodeExecutionData | null) => ({ json: item?.json, binary: item?.binary, error: said(item?.error) }));
	return JSON.stringify({ items, error: said(error), errors: tasks.map((task) => said(task.error)) });
}

/** Words of the facts that stand in a text. */
export const wordsIn = (text: string): string[] => WORDS.filter((word) => text.includes(word));

function withChat({ nodes, connections }: WorkflowJson): WorkflowJson {
	return {
		nodes: [...nodes, { name: '모형', type: 'test.chat' }],
		connections: { ...connections, 모형: { ai_languageModel: [[{ node: NODE, type: 'ai_languageModel', index: 0 }]] } },
	};
}
