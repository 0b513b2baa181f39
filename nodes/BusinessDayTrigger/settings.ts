import type { ITriggerFunctions } from 'n8n-workflow';

import type { BusinessCalendar } from '../../lib/calendar/business-calendar';
import { dueAt, type NoticeSchedule } from '../../lib/calendar/notice-period';
import { ValidationError } from '../../lib/errors';
import { calendarFrom } from '../shared/sms';

export interface TriggerSettings {
	schedule: NoticeSchedule & { lookBackDays: number };
	/** `HH:mm` from which nothing is started any more. */
	endTime: string;
	campaign: string;
	/** Starts no run of its own. */
	resumeOnly: boolean;
	calendar: BusinessCalendar;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * The trigger's parameters, checked as a whole: with a faulty one nothing would ever start, and nobody would notice.
 * @throws ValidationError
 */
export function settingsOf(ctx: Pick<ITriggerFunctions, 'getNodeParameter'>): TriggerSettings {
	const text = (name: string) => String(ctx.getNodeParameter(name) ?? '').trim();
	const settings: TriggerSettings = {
		schedule: {
			mode: text('mode') === 'daily' ? 'daily' : 'weekly',
			time: text('time'),
			lookBackDays: Number(ctx.getNodeParameter('lookBackDays')),
		},
		endTime: text('endTime'),
		campaign: text('campaign'),
		resumeOnly: text('mode') === 'resume',
		calendar: calendarFrom((name) => ctx.getNodeParameter(name)),
	};
	dueAt('2026-01-05T00:00:00+09:00', settings.schedule, settings.calendar);
	if (!TIME.test(settings.endTime) || settings.endTime <= settings.schedule.time) {
		throw new ValidationError(
			'invalidEndTime',
			"'실행 마감 시각'이 올바르지 않습니다.",
			"18:00과 같은 형식(시:분)으로, '실행 시각'보다 늦은 시각을 입력하시기 바랍니다.",
		);
	}
	if (settings.campaign === '') {
		throw new ValidationError('campaignMissing', "'안내 업무'가 비어 있습니다.", "'발송 준비'와 같은 이름을 입력하시기 바랍니다.");
	}
	return settings;
}
