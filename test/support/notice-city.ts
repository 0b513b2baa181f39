import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';

import { Ledger } from '../../lib/ledger/ledger';
import { SqliteStore } from '../../lib/ledger/sqlite-store';
import { parseKey } from '../../lib/privacy/keys';
import { SealBox } from '../../lib/privacy/seal';
import type { ReceiptRow, SourceSummary } from '../../lib/revenue/receipt';
import { BmsFeed } from '../../nodes/BmsFeed/BmsFeed.node';
import { BmsFeedTrigger } from '../../nodes/BmsFeed/BmsFeedTrigger.node';
import { BusAnalysis } from '../../nodes/BusAnalysis/BusAnalysis.node';
import { BusinessDayTrigger } from '../../nodes/BusinessDayTrigger/BusinessDayTrigger.node';
import { DocumentDraft } from '../../nodes/DocumentDraft/DocumentDraft.node';
import { DocumentDraftTrigger } from '../../nodes/DocumentDraft/DocumentDraftTrigger.node';
import { ExemptionSelector } from '../../nodes/ExemptionSelector/ExemptionSelector.node';
import { NoticeDesk } from '../../nodes/NoticeDesk/NoticeDesk.node';
import { NoticeLedger } from '../../nodes/NoticeLedger/NoticeLedger.node';
import { RevenueSystem } from '../../nodes/RevenueSystem/RevenueSystem.node';
import { SmsGateway } from '../../nodes/SmsGateway/SmsGateway.node';
import { SmsResultTrigger } from '../../nodes/SmsGateway/SmsResultTrigger.node';
import { startSolapi, type SolapiOptions, type SolapiSimulator } from '../../sandbox/sms/solapi.mts';
import { type RunSetup, runWorkflow, type WorkflowJson } from './engine';

/** A Monday, the first working day of its week, within the sending hours. */
export const MONDAY_9 = '2026-11-23T09:10:00+09:00';
export const CAMPAIGN = 'vehicle-exemption-weekly';
export const RUN_ID = `${CAMPAIGN}/2026-W47`;

export const OUR_NODES = [RevenueSystem, ExemptionSelector, NoticeLedger, SmsGateway, SmsResultTrigger, BusinessDayTrigger, NoticeDesk, BmsFeed, BmsFeedTrigger, BusAnalysis, DocumentDraft, DocumentDraftTrigger];

const SOLAPI_KEYS = { apiKey: 'NCSNODETESTS0001', apiSecret: 'NODETESTSNODETESTSNODETESTS00001', sender: '0310002114' };
const base64Key = () => randomBytes(32).toString('base64');

/** A temporary folder with a ledger and keys, and a pretend gateway where one is asked for. */
export class NoticeCity {
	readonly folder = mkdtempSync(join(tmpdir(), 'cityhall-nodes-'));
	readonly ledgerPath = join(this.folder, 'ledger.sqlite');
	readonly ledgerKey = base64Key();
	private readonly personal = { keyId: 'test', key: base64Key(), fingerprintKey: base64Key(), olderKeys: '' };
	readonly seals = new SealBox({ keyId: 'test', key: parseKey(this.personal.key, '키') });
	/** Business time of the ledger credential. */
	clock = MONDAY_9;
	leaseSeconds = 120;
	environment: 'live' | 'sandbox' = 'sandbox';
	/** Replaces values of a credential, by its type. */
	overrides: Record<string, ICredentialDataDecryptedObject> = {};
	private simulator: SolapiSimulator | undefined;

	static async start(options: Partial<SolapiOptions> = {}): Promise<NoticeCity> {
		const city = new NoticeCity();
		const { sender, ...keys } = SOLAPI_KEYS;
		city.simulator = await startSolapi({ accounts: [{ ...keys, balance: 1_000_000, senders: [sender] }], reportDelayMs: 0, ...options });
		return city;
	}

	get solapi(): SolapiSimulator {
		if (!this.simulator) throw new Error('this city was started without a gateway');
		return this.simulator;
	}

