import { createRandom, hash32, type Random } from '../../shared/random.mts';
import { Agenda } from '../shared/agenda.mts';
import { carrierResult } from '../shared/carrier.mts';
import type { Fault } from '../shared/faults.mts';
import type { Oracle } from '../shared/oracle.mts';
import { bytesOf, firstUnencodable } from '../shared/text.mts';
import { kakaoCode, receiveCode } from './codes.mts';
import { type Account, ApiFailure, type State, type Stored, stateOf } from './model.mts';
import { clock, stamp } from './times.mts';

export interface PlatformSettings {
	seed: number | string;
	reportDelayMs: number;
	/** Share of ordinary numbers that carriers fail. */
	failureRate: number;
	now: () => number;
	/** The clock of the phones that show the texts. */
	handsetNow: () => number;
	onReport: (messages: Stored[]) => void;
}

export interface Cancellation {
	id: string;
	requestedAt: number;
	total: number;
	success: number;
	/** Whether it has been asked for since: a first question still finds it in work. */
	seen: boolean;
}

/** The vendor's books: what it keeps of messages, and the hand-over to carriers, Kakao and phones. */
export class Platform {
	readonly messages: Stored[] = [];
	readonly cancellations = new Map<string, Cancellation>();
	/** Idempotency keys with the time of their use. */
	readonly idempotency = new Map<string, number>();
	readonly accounts: Account[];
	private readonly oracle: Oracle;
	private readonly settings: PlatformSettings;
	private readonly agenda = new Agenda();
	private random: Random;
	private ids = 0;

	constructor(accounts: Account[], oracle: Oracle, settings: PlatformSettings) {
		this.accounts = accounts;
		this.oracle = oracle;
		this.settings = settings;
		this.random = createRandom(settings.seed);
	}

	now(): number {
		return this.settings.now();
	}

	/** 25 characters: time and chance. */
	newId(): string {
		this.ids += 1;
		return `${stamp(this.now())}${hash32(`${String(this.settings.seed)}:${this.ids}`).toString(36).padStart(7, '0')}${(this.ids % 1296).toString(36).padStart(2, '0')}z0`;
	}

	/** Takes what a request brought: out at once, or when it is due. */
	take(account: Account, messages: readonly Stored[], fault: Fault | null): void {
		this.messages.push(...messages);
		const waiting = messages.filter((message) => stateOf(message).status === 'RESERVED');
		const due = waiting[0]?.dueAt;
		if (due !== undefined) this.agenda.later(Math.max(0, due - this.now()), () => this.send(account, waiting.filter((one) => stateOf(one).status === 'RESERVED'), null));
		this.send(account, messages.filter((message) => ['1', 'READY'].includes(stateOf(message).status)), fault);
	}

	/** Cancels reservations that still wait; returns how many. */
	cancel(messages: readonly Stored[]): number {
		const waiting = messages.filter((message) => stateOf(message).status === 'RESERVED');
		for (const message of waiting) this.setState(message, { status: message.service === 'sms' ? '4' : 'CANCEL' });
		return waiting.length;
	}

	/** Which of so many messages a `partial` fault refuses. */
	chooseRefused(count: number, share: number): Set<number> {
		const wanted = Math.min(count, Math.max(1, Math.round(count * share)));
		const chosen = new Set<number>();
		while (chosen.size < wanted) chosen.add(this.random.integer(0, count - 1));
		return chosen;
	}

	/** Brings every outstanding report and scheduled sending forward to now. */
	flush(): void {
		// A scheduled sending brings its own report with it, and a failed AlimTalk its text.
		this.agenda.flush(4);
	}

	reset(): void {
		this.stop();
		this.messages.length = 0;
		this.cancellations.clear();
		this.idempotency.clear();
		this.random = createRandom(this.settings.seed);
		for (const account of this.accounts) account.left = account.quota ?? 1_000_000;
	}

	stop(): void {
		this.agenda.stop();
	}

	private send(account: Account, messages: readonly Stored[], fault: Fault | null): void {
		if (messages.length === 0) return;
		const results = new Map<Stored, string>();
		for (const message of messages) {
			if (message.service === 'alimTalk') results.set(message, this.toKakao(message));
			else {
				const result = this.toCarrier(account, message);
				if (result !== null) results.set(message, result);
			}
		}
		if (fault?.fault === 'reportNever') return;
		const delay = this.settings.reportDelayMs + (fault?.fault === 'reportLate' ? fault.ms : 0);
		this.agenda.later(delay, () => this.report(account, results));
		if (fault?.fault === 'reportTwice') this.agenda.later(delay + Math.max(1, this.settings.reportDelayMs), () => this.settings.onReport([...results.keys()]));
	}

	private toCarrier(account: Account, message: Stored): string | null {
		if (this.isDuplicate(account, message)) {
			this.setState(message, { status: '5', resultCode: 'E915' });
			return null;
		}
		this.setState(message, { status: '2' });
		const result = carrierResult(message.to, this.settings.seed, this.settings.failureRate);
		if (result === '4000') this.light(message, message.body, message.title);
		return result === null ? null : receiveCode(result);
	}

