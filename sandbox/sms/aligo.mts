import { ENDPOINTS, type Endpoint, type Step } from './aligo/endpoints.mts';
import { readForm } from './aligo/form.mts';
import { type Account, Platform } from './aligo/platform.mts';
import { refusals, Refused } from './aligo/words.mts';
import type { FaultRule } from './shared/faults.mts';
import { Oracle, type Delivery } from './shared/oracle.mts';
import { startVendorServer, type VendorAnswer, type VendorCall, type VendorServer } from './shared/vendor-server.mts';

export type { Step } from './aligo/endpoints.mts';

export interface AligoOptions {
	/** 0 (default) takes a free port. */
	port?: number;
	host?: string;
	accounts: Account[];
	/** From sending to the carriers' reports; default 200. */
	reportDelayMs?: number;
	faults?: Array<FaultRule<Step>>;
	/** Decides drawn faults, refused messages and carrier failures. */
	seed?: number | string;
	/** Share of ordinary numbers that carriers fail (default 0). Numbers with a fixed outcome: `shared/carrier.mts`. */
	carrierFailureRate?: number;
	onDelivery?: (delivery: Delivery) => void;
	/** The vendor's clock, epoch ms. */
	now?: () => number;
	/** The clock of the phones, where a demo pretends another hour; default the vendor's. */
	handsetNow?: () => number;
}

export interface AligoSimulator extends VendorServer<Step> {
	/** What may still be sent, by kind. */
	credit(key: string): Account['credit'];
	setCredit(key: string, credit: Account['credit']): void;
}

/**
 * A pretend Aligo: forms in, 200 with a negative `result_code` out, `?` for characters outside EUC-KR, no key of the client
 * anywhere. As its users report, `result_code` comes now as a number, now as text.
 */
export async function startAligo(options: AligoOptions): Promise<AligoSimulator> {
	const now = options.now ?? Date.now;
	const seed = options.seed ?? 1;
	const oracle = new Oracle();
	if (options.onDelivery) oracle.subscribe(options.onDelivery);
	const accounts = options.accounts.map((account) => ({ ...account, credit: { ...account.credit }, senders: account.senders.map((sender) => sender.replaceAll('-', '')) }));
	const platform = new Platform(accounts, oracle, {
		seed,
		reportDelayMs: options.reportDelayMs ?? 200,
		failureRate: options.carrierFailureRate ?? 0,
		now,
		handsetNow: options.handsetNow ?? now,
	});
	let answers = 0;
	const result = (code: number, message: string, rest: Record<string, unknown> = {}) => ({ result_code: ++answers % 2 === 0 ? code : String(code), message, ...rest });

	function act(endpoint: Endpoint, { headers, body, fault, asOf }: VendorCall): VendorAnswer {
		try {
			const form = readForm(headers['content-type'], body ?? '');
			const account = accounts.find(({ key, userId }) => key === form.get('key') && userId === (form.get('user_id') ?? form.get('userid')));
			if (!account) throw refusals.key();
			const answer = endpoint.act(platform, { account, form, fault, asOf, now: now() });
			return { status: 200, body: result(1, 'success', answer), groupId: 'msg_id' in answer ? String(answer.msg_id) : (form.get('mid') ?? null) };
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			return { status: 200, body: result(error.code, error.message), acted: false };
		}
	}

	const server = await startVendorServer<Step>({
		port: options.port,
		host: options.host,
		faults: options.faults,
		seed,
		now,
		bodyLimitBytes: 15 * 1024 * 1024,
		endpoints: ENDPOINTS.map((endpoint) => ({ method: 'POST', path: endpoint.path.replace(/\/$/, ''), step: endpoint.step, act: (call) => act(endpoint, call) })),
		oracle,
		errorBody: (_status, message) => ({ message }),
		flush: () => platform.flush(),
		reset: () => platform.reset(),
		stop: () => platform.stop(),
		summary: () => ({ requests: platform.calls.length }),
	});
	return {
		...server,
		credit: (key) => ({ ...(accounts.find((account) => account.key === key)?.credit ?? { SMS: 0, LMS: 0 }) }),
		setCredit: (key, credit) => {
			for (const account of accounts) if (account.key === key) Object.assign(account.credit, credit);
		},
	};
}
