import { koreanTime } from '../../calendar/day';
import type { BatchView } from '../../ledger/batches';
import type { HandedNotice } from '../../ledger/hand-over';
import type { Ledger } from '../../ledger/ledger';
import type { BatchAtGateway, DirectGateway, ListedMessage, UnkeyedMessage } from '../gateway';

interface ListPorts {
	ledger: Ledger;
	gateway: DirectGateway;
	handOverMs: number;
	signal?: AbortSignal;
}

/**
 * The messages of a batch as its gateway lists them, each with the notice it belongs to. Where the gateway holds no key of
 * ours, number and text tell (by a keyed mark, so nothing is opened); what is known to belong to another batch is left out.
 */
export async function listBatch(
	ports: ListPorts,
	batch: BatchView,
	handed: readonly HandedNotice[],
): Promise<ListedMessage[]> {
	const asked = atGateway(ports, batch, handed);
	// Looking by time lists what others sent as well: only where the known calls leave somebody out.
	if (!ports.gateway.capabilities.clientKey && batch.requests.length > 0) {
		const known = await belonging(ports, batch, handed, await ports.gateway.find({ ...asked, knownCallsOnly: true }, ports.signal));
		if (known.length === handed.length) return known;
	}
	return await belonging(ports, batch, handed, await ports.gateway.find(asked, ports.signal));
}

async function belonging(
	ports: ListPorts,
	batch: BatchView,
	handed: readonly HandedNotice[],
	listed: ReadonlyArray<ListedMessage | UnkeyedMessage>,
): Promise<ListedMessage[]> {
	const ours = new Set(handed.map(({ noticeKey }) => noticeKey));
	const keyed: ListedMessage[] = [];
	const unkeyed: UnkeyedMessage[] = [];
	for (const message of listed) {
		if (!('noticeKey' in message)) unkeyed.push(message);
		else if (ours.has(message.noticeKey)) keyed.push(message);
	}
	return unkeyed.length === 0 ? keyed : [...keyed, ...(await recognise(ports.ledger, batch, handed, unkeyed))];
}

/** The batch as its gateway is asked about it. */
export function atGateway(
	{ handOverMs }: Pick<ListPorts, 'handOverMs'>,
	batch: BatchView,
	notices: ReadonlyArray<Pick<HandedNotice, 'noticeKey' | 'attempt'>>,
	requestIds: readonly string[] = batch.requests,
): BatchAtGateway {
	const fromMs = batch.sendingMs ?? Date.parse(batch.updatedAt);
	return { batchId: batch.id, requestIds, fromMs, untilMs: fromMs + handOverMs, notices: notices.map(({ noticeKey, attempt }) => ({ noticeKey, attempt })) };
}

async function recognise(
	ledger: Ledger,
	batch: BatchView,
	handed: readonly HandedNotice[],
	listed: readonly UnkeyedMessage[],
): Promise<ListedMessage[]> {
	const claimed = await ledger.messagesElsewhere(batch.id, listed.map(({ messageId }) => messageId));
	const since = koreanTime(new Date((batch.sendingMs ?? 0) - 86_400_000).toISOString()).toISO() ?? '';
	const foreign = await ledger.requestsElsewhere(batch, since);
	const own = new Set(batch.requests);
	const waiting = Map.groupBy(handed, ({ contentMark }) => contentMark ?? '');
	const found: ListedMessage[] = [];
	const candidates = listed
		.filter(({ messageId, groupId }) => !claimed.has(messageId) && (own.has(groupId) || !foreign.has(groupId)))
		.sort((a, b) => Number(own.has(b.groupId)) - Number(own.has(a.groupId)));
	for (const { to, text, ...message } of candidates) {
		const same = waiting.get(ledger.contentMark(to, text)) ?? [];
		const known = same.findIndex(({ messageId }) => messageId === message.messageId);
		const nameless = same.findIndex(({ messageId }) => messageId === null);
		const [notice] = same.splice(Math.max(0, known >= 0 ? known : nameless), 1);
		if (notice) found.push({ ...message, noticeKey: notice.noticeKey, attempt: notice.attempt });
	}
	return found;
}