	private toKakao(message: Stored): string {
		this.setState(message, { status: 'SENDING' });
		const code = kakaoCode(message.to);
		if (code === '1000') this.light(message, message.body, null);
		return code;
	}

	private report(account: Account, results: ReadonlyMap<Stored, string>): void {
		for (const [message, code] of results) {
			if (message.service === 'sms') this.setState(message, { status: code === '1000' ? '3' : '0', resultCode: code });
			else this.reportAlimTalk(account, message, code);
		}
		this.settings.onReport([...results.keys()]);
	}

	private reportAlimTalk(account: Account, message: Stored, code: string): void {
		if (code === '1000') return this.setState(message, { status: 'COMPLETED', resultCode: code });
		const { fallback } = message;
		if (!fallback || account.alimTalk?.fallback === false) return this.setState(message, { status: 'FAILED', resultCode: code, resend: 'RSC01' });
		this.setState(message, { status: 'FAILED', resultCode: code, resend: 'RSC03' });
		const now = this.now();
		const requestId = this.newId();
		const sms: Stored = {
			...message,
			...fallback,
			service: 'sms',
			appKey: account.appKey,
			requestId,
			recipientSeq: 1,
			template: null,
			senderGroupingKey: null,
			recipientGroupingKey: null,
			createdAt: now,
			dueAt: now,
			reserved: false,
			states: [{ at: now, value: { status: '2', resultCode: null, resend: 'RSC01', at: now } }],
			fallback: null,
		};
		this.messages.push(sms);
		const result = carrierResult(sms.to, this.settings.seed, this.settings.failureRate);
		// The phone shows whose text it is: the key goes with it though the vendor's SMS service does not know it.
		if (result === '4000') this.light({ ...sms, recipientGroupingKey: message.recipientGroupingKey, senderGroupingKey: message.senderGroupingKey }, sms.body, sms.title);
		if (result === null) return;
		this.agenda.later(this.settings.reportDelayMs, () => {
			this.setState(sms, { status: result === '4000' ? '3' : '0', resultCode: receiveCode(result) });
			this.setState(message, { resend: result === '4000' ? 'RSC04' : 'RSC05' });
			this.settings.onReport([message]);
		});
	}

	/** The console's duplicate block: the same type, numbers, title and body within its minutes. */
	private isDuplicate(account: Account, message: Stored): boolean {
		const minutes = account.duplicateBlockMinutes ?? 0;
		if (minutes === 0) return false;
		const since = this.now() - minutes * 60_000;
		return this.messages.some(
			(one) =>
				one !== message &&
				one.service === 'sms' &&
				one.appKey === message.appKey &&
				one.type === message.type &&
				one.to === message.to &&
				one.from === message.from &&
				one.title === message.title &&
				one.body === message.body &&
				one.states.some(({ at, value }) => value.status === '2' && at >= since),
		);
	}

	/** Lights up on a phone: a text that is too long arrives cut, what a phone cannot show as `?`. */
	private light(message: Stored, body: string, title: string | null): void {
		const limit = message.type === 'SMS' ? 90 : 2_000;
		const shown = message.type === 'ATA' ? body : cut(substituted(body), limit);
		const key = /^(.*)#\d+$/.exec(message.recipientGroupingKey ?? '')?.[1] ?? null;
		this.oracle.record({
			phone: message.to,
			from: message.from,
			text: shown,
			subject: title === null ? null : cut(substituted(title), 40),
			type: message.type,
			bytes: bytesOf(shown),
			key,
			customFields: { recipientGroupingKey: message.recipientGroupingKey ?? '', senderGroupingKey: message.senderGroupingKey ?? '' },
			groupId: message.requestId,
			messageId: `${message.requestId}.${message.recipientSeq}`,
			at: `${clock(this.settings.handsetNow()).replace(' ', 'T')}+09:00`,
		});
	}

	private setState(message: Stored, change: Partial<State>): void {
		const at = this.now();
		message.states.push({ at, value: { ...stateOf(message), ...change, at } });
	}
}

/** The account behind an app key, if the secret is its own. */
export function accountFor(accounts: readonly Account[], appKey: string, secretKey: string | undefined, service: 'sms' | 'alimTalk'): Account {
	const account = accounts.find((one) => (service === 'sms' ? one.appKey : one.alimTalk?.appKey) === appKey);
	if (!account) throw new ApiFailure(-1000, 'Invalid appKey.');
	if ((service === 'sms' ? account.secretKey : account.alimTalk?.secretKey) !== secretKey) throw new ApiFailure(-1001, 'Invalid secretKey.');
	return account;
}

function cut(value: string, limit: number): string {
	let bytes = 0;
	let kept = '';
	for (const character of value) {
		bytes += bytesOf(character);
		if (bytes > limit) return kept;
		kept += character;
	}
	return kept;
}

const substituted = (value: string): string => [...value].map((character) => (firstUnencodable(character) === null ? character : '?')).join('');
