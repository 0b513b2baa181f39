import { ValidationError } from '../errors';
import { appendEvents } from './chain';
import type { LedgerContext } from './runs';
import type { Steps } from './steps';
import { all, first, text, textOrNull } from './steps';

export interface CampaignView {
	id: string;
	/** 안내 시작일: receipts received before it are not told. */
	startDate: string;
	/** Last day (by appearance in the source) that a closed run has covered; null before the first close. */
	watermark: string | null;
}

export function* findCampaign(id: string): Steps<CampaignView | null> {
	const row = yield* first('SELECT id, start_date, watermark FROM campaign WHERE id = ?', id);
	return row ? { id: text(row, 'id'), startDate: text(row, 'start_date'), watermark: textOrNull(row, 'watermark') } : null;
}

/**
 * Registers the campaign with its start date on first use. Throws `startDateMissing` without a date and
 * `startDateChanged` when a later run gives another one: that would tell people again or leave people out.
 */
export function* requireCampaign(context: LedgerContext, id: string, startDate: string): Steps<CampaignView> {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(startDate)) {
		throw new ValidationError(
			'startDateMissing',
			'안내 시작일이 비어 있거나 날짜 형식(예: 2026-11-16)이 아닙니다.',
			"'발송 준비' 단계의 '안내 시작일'에 이 업무로 안내를 시작하는 접수일을 입력하시기 바랍니다.",
		);
	}
	const known = yield* findCampaign(id);
	if (!known) {
		yield* all('INSERT INTO campaign (id, start_date) VALUES (?, ?)', id, startDate);
		yield* appendEvents(context.keys.chain, context.at, [
			{ kind: 'campaign.started', subject: id, payload: { startDate } },
		]);
		return { id, startDate, watermark: null };
	}
	if (known.startDate !== startDate) {
		throw new ValidationError(
			'startDateChanged',
			`안내 업무 '${id}'의 안내 시작일은 ${known.startDate}로 이미 등록되어 있는데 ${startDate}가 입력되었습니다.`,
			`'안내 시작일'을 ${known.startDate}로 되돌리시기 바랍니다. 다른 날짜로 시작하려면 새 안내 업무 이름을 사용하시기 바랍니다.`,
		);
	}
	return known;
}
