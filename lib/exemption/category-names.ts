import { CATEGORIES, type BuiltInCategory } from '../revenue/receipt';

/** 감면구분 as staff see it on panels, in reports and error messages; never in a text to a citizen. */
export const CATEGORY_NAMES: Readonly<Record<BuiltInCategory, string>> = {
	disabled: '장애인',
	twoChildren: '2자녀',
	threeChildren: '3자녀 이상',
	childrenReplacement: '다자녀 대체취득',
	childrenFromSpouse: '다자녀 배우자 이전',
	childrenInheritance: '다자녀 상속',
	veteran: '국가유공자 등',
	veteranCompensation: '보훈보상대상자 등',
	electricCar: '전기자동차',
	hydrogenCar: '수소전기자동차',
	lightCar: '경차(승용)',
	lightTruck: '경차(승합·화물)',
	dealerStock: '매매용 중고차',
	exportStock: '수출용 중고차',
	transportBusiness: '운송사업용',
	defectReplacement: '결함 교환',
	hybridCar: '하이브리드자동차',
	ordinance: '조례 감면',
	unknown: '확인되지 않음',
};

/** The name of a built-in category, or null: an added one has its name in its rule. */
export function builtInName(category: string): string | null {
	const known = CATEGORIES.find((one) => one === category);
	return known === undefined ? null : CATEGORY_NAMES[known];
}
