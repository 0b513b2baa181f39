import { ValidationError } from '../errors';
import { isDay } from '../calendar/day';
import { appendEvents } from './chain';
import { insertNotice, type NewNotice } from './decided-rows';
import { type LedgerKeys, noticeKey, type NoticeIdentity, runIdOf } from './identity';
import { sealed } from './row-seal';
import { appendRunEvent, type LedgerContext } from './runs';
import type { Steps } from './steps';
import { all, change } from './steps';
import { MAILED_BEFORE, withdrawWaiting } from './told';
import type { Origin } from './types';

/** Period of the run that holds letters mailed before this package was used. */
export const IMPORT_PERIOD = 'import-';

/** A letter that the office mailed about a receipt before. */
export interface MailedLetter {
	receiptKey: string;
	recipientOrdinal: number;
	mailedOn: string;
	registeredNo: string | null;
}

/** Identity under which a letter mailed earlier is known, whatever duty it told. */
export function mailedKey(keys: LedgerKeys, { campaign, receiptKey, recipientOrdinal }: Omit<NoticeIdentity, 'duty'>): string {
	return noticeKey(keys, { campaign, duty: 'mailedBefore', receiptKey, recipientOrdinal });
}

/**
 * Takes over letters mailed earlier, so that their recipients are not told again; texts that still wait for them are not
 * sent. Repeating it changes nothing. Returns how many were new. Throws `mailedDay` where a day is missing, wrong or in the future.
 */
export function* importMailed(
	context: LedgerContext,
	campaign: string,
	letters: readonly MailedLetter[],
	{ by, origin }: { by: string; origin: Origin },
): Steps<number> {
	const today = context.at.slice(0, 10);
	const runId = runIdOf(campaign, `${IMPORT_PERIOD}letters`);
	const opened = yield* change(
		`INSERT INTO run (id, campaign, period, period_from, period_to, stage, holds, approval_reasons, lease_until, fence, opened_at, closed_at)
		 VALUES (?, ?, ?, ?, ?, 'closed', '[]', '[]', 0, 0, ?, ?) ON CONFLICT (id) DO NOTHING`,
		runId,
		campaign,
		`${IMPORT_PERIOD}letters`,
		today,
		today,
		context.at,
		context.at,
	);
	let added = 0;
	for (const letter of letters) {
		if (!isDay(letter.mailedOn) || letter.mailedOn > today) throw wrongDay(letter);
		added += yield* importLetter(context, campaign, runId, letter, by);
	}
	if (added + opened > 0) yield* appendRunEvent(context, { kind: 'mail.imported', runId, payload: { letters: added, listed: true, by, origin } });
	return added;
}

function* importLetter(context: LedgerContext, campaign: string, runId: string, letter: MailedLetter, by: string): Steps<number> {
	const { receiptKey, recipientOrdinal } = letter;
	const notice: NewNotice = {
		notice_key: mailedKey(context.keys, { campaign, receiptKey, recipientOrdinal }),
		campaign,
		duty: 'mailedBefore',
		receipt_key: receiptKey,
		recipient_ordinal: recipientOrdinal,
		run_id: runId,
		channel: 'post',
		state: 'notSent',
		reason_code: MAILED_BEFORE.reasonCode,
		reason: MAILED_BEFORE.reason,
		attempt: 0,
		rule_id: '',
		rule_version: '',
		template_id: '',
		template_version: '',
		phone_fingerprint: null,
		phone_masked: null,
		name_masked: null,
		details: '{}',
		sealed: null,
		plate_fingerprint: null,
		retry_of: null,
		settled_at: `${letter.mailedOn}T00:00:00.000+09:00`,
	};
	const mailed = yield* insertNotice(notice, 'notice.mailed');
	if (!mailed) return 0;
	const waiting = yield* all(
		`SELECT notice_key FROM notice WHERE campaign = ? AND receipt_key = ? AND recipient_ordinal = ? AND state = 'reserved'`,
		campaign,
		receiptKey,
		recipientOrdinal,
	);
	yield* withdrawWaiting(context, waiting, MAILED_BEFORE);
	const posted = yield* change(
		`INSERT INTO mail (receipt_key, recipient_ordinal, number, registered_no, sent_on, outcome, recorded_by)
		 VALUES (?, ?, 1, ?, ?, 'sent', ?) ON CONFLICT (receipt_key, recipient_ordinal, number) DO NOTHING`,
		receiptKey,
		recipientOrdinal,
		letter.registeredNo,
		letter.mailedOn,
		by,
	);
	const mail = posted > 0 ? (yield* sealed('mail', { receipt_key: receiptKey, recipient_ordinal: recipientOrdinal, number: 1 })).rowHash : null;
	yield* appendEvents(context.keys.chain, context.at, [{ ...mailed, payload: { ...mailed.payload, ...(mail === null ? {} : { mail }) } }]);
	return 1;
}

const wrongDay = ({ receiptKey, mailedOn }: MailedLetter) =>
	new ValidationError(
		'mailedDay',
		`접수 '${receiptKey}'의 우편 발송일('${mailedOn.slice(0, 10)}')이 날짜가 아니거나 오늘보다 뒤입니다. 한 건도 등록하지 않았습니다.`,
		'발송일을 연-월-일 형식(예: 2026-11-10)으로 적고 다시 실행하시기 바랍니다.',
	);
