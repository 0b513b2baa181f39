/** The kinds of relief the pretend city grants. The codes are the sandbox's own: no public list exists. */
export interface Kind {
	/** Share of all receipts, in percent, roughly. */
	weight: number;
	code: string | null;
	name: string | null;
	/** Ways the article is written in the source; the first is the usual one. */
	basis: readonly string[];
	/** Whether people have a duty after the relief that they must be told. */
	duty: boolean;
	corporate?: true;
	replacement?: true;
	/** How often the car has a second registered owner. */
	coOwned: number;
	cars: readonly CarName[];
	relief: ReliefRule;
}

export type CarName = 'sedan' | 'sevenSeats' | 'van' | 'truck' | 'motorcycle' | 'light' | 'lightTruck' | 'bus';
export type ReliefRule = 'full' | 'fullMinimumPaid' | 'half' | 'threeChildren' | 'twoChildren' | 'cap1400000' | 'cap750000';

const SPECIAL = '지방세특례제한법 ';
const FAMILY_CARS = ['sedan', 'sedan', 'sevenSeats', 'sevenSeats', 'van', 'truck'] as const;
const CARE_CARS = ['sedan', 'sedan', 'sedan', 'sevenSeats', 'van', 'truck', 'motorcycle'] as const;

export const KINDS = {
	disabled: { weight: 30, code: '1701', name: '장애인 자동차', basis: [`${SPECIAL}제17조제1항`, '지특법 제17조 제1항', '제17조'], duty: true, coOwned: 0.45, cars: CARE_CARS, relief: 'full' },
	twoChildren: { weight: 26, code: '2221', name: '다자녀(2명) 양육자', basis: [`${SPECIAL}제22조의2제2항`, '제22조의2 제2항'], duty: true, coOwned: 0.25, cars: FAMILY_CARS, relief: 'twoChildren' },
	threeChildren: { weight: 14, code: '2211', name: '다자녀(3명 이상) 양육자', basis: [`${SPECIAL}제22조의2제1항`, '제22조의2 제1항'], duty: true, coOwned: 0.25, cars: FAMILY_CARS, relief: 'threeChildren' },
	childrenReplacement: { weight: 2, code: '2231', name: '다자녀 대체취득', basis: [`${SPECIAL}제22조의2제3항제1호`], duty: true, replacement: true, coOwned: 0.25, cars: FAMILY_CARS, relief: 'threeChildren' },
	childrenFromSpouse: { weight: 1.5, code: '2232', name: '다자녀 배우자 이전', basis: [`${SPECIAL}제22조의2제3항제2호`], duty: true, coOwned: 0, cars: FAMILY_CARS, relief: 'threeChildren' },
	childrenInheritance: { weight: 0.4, code: '2233', name: '다자녀 상속', basis: [`${SPECIAL}제22조의2제3항제3호`], duty: true, coOwned: 0.3, cars: FAMILY_CARS, relief: 'threeChildren' },
	veteran: { weight: 5, code: '2941', name: '국가유공자 등', basis: [`${SPECIAL}제29조제4항`, '제29조 제4항'], duty: true, coOwned: 0.35, cars: CARE_CARS, relief: 'full' },
	veteranCompensation: { weight: 1.5, code: '2942', name: '보훈보상대상자', basis: [`${SPECIAL}제29조제4항(보훈보상대상자)`], duty: true, coOwned: 0.35, cars: CARE_CARS, relief: 'half' },
	electricCar: { weight: 8, code: '6641', name: '전기자동차', basis: [`${SPECIAL}제66조제4항`], duty: false, coOwned: 0.05, cars: ['sedan'], relief: 'cap1400000' },
	hydrogenCar: { weight: 0.5, code: '6651', name: '수소전기자동차', basis: [`${SPECIAL}제66조제5항`], duty: false, coOwned: 0.05, cars: ['sedan'], relief: 'cap1400000' },
	lightCar: { weight: 7, code: '6711', name: '경형 승용자동차', basis: [`${SPECIAL}제67조제1항`], duty: true, coOwned: 0.05, cars: ['light'], relief: 'cap750000' },
	lightTruck: { weight: 1, code: '6721', name: '경형 승합·화물자동차', basis: [`${SPECIAL}제67조제2항`], duty: false, coOwned: 0, cars: ['lightTruck'], relief: 'full' },
	dealerStock: { weight: 1.4, code: '6811', name: '중고자동차 매매업', basis: [`${SPECIAL}제68조제1항`], duty: true, corporate: true, coOwned: 0, cars: ['sedan', 'van', 'truck'], relief: 'fullMinimumPaid' },
	exportStock: { weight: 0.3, code: '6831', name: '수출용 중고자동차', basis: [`${SPECIAL}제68조제3항`], duty: true, corporate: true, coOwned: 0, cars: ['sedan', 'truck'], relief: 'fullMinimumPaid' },
	transportBusiness: { weight: 0.6, code: '7011', name: '여객운송사업용', basis: [`${SPECIAL}제70조제1항`], duty: false, corporate: true, coOwned: 0, cars: ['bus'], relief: 'half' },
	childrenItemUnknown: { weight: 0.4, code: '2230', name: '다자녀', basis: [`${SPECIAL}제22조의2제3항`], duty: true, coOwned: 0.25, cars: FAMILY_CARS, relief: 'threeChildren' },
	ordinance: { weight: 0.5, code: '9901', name: '조례 감면', basis: ['경기도 도세 감면 조례 제5조'], duty: false, coOwned: 0, cars: ['sedan'], relief: 'half' },
	unknown: { weight: 0.4, code: '8888', name: '기타 감면', basis: [], duty: false, coOwned: 0, cars: ['sedan'], relief: 'half' },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof KINDS;

/** Kinds whose category the source does not settle: a person must look. */
export const UNSETTLED: ReadonlySet<KindName> = new Set(['childrenItemUnknown', 'ordinance', 'unknown']);
