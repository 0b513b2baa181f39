import { RemoteError } from '../errors';
import { withRetry } from '../http/with-retry';
import type { RunLease } from '../ledger/types';
import { type DirectGateway, type GroupGateway, isDirect, type ListedMessage } from './gateway';
import type { ResultPorts } from './results';

type Ports<G> = Omit<ResultPorts, 'gateway'> & { gateway: G };

/**
 * Adopts texts of the leased run that are out though the ledger does not know (it may have been put back from a backup):
 * looks for them at the gateway since `fromMs` (epoch ms). A gateway that cannot be searched by our key adopts nothing;
 * there the witness tells of a restored ledger. Returns how many notices were adopted.
 */
export async function adoptForgotten(ports: ResultPorts, lease: RunLease, fromMs: number): Promise<number> {
	const { gateway, retry, retryPorts, signal } = ports;
	if (isDirect(gateway)) return gateway.capabilities.clientKey ? await adoptFound({ ...ports, gateway }, lease, fromMs) : 0;
	const listed = await withRetry(() => gateway.messagesSince(fromMs, signal), retry, retryPorts, signal);
	return await adoptGroups({ ...ports, gateway }, lease, listed);
}

/** What a direct gateway has it was told to send. Batches in doubt are left to their own recovery. */
async function adoptFound(ports: Ports<DirectGateway>, lease: RunLease, fromMs: number): Promise<number> {
	const { ledger, gateway, retry, retryPorts, signal } = ports;
	const keys = await ledger.unsentKeys(lease.runId);
	if (keys.length === 0) return 0;
	const refs = keys.map((noticeKey) => ({ noticeKey, attempt: 1 }));
	const found = await withRetry(() => gateway.search(refs, fromMs, signal), retry, retryPorts, signal);
	return await ledger.adopt(lease, gateway.id, gateway.account, found.filter(({ refused }) => !refused));
}

/**
 * Adopts messages at the gateway that the ledger takes for unsent notices of the leased run (it may have been put back
 * from a backup). A group that is not sent yet is deleted, so that it never will be. Groups that the run's batches know
 * of are left to the batches' own recovery. Returns how many notices were adopted.
 */
async function adoptGroups(
	ports: Ports<GroupGateway>,
	lease: RunLease,
	listed: readonly ListedMessage[],
): Promise<number> {
	const { ledger } = ports;
	const unsent = await ledger.unsentAmong(lease.runId, [...new Set(listed.map((message) => message.noticeKey))]);
	if (unsent.size === 0) return 0;
	const known = await ledger.knownGroups(lease.runId);
	const byGroup = Map.groupBy(
		listed.filter((message) => unsent.has(message.noticeKey) && !message.refused && !known.has(message.groupId)),
		(message) => message.groupId,
	);
	let adopted = 0;
	for (const [groupId, messages] of byGroup) adopted += await adoptGroup(ports, lease, groupId, messages);
	return adopted;
}

async function adoptGroup(
	ports: Ports<GroupGateway>,
	lease: RunLease,
	groupId: string,
	messages: readonly ListedMessage[],
): Promise<number> {
	const { ledger, gateway, signal, retry, retryPorts } = ports;
	let state = await withRetry(() => gateway.groupState(groupId, signal), retry, retryPorts, signal);
	if (state === 'pending') {
		const answer = await withRetry(() => gateway.deleteGroup(groupId, signal), retry, retryPorts, signal);
		if (answer === 'deleted') return 0;
		state = await withRetry(() => gateway.groupState(groupId, signal), retry, retryPorts, signal);
	}
	if (state === 'gone') return 0;
	if (state === 'missing' || state === 'pending') throw contradiction();
	// Of a group that the gateway gave up, only what reached a carrier is out.
	const out = state === 'failed' ? messages.filter((message) => message.state !== 'registered') : messages;
	return await ledger.adopt(lease, gateway.id, gateway.account, out);
}

const contradiction = () =>
	new RemoteError(
		'groupUnclear',
		'중계사의 발송 이력에는 있는 문자의 묶음을 중계사에서 확인할 수 없어 발송하지 않았습니다.',
		'잠시 뒤 다시 실행하시기 바랍니다. 계속되면 중계사에 발송 이력을 문의하시기 바랍니다.',
		{ outcome: 'unknown', retryable: true },
	);
