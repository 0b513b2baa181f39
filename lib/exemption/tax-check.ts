import type { ReceiptRow } from '../revenue/receipt';
import type { ExemptionRule, MinimumPayment, ReliefRule, RuleSet } from './rules';

/** Car class as far as relief depends on it. `sevenToTenSeats` includes vans, trucks up to 1 t and motorcycles: no cap. */
export type CarClass = 'sedan' | 'sevenToTenSeats';

/** Acquisition tax and relief in whole won. */
export interface Relief {
	computedTax: number;
	relief: number;
	payable: number;
}

const CAR_CLASSES: readonly CarClass[] = ['sedan', 'sevenToTenSeats'];
/** Taxes are cut off below 10 won, so a smaller difference is rounding. */
const ROUNDING_WON = 10;

/**
 * Relief that a rule gives for a computed tax: its share, not more than its cap where the cap is for this car. A full
 * exemption without a cap is cut to the minimum payment's share where the tax is above its threshold (제177조의2).
 * @param computedTax 당초 산출세액 in won.
 */
export function expectedRelief(
	rule: ReliefRule,
	computedTax: number,
	carClass: CarClass,
	minimumPayment: MinimumPayment,
): Relief {
	const relief = reliefOf(rule, computedTax, carClass, minimumPayment);
	return { computedTax, relief, payable: computedTax - relief };
}

function reliefOf(rule: ReliefRule, tax: number, carClass: CarClass, minimum: MinimumPayment): number {
	const share = percent(tax, rule.sharePercent);
	const capped = rule.capFor === 'all' || (rule.capFor === 'sedan' && carClass === 'sedan');
	if (capped && rule.capWon !== null) return Math.min(share, rule.capWon);
	const cut = rule.minimumPayment && rule.sharePercent === 100 && tax > minimum.aboveWon;
	return cut ? percent(tax, minimum.sharePercent) : share;
}

function percent(amount: number, share: number): number {
	return Math.floor((amount * share) / 100);
}

/** 세액 확인: recorded relief against our arithmetic. It goes to a list of its own and never withholds a notice. */
export interface TaxCheck {
	result: 'match' | 'mismatch' | 'notChecked';
	/** Possible reliefs in won, lowest first; two where the class of car is not known. */
	expected: number[];
	recorded: number | null;
	/** Korean sentence. */
	reason: string;
}

/**
 * Compares a receipt's recorded relief with what the rule in force gives. Where the class of car is not known, either class
 * may match. Not checked where the rule states no relief, because it depends on what a receipt does not say.
 */
export function checkRelief(
	row: Pick<ReceiptRow, 'computedTax' | 'reliefAmount'>,
	rule: Pick<ExemptionRule, 'relief'>,
	{ minimumPayment }: Pick<RuleSet, 'minimumPayment'>,
	carClass: CarClass | null = null,
): TaxCheck {
	const { computedTax, reliefAmount: recorded } = row;
	const { relief } = rule;
	if (relief === null) {
		return { result: 'notChecked', expected: [], recorded, reason: '이 감면구분은 감면세액을 계산하지 않습니다.' };
	}
	if (computedTax === null || recorded === null) {
		const reason = '산출세액 또는 감면세액이 없어 확인하지 않았습니다.';
		return { result: 'notChecked', expected: [], recorded, reason };
	}
	const classes = carClass === null ? CAR_CLASSES : [carClass];
	const reliefs = classes.map((each) => expectedRelief(relief, computedTax, each, minimumPayment).relief);
	const expected = [...new Set(reliefs)].sort((low, high) => low - high);
	if (expected.some((one) => Math.abs(one - recorded) < ROUNDING_WON)) {
		return { result: 'match', expected, recorded, reason: '감면세액이 계산과 맞습니다.' };
	}
	const reason = `감면세액(${won(recorded)})이 규정에 따른 계산(${expected.map(won).join(' 또는 ')})과 다르므로 세액을 확인하시기 바랍니다. 안내에는 영향이 없습니다.`;
	return { result: 'mismatch', expected, recorded, reason };
}

/** Made once: `toLocaleString` makes one for each amount. */
const WON = new Intl.NumberFormat('ko-KR');

function won(amount: number): string {
	return `${WON.format(amount)}원`;
}
