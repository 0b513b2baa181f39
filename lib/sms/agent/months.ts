import { koreanTime } from '../../calendar/day';

/** More log tables than this are never searched. */
const MOST = 13;

/** The months (`YYYYMM`, Korean time) whose log tables may hold rows put in since `fromMs`: at least this one and the one before, and tomorrow's. */
export function logMonths(fromMs: number, nowMs: number): string[] {
	const now = koreanTime(new Date(nowMs).toISOString());
	const from = koreanTime(new Date(fromMs).toISOString());
	const first = (from < now.minus({ months: 1 }) ? from : now.minus({ months: 1 })).startOf('month');
	const months: string[] = [];
	for (let month = first; month <= now.plus({ days: 1 }); month = month.plus({ months: 1 })) months.push(month.toFormat('yyyyMM'));
	return months.slice(-MOST);
}

/** The month (`YYYYMM`, Korean time) of a moment. */
export const monthOf = (ms: number) => koreanTime(new Date(ms).toISOString()).toFormat('yyyyMM');
