import { table } from './table.mts';

/** What the 마감 step of the 발송 대장 node puts out, as far as the demo shows it. */
export interface ClosingAccount {
	runId: string;
	closed: boolean;
	balanced: boolean;
	problems: string[];
	receipts: {
		/** Receipts the source says it holds; null where it does not say. */
		source: number | null;
		read: number;
		notify: number;
		exclude: number;
		review: number;
		waiting: number;
		/** Counts by the reason's Korean name. */
		excludedBy: Record<string, number>;
		balanced: boolean;
	};
	notices: {
		due: number;
		delivered: number;
		failed: number;
		rejected: number;
		unknown: number;
		accepted: number;
		notSent: number;
		byPost: number;
		balanced: boolean;
	};
	messages: { sms: number; lms: number };
}

class Reader {
	readonly #value: Record<string, unknown>;
	readonly #path: string;

	constructor(value: unknown, path: string) {
		if (typeof value !== 'object' || value === null) throw new Error(`The closing item has no ${path}`);
		this.#value = value as Record<string, unknown>;
		this.#path = path;
	}

	in(name: string): Reader {
		return new Reader(this.#value[name], `${this.#path}.${name}`);
	}

	has(name: string): boolean {
		return this.#value[name] !== null && this.#value[name] !== undefined;
	}

	number(name: string): number {
		const value = this.#value[name];
		if (typeof value !== 'number') throw new Error(`The closing item has no number ${this.#path}.${name}`);
		return value;
	}

	flag(name: string): boolean {
		return this.#value[name] === true;
	}

	text(name: string): string {
		const value = this.#value[name];
		return typeof value === 'string' ? value : '';
	}

	texts(name: string): string[] {
		const value = this.#value[name];
		return Array.isArray(value) ? value.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry))) : [];
	}

	numbers(name: string): Record<string, number> {
		const value = this.#value[name];
		const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
		return Object.fromEntries(entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
	}
}

/** Reads the closing node's output item; throws where a figure is missing rather than showing a zero. */
export function readClosingItem(item: unknown): ClosingAccount {
	const root = new Reader(item, 'item');
	const receipts = root.in('receipts');
	const notices = root.in('notices');
	const messages = root.in('messages');
	return {
		runId: root.text('runId'),
		closed: root.flag('closed'),
		balanced: root.flag('balanced'),
		problems: root.texts('problems'),
		receipts: {
			source: receipts.has('controlTotal') ? receipts.in('controlTotal').number('count') : null,
			read: receipts.in('read').number('count'),
			notify: receipts.number('notify'),
			exclude: receipts.number('exclude'),
			review: receipts.number('review'),
			waiting: receipts.number('waiting'),
			excludedBy: receipts.numbers('excludedByName'),
			balanced: receipts.flag('balanced'),
		},
		notices: {
			due: notices.number('due'),
			delivered: notices.number('delivered'),
			failed: notices.number('failed'),
			rejected: notices.number('rejected'),
			unknown: notices.number('unknown'),
			accepted: notices.number('accepted'),
			notSent: notices.number('notSent'),
			byPost: notices.number('byPost'),
			balanced: notices.flag('balanced'),
		},
		messages: { sms: messages.number('sms'), lms: messages.number('lms') },
	};
}

const persons = (count: number): string => `${count.toLocaleString('ko-KR')}건`;

/** The result table of the demo. `cost` is what the gateway took from the account, in won. */
export function accountTable(account: ClosingAccount, cost: number): string {
	const { receipts, notices } = account;
	const reasons = Object.entries(receipts.excludedBy).sort(([, a], [, b]) => b - a);
	return table([
		['원천 건수', receipts.source === null ? '원천 제공 없음' : persons(receipts.source)],
		['읽은 건수', persons(receipts.read)],
		['안내', persons(receipts.notify)],
		['제외', persons(receipts.exclude)],
		...reasons.map(([reason, count]) => [`  · ${reason}`, persons(count)] as const),
		['확인 필요', persons(receipts.review)],
		['대기(결정 전)', persons(receipts.waiting)],
		null,
		['안내 대상(수신자)', persons(notices.due)],
		['전송 성공', persons(notices.delivered)],
		['전송 실패', persons(notices.failed + notices.rejected)],
		['결과 미확인', persons(notices.unknown + notices.accepted)],
		['문자 미발송', persons(notices.notSent)],
		['  · 우편 발송 대상', persons(notices.byPost)],
		['단문 / 장문', `${persons(account.messages.sms)} / ${persons(account.messages.lms)}`],
		['비용', `${cost.toLocaleString('ko-KR')}원`],
		null,
		['접수 건수 대사', receipts.balanced ? '일치' : '불일치'],
		['안내 건수 대사', notices.balanced ? '일치' : '불일치'],
	]);
}
