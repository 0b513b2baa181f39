import { connect, createServer, type Socket } from 'node:net';
import type { CallRecord } from '../shared/vendor-server.mts';
import type { Fault, FaultPlan } from '../shared/faults.mts';
import { HTML_ERROR_PAGE } from '../../shared/http.mts';
import type { Kind } from './tables.mts';

export type Step = 'submit' | 'find' | 'search' | 'cancel' | 'account';

export interface ProxyOptions {
	kind: Kind;
	target: { host: string; port: number };
	plan: FaultPlan;
	now: () => number;
	onCall: (record: CallRecord<Step>) => void;
	/** The fault of a hand-over that lies with the agent and not with the line. */
	onSubmit: (fault: Fault | null) => void;
}

export interface AgentProxy {
	port: number;
	close(): Promise<void>;
}

/** The line between a client and the agent's database. What a connection is for stands in the name it signs in with. */
const PURPOSE = /n8n-cityhall (submit|find|search|cancel|account)/;

/** A door before the database that cuts, delays or garbles a connection: a hand-over at its COMMIT, any other at once. */
export async function startProxy(options: ProxyOptions): Promise<AgentProxy> {
	const sockets = new Set<Socket>();
	const server = createServer((client) => {
		const upstream = connect(options.target.port, options.target.host);
		for (const socket of [client, upstream]) {
			sockets.add(socket);
			socket.setNoDelay(true);
			socket.on('error', () => undefined);
			socket.on('close', () => sockets.delete(socket));
		}
		new Line(client, upstream, options).open();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('not listening on a TCP port');
	return {
		port: address.port,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

class Line {
	private fault: Fault | null = null;
	private record: CallRecord<Step> | null = null;
	/** What the database answers is kept from the client. */
	private muted = false;
	private pace: Promise<void> = Promise.resolve();
	private answerDelayMs = 0;
	private held = false;
	private readonly client: Socket;
	private readonly upstream: Socket;
	private readonly options: ProxyOptions;

	constructor(client: Socket, upstream: Socket, options: ProxyOptions) {
		this.client = client;
		this.upstream = upstream;
		this.options = options;
	}

	open(): void {
		const { client, upstream } = this;
		client.on('data', (chunk) => (this.pace = this.pace.then(() => this.fromClient(chunk))));
		upstream.on('data', (chunk) => this.fromDatabase(chunk));
		client.on('close', () => void this.pace.then(() => upstream.end()));
		upstream.on('close', () => client.destroy());
	}

	private async fromClient(chunk: Buffer): Promise<void> {
		const text = chunk.toString('latin1');
		if (!this.record) {
			const step = PURPOSE.exec(text)?.[1] as Step | undefined;
			if (step !== undefined && (await this.begin(step))) return;
		} else if (this.record.step === 'submit' && /COMMIT/.test(text) && (await this.beforeCommit())) return;
		this.upstream.write(chunk);
	}

	/** True where the connection ends here. */
	private async begin(step: Step): Promise<boolean> {
		const { plan, now, onCall, onSubmit } = this.options;
		this.fault = plan.take(step);
		this.record = { step, at: now(), groupId: null, acted: false, fault: this.fault?.fault ?? null, status: null };
		onCall(this.record);
		if (step === 'submit') onSubmit(this.fault);
		const fault = this.fault?.fault;
		if (fault === '503' || fault === '429') {
			this.client.end(tooMany(this.options.kind));
			this.upstream.destroy();
			return true;
		}
		if (step === 'submit') return false;
		if (fault === 'dropBefore' || fault === 'acceptThenDrop' || fault === 'acceptThen503') return this.cut();
		if (fault === 'html') return this.garble();
		if (this.fault?.fault === 'slow') this.answerDelayMs = this.fault.ms;
		this.record.acted = true;
		return false;
	}

	private async beforeCommit(): Promise<boolean> {
		const { fault, record } = this;
		switch (fault?.fault) {
			case 'dropBefore':
				return this.cut();
			case 'html':
				if (!fault.acted) return this.garble();
				this.muted = true;
				break;
			case 'acceptThenDrop':
			case 'acceptThen503':
				this.muted = true;
				break;
			case 'slow':
				if (fault.acts === 'before') await new Promise((resolve) => setTimeout(resolve, fault.ms));
				else this.answerDelayMs = fault.ms;
				break;
			default:
		}
		if (record) record.acted = true;
		this.held = this.muted;
		return false;
	}

	private fromDatabase(chunk: Buffer): void {
		if (this.muted) {
			if (!this.held) return;
			this.held = false;
			if (this.fault?.fault === 'html') this.garble();
			else this.cut();
			return;
		}
		if (this.answerDelayMs > 0) setTimeout(() => this.client.write(chunk), this.answerDelayMs);
		else this.client.write(chunk);
	}

	private cut(): boolean {
		this.client.destroy();
		this.upstream.destroy();
		return true;
	}

	private garble(): boolean {
		this.muted = true;
		this.client.end(HTML_ERROR_PAGE);
		this.upstream.destroy();
		return true;
	}
}

/** The database's own refusal of one connection too many. */
function tooMany(kind: Kind): Buffer {
	if (kind === 'postgres') {
		const fields = Buffer.from('SFATAL\0VFATAL\0C53300\0Msorry, too many clients already\0\0', 'latin1');
		const head = Buffer.alloc(5, 'E');
		head.writeInt32BE(fields.length + 4, 1);
		return Buffer.concat([head, fields]);
	}
	const body = Buffer.concat([Buffer.from([0xff, 0x10, 0x04]), Buffer.from('#08004Too many connections', 'latin1')]);
	return Buffer.concat([Buffer.from([body.length, 0, 0, 2]), body]);
}
