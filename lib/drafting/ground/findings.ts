import type { ClaimKind, Finding, Severity, TextUnit, Trace } from '../types';

const KIND_NAME: Readonly<Record<ClaimKind, string>> = {
	number: '수', amount: '금액', date: '날짜', time: '시각', law: '법령', organisation: '기관·장소 이름', person: '사람', latin: '로마자', quote: '인용문',
};
const SUGGESTION: Readonly<Record<ClaimKind, string>> = {
	number: '수를 확인하여 고치거나 지우시기 바랍니다.',
	amount: '금액을 확인하여 고치거나 지우시기 바랍니다.',
	date: '날짜를 확인하여 고치거나 지우시기 바랍니다.',
	time: '시각을 확인하여 고치거나 지우시기 바랍니다.',
	law: '법령 이름과 조문을 확인하여 고치거나 지우시기 바랍니다.',
	organisation: '이름을 확인하여 고치거나 지우시기 바랍니다.',
	person: '성명과 직위를 확인하여 고치거나 지우시기 바랍니다.',
	latin: '한글로 고치거나, 맞는 표기이면 입력 사실에 적으시기 바랍니다.',
	quote: '승인된 발언을 글자 그대로 쓰거나 지우시기 바랍니다.',
};

/** What a person must look at: one finding for each claim without a fact, or with the wrong one. Open slots are told by their own list. */
export function groundFindings(traces: readonly Trace[], units: readonly TextUnit[]): Finding[] {
	const places = new Set(units.map(({ place }) => place));
	return traces
		.filter(({ verdict, place }) => (verdict === 'untraced' || verdict === 'misplaced') && places.has(place))
		.map((trace) => ({
			ruleId: ruleOf(trace),
			severity: severityOf(trace),
			place: trace.place,
			start: trace.start,
			end: trace.end,
			excerpt: trace.text,
			message: trace.why === '' ? `${KIND_NAME[trace.kind]} '${trace.text}'의 근거가 입력 사실에 없습니다.` : trace.why,
			suggestion: trace.ruleId === 'quote.unapproved' ? '승인자와 승인일을 입력하시기 바랍니다.' : SUGGESTION[trace.kind],
			fixed: false,
		}));
}

function ruleOf({ kind, verdict, ruleId }: Trace): string {
	if (ruleId !== undefined) return ruleId;
	if (verdict === 'misplaced') return 'ground.misplaced';
	return kind === 'quote' ? 'quote.invented' : `ground.${kind}`;
}

const severityOf = ({ kind, verdict }: Trace): Severity => (verdict === 'misplaced' || kind === 'latin' ? 'warning' : 'error');
