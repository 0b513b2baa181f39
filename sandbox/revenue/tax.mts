import type { CarName, ReliefRule } from './kinds.mts';

/** Acquisition-tax rates for non-business use (지방세법 제12조제1항제2호), in percent. */
const RATES: Readonly<Record<CarName, number>> = { sedan: 7, sevenSeats: 7, van: 5, truck: 5, motorcycle: 2, light: 4, lightTruck: 4, bus: 4 };

/** Whole won; tens of won and below are cut, as tax offices do. */
export function computedTax(price: number, car: CarName): number {
	return Math.floor((price * RATES[car]) / 100 / 10) * 10;
}

/** Relief in won by 지방세특례제한법, with the minimum payment of 제177조의2 (15 % where a full exemption exceeds 2,000,000). */
export function relief(rule: ReliefRule, tax: number, car: CarName): number {
	const ordinarySedan = car === 'sedan' || car === 'light';
	switch (rule) {
		case 'full':
			return tax;
		case 'fullMinimumPaid':
			return minimumPaid(tax);
		case 'half':
			return tens(tax * 0.5);
		case 'threeChildren':
			return ordinarySedan ? Math.min(tax, 1_400_000) : minimumPaid(tax);
		case 'twoChildren':
			return ordinarySedan && tax > 1_400_000 ? 700_000 : tens(tax * 0.5);
		case 'cap1400000':
			return Math.min(tax, 1_400_000);
		case 'cap750000':
			return Math.min(tax, 750_000);
	}
}

function minimumPaid(tax: number): number {
	return tax > 2_000_000 ? tens(tax * 0.85) : tax;
}

function tens(won: number): number {
	return Math.floor(won / 10) * 10;
}
