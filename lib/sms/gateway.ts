import { RemoteError } from '../errors';
import type { MessageType } from './types';

/** A text as handed to a gateway; lives in memory only. */
export interface OutgoingMessage {
	/** Our own key (`noticeKey`), echoed by the gateway. */
	noticeKey: string;
	attempt: number;
	/** Digits only. */
	to: string;
	text: string;
	type: MessageType;
}

export interface MessageRefusal {
	statusCode: string;
	reason: string;
	/** The cause lies with the account (balance, sender number), not with this message: any other would be refused too. */
	blocksAccount: boolean;
}

/** How one message fared when it was added to a group. */
export interface AddedMessage {
	noticeKey: string;
	/** Set when the gateway refused this message; it will not be sent. */
	refusal: MessageRefusal | null;
}

/** A message as the gateway lists it. */
export interface ListedMessage {
	noticeKey: string;
	attempt: number;
	messageId: string;
	groupId: string;
	type: MessageType | null;
	/** `registered`: in its group, not (yet) handed to a carrier; says nothing about whether the group was sent. */
	state: 'registered' | 'accepted' | 'delivered' | 'failed';
	/** Refused when it was added: in the list, but never to be sent. */
	refused: boolean;
	statusCode: string;
	/** Korean; null unless failed or refused. */
	reason: string | null;
}

/**
 * `pending`: not sent, may still be; `sent`: handed over (on the way or done); `gone`: deleted, so never sent;
 * `missing`: the gateway does not know it; `failed`: the gateway gave up on it.
 */
export type GroupState = 'pending' | 'sent' | 'gone' | 'missing' | 'failed';

/** Whether the gateway itself (not something in between) says that it does not know the group, or not yet. */
export function isUnknownGroup(error: unknown): boolean {
	return error instanceof RemoteError && error.failure.status === 404 && error.failure.vendorCode !== undefined;
}

export interface GatewayAccount {
	balance: number;
	/** Registered sender numbers, digits only. */
	senders: string[];
}

/**
 * A text-message gateway (문자중계사업자) that collects messages in a group and sends the group once. All methods throw
 * `RemoteError`, whose `failure.outcome` says whether the call may have been acted upon.
 */
export interface GroupGateway {
	/** `solapi`, … */
	readonly id: string;
	/** Which account at the gateway; holds no secret. */
	readonly account: string;
	/** Messages that one group is given at most. */
	readonly groupSize: number;

	/** A new empty group; a second one does no harm. */
	createGroup(batchId: string, signal?: AbortSignal): Promise<string>;
	addMessages(groupId: string, messages: readonly OutgoingMessage[], signal?: AbortSignal): Promise<AddedMessage[]>;
	groupMessages(groupId: string, signal?: AbortSignal): Promise<ListedMessage[]>;
	groupState(groupId: string, signal?: AbortSignal): Promise<GroupState>;
	/** Sends a group; of two calls for one group only one takes effect, the other answers `alreadySent`. */
	sendGroup(groupId: string, signal?: AbortSignal): Promise<'sent' | 'alreadySent'>;
	/** Deletes an unsent group; `refused` when it is not unsent, `missing` when the gateway does not know it. */
	deleteGroup(groupId: string, signal?: AbortSignal): Promise<'deleted' | 'refused' | 'missing'>;
	/** Our messages created at the gateway since then (epoch ms). */
	messagesSince(fromMs: number, signal?: AbortSignal): Promise<ListedMessage[]>;
	checkAccount(signal?: AbortSignal): Promise<GatewayAccount>;
}
