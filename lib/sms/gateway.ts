import { RemoteError } from '../errors';
import type { MessageType } from './types';

/** The gateways (문자중계사업자) there are. */
export const GATEWAY_IDS = ['solapi', 'nhn', 'sens', 'aligo', 'agent'] as const;
export type GatewayId = (typeof GATEWAY_IDS)[number];

/** What a gateway can do; everything that sending does differently by vendor hangs on this and on nothing else. */
export interface GatewayCapabilities {
	/** Korean name for people. */
	name: string;
	/** `group`: collected first, then sent by one call that can be repeated; `direct`: sent by the call that hands it over. */
	flow: 'group' | 'direct';
	/** Messages that one batch holds at most. */
	batchSize: number;
	/** Whether our key lies at the gateway and its messages can be found by it; without, only by number and text. */
	clientKey: boolean;
	/**
	 * That a message is not found proves that it was never sent, once looked for so long (ms) after the last moment at
	 * which a call could have begun; null where that proves nothing and a person decides.
	 */
	absenceProofMs: number | null;
	/** Scheduled sending (예약), with its limits; null where there is none. */
	schedule: { atLeastMinutes: number; atMostDays: number } | null;
	/** Whether a scheduled batch can be cancelled. */
	cancel: boolean;
	/** Whether the gateway can push delivery reports beside being asked for them. */
	webhook: boolean;
	/** AlimTalk (알림톡) with the gateway's own fallback to text. */
	kakao: boolean;
	/** Longest title of a long message, in CP949 bytes. */
	subjectBytes: number;
	/** How strong its proof of exactly-once is, as the field rates it (A … C-). */
	grade: 'A' | 'B+' | 'C' | 'C-';
}

/** AlimTalk (알림톡) of one text: the registered template with its values; the gateway falls back to the text itself. */
export interface KakaoMessage {
	templateCode: string;
	/** By placeholder name, without `#{}`. */
	variables: Record<string, string>;
}

/** A text as handed to a gateway; lives in memory only. */
export interface OutgoingMessage {
	/** Our own key (`noticeKey`), echoed by the gateway. */
	noticeKey: string;
	attempt: number;
	/** Digits only. */
	to: string;
	text: string;
	type: MessageType;
	kakao?: KakaoMessage;
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
	/** Delivered as AlimTalk (알림톡) by Kakao, so that its text did not go out. */
	kakao?: boolean;
}

/** A message as a gateway lists it that holds no key of ours. */
export interface UnkeyedMessage extends Omit<ListedMessage, 'noticeKey' | 'attempt'> {
	/** Digits only. */
	to: string;
	/** As it was asked for. */
	text: string;
}

/** Whether a listed message holds our key. */
export const isKeyed = (message: ListedMessage | UnkeyedMessage): message is ListedMessage => 'noticeKey' in message;

/** Which attempt of which notice. */
export interface NoticeRef {
	noticeKey: string;
	attempt: number;
}

/** What the ledger holds of a batch that was handed to a gateway, or may have been. */
export interface BatchAtGateway {
	batchId: string;
	/** The gateway's own ids of the calls, as far as their answers came. */
	requestIds: readonly string[];
	/** Real time in epoch ms before the first call. */
	fromMs: number;
	/** Real time in epoch ms after which no call of it can have begun. */
	untilMs: number;
	/** The messages of the calls in `requestIds` are enough: what a lost answer left behind need not be looked for by time. */
	knownCallsOnly?: boolean;
	notices: readonly NoticeRef[];
}

/** What became of one message of a batch that was handed over. */
export type SubmittedMessage = { noticeKey: string } & (
	| { outcome: 'accepted'; messageId: string | null; statusCode: string }
	| { outcome: 'refused'; refusal: MessageRefusal }
	/** Nobody knows whether the gateway has it. */
	| { outcome: 'unknown' }
	/** Provably not handed over. */
	| { outcome: 'notSent' }
);

/** What handing a batch over came to; every message of the batch is in `messages` once. */
export interface Submission {
	/** The gateway's own ids of the calls that were answered. */
	requestIds: string[];
	messages: SubmittedMessage[];
	/** Why not all were handed over; null when they were. */
	error: RemoteError | null;
}

/** `cancelled`: none of it will be sent; `tooLate`: sent or being sent; `missing`: the gateway does not know it. */
export type CancelOutcome = 'cancelled' | 'tooLate' | 'missing';

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
	/** Null where the gateway does not tell. */
	balance: { amount: number; unit: '원' | '건' } | null;
	/** Registered sender numbers, digits only; null where the gateway does not tell. */
	senders: string[] | null;
	/** Korean sentences: what a person should look at. */
	warnings: string[];
}

