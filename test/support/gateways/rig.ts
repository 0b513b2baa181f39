import type { Gateway, GatewayId } from '../../../lib/sms/gateway';
import type { FaultRule } from '../../../sandbox/sms/shared/faults.mts';
import type { Delivery } from '../../../sandbox/sms/shared/oracle.mts';
import type { CallRecord } from '../../../sandbox/sms/shared/vendor-server.mts';

export type { CallRecord, Delivery, FaultRule };

/** The sender number that is registered in every rig's account, and one that is not. */
export const SENDER = '0310000000';
export const UNREGISTERED_SENDER = '0319999999';
/** The secret of every rig's account; no error may show it, nor the wrong one. */
export const SECRET = 'rig-secret-0123456789';
export const WRONG_SECRET = 'rig-wrong-secret-9876';
/** Title of long texts. */
export const SUBJECT = '감면 안내';

export interface RigOptions {
	faults?: FaultRule[];
	/** From hand-over to the carriers' reports; default an hour, so that a test brings them by `flush`. */
	reportDelayMs?: number;
	/** Of the gateway's calls; default 5,000. */
	timeoutMs?: number;
	seed?: number;
}

/** Another client of the same vendor. */
export interface RigWish {
	secret?: 'wrong';
	sender?: 'unregistered';
	timeoutMs?: number;
	/** In place of the simulator's own address: a wrong host, or a TLS door before it. HTTP vendors only. */
	baseUrl?: string;
	caPem?: string;
}

/** A vendor's gateway beside its simulator, running. */
export interface RunningRig {
	/** Signs in correctly, with the registered sender number. */
	gateway: Gateway;
	with(wish: RigWish): Gateway;
	/** The simulator's address; null where the gateway is no HTTP service. */
	url: string | null;
	/** What phones received. */
	deliveries(): Delivery[];
	/** The simulator's step names: handing over, listing, account. */
	steps: { submit: string; find: string; account: string };
	faults(rules: FaultRule[]): void;
	calls(): CallRecord[];
	/** Brings reports and schedules forward to now. */
	flush(): Promise<void>;
	/** The balance (quota) is gone from now on; absent where the vendor has none. */
	emptyAccount?(): void;
	close(): Promise<void>;
}

export interface GatewayRig {
	id: GatewayId;
	/** Where a gateway has several rigs; default its id. */
	name?: string;
	/** Faults that make no sense for this vendor (a database has no web page); the suite leaves them out. */
	unknownFaults?: ReadonlyArray<FaultRule['fault']>;
	start(options?: RigOptions): Promise<RunningRig>;
}
