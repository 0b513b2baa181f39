import { randomBytes } from 'node:crypto';
import { createRandom, type Random } from '../../shared/random.mts';
import { Agenda } from '../shared/agenda.mts';
import { carrierResult, networkName } from '../shared/carrier.mts';
import { ApiError, isRefused } from './codes.mts';
import type { Fault } from '../shared/faults.mts';
import { alimTalkOf, KAKAO_MAGIC, kakaoResult } from './kakao.mts';
import { codeOf, PRICES, statusOf, type Account, type Group, type GroupStatus, type StoredMessage } from './model.mts';
import type { Oracle } from '../shared/oracle.mts';
import { register, registrationCode, textTypeOf, type Requested } from './registration.mts';
import { bytesOf } from '../shared/text.mts';

export interface PlatformSettings {
	seed: number | string;
	reportDelayMs: number;
	/** Share of ordinary numbers that carriers fail. */
	failureRate: number;
	now: () => number;
	/** The clock of the phones that show the texts. */
	handsetNow: () => number;
	onReport: (messages: StoredMessage[]) => void;
}

/** The vendor's books: accounts, groups, messages, and the hand-over to carriers and phones. */
export class Platform {
	readonly accounts: Account[];
	readonly groups = new Map<string, Group>();
	/** Every message in order of registration. */
	readonly messages: StoredMessage[] = [];
	readonly messageIndex = new Map<string, number>();
	private readonly settings: PlatformSettings;
	private readonly oracle: Oracle;
	private readonly openingBalances: number[];
	private readonly agenda = new Agenda();
	private random: Random;
	private chance: Buffer = Buffer.alloc(0);

	constructor(accounts: Account[], oracle: Oracle, settings: PlatformSettings) {
		this.accounts = accounts;
		this.openingBalances = accounts.map(({ balance }) => balance);
		this.oracle = oracle;
		this.settings = settings;
		this.random = createRandom(settings.seed);
	}

	createGroup(account: Account, wanted: Partial<Pick<Group, 'allowDuplicates' | 'sdkVersion' | 'osPlatform' | 'appId' | 'customFields'>>): Group {
		const now = this.settings.now();
		const group: Group = {
			groupId: this.newId('G', now),
			accountId: account.accountId,
			allowDuplicates: wanted.allowDuplicates ?? false,
			sdkVersion: wanted.sdkVersion ?? null,
			osPlatform: wanted.osPlatform ?? null,
			appId: wanted.appId ?? null,
			customFields: wanted.customFields ?? {},
			createdAt: now,
			statuses: [{ at: now, value: 'PENDING' }],
			scheduledAt: null,
			sentAt: null,
			completedAt: null,
			charged: 0,
			messages: [],
			numbers: new Set(),
			log: [],
		};
		this.note(group, '메시지 그룹이 생성되었습니다.');
		this.groups.set(group.groupId, group);
		return group;
	}

	/** The account's group, or 404. */
	group(account: Account, groupId: string): Group {
		const group = this.groups.get(groupId.toUpperCase());
		if (!group || group.accountId !== account.accountId) {
			throw new ApiError(404, 'ResourceNotFound', '해당 그룹아이디가 존재하지 않습니다.');
		}
		return group;
	}

	add(account: Account, group: Group, requested: readonly Requested[], fault: Fault | null): StoredMessage[] {
		if (statusOf(group) === 'DELETED') throw new ApiError(400, 'DeletedGroup', '삭제 처리된 그룹에는 메시지를 추가할 수 없습니다.');
		this.demandPending(group, '메시지를 추가할');
		const refused = fault?.fault === 'partial' ? this.chooseRefused(requested.length, fault.share ?? 0.3) : new Set<number>();
		const refusal = fault?.fault === 'partial' ? (fault.statusCode ?? '1060') : '';
		const now = this.settings.now();
		const added = requested.map((message, index) => {
			const code = refused.has(index) ? refusal : registrationCode(account, group, message);
			const stored = register(account, group, message, code, this.newId('M', now), now);
			this.messageIndex.set(stored.messageId, this.messages.length);
			this.messages.push(stored);
			return stored;
		});
		this.note(group, `메시지 ${added.length}건이 추가되었습니다.`);
		return added;
	}

