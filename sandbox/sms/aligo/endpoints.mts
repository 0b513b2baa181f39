import type { Fault } from '../shared/faults.mts';
import { type Account, type Call, type Platform, type Wanted } from './platform.mts';
import { refusals } from './words.mts';

export type Step = 'submit' | 'find' | 'cancel' | 'account';

export interface Request {
	account: Account;
	form: ReadonlyMap<string, string>;
	fault: Fault | null;
	/** Whose state a list shows. */
	asOf: number;
	now: number;
}

export interface Endpoint {
	path: string;
	step: Step;
	/** What stands beside `result_code` and `message`; throws `Refused`. */
	act(platform: Platform, request: Request): Record<string, unknown>;
}

const MASS_LIMIT = 500;
const RECEIVERS_LIMIT = 1_000;

export const ENDPOINTS: readonly Endpoint[] = [
	{ path: '/send/', step: 'submit', act: send },
	{ path: '/send_mass/', step: 'submit', act: sendMass },
	{ path: '/list/', step: 'find', act: list },
	{ path: '/sms_list/', step: 'find', act: details },
	{ path: '/remain/', step: 'account', act: (_platform, { account: { credit } }) => ({ SMS_CNT: credit.SMS, LMS_CNT: credit.LMS, MMS_CNT: 0 }) },
	{ path: '/cancel/', step: 'cancel', act: cancel },
];

/** One text to up to 1,000 numbers. */
function send(platform: Platform, request: Request) {
	const { form, account, fault } = request;
	const names = new Map((form.get('destination') ?? '').split(',').map((pair) => [digits(pair.split('|')[0] ?? ''), pair.split('|')[1] ?? '']));
	const receivers = (form.get('receiver') ?? '').split(',').map(digits).filter((to) => to !== '');
	if (receivers.length > RECEIVERS_LIMIT) throw refusals.receiver();
	const text = form.get('msg') ?? '';
	const messages = receivers.map((to) => ({ to, text: text.replaceAll('%고객명%', names.get(to) ?? '') }));
	return accepted(platform.submit(account, { ...common(request), messages }, fault));
}

/** Up to 500 numbers, a text each. */
function sendMass(platform: Platform, request: Request) {
	const { form, account, fault } = request;
	const count = Number(form.get('cnt'));
	if (!Number.isInteger(count) || count < 1 || count > MASS_LIMIT) throw refusals.count();
	if (!form.has('msg_type')) throw refusals.type();
	const messages = Array.from({ length: count }, (_, index) => ({ to: digits(form.get(`rec_${index + 1}`) ?? ''), text: form.get(`msg_${index + 1}`) ?? '' }));
	return accepted(platform.submit(account, { ...common(request), messages }, fault));
}

function common({ form }: Request): Omit<Wanted, 'messages'> {
	return {
		type: form.get('msg_type'),
		sender: digits(form.get('sender') ?? ''),
		title: form.get('title') ?? '',
		reservedAt: reservedAt(form.get('rdate'), form.get('rtime')),
		test: form.get('testmode_yn') === 'Y',
	};
}

const accepted = ({ mid, type, messages, failures }: Call) => ({ msg_id: mid, success_cnt: messages.length, error_cnt: failures, msg_type: type });

function reservedAt(day: string | undefined, time: string | undefined): number | null {
	if (!day) return null;
	const at = Date.parse(`${day.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')}T${(time ?? '').replace(/^(\d{2})(\d{2})$/, '$1:$2')}:00+09:00`);
	if (Number.isNaN(at)) throw refusals.schedule();
	return at;
}

/** The calls of the asked days, newest first: their text, not their numbers. */
function list(platform: Platform, { account, form, fault, asOf, now }: Request) {
	const start = form.get('start_date') || dayOf(now);
	const days = Number(form.get('limit_day') || '1');
	const first = Date.parse(`${start.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')}T00:00:00+09:00`);
	const visible = platform.calls
		.filter((call) => call.account === account && call.createdAt <= asOf && call.createdAt >= first && call.createdAt < first + days * 86_400_000)
		.reverse();
	return page(visible, form, fault, (call) => ({
		mid: String(call.mid),
		type: call.type,
		sender: call.sender,
		sms_count: String(call.messages.length + call.failures),
		reserve_state: call.cancelled ? '취소완료' : call.reservedAt === null ? '' : '예약대기중',
		msg: call.messages[0]?.text ?? '',
		fail_count: String(call.failures),
		reg_date: timeOf(call.createdAt),
		reserve: call.reservedAt === null ? '' : timeOf(call.reservedAt),
	}));
}

/** The messages of one call: their numbers and states, not their texts. */
function details(platform: Platform, { account, form, fault, asOf }: Request) {
	const call = platform.find(account, form.get('mid') ?? '');
	if (!call || call.createdAt > asOf) throw refusals.unknownMid();
	return page(call.messages, form, fault, (message) => ({
		mdid: String(message.mdid),
		type: call.type,
		sender: call.sender,
		receiver: message.to,
		sms_state: message.words.findLast(({ at }) => at <= asOf)?.word ?? '',
		reg_date: timeOf(call.createdAt),
		send_date: message.sentAt === null ? '' : timeOf(message.sentAt),
		reserve_date: call.reservedAt === null ? '' : timeOf(call.reservedAt),
	}));
}

function cancel(platform: Platform, { account, form, now }: Request) {
	platform.cancel(account, form.get('mid') ?? '');
	return { cancel_date: timeOf(now) };
}

function page<T>(items: readonly T[], form: ReadonlyMap<string, string>, fault: Fault | null, view: (item: T) => Record<string, unknown>) {
	const size = Math.min(500, Math.max(30, Number(form.get('page_size')) || 30));
	const endless = fault?.fault === 'endlessPages';
	const from = endless ? 0 : (Math.max(1, Number(form.get('page')) || 1) - 1) * size;
	return { list: items.slice(from, from + size).map(view), next_yn: endless || items.length > from + size ? 'Y' : 'N' };
}

const digits = (text: string) => text.replaceAll(/[\s-]/g, '');
const korean = (at: number) => new Date(at + 9 * 3_600_000).toISOString();
const timeOf = (at: number) => korean(at).slice(0, 19).replace('T', ' ');
const dayOf = (at: number) => korean(at).slice(0, 10).replaceAll('-', '');