	credentials(): Record<string, ICredentialDataDecryptedObject> {
		const all: Record<string, ICredentialDataDecryptedObject> = {
			cityhallLedgerApi: {
				path: this.ledgerPath,
				ledgerKey: this.ledgerKey,
				leaseSeconds: this.leaseSeconds,
				environment: this.environment,
				testClock: this.clock,
			},
			cityhallPersonalDataKeyApi: this.personal,
			cityhallSolapiApi: { ...SOLAPI_KEYS, baseUrl: this.simulator?.url ?? 'http://127.0.0.1:9', caPem: '' },
		};
		return Object.fromEntries(Object.entries(all).map(([type, values]) => [type, { ...values, ...this.overrides[type] }]));
	}

	/** Runs a workflow with all our nodes and this city's credentials. */
	run(workflow: WorkflowJson, setup: Partial<RunSetup> = {}) {
		executions += 1;
		return runWorkflow({ workflow, nodes: OUR_NODES, credentials: this.credentials(), executionId: String(executions), ...setup });
	}

	/** The same ledger, for looking and for setting the scene. */
	async withLedger<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
		const ledger = new Ledger(SqliteStore.at(this.ledgerPath), {
			key: parseKey(this.ledgerKey, '대장 키'),
			clock: { now: () => this.clock, nowMs: Date.now },
			leaseMs: this.leaseSeconds * 1000,
		});
		try {
			return await work(ledger);
		} finally {
			await ledger.dispose();
		}
	}

	/** Everything in the ledger's files. */
	ledgerBytes(): string {
		return ['', '-wal'].map((suffix) => readIfThere(`${this.ledgerPath}${suffix}`)).join('');
	}

	/** A decided receipt whose personal values are really sealed, as the Revenue System node gives it out. */
	receipt(n: number, changes: Partial<ReceiptRow> = {}): ReceiptRow {
		const receiptKey = changes.receiptKey ?? `4115000-2026-${String(n).padStart(6, '0')}`;
		const recipientOrdinal = changes.recipientOrdinal ?? 1;
		const seal = (field: 'name' | 'phone' | 'address' | 'plate', plain: string) =>
			this.seals.field(plain, { field, receiptKey, recipientOrdinal });
		const person = personOf(n);
		return {
			receiptKey,
			receivingOffice: '4115000',
			receiptNo: `2026-${String(n).padStart(6, '0')}`,
			receivedOn: '2026-11-17',
			appearedOn: '2026-11-17',
			status: 'decided',
			category: 'twoChildren',
			reductionCode: 'R22B2',
			legalBasis: '지방세특례제한법 제22조의2제2항',
			acquiredOn: '2026-11-12',
			registeredOn: '2026-11-16',
			replacement: false,
			taxpayerType: 'person',
			coOwned: false,
			computedTax: 2_100_000,
			reliefAmount: 700_000,
			noticeMethod: null,
			electronicRequestedOn: null,
			recipientOrdinal,
			recipientRole: 'taxpayer',
			relation: null,
			minor: false,
			name: seal('name', person.name),
			phone: seal('phone', person.phone),
			address: seal('address', person.address),
			plate: seal('plate', person.plate),
			phoneKind: 'mobile',
			phoneOwner: 'taxpayer',
			phoneSharedBy: 1,
			phoneFingerprint: `fp-${n}`,
			plateFingerprint: `plate-${n}`,
			personFingerprint: `pp-${n}`,
			sourceName: 'REST',
			sourceRow: n,
			...changes,
		};
	}

	async close(): Promise<void> {
		await this.simulator?.close();
		rmSync(this.folder, { recursive: true, force: true });
	}
}

let executions = 1000;

function readIfThere(path: string): string {
	try {
		return readFileSync(path, 'latin1');
	} catch {
		return '';
	}
}

/** The planted person of receipt `n`; nothing of it may show in an output, an error or the ledger. */
export function personOf(n: number) {
	const digits = String(n).padStart(4, '0');
	return { name: `남궁심은${n}`, phone: `0107391${digits}`, address: `경기도 의정부시 심은로 ${n}번길 77`, plate: `12가${digits}` };
}

/** What of these people can be read in the text; empty is the only good answer. */
export function personalIn(text: string, ...numbers: number[]): string[] {
	const latin = Buffer.from(text, 'utf8').toString('latin1');
	return numbers.flatMap((n) => {
		const { name, phone, address, plate } = personOf(n);
		const forms = [name, phone, `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`, address, plate];
		return forms.filter((form) => text.includes(form) || latin.includes(Buffer.from(form, 'utf8').toString('latin1')));
	});
}