	remove(group: Group, messageIds: readonly string[]): Array<{ messageId: string; resultCode: string }> {
		this.demandPending(group, '메시지를 삭제할');
		const now = this.settings.now();
		const results = messageIds.map((messageId) => {
			const message = this.messages[this.messageIndex.get(messageId) ?? -1];
			if (!message || message.groupId !== group.groupId || message.removedAt !== null) return { messageId, resultCode: 'NotFound' };
			message.removedAt = now;
			return { messageId, resultCode: 'Success' };
		});
		group.numbers = new Set(group.messages.filter((message) => message.removedAt === null && !isRefused(codeOf(message))).map(({ to }) => to));
		return results;
	}

	deleteGroup(group: Group): void {
		this.demandPending(group, '삭제할');
		this.setStatus(group, 'DELETED');
		this.note(group, '메시지 그룹이 삭제되었습니다.');
	}

	/** Sends a PENDING group once. From here on the phones have it, whatever becomes of the answer. */
	send(account: Account, group: Group, fault: Fault | null): void {
		this.demandSendable(group);
		const sendable = group.messages.filter((message) => message.removedAt === null && codeOf(message) === '2000');
		if (sendable.length === 0) throw new ApiError(400, 'MessagesNotFound', '해당 그룹에 메시지가 존재하지 않습니다.');
		const cost = sendable.reduce((sum, { type }) => sum + PRICES[type], 0);
		if (cost > account.balance) throw new ApiError(402, 'NotEnoughBalance', '현재보유 잔액이 부족합니다.');
		account.balance -= cost;
		group.charged = cost;
		const now = this.settings.now();
		group.sentAt = now;
		this.setStatus(group, 'SENDING');
		this.note(group, '메시지 발송이 요청되었습니다.');
		const results = new Map<StoredMessage, string>();
		for (const message of sendable) {
			this.setCode(message, '3000', now);
			message.networkName = networkName(message.to);
			const result = this.outcomeOf(account, message);
			if (result !== null) results.set(message, result);
		}
		if (fault?.fault === 'reportNever') return;
		const delay = this.settings.reportDelayMs + (fault?.fault === 'reportLate' ? fault.ms : 0);
		this.agenda.later(delay, () => this.report(group, results));
		if (fault?.fault === 'reportTwice') this.agenda.later(delay + Math.max(1, this.settings.reportDelayMs), () => this.report(group, results));
	}

	/** What will be reported of a message now on its way; where that is a delivery, the phone has it already. */
	private outcomeOf(account: Account, message: StoredMessage): string | null {
		const kakao = message.type === 'ATA' ? kakaoResult(account.channels, message) : null;
		if (kakao !== null && kakao !== '4000') return kakao;
		const result = kakao ?? carrierResult(message.to, this.settings.seed, this.settings.failureRate);
		if (result === '4000') this.handOver(message, kakao === null ? message.text : alimTalkOf(account.channels, message));
		return result;
	}

	schedule(account: Account, group: Group, at: number): void {
		this.demandSendable(group);
		group.scheduledAt = at;
		this.setStatus(group, 'SCHEDULED');
		this.note(group, '메시지 예약이 성공적으로 접수됐습니다.');
		this.agenda.later(Math.max(0, at - this.settings.now()), () => {
			if (statusOf(group) !== 'SCHEDULED' || group.scheduledAt !== at) return;
			this.setStatus(group, 'PENDING');
			try {
				this.send(account, group, null);
			} catch {
				this.setStatus(group, 'FAILED');
			}
		});
	}

	cancelSchedule(group: Group): void {
		if (statusOf(group) !== 'SCHEDULED') throw new ApiError(400, 'NotOperationalStatus', '예약된 그룹만 취소할 수 있습니다.');
		group.scheduledAt = null;
		this.setStatus(group, 'PENDING');
		this.note(group, '메시지 예약이 취소되었습니다.');
	}

	fail(group: Group): void {
		this.setStatus(group, 'FAILED');
	}

	/** Brings every outstanding report and scheduled sending forward to now. */
	flush(): void {
		this.agenda.flush(1);
	}

	/** Forgets everything but the accounts, whose opening balances return. */
	reset(): void {
		this.stop();
		this.groups.clear();
		this.messages.length = 0;
		this.messageIndex.clear();
		this.random = createRandom(this.settings.seed);
		this.accounts.forEach((account, index) => (account.balance = this.openingBalances[index] ?? 0));
	}

	stop(): void {
		this.agenda.stop();
	}

