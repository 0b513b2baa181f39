import type { ReasonCount, ReportModel, ReviewRow } from '../report/model';
import { grouped } from '../report/numbers';
import { addOne, countsOf } from '../report/tally';

/** One line of 확인 필요 및 조치: what is left to people and what they do. */
export interface Remaining {
	name: string;
	count: number;
	/** The largest reasons with their numbers. */
	reasons: string;
	/** In the noun endings of a report. */
	action: string;
}

const ACTIONS = {
	'유출 점검': '이전 번호의 명의와 오발송 여부 확인, 유출 시 개인정보 보호책임자 보고(재발송하지 않음)',
	'정정 안내 대상': '이미 안내한 내용을 확인하여 정정 안내 여부 결정',
	'확인 필요': '원자료 확인 후 다음 회차에 다시 판정',
	'세액 확인': '감면세액·공동등록 관계 확인(안내에는 영향 없음)',
	'전송 실패': '수신 번호 확인, 바로잡을 수 없으면 우편 안내',
	'접수 거부': '거부 사유 확인, 바로잡을 수 없으면 우편 안내',
	'결과 미확인': '중계사에 도착 여부 확인(확인 전 재발송하지 않음)',
	'미발송': '중지 사유 확인 후 우편 안내 여부 결정',
	'우편 반송': '주소 확인 후 다시 발송',
} as const;

/** Reasons named in one line. */
const MOST = 3;
/** Between state and reason in the names of `failedBy`. */
const BETWEEN = ' · ';

function named(reasons: readonly ReasonCount[]): string {
	const sorted = [...reasons].sort((a, b) => b.count - a.count);
	const rest = sorted.length - MOST;
	const first = sorted.slice(0, MOST).map(({ name, count }) => `${name.replace(/(입니다)?\.$/, '')} ${grouped(count)}`);
	return `${first.join(', ')}${rest > 0 ? ` 등 ${grouped(sorted.length)}종` : ''}`;
}

function byReason(rows: readonly ReviewRow[]): ReasonCount[] {
	const counts = new Map<string, number>();
	for (const { reasonName } of rows) addOne(counts, reasonName);
	return countsOf(counts);
}

const stripped = (state: string, reasons: readonly ReasonCount[]): ReasonCount[] =>
	reasons.filter(({ name }) => name.startsWith(`${state}${BETWEEN}`)).map(({ name, count }) => ({ name: name.slice(state.length + BETWEEN.length), count }));

/** What a run leaves to people: open tasks by kind, failures by result; most urgent first, nothing that is zero. */
export function remainingOf({ review, taxChecks, failedBy }: Pick<ReportModel, 'review' | 'taxChecks' | 'failedBy'>): Remaining[] {
	const open = [...review.filter((row) => row.doneOn === null), ...taxChecks];
	const rows = Object.entries(ACTIONS).map(([name, action]) => {
		const tasks = byReason(open.filter((row) => row.kind === name));
		const reasons = [...tasks, ...stripped(name, failedBy)];
		return { name, count: reasons.reduce((sum, one) => sum + one.count, 0), reasons: named(reasons), action };
	});
	return rows.filter((row) => row.count > 0);
}
