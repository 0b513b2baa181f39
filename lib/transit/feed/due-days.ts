import { addDays, koreanTime } from '../../calendar/day';
import { ValidationError } from '../../errors';

export interface WatchTimes {
	/** Days after the feed day on which its files are first looked for; 1 is the next day. */
	delayDays: number;
	/** `HH:mm`, Korean time, on that day. */
	firstAttempt: string;
	/** `HH:mm` on that day from which a day that is not whole is late; null never says so. */
	lateAt: string | null;
	/** How many further days back are looked at again, for what was missed or corrected. */
	lookBackDays: number;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** @throws ValidationError `badWatchTimes` */
export function checkWatchTimes(times: WatchTimes): void {
	const wrong = !TIME.test(times.firstAttempt)
		? "'첫 확인 시각'"
		: times.lateAt !== null && (!TIME.test(times.lateAt) || times.lateAt <= times.firstAttempt)
			? "'지연 알림 시각'"
			: !isCount(times.delayDays, 60)
				? "'자료 도착까지 일수'"
				: !isCount(times.lookBackDays, 366)
					? "'재조회 기간(일)'"
					: null;
	if (wrong === null) return;
	throw new ValidationError('badWatchTimes', `${wrong} 값이 올바르지 않습니다.`, "시각은 05:00과 같은 형식(시:분)으로, '지연 알림 시각'은 '첫 확인 시각'보다 늦게, 일수는 0 이상의 정수로 입력하시기 바랍니다.");
}

const isCount = (value: number, most: number): boolean => Number.isInteger(value) && value >= 0 && value <= most;

/**
 * Feed days to look at now, oldest first, and whether the newest of them is late. A day is looked at from its first
 * attempt on; what n8n slept through is within the days before.
 * @param now ISO time
 */
export function dueDays(now: string, times: WatchTimes): { days: string[]; late: string | null } {
	const time = koreanTime(now);
	const today = time.toFormat('yyyy-MM-dd');
	const clock = time.toFormat('HH:mm');
	const newest = addDays(today, -times.delayDays - (clock < times.firstAttempt ? 1 : 0));
	const days = Array.from({ length: times.lookBackDays + 1 }, (_, index) => addDays(newest, index - times.lookBackDays));
	const late = times.lateAt !== null && clock >= times.lateAt ? newest : null;
	return { days, late };
}
