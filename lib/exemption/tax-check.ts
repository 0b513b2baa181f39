import type { Category, ReceiptRow } from '../revenue/receipt';

/** Car class as far as relief depends on it. `sevenToTenSeats` includes vans, trucks up to 1 t and motorcycles: no cap. */
export type CarClass = 'sedan' | 'sevenToTenSeats';

/** Acquisition tax and relief in whole won. */
export interface Relief {
	computedTax: number;
	relief: number;
	payable: number;
}

const SEDAN_RATE_PERCENT = 7;
/** 최소납부세제 (지방세특례제한법 제177조의2): a full exemption of more than this becomes 85 %. */
const MINIMUM_PAYMENT_ABOVE = 2_000_000;
const MINIMUM_PAYMENT_RELIEF_PERCENT = 85;
const FULL_CAP = 1_400_000;
const HALF_CAP = 700_000;
const LIGHT_CAR_CAP = 750_000;
/** Taxes are cut off below 10 won, so a smaller difference is rounding. */
const ROUNDING_WON = 10;

/** Acquisition tax of a non-business sedan in won (지방세법 제12조제1항제2호, 7 %). */
export function sedanTax(price: number): number {
	return percent(price, SEDAN_RATE_PERCENT);
}

/**
 * Relief that the law gives for a computed tax, or null where it depends on what is not known here (class of car for
 * multi-child relief, replacement, ordinance …). Rules as of 2025-01-01; cap and share per category.
 * @param computedTax 당초 산출세액 in won.
 */
export function expectedRelief(category: Category, computedTax: number, carClass: CarClass | null): Relief | null {
	const relief = reliefOf(category, computedTax, carClass);
	return relief === null ? null : { computedTax, relief, payable: computedTax - relief };
}

function reliefOf(category: Category, tax: number, carClass: CarClass | null): number | null {
	switch (category) {
		case 'disabled':
		case 'veteran':
			return tax;
		case 'veteranCompensation':
			return percent(tax, 50);
		case 'threeChildren':
			if (carClass === null) return null;
			return carClass === 'sedan' ? Math.min(tax, FULL_CAP) : withMinimumPayment(tax);
		case 'twoChildren':
			if (carClass === null) return null;
			return carClass === 'sedan' && tax > FULL_CAP ? HALF_CAP : percent(tax, 50);
		case 'electricCar':
			return Math.min(tax, FULL_CAP);
		case 'lightCar':
			return Math.min(tax, LIGHT_CAR_CAP);
		case 'lightTruck':
			return withMinimumPayment(tax);
		default:
			return null;
	}
}

function withMinimumPayment(tax: number): number {
	return tax > MINIMUM_PAYMENT_ABOVE ? percent(tax, MINIMUM_PAYMENT_RELIEF_PERCENT) : tax;
}

function percent(amount: number, share: number): number {
	return Math.floor((amount * share) / 100);
}

/** 세액 확인: recorded relief against our arithmetic. It goes to a list of its own and never withholds a notice. */
export interface TaxCheck {
	result: 'match' | 'mismatch' | 'notChecked';
	/** Possible reliefs in won; two where the class of car is not known. */
	expected: number[];
	recorded: number | null;
	/** Korean sentence. */
	reason: string;
}

/** Compares a receipt's recorded relief with the law's. Where the class of car is not known, either class may match. */
export function checkRelief(row: ReceiptRow, carClass: CarClass | null = null): TaxCheck {
	const { computedTax, reliefAmount } = row;
	if (computedTax === null || reliefAmount === null) {
		return {
			result: 'notChecked',
			expected: [],
			recorded: reliefAmount,
			reason: '산출세액 또는 감면세액이 없어 확인하지 않았습니다.',
		};
	}
	const classes: readonly (CarClass | null)[] = carClass === null ? [null, 'sedan', 'sevenToTenSeats'] : [carClass];
	const reliefs = classes.flatMap((each) => expectedRelief(row.category, computedTax, each)?.relief ?? []);
	const expected = [...new Set(reliefs)].sort((low, high) => low - high);
	if (expected.length === 0) {
		return {
			result: 'notChecked',
			expected,
			recorded: reliefAmount,
			reason: '이 감면구분은 감면세액을 계산하지 않습니다.',
		};
	}
	return expected.some((relief) => Math.abs(relief - reliefAmount) < ROUNDING_WON)
		? { result: 'match', expected, recorded: reliefAmount, reason: '감면세액이 계산과 맞습니다.' }
		: {
				result: 'mismatch',
				expected,
				recorded: reliefAmount,
				reason: '감면세액이 계산과 다르므로 세액을 확인하시기 바랍니다. 안내에는 영향이 없습니다.',
			};
}
