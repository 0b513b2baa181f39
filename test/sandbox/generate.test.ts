import { generateCity } from '../../sandbox/revenue/generate.mts';
import { KINDS } from '../../sandbox/revenue/kinds.mts';
import { computedTax, relief } from '../../sandbox/revenue/tax.mts';

const TODAY = '2026-11-23';
const year = generateCity({ today: TODAY, seed: 1 });
const key = (row: { receivingOffice: string; receivedOn: string; receiptNo: string }) => `${row.receivingOffice}-${row.receivedOn.slice(0, 4)}-${row.receiptNo}`;

describe('relief arithmetic', () => {
	it.each([
		['two children, five seats, 15.0 M', 'twoChildren', 'sedan', 15_000_000, 1_050_000, 525_000],
		['two children, five seats, 30.0 M', 'twoChildren', 'sedan', 30_000_000, 2_100_000, 700_000],
		['two children, seven seats, 40.0 M', 'twoChildren', 'sevenSeats', 40_000_000, 2_800_000, 1_400_000],
		['three children, five seats, 20.0 M', 'threeChildren', 'sedan', 20_000_000, 1_400_000, 1_400_000],
		['three children, five seats, 30.0 M', 'threeChildren', 'sedan', 30_000_000, 2_100_000, 1_400_000],
		['three children, seven seats, 40.0 M', 'threeChildren', 'sevenSeats', 40_000_000, 2_800_000, 2_380_000],
		['disabled, 40.0 M', 'disabled', 'sedan', 40_000_000, 2_800_000, 2_800_000],
		['보훈보상, 30.0 M', 'veteranCompensation', 'sedan', 30_000_000, 2_100_000, 1_050_000],
	] as const)('%s', (_name, kind, car, price, tax, saved) => {
		expect(computedTax(price, car)).toBe(tax);
		expect(relief(KINDS[kind].relief, tax, car)).toBe(saved);
	});
});

describe('a generated year', () => {
	it('is the same for the same seed and different for another', () => {
		expect(JSON.stringify(generateCity({ today: TODAY, seed: 1 }))).toBe(JSON.stringify(year));
		expect(JSON.stringify(generateCity({ today: TODAY, seed: 2 }).receipts[0])).not.toBe(JSON.stringify(year.receipts[0]));
	});

	it('grows with the days and never changes what was there', () => {
		const later = generateCity({ today: '2026-11-30', seed: 1, weeks: 53 });
		const known = new Map(later.receipts.map((receipt) => [key(receipt), receipt]));
		expect(year.receipts.filter((receipt) => JSON.stringify(known.get(key(receipt))) !== JSON.stringify(receipt))).toEqual([]);
		expect(later.receipts.length).toBeGreaterThan(year.receipts.length);
	});

	it('shows nothing that has not appeared yet, and some rows up to 40 days late', () => {
		const delays = year.receipts.map(({ receivedOn, appearedOn }) => (Date.parse(appearedOn) - Date.parse(receivedOn)) / 86_400_000);
		expect(Math.min(...delays)).toBe(0);
		expect(Math.max(...delays)).toBeGreaterThan(30);
		expect(Math.max(...delays)).toBeLessThanOrEqual(40);
		expect(year.receipts.every(({ appearedOn }) => appearedOn <= TODAY)).toBe(true);
	});

	it('has 15 to 150 receipts in a full week and 2,000 at the end of the year', () => {
		const byWeek = new Map<number, number>();
		for (const { receivedOn } of generateCity({ today: '2027-03-01', from: '2026-10-05' }).receipts) {
			const week = Math.floor((Date.parse(receivedOn) - Date.parse('2026-10-05')) / (7 * 86_400_000));
			byWeek.set(week, (byWeek.get(week) ?? 0) + 1);
		}
		expect(byWeek.get(12)).toBe(2000);
		for (const week of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) {
			expect(byWeek.get(week)).toBeGreaterThanOrEqual(15);
			expect(byWeek.get(week)).toBeLessThanOrEqual(150);
		}
	});

	it('numbers receipts uniquely within office and year, with leading zeros', () => {
		const several = generateCity({ today: '2027-11-22', weeks: 110 });
		expect(new Set(several.receipts.map(key)).size).toBe(several.receipts.length);
		expect(several.receipts.every(({ receiptNo }) => /^\d{6}$/.test(receiptNo))).toBe(true);
		expect(several.receipts.some(({ receiptNo }) => receiptNo.startsWith('00'))).toBe(true);
	});

	it('uses only numbers, plates and resident numbers that nobody can have', () => {
		const people = year.receipts.flatMap(({ taxpayer, coOwners }) => [taxpayer, ...coOwners]);
		const numbers = [...people.flatMap(({ mobile, tel }) => [mobile, tel]), ...year.receipts.map(({ filer }) => filer?.tel)].filter(Boolean);
		expect(people.filter(({ residentNo = '' }) => !/^\d{6}-0\d{6}$/.test(residentNo))).toEqual([]);
		expect(numbers.filter((number) => !/^(010-?0[1-9]|100[1-9]|011-|031-0\d\d-)/.test(number ?? ''))).toEqual([]);
		expect(year.receipts.filter(({ vehicle }) => !/^0\d{2}[가-힣]\d{4}$/.test(vehicle.plateNo ?? '010가1234'))).toEqual([]);
	});

	it('plants every trap', () => {
		const reasons = new Set(year.planted.map(({ reason }) => reason));
		expect([...reasons].sort()).toEqual(
			['agentNumber', 'badNumber', 'corporation', 'corrected', 'deadPrefix', 'landline', 'minor', 'noDuty', 'noPhone', 'noRegistrationDate', 'none', 'notDecided', 'refused', 'unknownCategory', 'withdrawn'],
		);
		expect(new Set(year.planted.map(({ kind }) => kind))).toEqual(new Set(Object.keys(KINDS)));
		expect(year.planted.some(({ reliefMismatch }) => reliefMismatch)).toBe(true);
		expect(year.receipts.some(({ taxpayer }) => taxpayer.mobile?.startsWith('10'))).toBe(true);
		expect(year.receipts.some(({ receivingOffice }) => receivingOffice !== '4115000')).toBe(true);
	});

	it('plants two cars on one phone, couples on one phone, and agents on many', () => {
		const told = year.planted.filter(({ mustBeTexted }) => mustBeTexted);
		const receiptsByPhone = new Map<string, Set<string>>();
		for (const row of told) receiptsByPhone.set(row.phone ?? '', (receiptsByPhone.get(row.phone ?? '') ?? new Set()).add(key(row)));
		expect([...receiptsByPhone.values()].some((receipts) => receipts.size === 2)).toBe(true);
		expect(told.some((row) => row.recipientOrdinal === 2 && told.some((other) => other.recipientOrdinal === 1 && key(other) === key(row) && other.phone === row.phone))).toBe(true);
		const takers = new Map<string, number>();
		for (const { taxpayer, filer } of year.receipts) if (filer === null) takers.set(taxpayer.mobile ?? '', (takers.get(taxpayer.mobile ?? '') ?? 0) + 1);
		expect(Math.max(...takers.values())).toBeGreaterThanOrEqual(5);
	});

	it('gives each person who must be texted a complete number', () => {
		expect(year.planted.filter(({ mustBeTexted, phone }) => mustBeTexted && !/^0100[1-9]\d{6}$/.test(phone ?? ''))).toEqual([]);
	});

	it('follows the published shares: disabled and multi-child lead, veterans follow', () => {
		const share = (...kinds: string[]) => year.planted.filter(({ kind, recipientOrdinal }) => recipientOrdinal === 1 && kinds.includes(kind)).length / year.receipts.length;
		expect(share('disabled')).toBeGreaterThan(0.25);
		expect(share('twoChildren', 'threeChildren')).toBeGreaterThan(0.3);
		expect(share('veteran', 'veteranCompensation')).toBeGreaterThan(0.03);
	});
});

