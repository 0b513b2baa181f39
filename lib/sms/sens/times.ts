import { koreanTime } from '../../calendar/day';
import { DateTime } from '../../vendor/luxon';

/**
 * A moment as SENS takes it in a list's query. That it means Korean time is not written down: unverified.
 * @param ms epoch milliseconds; cut to the second
 */
export const listTime = (ms: number) => koreanTime(DateTime.fromMillis(ms)).toFormat('yyyy-MM-dd HH:mm:ss');

/** A moment (ISO text) as SENS takes it for a reservation, in Korean time: never earlier, so a begun minute counts as whole. */
export const reserveTime = (at: string) => koreanTime(at).plus({ milliseconds: 59_999 }).toFormat('yyyy-MM-dd HH:mm');
