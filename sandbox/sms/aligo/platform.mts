import { createRandom, type Random } from '../../shared/random.mts';
import { Agenda } from '../shared/agenda.mts';
import { carrierResult } from '../shared/carrier.mts';
import type { Fault } from '../shared/faults.mts';
import type { Oracle } from '../shared/oracle.mts';
import { bytesOf } from '../shared/text.mts';
import { asDelivered, refusals, wordOf } from './words.mts';

export interface Account {
	key: string;
	userId: string;
	/** Messages that may still be sent, by kind. */
	credit: { SMS: number; LMS: number };
	senders: string[];
}

interface Message {
	mdid: number;
	to: string;
	/** As asked for. */
	text: string;
	/** Words in order of time; the last is the present one. */
	words: Array<{ at: number; word: string }>;
	sentAt: number | null;
}

export interface Call {
	mid: number;
	account: Account;
	type: 'SMS' | 'LMS';
	sender: string;
	title: string;
	createdAt: number;
	reservedAt: number | null;
	cancelled: boolean;
	messages: Message[];
	/** Refused one by one. */
	failures: number;
}

export interface Wanted {
	type: string | undefined;
	sender: string;
	title: string;
	reservedAt: number | null;
	/** `testmode_yn=Y`: answered like any other, and nothing is sent. */
	test: boolean;
	messages: Array<{ to: string; text: string }>;
}

export interface PlatformSettings {
	seed: number | string;
	reportDelayMs: number;
	failureRate: number;
	now: () => number;
	handsetNow: () => number;
}

/** The vendor's books: credit, calls, messages, and what phones get. */
export class Platform {
	readonly accounts: Account[];
	readonly calls: Call[] = [];
	private readonly opening: Array<Account['credit']>;
	private readonly oracle: Oracle;
	private readonly settings: PlatformSettings;
	private readonly agenda = new Agenda();
	private random: Random;
	private lastId = 100_000_000;

	constructor(accounts: Account[], oracle: Oracle, settings: PlatformSettings) {
		this.accounts = accounts;
		this.opening = accounts.map(({ credit }) => ({ ...credit }));
		this.oracle = oracle;
		this.settings = settings;
		this.random = createRandom(settings.seed);
	}

	/** Takes a call; from here on the phones have it, whatever becomes of the answer. */
	submit(account: Account, wanted: Wanted, fault: Fault | null): Call {
		const { messages } = wanted;
		if (!account.senders.includes(wanted.sender)) throw refusals.sender();
		if (messages.length === 0) throw refusals.receiver();
		if (messages.length === 1 && !isNumber(messages[0]?.to)) throw refusals.receiver();
		if (messages.some(({ text }) => text === '' || bytesOf(text) > 2_000)) throw refusals.text();
		const now = this.settings.now();
		// rtime has whole minutes
		if (wanted.reservedAt !== null && wanted.reservedAt < now + 9 * 60_000) throw refusals.schedule();
		const type = typeOf(wanted);
		const refused = fault?.fault === 'partial' ? this.choose(messages.length, fault.share ?? 0.3) : new Set<number>();
		const taken = messages.filter(({ to }, index) => isNumber(to) && !refused.has(index));
		if (taken.length > account.credit[type]) throw refusals.credit();
		const call: Call = {
			mid: ++this.lastId,
			account,
			type,
			sender: wanted.sender,
			title: wanted.title,
			createdAt: now,
			reservedAt: wanted.reservedAt,
			cancelled: false,
			messages: taken.map(({ to, text }) => ({
				mdid: ++this.lastId,
				to,
				text,
				words: [{ at: now, word: wanted.reservedAt === null ? '전송중' : '예약대기중' }],
				sentAt: null,
			})),
			failures: messages.length - taken.length,
		};
		if (wanted.test) return call;
		account.credit[type] -= taken.length;
		this.calls.push(call);
		if (call.reservedAt === null) this.send(call, fault);
		else this.agenda.later(call.reservedAt - now, () => this.send(call, fault));
		return call;
	}

	cancel(account: Account, mid: string): void {
		const call = this.find(account, mid);
		if (!call) throw refusals.unknownMid();
		const now = this.settings.now();
		if (call.reservedAt === null || call.cancelled || call.messages.some(({ sentAt }) => sentAt !== null) || call.reservedAt < now + 5 * 60_000) throw refusals.tooLate();
		call.cancelled = true;
		account.credit[call.type] += call.messages.length;
		for (const message of call.messages) message.words.push({ at: now, word: '취소완료' });
	}

	find(account: Account, mid: string): Call | undefined {
		return this.calls.find((call) => call.account === account && String(call.mid) === mid);
	}

	/** Brings every outstanding report and scheduled sending forward to now, with the reports that follow from it. */
	flush(): void {
		this.agenda.flush();
	}

	stop(): void {
		this.agenda.stop();
	}

	/** Forgets everything but the accounts, whose opening credit returns. */
	reset(): void {
		this.stop();
		this.calls.length = 0;
		this.random = createRandom(this.settings.seed);
		this.accounts.forEach((account, index) => Object.assign(account.credit, this.opening[index]));
	}

	private send(call: Call, fault: Fault | null): void {
		if (call.cancelled) return;
		const now = this.settings.now();
		const results = new Map<Message, string>();
		for (const message of call.messages) {
			message.sentAt = now;
			if (call.reservedAt !== null) message.words.push({ at: now, word: '전송중' });
			const result = carrierResult(message.to, this.settings.seed, this.settings.failureRate);
			if (result === '4000') this.deliver(call, message);
			if (result !== null) results.set(message, wordOf(result));
		}
		if (fault?.fault === 'reportNever') return;
		const delay = this.settings.reportDelayMs + (fault?.fault === 'reportLate' ? fault.ms : 0);
		const report = () => {
			for (const [message, word] of results) message.words.push({ at: this.settings.now(), word });
		};
		this.agenda.later(delay, report);
		if (fault?.fault === 'reportTwice') this.agenda.later(delay + Math.max(1, this.settings.reportDelayMs), report);
	}

	private deliver(call: Call, message: Message): void {
		const text = asDelivered(message.text, call.type === 'SMS' ? 90 : 2_000);
		this.oracle.record({
			phone: message.to,
			from: call.sender,
			text,
			subject: call.type === 'LMS' && call.title !== '' ? asDelivered(call.title, 44) : null,
			type: call.type,
			bytes: bytesOf(text),
			key: null,
			customFields: {},
			groupId: String(call.mid),
			messageId: String(message.mdid),
			at: `${new Date(this.settings.handsetNow() + 9 * 3_600_000).toISOString().slice(0, 19)}+09:00`,
		});
	}

	private choose(count: number, share: number): Set<number> {
		const wanted = Math.min(count, Math.max(1, Math.round(count * share)));
		const chosen = new Set<number>();
		while (chosen.size < wanted) chosen.add(this.random.integer(0, count - 1));
		return chosen;
	}
}

/** Wrong length or letters are refused at once; numbers nobody has fail at the carrier. */
const isNumber = (to: string | undefined) => to !== undefined && /^\d{8,12}$/.test(to);

function typeOf({ type, messages }: Wanted): Call['type'] {
	if (type === 'SMS' || type === 'LMS') return type;
	if (type !== undefined && type !== '') throw refusals.type();
	return messages.some(({ text }) => bytesOf(text) > 90) ? 'LMS' : 'SMS';
}
