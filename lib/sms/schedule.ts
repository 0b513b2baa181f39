import { koreanTime } from '../calendar/day';
import { CityhallError, ValidationError } from '../errors';
import type { Ledger } from '../ledger/ledger';
import type { Gateway } from './gateway';

/** A time that a person wrote (`2026-11-23T10:00`, Korean time) as ISO text. @throws ValidationError `invalidSchedule` */
export function scheduleTime(written: string): string {
	try {
		return koreanTime(written).toISO() ?? '';
	} catch (error) {
		if (!(error instanceof CityhallError)) throw error;
		throw new ValidationError(
			'invalidSchedule',
			"'예약 발송 시각'의 형식이 올바르지 않습니다.",
			'2026-11-23T10:00처럼 연-월-일T시:분 형식으로 입력하시기 바랍니다.',
		);
	}
}

/**
 * Throws unless the gateway can hold texts back until then.
 * @param at ISO text; null (at once) is always right
 * @param now business time as ISO text
 * @throws ValidationError `noSchedule`, `scheduleOutOfRange`
 */
export function requireSchedule({ capabilities: { name, schedule } }: Pick<Gateway, 'capabilities'>, at: string | null, now: string): void {
	if (at === null) return;
	if (!schedule) {
		throw new ValidationError(
			'noSchedule',
			`${name}에는 예약 발송이 없습니다.`,
			"'예약 발송 시각'을 비우거나 예약 발송이 되는 중계사를 고르시기 바랍니다.",
		);
	}
	const minutes = (Date.parse(at) - Date.parse(now)) / 60_000;
	if (minutes >= schedule.atLeastMinutes && minutes <= schedule.atMostDays * 1_440) return;
	throw new ValidationError(
		'scheduleOutOfRange',
		`'예약 발송 시각'이 ${name}의 예약 범위(지금부터 ${schedule.atLeastMinutes}분 뒤~${schedule.atMostDays}일 안)를 벗어납니다.`,
		'예약 범위 안의 시각으로 고치거나 비워서 바로 보내시기 바랍니다.',
	);
}

/**
 * For which time texts of a run are handed over now. A run that was begun for a time which has passed meanwhile (or is too
 * near for the gateway) goes on at once, within the sending hours: null. One that was not begun keeps the time, so that
 * `requireSchedule` refuses it.
 * @param at ISO text; null at once
 * @param now business time as ISO text
 */
export async function resumedSchedule(
	ledger: Pick<Ledger, 'wasScheduledFor'>,
	{ capabilities: { schedule } }: Pick<Gateway, 'capabilities'>,
	runId: string,
	at: string | null,
	now: string,
): Promise<string | null> {
	if (at === null || Date.parse(at) - Date.parse(now) >= (schedule?.atLeastMinutes ?? 0) * 60_000) return at;
	return (await ledger.wasScheduledFor(runId, at)) ? null : at;
}

/**
 * When a text that is handed over now goes out: at its time, or at once where it has none or it has passed meanwhile.
 * @param at ISO text or null
 * @param now business time as ISO text
 */
export const goesOutAt = (at: string | null, now: string): string => aheadOf(at, now) ?? now;

/** The time if it is still to come; null once it has passed. Both as ISO text. */
export const aheadOf = (at: string | null, now: string): string | null => (at !== null && Date.parse(at) > Date.parse(now) ? at : null);
