import { ValidationError } from '../errors';
import { parseLegalBasis } from '../exemption/legal-basis';
import { remembering } from '../remember';
import { isAddedCategory, isCategory, type Category, type ReceiptStatus } from './receipt';

/** 감면코드 → category. No list of the real codes is public, so it is empty until the office fills it in. */
export type CodeMap = ReadonlyMap<string, Category>;
/** 처리상태, as the source writes it → status. */
export type StatusMap = ReadonlyMap<string, ReceiptStatus>;

const STATUS_DEFAULTS: Readonly<Record<Exclude<ReceiptStatus, 'unreadable'>, readonly string[]>> = {
	decided: ['결정', '감면결정', '처리완료', '완료', '승인', '수리', '처리', '감면', '감면승인', 'decided', '20'],
	pending: ['접수', '신청', '처리중', '검토중', '심사중', '보완', '보완요구', '보류', '대기', 'pending', '10'],
	withdrawn: ['취하', '철회', '신청취하', 'withdrawn', '30'],
	corrected: ['경정', '정정', '감면경정', '추징', 'corrected', '40'],
	refused: ['반려', '기각', '각하', '거부', '불가', '불승인', '부결', 'refused', '50'],
};

/** @throws ValidationError `badCodeMap` */
export function codeMap(entries: readonly { code: string; category: string }[]): CodeMap {
	const map = new Map<string, Category>();
	for (const entry of entries) {
		const code = normalCode(entry.code);
		const { category } = entry;
		if (code === '' || !isCategory(category)) {
			throw new ValidationError(
				'badCodeMap',
				'감면코드 대응표에 코드가 비었거나 감면구분을 고르지 않은 줄이 있습니다.',
				"감면코드마다 감면구분을 하나씩 고르고, '추가 감면구분'에는 영문 소문자로 시작하는 식별자를 적으시기 바랍니다.",
			);
		}
		if (map.has(code) && map.get(code) !== category) {
			throw new ValidationError(
				'badCodeMap',
				`감면코드 대응표에 같은 코드(${code.slice(0, 20)})가 서로 다른 감면구분으로 두 번 있습니다.`,
				'한 줄만 남기시기 바랍니다.',
			);
		}
		map.set(code, category);
	}
	return map;
}

/** The known words for statuses, with an office's own before them. */
export function statusMap(own: readonly { text: string; status: ReceiptStatus }[] = []): StatusMap {
	const map = new Map<string, ReceiptStatus>();
	for (const status of ['decided', 'pending', 'withdrawn', 'corrected', 'refused'] as const) {
		for (const text of STATUS_DEFAULTS[status]) map.set(normalCode(text), status);
	}
	for (const entry of own) map.set(normalCode(entry.text), entry.status);
	return map;
}

/** The status a word stands for; undefined where it is not known. */
export function statusOf(text: string, map: StatusMap): ReceiptStatus | undefined {
	return map.get(normalCode(text));
}

export interface CategoryFinding {
	category: Category;
	/** Why it is `unknown`, in Korean. */
	problem?: string;
}

/**
 * Category by the office's code map, checked against the legal basis; by the legal basis alone where the code is not
 * in the map. Never guessed: a contradiction, or a basis that leaves the paragraph or item open, is `unknown`. A category
 * that the office added is reached by its code only: an ordinance named as the basis says no more than `ordinance`.
 */