interface AnyGateway {
	readonly id: GatewayId;
	/** Which account at the gateway; holds no secret. */
	readonly account: string;
	readonly capabilities: GatewayCapabilities;
	/**
	 * The text registered for AlimTalk under this code; null where it cannot be used (unknown, not approved). Absent where the
	 * gateway does not tell. @throws RemoteError
	 */
	kakaoText?(templateCode: string, signal?: AbortSignal): Promise<string | null>;
	checkAccount(signal?: AbortSignal): Promise<GatewayAccount>;
	/**
	 * Korean sentences where what was handed over lies still though it is due (a stopped agent); empty where all is well.
	 * Absent where the gateway cannot tell. @throws RemoteError
	 */
	standstill?(signal?: AbortSignal): Promise<string[]>;
}

/**
 * A gateway that collects messages in a group and sends the group once. All methods throw `RemoteError`, whose
 * `failure.outcome` says whether the call may have been acted upon.
 */
export interface GroupGateway extends AnyGateway {
	/** A new empty group; a second one does no harm. */
	createGroup(batchId: string, signal?: AbortSignal): Promise<string>;
	addMessages(groupId: string, messages: readonly OutgoingMessage[], signal?: AbortSignal): Promise<AddedMessage[]>;
	groupMessages(groupId: string, signal?: AbortSignal): Promise<ListedMessage[]>;
	groupState(groupId: string, signal?: AbortSignal): Promise<GroupState>;
	/** Sends a group; of two calls for one group only one takes effect, the other answers `alreadySent`. */
	sendGroup(groupId: string, signal?: AbortSignal): Promise<'sent' | 'alreadySent'>;
	/** Has a group sent at that time (ISO text); otherwise as `sendGroup`. */
	scheduleGroup(groupId: string, at: string, signal?: AbortSignal): Promise<'sent' | 'alreadySent'>;
	cancelGroup(groupId: string, signal?: AbortSignal): Promise<CancelOutcome>;
	/** Deletes an unsent group; `refused` when it is not unsent, `missing` when the gateway does not know it. */
	deleteGroup(groupId: string, signal?: AbortSignal): Promise<'deleted' | 'refused' | 'missing'>;
	/** Our messages created at the gateway since then (epoch ms). */
	messagesSince(fromMs: number, signal?: AbortSignal): Promise<ListedMessage[]>;
}

/** What one hand-over works with beside the messages. */
export interface HandOver {
	batchId: string;
	/** When the texts shall go out (ISO text in Korean time); null at once. */
	scheduledAt: string | null;
	/** Called right before each call; throws a `RemoteError` (not sent) where this worker may not call any more. */
	mayCall: () => void;
	/** Repeats a call a few times while it provably was not acted upon and may go through later (connection refused, 429). */
	repeat: <T>(call: () => Promise<T>) => Promise<T>;
	signal?: AbortSignal;
}

/** A gateway that sends by the call that hands messages over, so that a lost answer leaves a doubt to be looked up. */
export interface DirectGateway extends AnyGateway {
	/** Hands the messages over, each at most once; never throws a `RemoteError`, but tells what became of each message. */
	submit(messages: readonly OutgoingMessage[], handOver: HandOver): Promise<Submission>;
	/**
	 * The messages of a batch as the gateway knows them now: for lookups after a doubt, and for delivery reports. May hold
	 * messages of others too (found by time); the caller takes what is its own. @throws RemoteError
	 */
	find(batch: BatchAtGateway, signal?: AbortSignal): Promise<Array<ListedMessage | UnkeyedMessage>>;
	/**
	 * Which of these notices the gateway has had since then (epoch ms), whatever the batch; only with `clientKey`. What it holds
	 * back until a scheduled time may be listed without our key, those of others included.
	 */
	search(notices: readonly NoticeRef[], fromMs: number, signal?: AbortSignal): Promise<Array<ListedMessage | UnkeyedMessage>>;
	/** Cancels a scheduled batch. */
	cancel(batch: BatchAtGateway, signal?: AbortSignal): Promise<CancelOutcome>;
}

export type Gateway = GroupGateway | DirectGateway;

/**
 * Whether what was handed over by that account can be found with this gateway's: otherwise not finding it proves nothing.
 * An account may have several parts (`a/b`); one that has come in addition hides nothing.
 */
export function coversAccount(gateway: Pick<Gateway, 'account'>, account: string): boolean {
	const parts = new Set(gateway.account.split('/'));
	return account.split('/').every((part) => parts.has(part));
}

/** Whether the gateway hands over by one call (see `GatewayCapabilities.flow`). */
export const isDirect = (gateway: Gateway): gateway is DirectGateway => gateway.capabilities.flow === 'direct';