export function summaryOf(rows: readonly ReceiptRow[], changes: Partial<SourceSummary> = {}): SourceSummary {
	const receipts = new Map(rows.map((row) => [row.receiptKey, row]));
	const total = { count: receipts.size, reliefSum: [...receipts.values()].reduce((sum, row) => sum + (row.reliefAmount ?? 0), 0) };
	return {
		sourceKind: 'rest',
		sourceNames: ['REST'],
		periodFrom: '2026-09-07',
		periodTo: '2026-11-22',
		controlTotal: total,
		read: total,
		matches: true,
		fileHashes: [],
		contentHash: null,
		mappingVersion: '',
		problems: [],
		...changes,
	};
}

export const asItems = (values: readonly object[]): INodeExecutionData[] => values.map((json) => ({ json: { ...json } as IDataObject }));

/** A node of ours on the canvas. */
export const ours = (name: string, type: string, parameters: IDataObject, extra: object = {}) => ({
	name,
	type: `n8n-nodes-cityhall.${type}`,
	parameters: parameters as WorkflowJson['nodes'][number]['parameters'],
	...extra,
});

export const CONTACT = { organisation: '의정부시', department: '세정과', phone: '031-828-2114', hours: '평일 09:00~18:00' };

/** Selector parameters of a flow without a trigger. */
export const SELECTOR = { ...CONTACT, today: '2026-11-23', periodFrom: '2026-11-16', periodTo: '2026-11-22' };

/** Nothing but an unusual number needs a person. */
export const NO_APPROVAL = { firstRuns: 0, onChange: false };

export const PREPARE = {
	resource: 'run',
	operation: 'prepare',
	campaign: CAMPAIGN,
	period: '2026-W47',
	from: '2026-11-16',
	to: '2026-11-22',
	startDate: '2026-11-01',
	approvalRules: NO_APPROVAL,
};

/** A stand-in for the Revenue System node: receipts on the first output, the summary on the second. */
export function sourceNode(rows: readonly ReceiptRow[], summary: SourceSummary | null): INodeType {
	return {
		description: {
			displayName: 'source',
			name: 'source',
			group: ['transform'],
			version: 1,
			description: 'source',
			defaults: { name: 'source' },
			inputs: ['main'],
			outputs: ['main', 'main'],
			properties: [],
		},
		execute: () => Promise.resolve([asItems(rows), summary ? asItems([summary]) : []]),
	};
}

/** Source → selector → prepare, wired as in the shipped workflow. Name nodes in `after` to continue from output 준비됨. */
export function prepareFlow(prepare: IDataObject = {}, selector: IDataObject = {}, after: ReturnType<typeof ours>[] = []): WorkflowJson {
	const to = (node: string, index = 0) => [{ node, type: 'main' as const, index }];
	const [first] = after;
	return {
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{ name: '원천', type: 'test.source' },
			ours('선별', 'exemptionSelector', { ...SELECTOR, ...selector }),
			ours('준비', 'noticeLedger', { ...PREPARE, ...prepare }),
			...after,
		],
		connections: {
			Start: { main: [to('원천')] },
			원천: { main: [to('선별'), to('준비', 3)] },
			선별: { main: [to('준비', 0), to('준비', 1), to('준비', 2)] },
			...(first ? { 준비: { main: [to(first.name)] } } : {}),
			...Object.fromEntries(after.flatMap((node, i) => (after[i + 1] ? [[node.name, { main: [to(after[i + 1]?.name ?? '')] }]] : []))),
		},
	};
}

/** Reads, decides and prepares the rows into the ledger. */
export function prepareRun(city: NoticeCity, rows: readonly ReceiptRow[], changes: { prepare?: IDataObject; selector?: IDataObject; summary?: Partial<SourceSummary>; flow?: WorkflowJson } = {}) {
	return city.run(changes.flow ?? prepareFlow(changes.prepare, changes.selector), {
		otherNodes: { 'test.source': sourceNode(rows, summaryOf(rows, changes.summary)) },
	});
}

/** Parameters of 문자 발송 by operation. */
export const SMS_RESOURCES: Readonly<Record<string, string>> = { getResults: 'result', check: 'account' };
