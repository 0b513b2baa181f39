/** Our arithmetic against that of the pretend revenue system, which is written apart from it. */
import { ruleFor, shippedRules } from '../../../lib/exemption/rules';
import { checkRelief } from '../../../lib/exemption/tax-check';
import { CATEGORIES } from '../../../lib/revenue/receipt';
import { KINDS } from '../../../sandbox/revenue/kinds.mts';
import { computedTax, relief } from '../../../sandbox/revenue/tax.mts';

const rules = shippedRules();
const PRICES = [400_000, 7_770_000, 15_000_000, 19_990_000, 20_000_000, 20_010_000, 28_571_430, 33_333_333, 45_000_000];
const NOT_CHECKED = ['childrenReplacement', 'childrenFromSpouse', 'childrenInheritance', 'hydrogenCar', 'transportBusiness', 'ordinance', 'unknown'];

const kinds = Object.entries(KINDS).flatMap(([name, kind]) => {
	const category = CATEGORIES.find((one) => one === name);
	return category === undefined ? [] : [{ category, kind }];
});

test.each(kinds.map(({ category, kind }) => [category, kind] as const))('%s: what the revenue system grants is what the rule gives', (category, kind) => {
	const rule = ruleFor(rules, category, '2026-11-12');
	if (rule === null) throw new Error('no rule');
	for (const car of kind.cars) {
		for (const price of PRICES) {
			const tax = computedTax(price, car);
			const reliefAmount = relief(kind.relief, tax, car);
			const { result } = checkRelief({ computedTax: tax, reliefAmount }, rule, rules);
			expect([car, price, result]).toEqual([car, price, NOT_CHECKED.includes(category) ? 'notChecked' : 'match']);
			const other = checkRelief({ computedTax: tax, reliefAmount: reliefAmount - 10_000 }, rule, rules);
			if (result === 'match') expect([car, price, other.result]).toEqual([car, price, 'mismatch']);
		}
	}
});
