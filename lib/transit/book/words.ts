import { koreanTime, officialDate } from '../../calendar/day';
import type { BusReportModel, DayType, Direction, ObservedEstimated, RouteRow } from '../model';

const WHOLE = new Intl.NumberFormat('ko-KR', { maximumFractionDigits: 0 });
const TENTH = new Intl.NumberFormat('ko-KR', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const FREE = new Intl.NumberFormat('ko-KR', { maximumFractionDigits: 2 });

/** What stands where a figure cannot be said. */
export const NONE = '-';

/** Figure or nothing: what is not a number must not reach a file. */
export const figure = (value: number | null | undefined): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** `1,234`; `-` for none. */
export const count = (value: number | null): string => (figure(value) === null ? NONE : WHOLE.format(value ?? 0));
/** `1,234.5`; `-` for none. */
export const tenth = (value: number | null): string => (figure(value) === null ? NONE : TENTH.format(value ?? 0));
/** At most two decimals, for figures of any unit. */
export const free = (value: number | null): string => (figure(value) === null ? NONE : FREE.format(value ?? 0));
/** `12.3%` of the share 0.123; `-` for none. */
export const percent = (share: number | null): string => (figure(share) === null ? NONE : `${TENTH.format((share ?? 0) * 100)}%`);
/** `+12.3%`, `-4.0%` or `0.0%` of a change as a share; `-` for none. */
export function change(share: number | null): string {
	const value = figure(share);
	if (value === null) return NONE;
	const text = TENTH.format(Math.abs(value) * 100);
	if (text === '0.0') return '0.0%';
	return `${value > 0 ? '+' : '-'}${text}%`;
}

/** Hour of the operating day, 4–27, in a sentence: `8시대`, `익일 1시대`. */
export const hourName = (hour: number | null): string => (hour === null ? NONE : `${hour >= 24 ? '익일 ' : ''}${hour % 24}시대`);

/** The same in a column, where it sorts: `08시`, `익일 01시`. */
export const hourCell = (hour: number | null): string => (hour === null ? NONE : `${hour >= 24 ? '익일 ' : ''}${String(hour % 24).padStart(2, '0')}시`);

/** Hours of the operating day in order: 4 … 27. */
export const HOURS: readonly number[] = Array.from({ length: 24 }, (_, index) => index + 4);

/** Start of a rolling hour (`HH:MM` of the operating day) as people say it: `07:40`, `익일 00:10`. */
export function clockName(start: string | null): string {
	const match = /^(\d{1,2}):(\d{2})$/.exec(start ?? '');
	if (!match) return NONE;
	const hour = Number(match[1]);
	return `${hour >= 24 ? '익일 ' : ''}${String(hour % 24).padStart(2, '0')}:${match[2]}`;
}

const DIRECTIONS: Readonly<Record<Direction, string>> = { out: '가는 방향', in: '오는 방향', all: '방향 미상' };
/** 방향 in Korean: `out` up to the turnaround, `in` after it, `all` where it is not known: never a total beside the other two. */
export const directionName = (direction: Direction): string => DIRECTIONS[direction];
export const DIRECTION_ORDER: Readonly<Record<Direction, number>> = { out: 0, in: 1, all: 2 };

const DAY_TYPES: Readonly<Record<DayType | 'all', string>> = { weekday: '평일', saturday: '토요일', holiday: '일·공휴일', all: '전체' };
export const dayTypeName = (type: DayType | 'all'): string => DAY_TYPES[type];

export const stateName = (state: 'provisional' | 'final'): string => (state === 'final' ? '확정' : '잠정');

export const BUS_SIZES: Readonly<Record<'large' | 'medium' | 'small', string>> = { large: '대형', medium: '중형', small: '소형' };

/** `2026. 3. 3. 05:00` in Korean time. */
export function moment(instant: string): string {
	const time = koreanTime(instant);
	return `${time.year}. ${time.month}. ${time.day}. ${time.toFormat('HH:mm')}`;
}

/** `2026. 3. 2.(월요일)`. */
export const dayWithName = ({ serviceDate, dayName }: Pick<BusReportModel, 'serviceDate' | 'dayName'>): string =>
	`${officialDate(serviceDate)}(${dayName})`;

/**
 * 운행횟수 to stand beside the licensed number: in the licence's unit where the two can be compared (a round trip is two one-way
 * runs), else as the runs were seen.
 */
export function drivenRuns({ runs, licensedRuns, compliance }: Pick<RouteRow, 'runs' | 'licensedRuns' | 'compliance'>): number | null {
	return compliance === null || licensedRuns === null ? runs : Math.round(compliance * licensedRuns * 10) / 10;
}

/** The sentence that every table of routes carries. */
export const NOT_FOR_SETTLEMENT = '정산 근거 아님(참고)';

/** What stands at the head of every sheet and page: basis time, state, edition, grade, and that it settles no accounts. */
export const standing = (model: BusReportModel): string =>
	`자료 기준시각 ${moment(model.dataAsOf)} · ${stateName(model.state)} · 제${model.edition}판 · 자료 등급 ${model.dataState.grade} · ${NOT_FOR_SETTLEMENT}`;

/** The estimated figure where there is one, else the observed, with what it is. */
export function bestOf({ observed, estimated }: ObservedEstimated): { value: number | null; kind: '추정' | '관측' | null } {
	if (figure(estimated) !== null) return { value: estimated, kind: '추정' };
	if (figure(observed) !== null) return { value: observed, kind: '관측' };
	return { value: null, kind: null };
}
