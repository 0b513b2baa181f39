import { addDays } from '../calendar/day';
import { TEXT_REQUESTED } from './forms';
import { ALIMTALK } from './results';
import type { Steps } from './steps';
import { all, first, int } from './steps';
import type { CampaignTotals } from './types';

/** Texts that went out in these days. A run's texts are submitted while it is open, so only its days are looked at. */
const SENT = `FROM run r CROSS JOIN notice n WHERE r.campaign = ? AND r.opened_at < ? AND (r.closed_at IS NULL OR r.closed_at >= ?)
	AND n.run_id = r.id AND n.submitted_at >= ? AND n.submitted_at < ?`;

/** What a campaign's texts were from one day to another, both included, by the day of submission. */
export function* campaignTotals(campaign: string, fromDay: string, toDay: string): Steps<CampaignTotals> {
	const end = addDays(toDay, 1);
	const span = [campaign, end, fromDay, fromDay, end];
	const rows = yield* all(
		`SELECT n.message_type, COUNT(*) AS n ${SENT} AND n.state IN ('accepted', 'delivered', 'failed', 'unknown') GROUP BY n.message_type`,
		...span,
	);
	const forms = yield* first(
		`SELECT COUNT(*) AS n ${SENT} AND n.state = 'delivered' AND n.recipient_ordinal = 1 AND EXISTS (SELECT 1 FROM form f
			WHERE f.receipt_key = n.receipt_key AND f.campaign = n.campaign AND f.status IN ('open', 'electronic') AND ${TEXT_REQUESTED})`,
		...span,
	);
	const count = (type: string) => {
		const row = rows.find((one) => one.message_type === type);
		return row ? int(row, 'n') : 0;
	};
	return { sms: count('SMS'), lms: count('LMS'), kakao: count(ALIMTALK), formsByText: forms ? int(forms, 'n') : 0 };
}
