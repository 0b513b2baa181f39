import { assertDay } from '../calendar/day';
import { ValidationError } from '../errors';
import type { LedgerContext } from './runs';

/** A day that a person enters: a real one, today at the latest. @throws ValidationError `invalidDay`, `futureDay` */
export function requirePastDay(context: LedgerContext, day: string, label: string): void {
	assertDay(day, label);
	if (day <= context.at.slice(0, 10)) return;
	throw new ValidationError('futureDay', `${label}(${day})이 오늘보다 뒤여서 기록하지 않았습니다.`, '실제로 처리한 날짜를 입력하시기 바랍니다.');
}

/** Two days in their natural order; the same day is allowed. @throws ValidationError `daysReversed` */
export function requireOrder(earlier: string, earlierLabel: string, later: string, laterLabel: string): void {
	if (earlier <= later) return;
	throw new ValidationError(
		'daysReversed',
		`${laterLabel}(${later})이 ${earlierLabel}(${earlier})보다 앞서서 기록하지 않았습니다.`,
		'두 날짜를 확인하고 다시 입력하시기 바랍니다.',
	);
}

/** Words a person must enter. @throws ValidationError `entryEmpty` */
export function requireWords(words: string, label: string): void {
	if (words.trim() !== '') return;
	throw new ValidationError('entryEmpty', `'${label}' 값이 비어 있어 기록하지 않았습니다.`, `'${label}'을(를) 입력하시기 바랍니다.`);
}
