import { DateTime } from '../vendor/luxon';

const ZONE = 'Asia/Seoul';
const FIRST_HOUR = 4;

/** The operating day (04:00–03:59, Korean time) that an instant belongs to, `YYYY-MM-DD`. */
export function operatingDay(instant: Date): string {
	return DateTime.fromJSDate(instant, { zone: ZONE }).minus({ hours: FIRST_HOUR }).toFormat('yyyy-MM-dd');
}
