import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { shippedDraftFlow } from '../../sandbox/demo/drafts.mts';
import { startModelServer } from '../../sandbox/model/server.mts';
import type { ModelServer } from '../../sandbox/model/server.mts';
import { MODEL } from '../../sandbox/model/wire.mts';
import type { WorkflowJson } from '../../sandbox/n8n/workflows.mts';
import { LedgerProbe } from './ledger-probe';
import type { TestN8n } from './n8n';
import { filesBelow } from './planted-values';

const MODEL_KEY = 'sandbox-model-key';
const MODEL_TYPE = 'cityhallLanguageModelApi';

/** Not n8n's memory: its program files, the package's, and the screen that it serves. */
const isProgram = (path: string): boolean => ['node_modules', '.cache', 'media', 'empty-npm-cache'].includes(basename(path));

/** An office with the shipped drafting flows in its n8n, a pretend model and a ledger of its own. */
export class DraftOffice {
	readonly folder: string;
	readonly drafts: string;
	readonly ledger: LedgerProbe;
	private modelCredential = '';

	private constructor(
		readonly n8n: TestN8n,
		readonly model: ModelServer,
	) {
		this.folder = join(n8n.folder, 'cityhall');
		mkdirSync(this.folder, { recursive: true });
		this.drafts = join(this.folder, 'drafts');
		this.ledger = new LedgerProbe(join(this.folder, 'ledger.sqlite'));
	}

	static async open(n8n: TestN8n): Promise<DraftOffice> {
		const office = new DraftOffice(n8n, await startModelServer({ apiKey: MODEL_KEY }));
		office.modelCredential = await n8n.workflows.createCredential(MODEL_TYPE, '언어모형', office.modelData(''));
		const ledger = { path: office.ledger.path, ledgerKey: randomBytes(32).toString('base64'), leaseSeconds: 120, environment: 'live', testClock: '' };
		await n8n.workflows.createCredential('cityhallLedgerApi', '발송 대장', ledger);
		return office;
	}

	/** The model errs in this way until it is set to none, repairs included. */
	async erring(fault: string): Promise<void> {
		await this.n8n.workflows.updateCredential(this.modelCredential, MODEL_TYPE, '언어모형', this.modelData(fault));
	}

	private modelData(fault: string): Record<string, unknown> {
		const model = fault === '' ? MODEL : `${MODEL}:${fault}`;
		return { baseUrl: this.model.url, apiKey: MODEL_KEY, model, approved: true, timeoutMinutes: 1, responseFormat: 'auto', temperature: 0.2, apiVersion: '', proxy: '', caPem: '' };
	}

	/** A shipped flow with this office's folder in it; returns its id. */
	async add(file: string, edit: (workflow: WorkflowJson) => void = () => undefined): Promise<string> {
		const workflow = shippedDraftFlow(file, this.folder);
		edit(workflow);
		return await this.n8n.workflows.importWorkflow(workflow);
	}

	/** What the ledger node says of its chain of events (대장 검증). */
	async verifyLedger(): Promise<Record<string, unknown>> {
		const id = await this.n8n.workflows.importWorkflow({
			name: '대장 검증',
			nodes: [
				{ id: 'start', name: '시작', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
				{ id: 'verify', name: '검증', type: 'n8n-nodes-cityhall.noticeLedger', typeVersion: 1, position: [240, 0], parameters: { resource: 'ledger', operation: 'verify' }, credentials: { cityhallLedgerApi: { name: '발송 대장' } } },
			],
			connections: { 시작: { main: [[{ node: '검증', type: 'main', index: 0 }]] } },
			settings: { executionOrder: 'v1', saveManualExecutions: true },
		});
		const run = await this.n8n.workflows.waitForExecution(await this.n8n.workflows.runWorkflow(id, '시작'), 60_000);
		return run.items('검증')[0] ?? {};
	}

	/** Numbers of the documents in the drafts folder. */
	draftIds(): string[] {
		return readdirSync(this.drafts).filter((name) => name.startsWith('D-')).sort();
	}

	/** Files that n8n keeps; looked for again where it deletes a folder meanwhile. */
	memory(): string[] {
		for (let tries = 0; ; tries++) {
			try {
				return [...filesBelow(this.n8n.userFolder, isProgram)];
			} catch (error) {
				if (tries === 5) throw error;
			}
		}
	}

	async close(): Promise<void> {
		await this.model.close();
	}
}
