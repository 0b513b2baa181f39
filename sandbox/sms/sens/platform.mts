import { randomUUID } from 'node:crypto';
import { createRandom, type Random } from '../../shared/random.mts';
import { Agenda } from '../shared/agenda.mts';
import { carrierResult } from '../shared/carrier.mts';
import type { Fault } from '../shared/faults.mts';
import type { Oracle } from '../shared/oracle.mts';
import { bytesOf, firstUnencodable } from '../shared/text.mts';
import { Refusal, RESULTS, UNENCODABLE, type Account, type Progress, type Request, type StoredMessage } from './model.mts';
import type { Requested } from './requested.mts';

export interface PlatformSettings {
	seed: number | string;
	reportDelayMs: number;
	/** Share of ordinary numbers that carriers fail. */
	failureRate: number;
	/** What an unregistered sender number is answered with. */
	senderRefusal: 400 | 403;
	now: () => number;
	/** The clock of the phones that show the texts. */
	handsetNow: () => number;
}

/** The vendor's books: requests, messages, reservations, and the hand-over to carriers and phones. */
export class Platform {
	readonly accounts: Account[];
	readonly requests = new Map<string, Request>();
	/** In order of registration. */
	readonly messages: StoredMessage[] = [];
	private readonly oracle: Oracle;
	private readonly settings: PlatformSettings;
	private readonly openingQuotas: number[];
	private readonly agenda = new Agenda();
	private readonly blocked = new Set<string>();
	private random: Random;

	constructor(accounts: Account[], oracle: Oracle, settings: PlatformSettings) {
		this.accounts = accounts;
		this.openingQuotas = accounts.map(({ quota }) => quota);
		this.oracle = oracle;
		this.settings = settings;
		this.random = createRandom(settings.seed);
	}

	/** Takes a whole request or none of it. */
	take(account: Account, requested: Requested, fault: Fault | null): Request {
		if (!account.senders.includes(requested.from)) {
			throw new Refusal(this.settings.senderRefusal, this.settings.senderRefusal === 400 ? 'Invalid parameter: from' : 'Forbidden');
		}
		if (account.quota < requested.messages.length) throw new Refusal(403, 'Forbidden');
		if (fault?.fault === 'partial') this.block(requested, fault.share ?? 0.3);
		if (requested.messages.some(({ to }) => this.blocked.has(to))) throw new Refusal(400, 'Invalid parameter: messages.to');
		account.quota -= requested.messages.length;
		const now = this.settings.now();
		const requestId = `RSSA-${now}-${randomUUID().slice(0, 13)}`;
		const messages = requested.messages.map(
			({ to, content, subject }): StoredMessage => ({
				messageId: randomUUID(),
				requestId,
				serviceId: account.serviceId,
				to,
				from: requested.from,
				content,
				subject: requested.type === 'LMS' ? subject : null,
				type: requested.type,
				contentType: requested.contentType,
				requestedAt: now,
				sentAt: null,
				completedAt: null,
				progress: [{ at: now, value: { status: 'READY', statusCode: null } }],
			}),
		);
		const request: Request = { requestId, serviceId: account.serviceId, messages, reservation: null };
		this.requests.set(requestId, request);
		this.messages.push(...messages);
		const { reservation } = requested;
		if (reservation === null) this.send(request, fault);
		else this.reserve(request, { ...reservation, status: 'READY' }, fault);
		return request;
	}

	cancel(request: Request): void {
		const { reservation } = request;
		if (reservation === null) throw new Refusal(404, 'Not Found');
		if (reservation.status !== 'READY') throw new Refusal(400, 'Reservation is not ready');
		reservation.status = 'CANCELED';
	}

	/** Brings every outstanding report and reservation forward to now; reservations that come due report in the same go. */
	flush(): void {
		this.agenda.flush();
	}

	/** Forgets everything but the accounts, whose quotas return. */
	reset(): void {
		this.stop();
		this.requests.clear();
		this.messages.length = 0;
		this.blocked.clear();
		this.random = createRandom(this.settings.seed);
		this.accounts.forEach((account, index) => (account.quota = this.openingQuotas[index] ?? 0));
	}

	stop(): void {
		this.agenda.stop();
	}

	private reserve(request: Request, reservation: NonNullable<Request['reservation']>, fault: Fault | null): void {
		request.reservation = reservation;
		this.agenda.later(Math.max(0, reservation.at - this.settings.now()), () => {
			if (reservation.status !== 'READY') return;
			reservation.status = 'PROCESSING';
			this.send(request, fault);
			reservation.status = 'DONE';
		});
	}

	/** From here on the phones have it, whatever becomes of the answer. */
	private send(request: Request, fault: Fault | null): void {
		const now = this.settings.now();
		const results = new Map<StoredMessage, string>();
		for (const message of request.messages) {
			message.sentAt = now;
			this.note(message, { status: 'PROCESSING', statusCode: null });
			const result = this.resultOf(message);
			if (result === '0') this.handOver(message);
			if (result !== null) results.set(message, result);
		}
		if (fault?.fault === 'reportNever') return;
		const delay = this.settings.reportDelayMs + (fault?.fault === 'reportLate' ? fault.ms : 0);
		this.agenda.later(delay, () => this.report(results));
		if (fault?.fault === 'reportTwice') this.agenda.later(delay + Math.max(1, this.settings.reportDelayMs), () => this.report(results));
	}

	private resultOf(message: StoredMessage): string | null {
		if (firstUnencodable(`${message.subject ?? ''}${message.content}`) !== null) return UNENCODABLE;
		const result = carrierResult(message.to, this.settings.seed, this.settings.failureRate);
		return result === null ? null : (RESULTS[result]?.code ?? result);
	}

	private report(results: ReadonlyMap<StoredMessage, string>): void {
		for (const [message, statusCode] of results) {
			message.completedAt = this.settings.now();
			this.note(message, { status: 'COMPLETED', statusCode });
		}
	}

	/** Text and title over their limits are cut without a word. */
	private handOver(message: StoredMessage): void {
		const text = cut(message.content, message.type === 'SMS' ? 90 : 2_000);
		this.oracle.record({
			phone: message.to,
			from: message.from,
			text,
			subject: message.subject === null ? null : cut(message.subject, 40),
			type: message.type,
			bytes: bytesOf(text),
			key: null,
			customFields: {},
			groupId: message.requestId,
			messageId: message.messageId,
			at: `${new Date(this.settings.handsetNow() + 9 * 3_600_000).toISOString().slice(0, 19)}+09:00`,
		});
	}

	private note(message: StoredMessage, value: Progress): void {
		message.progress.push({ at: this.settings.now(), value });
	}

	/** From here on the vendor refuses every call that holds one of the chosen numbers: it has no word for a single message. */
	private block({ messages }: Requested, share: number): void {
		const numbers = [...new Set(messages.map(({ to }) => to))];
		const wanted = Math.max(1, Math.round(numbers.length * share));
		for (let left = wanted; left > 0; left--) this.blocked.add(numbers.splice(this.random.integer(0, numbers.length - 1), 1)[0] ?? '');
	}
}

function cut(text: string, limit: number): string {
	let bytes = 0;
	let kept = '';
	for (const character of text) {
		bytes += bytesOf(character);
		if (bytes > limit) break;
		kept += character;
	}
	return kept;
}
