import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedBusFlow } from '../../sandbox/demo/bus.mts';
import { generateDay } from '../../sandbox/transit/generate-day.mts';
import type { DayOptions } from '../../sandbox/transit/generate-day.mts';
import { startSftpFeed } from '../../sandbox/transit/feeds/sftp-feed.mts';
import type { SftpFeed } from '../../sandbox/transit/feeds/sftp-feed.mts';
import type { Truth } from '../../sandbox/transit/truth.mts';
import type { ExecutionDetail, WorkflowNode } from '../../sandbox/n8n/workflows.mts';
import type { TestN8n } from './n8n';

const RUN_MS = 180_000;
const TAPS_FILE = /^TB_KTS_DWTCD/;

/** Taps come on time and whole; tests that want rows of the day before say so. */
const ON_TIME = { otherDay: 0 };

export interface BusOfficeOptions {
	source: 'sftp' | 'folder';
	/** What the office changes on the daily flow's nodes, after the source and the hours are set. */
	edit?: (node: WorkflowNode) => void;
}

/** An office with the shipped bus flows in its n8n, and the settlement firm that delivers to it. */
export class BusOffice {
	readonly folders: { inbox: string; raw: string; lake: string; reports: string; masters: string };
	dailyId = '';
	private deliveries = 0;

	private constructor(
		readonly n8n: TestN8n,
		readonly sftp: SftpFeed | null,
	) {
		const at = (name: string): string => {
			const path = join(n8n.folder, name);
			mkdirSync(path, { recursive: true });
			return path;
		};
		this.folders = { inbox: at('bms-inbox'), raw: at('bus-raw'), lake: join(n8n.folder, 'bus-lake'), reports: at('bus-reports'), masters: at('bus-masters') };
	}

	/** Credentials made, the daily flow imported and not yet active: its hours are so that this machine's clock does not matter. */
	static async open(n8n: TestN8n, { source, edit = () => undefined }: BusOfficeOptions): Promise<BusOffice> {
		const office = new BusOffice(n8n, source === 'sftp' ? await startSftpFeed() : null);
		await n8n.workflows.createCredential('cityhallTransitKeyApi', '교통카드 가명처리 키', { key: randomBytes(32).toString('base64') });
		if (office.sftp) {
			const { host, port, username, privateKey, hostFingerprint } = office.sftp;
			const data = { host, port, username, authentication: 'privateKey', privateKey, passphrase: '', hostFingerprint, acceptAnyHostKey: false };
			await n8n.workflows.createCredential('cityhallBmsSftpApi', '교통카드 자료 SFTP', data);
		}
		office.dailyId = await office.add('daily-bus-analysis.json', (node) => {
			office.takeFromSource(node);
			if (node.type.endsWith('bmsFeedTrigger')) Object.assign(node.parameters, { stableSeconds: 1, firstAttempt: '00:00', lateAt: '' });
			edit(node);
		});
		return office;
	}

	/** Where deliveries of the settlement firm appear. */
	get outbound(): string {
		return this.sftp?.folder ?? this.folders.inbox;
	}

	/** A day's files at the settlement firm, those of them that `sent` lets through; what is really in them comes back. */
	deliver(day: string, options: Partial<DayOptions> = {}, sent: (name: string) => boolean = (name) => TAPS_FILE.test(name)): Truth & { folder: string } {
		const { folder, ...truth } = this.generate(day, options);
		for (const name of readdirSync(folder)) if (sent(name)) copyFileSync(join(folder, name), join(this.outbound, name));
		return { ...truth, folder };
	}

	/** A day's files in a folder that nobody sees yet. */
	generate(day: string, { dirt, ...options }: Partial<DayOptions> = {}): Truth & { folder: string } {
		const folder = join(this.n8n.folder, 'generated', `${++this.deliveries}`);
		return { ...generateDay({ folder, day, taps: 3_000, ...options, dirt: { ...ON_TIME, ...dirt } }), folder };
	}

	/** Another shipped flow with this office's folders in it; returns its id. */
	async add(file: string, edit: (node: WorkflowNode) => void = () => undefined): Promise<string> {
		return await this.n8n.workflows.importWorkflow(shippedBusFlow(file, this.folders, edit));
	}

	/** The trigger looks at once: it does so whenever the flow is published. */
	async look(): Promise<void> {
		await this.n8n.workflows.deactivate(this.dailyId);
		await this.n8n.workflows.activate(this.dailyId);
	}

	/** The executions of the daily flow that `act` leads to, up to `count`, oldest first. */
	async runsAfter(act: () => Promise<void>, count = 1): Promise<ExecutionDetail[]> {
		const known = await this.runIds();
		await act();
		const runs: ExecutionDetail[] = [];
		while (runs.length < count) {
			const next = await this.n8n.workflows.waitForNextExecution(this.dailyId, [...known, ...runs.map(({ id }) => id)], RUN_MS);
			runs.push(next);
		}
		return runs;
	}

	async runIds(): Promise<string[]> {
		return (await this.n8n.workflows.executions(this.dailyId)).map(({ id }) => id);
	}

	/** Runs a flow from a trigger of its, to its end. */
	async run(workflowId: string, trigger: string): Promise<ExecutionDetail> {
		return await this.n8n.workflows.waitForExecution(await this.n8n.workflows.runWorkflow(workflowId, trigger), RUN_MS);
	}

	/** The lake's only truth, byte by byte. */
	manifest(): string {
		const file = join(this.folders.lake, 'manifest.json');
		return existsSync(file) ? readFileSync(file, 'utf8') : '';
	}

	/** Service dates of which the lake has taps. */
	daysInLake(): string[] {
		return Object.keys((JSON.parse(this.manifest()) as { days: Record<string, unknown> }).days).sort();
	}

	private takeFromSource(node: WorkflowNode): void {
		if (node.parameters['source'] !== 'sftp') return;
		if (this.sftp) {
			node.parameters['remoteFolder'] = this.sftp.folder;
			return;
		}
		Object.assign(node.parameters, { source: 'folder', dropFolder: this.folders.inbox });
		delete node.credentials;
	}

	async close(): Promise<void> {
		await this.sftp?.close();
	}
}

/** The Korean calendar day so many days before today. */
export function koreanDayBefore(days: number, now = new Date()): string {
	return new Date(now.getTime() + 9 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);
}
