import type { BusinessCalendar } from '../calendar/business-calendar';
import { addDays, koreanDay, koreanTime } from '../calendar/day';
import { dueAt, type NoticeSchedule } from '../calendar/notice-period';
import { ValidationError } from '../errors';
import type { WatchFacts } from '../ledger/watch';
import { reached } from '../ledger/runs';

export interface WatchSettings {
	campaign: string;
	schedule: NoticeSchedule;
	calendar: BusinessCalendar;
	/** Runs come when somebody asks for them (정정 안내): only what is left of them counts. */
	onDemand: boolean;
	/** `HH:mm`: from then on a run day without data is an alarm (practice: 10:00). */
	dataBy: string;
	/** `HH:mm`: from then on a run day without a closed run is an alarm (practice: noon). */
	closedBy: string;
	/** `HH:mm` from which the officer is reminded to export the file; null where the source is read directly. */
	remindExportFrom: string | null;
}

/** `alarm`: somebody must act today; `reminder`: work that must not be forgotten. */
export interface Alarm {
	code: string;
	severity: 'alarm' | 'reminder';
	/** Korean; counts and states only. */
	message: string;
	remedy: string;
	/** One text a day and cause. */
	dedupeKey: string;
}

/** Reports come up to 72 hours after sending; eight more for the gateway (facts: sms-gateways). */
const REPORT_HOURS = 80;
const OLD_REVIEW_DAYS = 7;

/** What `watchFacts` is to be asked at a moment. */
export function watchQuery(now: string, { schedule, calendar }: Pick<WatchSettings, 'schedule' | 'calendar'>) {
	const today = koreanDay(now);
	return {
		period: dueAt(now, schedule, calendar).period.period,
		reportsSince: koreanTime(now).minus({ hours: REPORT_HOURS }).toISO() ?? '',
		reviewsBefore: addDays(today, -OLD_REVIEW_DAYS),
		today,
	};
}

/**
 * What must be said to the officer at a moment; empty where all is well. On a day off, and before a run is due, only what
 * is left of earlier runs counts. Throws `watchTime` unless the times are `HH:mm`.
 */
export function alarmsOf(facts: WatchFacts, now: string, settings: WatchSettings): Alarm[] {
	for (const time of [settings.dataBy, settings.closedBy, settings.remindExportFrom]) requireTime(time);
	const today = koreanDay(now);
	const { due, period } = dueAt(now, settings.schedule, settings.calendar);
	const found = [
		...(settings.calendar.isBusinessDay(today) && !settings.onDemand ? runAlarms(facts, now, due, settings) : []),
		...leftOvers(facts),
		...(settings.onDemand ? [] : [...filesAlarm(facts), ...calendarAlarm(settings.calendar.coverageWarning(today))]),
	];
	return found.map((alarm) => ({ ...alarm, dedupeKey: `alarm/${settings.campaign}/${period.period}/${alarm.code}/${today}` }));
}

type Found = Omit<Alarm, 'dedupeKey'>;

const alarm = (code: string, message: string, remedy: string): Found => ({ code, severity: 'alarm', message, remedy });
const reminder = (code: string, message: string, remedy: string): Found => ({ code, severity: 'reminder', message, remedy });

function runAlarms({ run }: WatchFacts, now: string, due: boolean, settings: WatchSettings): Found[] {
	const { schedule, calendar } = settings;
	const { period, dueSince } = dueAt(now, schedule, calendar);
	const time = koreanTime(now).toFormat('HH:mm');
	const runDay = dueSince === null ? null : koreanDay(dueSince);
	const today = koreanDay(now);
	if (runDay === null || today < runDay) return [];
	const past = (limit: string) => today > runDay || time >= limit;
	const name = `${period.period} 회차`;
	const found: Found[] = [];
	const unread = run === null || !reached(run.stage, 'prepared');
	if (settings.remindExportFrom !== null && unread && past(settings.remindExportFrom)) {
		found.push(
			reminder('exportFile', `${name}: 감면 접수 자료를 추출할 날입니다(${period.from}~${period.to}).`, '감면 접수 시스템에서 자료를 추출하여 정해진 폴더에 저장하시기 바랍니다.'),
		);
	}
	if (!due || run?.stage === 'closed') return found;
	if (run && run.holds.length > 0) {
		const causes = run.holds.map((hold) => hold.message).join(' ');
		return [...found, alarm('held', `${name}가 보류 중입니다. ${causes}`, '사유를 확인하여 바로잡은 뒤 보류를 해제하시기 바랍니다.')];
	}
	if (run === null && past(settings.dataBy)) {
		found.push(alarm('notStarted', `${name}가 시작되지 않았습니다.`, '예약 실행 흐름이 켜져 있는지(Publish) 확인하시기 바랍니다.'));
	} else if (unread && past(settings.dataBy)) {
		found.push(
			alarm('noData', `${name}의 감면 접수 자료를 아직 읽지 못하였습니다.`, '추출 파일이 폴더에 있는지, 감면 접수 시스템에 연결되는지 확인하시기 바랍니다.'),
		);
	}
	if (run && past(settings.closedBy)) {
		found.push(
			run.stage === 'prepared'
				? alarm('approvalWaiting', `${name}가 담당자 승인을 기다리고 있습니다.`, '승인 화면에서 문안과 건수를 확인하고 결정하시기 바랍니다.')
				: alarm('notClosed', `${name}가 아직 마감되지 않았습니다.`, "'회차 현황'에서 단계와 사유를 확인하시기 바랍니다."),
		);
	}
	return found;
}

