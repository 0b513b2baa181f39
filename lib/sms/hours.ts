import type { BusinessCalendar } from '../calendar/business-calendar';

/** When texts may go out: within the hours, in Korean time, on working days only unless told otherwise. */
export interface SendingHours {
	/** `HH:mm`, first minute in which texts may go out. */
	from: string;
	/** `HH:mm`, first minute in which they may not. */
	to: string;
	businessDaysOnly: boolean;
}

/**
 * Whether texts may go out at this Korean local time (`YYYY-MM-DDTHH:mm…`). The officer's phone, printed in every
 * text, must be answered then.
 */
export function maySendAt(local: string, hours: SendingHours, calendar: Pick<BusinessCalendar, 'isBusinessDay'>): boolean {
	const day = local.slice(0, 10);
	const time = local.slice(11, 16);
	if (hours.businessDaysOnly && !calendar.isBusinessDay(day)) return false;
	return time >= hours.from && time < hours.to;
}
