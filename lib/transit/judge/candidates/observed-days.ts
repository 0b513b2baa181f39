import type { DayType } from '../../model';
import { comparableDays, USUAL_LOOK_BACK } from '../comparable-days';
import type { Day } from '../day';
import { schoolHolidayOf } from '../day-type';

/** Twenty Saturdays or holidays are twenty weeks and more. */
const REST_LOOK_BACK = 245;

/**
 * Days a rule is counted over, newest first: the service date itself (where it is of that kind and over) and the latest
 * comparable days, up to `candidates.longestDays`.
 * @param inSchoolHoliday days inside or outside school holidays; as the service date where absent
 */
export function observedDays(day: Day, dayType: DayType, inSchoolHoliday?: boolean): string[] {
	const { serviceDate, settings, thresholds } = day;
	const dayInHoliday = schoolHolidayOf(serviceDate, settings.schoolHolidays) !== null;
	const wanted = inSchoolHoliday ?? dayInHoliday;
	const own = dayType === day.dayType && wanted === dayInHoliday && !day.running ? [serviceDate] : [];
	const earlier = comparableDays({
		serviceDate,
		available: day.summaries.days,
		calendar: day.calendar,
		schoolHolidays: settings.schoolHolidays,
		standing: day.standing,
		most: thresholds.value('candidates.longestDays') - own.length,
		lookBackDays: dayType === 'weekday' && wanted === dayInHoliday ? USUAL_LOOK_BACK : REST_LOOK_BACK,
		dayType,
		inSchoolHoliday: wanted,
	});
	return [...own, ...earlier.days];
}