function leftOvers(facts: WatchFacts): Found[] {
	const found: Found[] = [];
	const older = facts.unfinished.map((run) => run.period);
	if (older.length > 0) {
		found.push(alarm('olderUnfinished', `마감되지 않은 회차가 ${older.length}건 있습니다(${older.slice(0, 3).join(', ')}).`, "'회차 현황'에서 사유를 확인하여 마감하시기 바랍니다."));
	}
	if (facts.openLeaks > 0) {
		found.push(alarm('openLeaks', `전송 성공 뒤 번호가 바뀐 건이 ${facts.openLeaks}건 있습니다.`, '다른 사람이 문자를 받았는지 점검표에 따라 확인하시기 바랍니다.'));
	}
	if (facts.openCorrections > 0) {
		found.push(reminder('openCorrections', `안내한 뒤 취하·경정되어 정정 안내를 검토할 건이 ${facts.openCorrections}건 있습니다.`, "'정정 안내' 화면에서 처리하시기 바랍니다."));
	}
	if (facts.unknown > 0) {
		found.push(reminder('unknownNotices', `전송 결과를 알 수 없는 안내가 ${facts.unknown}건 있습니다.`, '중계사 발송 내역을 확인하고, 도착하지 않은 건은 우편으로 안내하시기 바랍니다.'));
	}
	if (facts.overdueReports > 0) {
		found.push(reminder('overdueReports', `${REPORT_HOURS}시간이 지나도 전송 결과가 오지 않은 안내가 ${facts.overdueReports}건 있습니다.`, "'전송 결과 조회'를 실행하고, 계속되면 중계사에 문의하시기 바랍니다."));
	}
	if (facts.deliveredAfterAll > 0) {
		found.push(reminder('deliveredAfterAll', `보내지 않은 것으로 처리하였으나 실제로는 전송된 문자가 ${facts.deliveredAfterAll}건 있습니다.`, "우편 등으로 다시 안내하였는지 확인하고 '확인 필요 처리' 화면에서 처리 내용을 적으시기 바랍니다."));
	}
	if (facts.oldReviews > 0) {
		found.push(reminder('oldReviews', `${OLD_REVIEW_DAYS}일 넘게 처리하지 않은 확인 필요 건이 ${facts.oldReviews}건 있습니다.`, "'확인 필요 처리' 화면에서 처리 내용을 적으시기 바랍니다."));
	}
	return found;
}

/** Not a campaign's own: said with the scheduled one only. */
const filesAlarm = ({ filesDue }: WatchFacts): Found[] =>
	filesDue === 0
		? []
		: [reminder('filesDue', `보존기간이 지난 개인정보 파일이 ${filesDue}개 있습니다.`, "'보존기간 지난 파일 파기'를 실행하시기 바랍니다.")];

const calendarAlarm = (warning: string | null): Found[] =>
	warning === null ? [] : [reminder('calendarEnds', warning, '패키지를 새 판으로 올리거나 추가 휴무일을 적으시기 바랍니다.')];

function requireTime(time: string | null): void {
	if (time === null || /^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return;
	throw new ValidationError('watchTime', '점검 시각이 올바르지 않습니다.', '10:00과 같은 형식(시:분)으로 입력하시기 바랍니다.');
}
