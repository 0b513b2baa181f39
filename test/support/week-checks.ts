import type { City } from '../../sandbox/city.mts';
import type { Oracle } from '../../sandbox/sms/shared/oracle.mts';
import type { Week } from './weekly-run';

/** 안내 시작일 of the shipped workflow. */
const START_DATE = '2026-11-16';

/** Phones that must light up for receipts that appeared in the days given, by how the city was made; one entry a text. */
export function plantedPhones(city: City, from: string, to: string): string[] {
	return city.revenue
		.planted()
		.filter((row) => row.mustBeTexted && row.receivedOn >= START_DATE && row.appearedOn >= from && row.appearedOn <= to)
		.map((row) => row.phone ?? '')
		.sort();
}

/** Phones that did, one entry a text. */
export function litPhones(city: City, oracle: Oracle = city.solapi.oracle): string[] {
	return oracle
		.deliveries()
		.map(({ phone }) => phone)
		.sort();
}

/** The handsets and the ledger tell the same: these notices arrived, each once, and nothing is open. */
export function expectAgreement({ city, ledger }: Pick<Week, 'city' | 'ledger'>, oracle: Oracle = city.solapi.oracle): void {
	expect(oracle.duplicates()).toEqual([]);
	expect([...oracle.countsByKey().keys()].sort()).toEqual(ledger.keys('delivered'));
	expect(ledger.states()).toEqual({ delivered: oracle.deliveries().length });
}

/** The week is told: everyone who must be told, by how the city was made, and nobody else, once. */
export function expectTold(week: Week, to = '2026-11-22', oracle: Oracle = week.city.solapi.oracle): void {
	expectAgreement(week, oracle);
	expect(litPhones(week.city, oracle)).toEqual(plantedPhones(week.city, '2026-09-01', to));
}