export function categoryOf(
	reductionCode: string | null,
	reductionName: string | null,
	legalBasis: string | null,
	codes: CodeMap,
): CategoryFinding {
	const byCode = reductionCode === null ? undefined : codes.get(normalCode(reductionCode));
	const byBasis = legalBasis === null ? [] : categoriesBy(legalBasis)(reductionName ?? '');
	if (byCode !== undefined && byCode !== 'unknown') {
		const agrees = byBasis.includes(byCode) || (isAddedCategory(byCode) && byBasis.every((one) => one === 'ordinance'));
		if (byBasis.length === 0 || agrees) return { category: byCode };
		return { category: 'unknown', problem: '감면코드와 감면 근거규정이 서로 다른 감면구분을 가리킵니다' };
	}
	const [only] = byBasis;
	if (byBasis.length === 1 && only !== undefined) return { category: only };
	if (byBasis.length > 1) return { category: 'unknown', problem: '감면 근거규정이 여러 감면구분에 걸쳐 있습니다' };
	return {
		category: 'unknown',
		problem:
			reductionCode === null && legalBasis === null
				? '감면코드와 감면 근거규정이 모두 비어 있습니다'
				: '감면코드가 대응표에 없고 감면 근거규정의 조·항·호로 감면구분을 정할 수 없습니다',
	};
}

const categoriesBy = remembering((basis) => remembering((reductionName): readonly Category[] => categoriesOfBasis(basis, reductionName), 50));

/** All categories that the articles named in a text stand for; empty where none is certain. */
function categoriesOfBasis(text: string, reductionName: string): Category[] {
	const found = new Set<Category>();
	for (const part of text.split(/[,;/\n]|\s및\s|\s또는\s/)) {
		const basis = /조|§/.test(part) ? parseLegalBasis(part) : null;
		if (!basis) {
			// "제22조의2제1항, 제3항제1호": the second part changes what the first one says.
			if (/\d\s*[항호]|[①-⑩]/u.test(part)) return [];
			continue;
		}
		if (/조례/.test(basis.law)) found.add('ordinance');
		else if (basis.law === '' || /지방세특례제한법|지특법/.test(basis.law.replace(/\s/g, ''))) {
			const category = categoryOfArticle(basis.article, basis.paragraph, basis.item, part + reductionName);
			if (category === null) return [];
			if (category !== undefined) found.add(category);
		}
	}
	return [...found];
}

type Ground = Category | readonly (Category | undefined)[];

/**
 * 지방세특례제한법: article → paragraph → ground, or grounds by item (index 0: no item named). Articles that are not
 * here do not concern cars.
 */
const GROUNDS: Readonly<Record<string, Readonly<Record<number, Ground>> | Category>> = {
	'17': 'disabled',
	'22의2': {
		1: 'threeChildren',
		2: 'twoChildren',
		3: [undefined, 'childrenReplacement', 'childrenFromSpouse', 'childrenInheritance'],
	},
	'29': { 4: 'veteran' },
	'66': { 1: 'defectReplacement', 3: 'hybridCar', 4: 'electricCar', 5: 'hydrogenCar', 6: 'hydrogenCar' },
	'67': { 1: 'lightCar', 2: 'lightTruck' },
	'68': { 1: 'dealerStock', 2: 'dealerStock', 3: 'exportStock', 4: 'exportStock' },
	'70': 'transportBusiness',
};

/** The half relief in the parentheses of §29④ is told by its words only. */
const VETERAN_COMPENSATION = /보훈보상|지원대상자|괄호|50\s*(?:%|퍼센트)|100분의\s*50/;

/** `null`: the article is about cars but leaves open which relief; `undefined`: not about cars. */
function categoryOfArticle(
	article: string,
	paragraph: number | null,
	item: number | null,
	text: string,
): Category | null | undefined {
	if (!Object.hasOwn(GROUNDS, article)) return undefined;
	const byParagraph = GROUNDS[article];
	if (byParagraph === undefined || typeof byParagraph === 'string') return byParagraph;
	const ground = byParagraph[paragraph ?? 0];
	const category = typeof ground === 'object' ? ground[item ?? 0] : ground;
	if (category === 'veteran' && VETERAN_COMPENSATION.test(text)) return 'veteranCompensation';
	return category ?? null;
}

export const normalCode = remembering((text) => text.normalize('NFKC').replace(/\s/g, '').replace(/\.0+$/, '').toUpperCase());