	private report(group: Group, results: ReadonlyMap<StoredMessage, string>): void {
		const now = this.settings.now();
		// a late copy of Kakao's no does not undo what became of the text since
		for (const [message, code] of results) if (!(message.replaced && code.startsWith('31'))) this.setCode(message, code, now);
		const replaced = [...results.keys()].filter((message) => message.type === 'ATA' && codeOf(message) !== '4000' && message.kakaoOptions?.disableSms !== true);
		if (replaced.length > 0) this.agenda.later(this.settings.reportDelayMs, () => this.replaceByText(group, replaced));
		const open = group.messages.some((message) => message.removedAt === null && codeOf(message) === '3000');
		if (!open && statusOf(group) === 'SENDING') {
			group.completedAt = now;
			this.setStatus(group, 'COMPLETE');
		}
		this.settings.onReport([...results.keys()]);
	}

	/** Kakao did not deliver: the text goes out in the place of the AlimTalk, once, as the same message. */
	private replaceByText(group: Group, messages: readonly StoredMessage[]): void {
		const results = new Map<StoredMessage, string>();
		for (const message of messages) {
			if (message.replaced) continue;
			message.replaced = true;
			message.type = textTypeOf(message.text);
			this.setCode(message, '3000', this.settings.now());
			const result = message.to.startsWith(KAKAO_MAGIC) ? '4000' : carrierResult(message.to, this.settings.seed, this.settings.failureRate);
			if (result === '4000') this.handOver(message);
			if (result !== null) results.set(message, result);
		}
		if (results.size > 0) this.agenda.later(this.settings.reportDelayMs, () => this.report(group, results));
	}

	private handOver(message: StoredMessage, text = message.text): void {
		this.oracle.record({
			phone: message.to,
			from: message.from,
			text,
			subject: message.type === 'ATA' ? null : message.subject,
			type: message.type,
			bytes: bytesOf(text),
			key: message.customFields.k ?? null,
			customFields: message.customFields,
			groupId: message.groupId,
			messageId: message.messageId,
			at: `${new Date(this.settings.handsetNow() + 9 * 3_600_000).toISOString().slice(0, 19)}+09:00`,
		});
	}

	private demandPending(group: Group, doing: string): void {
		const status = statusOf(group);
		if (status === 'PENDING') return;
		throw new ApiError(400, 'NotOperationalStatus', `PENDING 상태의 그룹만 ${doing} 수 있습니다. 현재 상태는 ${status} 입니다.`);
	}

	private demandSendable(group: Group): void {
		switch (statusOf(group)) {
			case 'SENDING':
				throw new ApiError(409, 'GroupInProcessing', '이미 발송 요청된 그룹입니다.');
			case 'COMPLETE':
				throw new ApiError(409, 'AlreadySent', '이미 발송이 완료된 그룹입니다.');
			case 'SCHEDULED':
				throw new ApiError(409, 'ScheduledGroup', '발송 예약된 그룹이므로 발송이 불가능합니다.');
			case 'DELETED':
				throw new ApiError(400, 'DeletedGroup', '삭제 처리된 그룹으로는 발송이 안됩니다.');
			case 'FAILED':
				throw new ApiError(400, 'FailedGroup', '그룹 생성에 실패했던 그룹입니다.');
			case 'PENDING':
				return;
		}
	}

	private chooseRefused(count: number, share: number): Set<number> {
		const wanted = Math.max(1, Math.round(count * share));
		const chosen = new Set<number>();
		while (chosen.size < Math.min(wanted, count)) chosen.add(this.random.integer(0, count - 1));
		return chosen;
	}

	private setStatus(group: Group, value: GroupStatus): void {
		group.statuses.push({ at: this.settings.now(), value });
	}

	private setCode(message: StoredMessage, value: string, at: number): void {
		message.codes.push({ at, value });
		message.updatedAt = at;
	}

	private note(group: Group, message: string): void {
		group.log.push({ createAt: new Date(this.settings.now()).toISOString(), message });
	}

	private newId(kind: 'G' | 'M', now: number): string {
		const stamp = new Date(now + 9 * 3_600_000).toISOString().replaceAll(/\D/g, '').slice(0, 14);
		let id = `${kind}4V${stamp}`;
		for (const byte of this.draw(15)) id += ID_ALPHABET[byte % ID_ALPHABET.length] ?? '';
		return id;
	}

	/** Chance for many ids is drawn at once. */
	private draw(size: number): Buffer {
		if (this.chance.length < size) this.chance = randomBytes(size * 256);
		const drawn = this.chance.subarray(0, size);
		this.chance = this.chance.subarray(size);
		return drawn;
	}
}

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
