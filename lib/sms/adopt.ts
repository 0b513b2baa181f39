import { RemoteError, ValidationError } from '../errors';
import { withRetry } from '../http/with-retry';
import type { RunLease } from '../ledger/types';
import type { BatchPorts } from './batch-ports';
import { type DirectGateway, type GroupGateway, isDirect, isKeyed, type ListedMessage, type UnkeyedMessage } from './gateway';
import type { ResultPorts } from './results';

/** Without `compose` what the gateway holds back without our key is left unrecognised: for looks that send nothing. */
type AdoptPorts = ResultPorts & Partial<Pick<BatchPorts, 'compose'>>;
type Ports<G> = Omit<AdoptPorts, 'gateway'> & { gateway: G };

/**
 * Adopts texts of the leased run that are out though the ledger does not know (it may have been put back from a backup):
 * looks for them at the gateway since `fromMs` (epoch ms). A gateway that cannot be searched by our key adopts nothing;
 * there the witness tells of a restored ledger. Returns how many notices were adopted.
 */
export async function adoptForgotten(ports: AdoptPorts, lease: RunLease, fromMs: number): Promise<number> {
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
	const keyed = found.filter(isKeyed).filter(({ refused }) => !refused);
	const told = new Set(keyed.map(({ noticeKey }) => noticeKey));
	const held = await recogniseHeld(ports, keys.filter((key) => !told.has(key)), found.filter((one): one is UnkeyedMessage => !isKeyed(one)));
	return await ledger.adopt(lease, gateway.id, gateway.account, [...keyed, ...held]);
}

/**
 * Of the texts that the gateway holds back until a scheduled time and that no batch of the ledger knows, those of unsent
 * notices: by number and text, for want of a key. One that goes to such a number with another text may be an earlier
 * wording of the same notice, so nothing is sent while it waits.
 * @throws ValidationError `reservationUnclear`
 */
async function recogniseHeld({ ledger, gateway, compose }: Ports<DirectGateway>, keys: readonly string[], listed: readonly UnkeyedMessage[]): Promise<ListedMessage[]> {
	if (!compose || listed.length === 0 || keys.length === 0) return [];
	const batches = await ledger.batchesOfRequests(gateway.id, listed.map(({ groupId }) => groupId));
	const calls = new Set(batches.flatMap(({ requests }) => requests));
	const known = await ledger.messagesElsewhere('', listed.map(({ messageId }) => messageId));
	const strange = listed.filter(({ groupId, messageId }) => !calls.has(groupId) && !known.has(messageId));
	if (strange.length === 0) return [];
	const found: ListedMessage[] = [];
	const left = new Set(strange);
	const numbers = new Set<string>();
	for (let start = 0; start < keys.length; start += COMPOSED_AT_ONCE) {
		const read = await Promise.all(keys.slice(start, start + COMPOSED_AT_ONCE).map(async (key) => await ledger.noticeToSend(key)));
		for (const [noticeKey, one] of await compose(read.filter((notice) => notice !== null))) {
			if (!one.ok) continue;
			const same = [...left].find(({ to, text }) => to === one.message.to && text === one.message.text);
			if (!same) numbers.add(one.message.to);
			else {
				left.delete(same);
				found.push({ ...same, noticeKey, attempt: Math.max(1, one.message.attempt) });
			}
		}
	}
	const unclear = [...left].filter(({ to }) => numbers.has(to)).length;
	if (unclear > 0) throw reservationUnclear(gateway.capabilities.name, unclear);
	return found;
}

const COMPOSED_AT_ONCE = 200;

const reservationUnclear = (name: string, count: number) =>
	new ValidationError(
		'reservationUnclear',
		`${name}에 이 대장이 모르는 예약 문자가 있고, 그 가운데 ${count}건이 이 회차에서 안내할 번호로 나갈 예정이어서 보내지 않았습니다. 대장이 예전 백업으로 되돌려졌을 수 있습니다.`,
		`${name} 콘솔의 예약 목록을 확인하여 이 회차의 안내이면 예약을 취소한 뒤 다시 실행하시기 바랍니다. 다른 업무의 예약이면 그 예약이 나간 뒤 다시 실행하시기 바랍니다.`,
	);

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