describe('what applicants wrote on the form', () => {
	const share = (method: string | null) => year.receipts.filter(({ noticeMethod }) => noticeMethod === method).length / year.receipts.length;

	it('asks for texts in about a fifth, nearly always with the day', () => {
		expect(share('문자')).toBeGreaterThan(0.15);
		expect(share('문자')).toBeLessThan(0.25);
		const texts = year.receipts.filter(({ noticeMethod }) => noticeMethod === '문자');
		const without = texts.filter(({ electronicRequestedOn }) => electronicRequestedOn === null);
		expect(without.length).toBeGreaterThan(0);
		expect(without.length).toBeLessThan(texts.length / 8);
		expect(texts.every(({ electronicRequestedOn, receivedOn }) => electronicRequestedOn === null || electronicRequestedOn === receivedOn)).toBe(true);
	});

	it('asks for a letter, for the counter, or for nothing otherwise', () => {
		for (const method of ['등기우편', '직접교부', null]) expect(share(method)).toBeGreaterThan(0.15);
		expect(year.receipts.filter(({ noticeMethod, electronicRequestedOn }) => electronicRequestedOn !== null && noticeMethod !== '문자' && noticeMethod !== '전자우편')).toEqual([]);
	});

	it('names each co-owner’s relation, the spouse only where children are the ground', () => {
		const coOwners = year.planted.filter(({ recipientOrdinal }) => recipientOrdinal > 1);
		expect(coOwners.filter(({ relation }) => relation === null)).toEqual([]);
		expect(new Set(coOwners.map(({ relation }) => relation)).size).toBeGreaterThan(3);
		expect(new Set(coOwners.filter(({ kind }) => /^(two|three)Children/.test(kind)).map(({ relation }) => relation))).toEqual(new Set(['배우자']));
		expect(year.planted.filter(({ recipientOrdinal, relation }) => recipientOrdinal === 1 && relation !== null)).toEqual([]);
	});
});
