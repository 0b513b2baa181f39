import type { Grade, QualityCheck } from '../model';
import checks from './quality-checks.json';

const CORE: ReadonlySet<string> = new Set(checks.filter((check) => check.core).map((check) => check.id));

/**
 * Grade of a day's data:
 * - D 활용 불가: a check on the boardings themselves (`core` in quality-checks.json) is 이상;
 * - C 참고만: any other check is 이상;
 * - B 유의하여 활용: any check is 주의;
 * - A 활용 가능: none of these. 판단 불가 lowers nothing: it is shown beside the grade.
 */
export function gradeOf(found: readonly QualityCheck[]): Grade {
	const bad = found.filter((check) => check.verdict === 'bad');
	if (bad.some((check) => CORE.has(check.id))) return 'D';
	if (bad.length > 0) return 'C';
	return found.some((check) => check.verdict === 'warn') ? 'B' : 'A';
}

/** What must not be concluded today: the sentence of every check that is 이상 or 주의, the graver first. */
export function cautionOf(grade: Grade, found: readonly QualityCheck[]): string {
	const said = (verdict: 'bad' | 'warn'): string[] =>
		found.filter((check) => check.verdict === verdict).map((check) => textOf(check.id, verdict)).filter((text) => text !== '');
	const sentences = [...(grade === 'D' ? ['자료 등급이 D이므로 노선조정 판단에 쓰지 않음.'] : []), ...said('bad'), ...said('warn')];
	return sentences.length === 0 ? '자료 상태 때문에 피해야 할 해석은 없음. 해석상 유의사항은 함께 보아야 함.' : sentences.join(' ');
}

/** Ids of the checks that found the data bad. */
export function badChecks(found: readonly QualityCheck[]): string[] {
	return found.filter((check) => check.verdict === 'bad').map((check) => check.id);
}

/** Whether a check found nothing amiss (판단 불가 counts as nothing found). */
export function isSound(found: readonly QualityCheck[], id: string): boolean {
	const verdict = found.find((check) => check.id === id)?.verdict;
	return verdict !== 'bad' && verdict !== 'warn';
}

function textOf(id: string, verdict: 'bad' | 'warn'): string {
	const check = checks.find((entry) => entry.id === id);
	if (check === undefined) return '';
	return verdict === 'bad' ? check.prohibits : check.warns;
}
