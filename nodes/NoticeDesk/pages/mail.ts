import { mailPage } from '../../../lib/desk-pages/mail-page';
import type { Part } from '../../../lib/desk-pages/tasks-page';
import { ValidationError } from '../../../lib/errors';
import type { MailEntry, MailPlace } from '../../../lib/ledger/mail';
import type { MailView } from '../../../lib/ledger/types';
import { type Desk, emitted, given, type PageHandler, partOf } from '../desk';

const ROWS = 20;
const BATCH = 200;

/** `receipt#recipient#number` as a place in a list, and back. */
const placeOf = ({ receiptKey, recipientOrdinal }: { receiptKey: string; recipientOrdinal: number }, number = 0) => `${receiptKey}#${recipientOrdinal}#${number}`;
function placeIn(text: string): MailPlace | undefined {
	const [, receiptKey, recipientOrdinal, number] = /^(.+)#(\d+)#(\d+)$/.exec(text) ?? [];
	return receiptKey === undefined ? undefined : { receiptKey, recipientOrdinal: Number(recipientOrdinal), number: Number(number) };
}

/** Letters that still want something done (no result yet, or come back and not sent again), or all. */
async function letters({ ledger, settings }: Desk, all: boolean, after: MailPlace | undefined): Promise<Part<MailView>> {
	let rows: MailView[] = [];
	for (let place = after; ; ) {
		const batch = await ledger.desk.mails({ campaign: settings.campaign }, BATCH, place);
		rows = rows.concat(batch.filter((one, index) => all || isOpen(one, batch[index + 1])));
		const last = batch.at(-1);
		const end = rows[ROWS - 1];
		if (rows.length > ROWS && end) return { rows: rows.slice(0, ROWS), next: placeOf(end, end.number) };
		if (!last || batch.length < BATCH) return { rows, next: null };
		place = last;
	}
}

/** Only a recipient's last letter can be open; the next row shows whether this is the last. */
function isOpen(one: MailView, next: MailView | undefined): boolean {
	const followed = next?.receiptKey === one.receiptKey && next.recipientOrdinal === one.recipientOrdinal;
	return !followed && one.outcome !== 'delivered';
}

function entryOf(desk: Desk, form: Record<string, string>): MailEntry {
	const recipient = given(form, 'recipient');
	if (!/^[1-9]\d?$/.test(recipient)) throw new ValidationError('recipientOrdinal', '수신자 순번이 숫자가 아니어서 기록하지 않았습니다.', '납세자 본인은 1, 공동명의자는 2부터 입력하시기 바랍니다.');
	const shared = { receiptKey: given(form, 'receiptKey'), recipientOrdinal: Number(recipient), by: desk.by, origin: desk.origin };
	const on = given(form, 'on');
	switch (form.outcome) {
		case 'sent':
			return { ...shared, outcome: 'sent', sentOn: on, registeredNo: given(form, 'registeredNo') || null };
		case 'delivered':
			return { ...shared, outcome: 'delivered', outcomeOn: on };
		case 'returned':
			return { ...shared, outcome: 'returned', outcomeOn: on, returnedReason: given(form, 'returnedReason') };
		default:
			throw new ValidationError('mailOutcome', '무엇을 기록할지 고르지 않았습니다.', '발송, 배달, 반송 가운데 하나를 고르시기 바랍니다.');
	}
}

export const mailHandler: PageHandler = {
	show: async (desk, texts) => {
		const all = texts.show === 'all';
		const { campaign } = desk.settings;
		const due = await partOf(async (limit) => await desk.ledger.desk.mailDue({ campaign }, limit, placeIn(given(texts, 'due'))), (one) => placeOf(one));
		const draft = { receiptKey: given(texts, 'receiptKey'), recipient: given(texts, 'recipient') || '1', outcome: given(texts, 'outcome') };
		return mailPage(desk.frame, { due, letters: await letters(desk, all, placeIn(given(texts, 'after'))), all, draft, today: desk.today });
	},
	acts: {
		record: async (desk, form) => {
			const { receiptKey, recipientOrdinal, number, outcome } = await desk.ledger.desk.recordMail(entryOf(desk, form));
			return { done: outcome, emission: emitted(desk, 'mail', 'recordMail', { receiptKey, recipientOrdinal, number, outcome, result: 'done' }) };
		},
	},
	done: { sent: '우편 발송을 기록하였습니다.', delivered: '우편 배달을 기록하였습니다.', returned: '우편 반송을 기록하였습니다. 주소를 확인하여 다시 발송하시기 바랍니다.' },
};
