import type { RetryPolicy, RetryPorts } from '../http/retry-policy';
import { withRetry } from '../http/with-retry';
import type { Ledger } from '../ledger/ledger';
import type { GroupGateway } from './gateway';

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
}

const CHUNK = 200;

/**
 * Asks the gateway for the delivery reports (전송 결과) of every group of the campaign that still waits for some, of
 * closed runs too: a report may come up to three days later.
 */
export async function collectResults(ports: ResultPorts, campaign: string): Promise<ResultReport> {
	const { ledger, gateway, signal } = ports;
	let changed = 0;
	for (const group of await ledger.pendingGroups(campaign)) {
		if (group.gateway !== gateway.id) continue;
		const listed = await withRetry(
			() => gateway.groupMessages(group.groupId, signal),
			ports.retry,
			ports.retryPorts,
			signal,
		);
		const reports = listed
			.filter((message) => !message.refused)
			.map(({ noticeKey, attempt, messageId, state, statusCode, reason }) => ({
				noticeKey,
				attempt,
				messageId,
				state,
				statusCode,
				reason,
			}));
		for (let start = 0; start < reports.length; start += CHUNK) {
			changed += await ledger.applyReports(reports.slice(start, start + CHUNK));
		}
	}
	const left = await ledger.pendingGroups(campaign);
	return { changed, pending: left.reduce((total, group) => total + group.pending, 0) };
}
