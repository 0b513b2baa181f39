import type { BusReportModel } from '../model';
import { USER_TYPES, type UserType } from '../tap';

type UserTypeRow = BusReportModel['userTypes'][number];

/** Kinds of rider whose counts under five may point at a person. */
const SENSITIVE: readonly UserType[] = ['disabled', 'veteran', 'child'];
const LEAST_SHOWN = 5;
/** Hidden with the small cells, so that the total gives nothing away by subtraction: the largest kind as a rule. */
const COMPLEMENT: UserType = 'adult';
/** Below this sum of hidden cells everything is hidden, because the sum alone would narrow the small ones down. */
const LEAST_HIDDEN_SUM = 20;

const NAMES: Record<UserType, string> = {
	adult: '일반', child: '어린이', youth: '청소년', senior: '경로', disabled: '장애인', veteran: '유공자', other: '기타', unknown: '구분 없음',
};

/**
 * Boardings by kind of rider, in the order of `USER_TYPES`. With `hide`, counts of 1–4 of 장애인, 유공자 and 어린이 are null, and
 * so is 일반, because total less the rest would return what was hidden; where the hidden cells add up to under 20, all are
 * null. So whatever is hidden could be any number from 1 to 4. A count of 0 is shown.
 */
export function userTypeRows(boardings: ReadonlyMap<UserType, number>, hide: boolean): UserTypeRow[] {
	const of = (type: UserType): number => boardings.get(type) ?? 0;
	const total = USER_TYPES.reduce((sum, type) => sum + of(type), 0);
	const hidden = hide ? hiddenTypes(of) : new Set<UserType>();
	return USER_TYPES.map((userType) => {
		const shown = hidden.has(userType) ? null : of(userType);
		return { userType, name: NAMES[userType], boardings: shown, share: shown === null || total === 0 ? null : shown / total };
	});
}

function hiddenTypes(of: (type: UserType) => number): Set<UserType> {
	const small = SENSITIVE.filter((type) => of(type) > 0 && of(type) < LEAST_SHOWN);
	if (small.length === 0) return new Set();
	const hidden = new Set<UserType>([...small, COMPLEMENT]);
	const sum = [...hidden].reduce((total, type) => total + of(type), 0);
	return sum < LEAST_HIDDEN_SUM ? new Set(USER_TYPES) : hidden;
}
