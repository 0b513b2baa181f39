import type { ReceiptRow } from '../revenue/receipt';
import type { CoRegistration, ExemptionRule } from './rules';

/** How a co-owner stands to the person whose relief it is, as far as the law tells apart. */
type Kinship =
	| 'spouse'
	| 'child'
	| 'lineal'
	| 'sibling'
	| 'spouseOfLineal'
	| 'linealOfSpouse'
	| 'siblingOfSpouse'
	| 'other';

/**
 * Relations as revenue systems and 주민등록 write them. Words with two meanings (`부`: father or husband; `기타`, `가족`,
 * `세대원`) are left out, and so is everything else that is not certain: an unknown word is never a reason to doubt.
 */
const WORDS: readonly (readonly [Kinship, string])[] = [
	['spouse', '배우자 처 남편 아내 부인 妻'],
	['child', '자녀 자 녀 아들 딸 장남 차남 삼남 장녀 차녀 삼녀 양자 양녀 子'],
	[
		'lineal',
		'모 어머니 아버지 부모 부친 모친 양부 양모 조부 조모 조부모 외조부 외조모 할아버지 할머니 외할아버지 외할머니 손 손자 손녀 손자녀 외손 외손자 외손녀 증손 증손자 증손녀 직계존속 직계비속 직계혈족 母',
	],
	['sibling', '형제 자매 형제자매 형 누나 언니 오빠 동생 남동생 여동생 누이 남매'],
	['spouseOfLineal', '며느리 자부 사위 손부 손서 계부 계모'],
	[
		'linealOfSpouse',
		'장인 장모 시부 시모 시부모 시아버지 시어머니 시조부 시조모 배우자의부모 배우자의자녀 배우자의직계혈족',
	],
	['siblingOfSpouse', '처남 처제 처형 시동생 시누이 시숙 배우자의형제 배우자의자매 배우자의형제자매'],
	[
		'other',
		'형수 제수 매형 매제 매부 자형 형부 제부 올케 동서 조카 외조카 삼촌 숙부 숙모 백부 백모 고모 고모부 이모 이모부 외삼촌 외숙모 사촌 외사촌 육촌 친구 지인 동거인 약혼자 사돈 직장동료 법인 회사',
	],
];

const KINSHIP_OF: ReadonlyMap<string, Kinship> = new Map(
	WORDS.flatMap(([kinship, words]) => words.split(' ').map((word): [string, Kinship] => [word, kinship])),
);

/**
 * Who may be registered with the person: 제22조의2제1항 단서 (the spouse; the children too in the inheritance of 제3항제3호);
 * 시행령 제8조제3항 and 제12조의2제3항 (same household register; lineal kin's spouses, but not siblings' spouses). Where heirs
 * register, the taxpayer may be a child of the deceased, so that another heir is a parent or a sibling.
 */
const PERMITTED: Readonly<Record<Exclude<CoRegistration, 'unrestricted'>, readonly Kinship[]>> = {
	spouse: ['spouse'],
	spouseAndChildren: ['spouse', 'child', 'lineal', 'sibling'],
	kin: ['spouse', 'child', 'lineal', 'sibling', 'spouseOfLineal', 'linealOfSpouse', 'siblingOfSpouse'],
};

const SCOPE_NAMES: Readonly<Record<keyof typeof PERMITTED, string>> = {
	spouse: '배우자',
	spouseAndChildren: '배우자와 자녀',
	kin: '세대를 함께 하는 배우자·직계혈족·형제자매, 직계혈족의 배우자, 배우자의 직계혈족·형제자매',
};

/**
 * Why a co-owner's relation, as the source writes it, lies outside what the law permits for the rule (a Korean sentence), or
 * null where it is permitted or not known. For people who check; it never withholds a notice.
 */
export function relationProblem(
	row: Pick<ReceiptRow, 'recipientRole' | 'relation'>,
	rule: Pick<ExemptionRule, 'coRegistration' | 'legalBasis'>,
): string | null {
	if (row.recipientRole !== 'coOwner' || row.relation === null || rule.coRegistration === 'unrestricted') return null;
	const word = plainWord(row.relation);
	const kinship = KINSHIP_OF.get(word);
	if (kinship === undefined || PERMITTED[rule.coRegistration].includes(kinship)) return null;
	return `공동명의자의 관계(${word})가 ${rule.legalBasis.text}의 공동등록 범위(${SCOPE_NAMES[rule.coRegistration]})에 들지 않으므로 감면 요건을 확인하시기 바랍니다. 안내에는 영향이 없습니다.`;
}

/** `배우자(처)` → `배우자`. */
function plainWord(relation: string): string {
	return relation
		.normalize('NFKC')
		.replace(/\([^)]*\)/g, '')
		.replace(/\s/g, '');
}
