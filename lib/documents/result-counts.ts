import type { ReasonCount, ReportModel, ReviewRow } from '../report/model';
import { grouped } from '../report/numbers';

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

function named(reasons: readonly string[]): string {
	const counts = new Map<string, number>();
	for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
	const sorted: ReasonCount[] = [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
	const rest = sorted.length - MOST;
	const first = sorted.slice(0, MOST).map(({ name, count }) => `${name.replace(/\.$/, '')} ${grouped(count)}`);
	return `${first.join(', ')}${rest > 0 ? ` 등 ${grouped(sorted.length)}종` : ''}`;
}

/** What a run leaves to people: open tasks by kind, failures by result; most urgent first, nothing that is zero. */
export function remainingOf({ review, taxChecks, failed }: Pick<ReportModel, 'review' | 'taxChecks' | 'failed'>): Remaining[] {
	const open = review.filter((row) => row.doneOn === null);
	const rows = Object.entries(ACTIONS).map(([name, action]) => {
		const tasks: ReviewRow[] = [...open, ...taxChecks].filter((row) => row.kind === name);
		const failures = failed.filter((row) => row.result === name);
		const reasons = [...tasks.map((row) => row.reasonName), ...failures.map((row) => row.reason)];
		return { name, count: reasons.length, reasons: name === '우편 반송' ? '' : named(reasons), action };
	});
	return rows.filter((row) => row.count > 0);
}
