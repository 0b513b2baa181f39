import { koreanTime } from '../calendar/day';
import type { RetryPolicy, RetryPorts } from '../http/retry-policy';
import { withRetry } from '../http/with-retry';
import type { Ledger } from '../ledger/ledger';
import type { DeliveryReport } from '../ledger/results';
import { type GroupGateway, isUnknownGroup, type ListedMessage } from './gateway';

export interface ResultPorts {
	ledger: Ledger;
	gateway: GroupGateway;
	retry: RetryPolicy;
	retryPorts: RetryPorts;
	signal?: AbortSignal;
}

export interface ResultReport {
	/** Notices whose state changed. */
	changed: number;
	/** Messages still without a final report, of all runs of the campaign. */
	pending: number;
	/** Groups that the gateway does not know (any more); their messages stay pending. */
	missingGroups: number;
	/** Texts given up in this call because no report came in time; now `unknown`. */
	expired: number;
	/** Texts without a report for longer than a short one may take: a warning. */
	overdue: number;
}

const CHUNK = 200;
/** Carriers try a short text for up to 25 hours and a long one for up to 80. */
const OVERDUE_HOURS = 25;
const EXPIRED_HOURS = 80;

/**
 * Asks the gateway for the delivery reports (전송 결과) of every group of the campaign that still waits for some, of
 * closed runs too: a report may come up to three days later.
 */
export async function collectResults(ports: ResultPorts, campaign: string): Promise<ResultReport> {
	const { ledger, gateway, signal } = ports;
	let changed = 0;
	let missingGroups = 0;
	for (const group of await ledger.pendingGroups(campaign)) {
		if (group.gateway !== gateway.id) continue;
		const listed = await withRetry(() => messagesOf(ports, group.groupId), ports.retry, ports.retryPorts, signal);
		if (listed === null) missingGroups += 1;
		const reports = (listed ?? []).flatMap(readReport);
		for (let start = 0; start < reports.length; start += CHUNK) {
			changed += await ledger.applyReports(reports.slice(start, start + CHUNK));
		}
	}
	const expired = await expire(ledger, campaign);
	const overdue = await ledger.overdueReports(campaign, hoursAgo(ledger, OVERDUE_HOURS));
	const left = await ledger.pendingGroups(campaign);
	return { changed, pending: left.reduce((total, group) => total + group.pending, 0), missingGroups, expired, overdue };
}

/** After the gateway was asked once more. */
async function expire(ledger: Ledger, campaign: string): Promise<number> {
	const cutoff = hoursAgo(ledger, EXPIRED_HOURS);
	for (let total = 0; ; ) {
		const expired = await ledger.expirePending(campaign, cutoff, CHUNK);
		total += expired;
		if (expired < CHUNK) return total;
	}
}

/** By the business clock, which the ledger's own times follow too. */
const hoursAgo = (ledger: Ledger, hours: number) => koreanTime(ledger.now()).minus({ hours }).toISO() ?? '';

/** Null where the gateway does not know the group: one such group must not keep the others from being asked. */
async function messagesOf({ gateway, signal }: ResultPorts, groupId: string): Promise<ListedMessage[] | null> {
	try {
		return await gateway.groupMessages(groupId, signal);
	} catch (error) {
		if (isUnknownGroup(error)) return null;
		throw error;
	}
}

/** `registered` is no report: it stands as well in a group that was never sent. */
function readReport({ noticeKey, attempt, messageId, state, statusCode, reason }: ListedMessage): DeliveryReport[] {
	return state === 'registered' ? [] : [{ noticeKey, attempt, messageId, state, statusCode, reason }];
}
