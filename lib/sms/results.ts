import { koreanTime } from '../calendar/day';
import type { RetryPolicy, RetryPorts } from '../http/retry-policy';
import { withRetry } from '../http/with-retry';
import { ADOPTED } from '../ledger/adoption';
import type { BatchView } from '../ledger/batches';
import type { Ledger } from '../ledger/ledger';
import type { DeliveryReport, PendingGroup } from '../ledger/results';
import { HAND_OVER_MS } from './batch-ports';
import { listBatch } from './direct/identify';
import { coversAccount, type Gateway, isDirect, isKeyed, isUnknownGroup, type ListedMessage } from './gateway';

export interface ResultPorts {
	ledger: Ledger;
	gateway: Gateway;
	retry: RetryPolicy;
	retryPorts: RetryPorts;
	/** As in sending; by default `HAND_OVER_MS`. */
	handOverMs?: number;
	signal?: AbortSignal;
}

export interface ResultReport {
	/** Notices whose state changed. */
	changed: number;
	/** Messages of this gateway still without a final report, of all runs of the campaign. */
	pending: number;
	/** The same of other gateways and of other accounts at this one: nobody asked them now. */
	pendingElsewhere: number;
	/** Groups that the gateway does not know (any more); their messages stay pending. */
	missingGroups: number;
	/** Texts given up in this call because no report came in time; now `unknown`. */
	expired: number;
	/** Long texts without a report for longer than a short one may take: a warning. */
	overdue: number;
	/** Korean: why texts that wait for a report lie still at the gateway (a stopped agent); empty where they do not. */
	standstill: string[];
}

const CHUNK = 200;
/** Carriers try a short text for up to 25 hours and a long one for up to 80. */
const SHORT_HOURS = 25;
const LONG_HOURS = 80;

/**
 * Asks the gateway for the delivery reports (전송 결과) of every group of the campaign that still waits for some, of
 * closed runs too: a report may come up to three days later.
 */
export async function collectResults(ports: ResultPorts, campaign: string): Promise<ResultReport> {
	const { ledger, gateway, signal } = ports;
	let changed = 0;
	let missingGroups = 0;
	for (const group of await ledger.pendingGroups(campaign)) {
		if (!isHere(gateway, group)) continue;
		const collected = await withRetry(async () => await collectBatch(ports, group), ports.retry, ports.retryPorts, signal);
		changed += collected.changed;
		if (collected.missing) missingGroups += 1;
	}
	const expired = await expire(ledger, campaign);
	const overdue = await ledger.overdueReports(campaign, hoursAgo(ledger, SHORT_HOURS));
	const left = await ledger.pendingGroups(campaign);
	const sum = (groups: readonly PendingGroup[]) => groups.reduce((total, group) => total + group.pending, 0);
	const here = left.filter((group) => isHere(gateway, group));
	const pending = sum(here);
	const standstill = pending === 0 || !gateway.standstill ? [] : await withRetry(async () => (await gateway.standstill?.(signal)) ?? [], ports.retry, ports.retryPorts, signal);
	return { changed, pending, pendingElsewhere: sum(left) - pending, missingGroups, expired, overdue, standstill };
}

/** A group gateway says itself that it does not know a group of another account; a direct one finds nothing, or fails. */
const isHere = (gateway: Gateway, group: Pick<PendingGroup, 'gateway' | 'account'>) =>
	group.gateway === gateway.id && (!isDirect(gateway) || coversAccount(gateway, group.account));

/**
 * Asks the gateway for the reports of one batch and takes them in. `missing`: it does not know the batch (any more).
 * @throws RemoteError
 */
export async function collectBatch(ports: ResultPorts, { batch }: Pick<PendingGroup, 'batch'>): Promise<{ changed: number; missing: boolean }> {
	const listed = await messagesOf(ports, batch);
	const reports = (listed ?? []).flatMap((message) => readReport(message, isDirect(ports.gateway)));
	let changed = 0;
	for (let start = 0; start < reports.length; start += CHUNK) {
		changed += await ports.ledger.applyReports(reports.slice(start, start + CHUNK));
	}
	return { changed, missing: listed === null };
}

/** After the gateway was asked once more. */
async function expire(ledger: Ledger, campaign: string): Promise<number> {
	const cutoffs = { short: hoursAgo(ledger, SHORT_HOURS), long: hoursAgo(ledger, LONG_HOURS) };
	for (let total = 0; ; ) {
		const expired = await ledger.expirePending(campaign, cutoffs, CHUNK);
		total += expired;
		if (expired < CHUNK) return total;
	}
}

/** By the business clock, which the ledger's own times follow too. */
const hoursAgo = (ledger: Ledger, hours: number) => koreanTime(ledger.now()).minus({ hours }).toISO() ?? '';

/** Null where the gateway does not know the group: one such group must not keep the others from being asked. */
async function messagesOf({ ledger, gateway, handOverMs = HAND_OVER_MS, signal }: ResultPorts, batch: BatchView): Promise<ListedMessage[] | null> {
	if (isDirect(gateway)) {
		const handed = await ledger.reportableNotices(batch.id);
		if (!batch.id.startsWith(ADOPTED)) return await listBatch({ ledger, gateway, handOverMs, signal }, batch, handed);
		return (await gateway.search(handed, Date.parse(batch.createdAt) - ADOPTED_REACH_MS, signal)).filter(isKeyed);
	}
	try {
		return await gateway.groupMessages(batch.groupId ?? '', signal);
	} catch (error) {
		if (isUnknownGroup(error)) return null;
		throw error;
	}
}

/** Adopted messages may be older than their batch by as much as a restored ledger had forgotten. */
const ADOPTED_REACH_MS = 80 * 86_400_000;

/**
 * `registered` is no report of a group, where it stands as well if the group was never sent; of a direct gateway it tells
 * that the text was handed over.
 */
function readReport({ noticeKey, attempt, messageId, state, statusCode, reason, kakao }: ListedMessage, direct: boolean): DeliveryReport[] {
	if (state !== 'registered') return [{ noticeKey, attempt, messageId, state, statusCode, reason, kakao }];
	return direct ? [{ noticeKey, attempt, messageId, state: 'accepted', statusCode, reason: null }] : [];
}
