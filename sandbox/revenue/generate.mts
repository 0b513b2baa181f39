import { createRandom, type Random } from '../shared/random.mts';
import { addDays, mondayOf, weekNumber } from './days.mts';
import { applyChanges, type ReceiptChange } from './changes.mts';
import { KINDS, UNSETTLED, type CarName, type Kind, type KindName } from './kinds.mts';
import { landline, People, plate } from './people.mts';
import { STATUS_NAMES, type NoTextReason, type NoticeMethodName, type Person, type PlantedRecipient, type Receipt, type StatusCode } from './receipt.mts';
import { computedTax, relief } from './tax.mts';

export interface GenerateOptions {
	/** The day on which the city is looked at, `YYYY-MM-DD`: nothing appears after it. */
	today: string;
	seed?: number | string;
	/** Weeks back from today's week, today's included; default 52. */
	weeks?: number;
	/** Instead of `weeks`: the first day; its week is the first. */
	from?: string;
	/** The city that answers for the receipts; default 의정부시. */
	cityCode?: string;
	/** Receipts a week; default 15 to 150. */
	rowsPerWeek?: number | { min: number; max: number };
	/** Receipts of the year's last week, when registrations peak; default 2,000. 0 = an ordinary week. */
	yearEndRows?: number;
	/** What happens to single receipts later; those after `today` have not happened yet. */
	changes?: readonly ReceiptChange[];
}

export interface GeneratedCity {
	receipts: Receipt[];
	/** One line for each person of each receipt. */
	planted: PlantedRecipient[];
}

export const UIJEONGBU = '4115000';
const OTHER_OFFICES = ['4163000', '4136000', '1132000', '4128100', '4145000'];
/** Room for a week's receipt numbers. The weeks' ranges return after 55 weeks, when the year is another. */
const NUMBERS_PER_WEEK = 3000;
const WEEKS_OF_NUMBERS = 55;

/**
 * A year of exemption receipts with everything that goes wrong in real ones, and who must be texted by how each row was
 * made. A week's receipts depend on seed and week alone: a later `today` adds rows and changes none.
 */
export function generateCity(options: GenerateOptions): GeneratedCity {
	const cityCode = options.cityCode ?? UIJEONGBU;
	const last = mondayOf(options.today);
	const first = mondayOf(options.from ?? addDays(last, -7 * ((options.weeks ?? 52) - 1)));
	const city: GeneratedCity = { receipts: [], planted: [] };
	for (let monday = first; monday <= last; monday = addDays(monday, 7)) {
		const random = createRandom(`${options.seed ?? 1}:${monday}`);
		const forms = createRandom(`${options.seed ?? 1}:${monday}:forms`);
		new Week(monday, cityCode, random, forms, city).fill(rowsOf(options, monday, random));
	}
	const seen = (row: { appearedOn: string }) => row.appearedOn <= options.today;
	const receipts = city.receipts.filter(seen);
	receipts.sort((a, b) => order(a.appearedOn, b.appearedOn) || order(a.receivingOffice, b.receivingOffice) || order(a.receiptNo, b.receiptNo));
	return applyChanges({ receipts, planted: city.planted.filter(seen) }, options.changes ?? [], options.today);
}

function rowsOf(options: GenerateOptions, monday: string, random: Random): number {
	const sunday = addDays(monday, 6);
	const yearEnd = monday.slice(0, 4) !== sunday.slice(0, 4) || sunday.endsWith('12-31');
	const peak = options.yearEndRows ?? 2000;
	if (yearEnd && peak > 0) return peak;
	const rows = options.rowsPerWeek ?? { min: 15, max: 150 };
	return typeof rows === 'number' ? rows : random.integer(rows.min, rows.max);
}

/** One week being filled. */
class Week {
	private readonly monday: string;
	private readonly cityCode: string;
	private readonly random: Random;
	/** Of its own, so that what people tick on the form changes nobody else's lot. */
	private readonly forms: Random;
	private readonly city: GeneratedCity;
	private readonly people: People;
	private serial: number;

	constructor(monday: string, cityCode: string, random: Random, forms: Random, city: GeneratedCity) {
		this.monday = monday;
		this.cityCode = cityCode;
		this.random = random;
		this.forms = forms;
		this.city = city;
		this.people = new People(random, weekNumber(monday));
		this.serial = (weekNumber(monday) % WEEKS_OF_NUMBERS) * NUMBERS_PER_WEEK + 1;
	}

	fill(rows: number): void {
		if (rows >= NUMBERS_PER_WEEK) throw new RangeError(`at most ${NUMBERS_PER_WEEK - 1} receipts a week`);
		// an agent who wrote the own number into the buyers' field without being marked shows only by the number's repetition
		const silentAgent = rows >= 30 && this.random.chance(0.5) ? this.people.mobile() : null;
		let left = silentAgent === null ? 0 : this.random.integer(5, 8);
		while (rows > 0) {
			const viaSilentAgent = left > 0;
			const taxpayer = this.receipt({ silentAgent: viaSilentAgent ? silentAgent : null });
			rows--;
			if (viaSilentAgent) left--;
			// a second car of the same person, on the same phone
			else if (rows > 0 && taxpayer && this.random.chance(0.03)) {
				this.receipt({ silentAgent: null, taxpayer });
				rows--;
			}
		}
	}

	/** Makes one receipt; returns its taxpayer where another receipt may have the same one. */
	private receipt(wish: { silentAgent: string | null; taxpayer?: Owner }): Owner | null {
		const { random } = this;
		const kindName = this.chooseKind(wish.silentAgent !== null || wish.taxpayer !== undefined);
		const kind: Kind = KINDS[kindName];
		const car = random.pick(kind.cars);
		const dates = this.dates(wish.silentAgent !== null);
		const statusCode: StatusCode = wish.silentAgent !== null ? '20' : random.weighted({ '10': 5, '20': 90, '30': 2, '40': 1.5, '50': 1.5 });
		const registered = kindName === 'lightCar' || !random.chance(statusCode === '10' ? 0.5 : 0.01);
		const registeredOn = registered ? dates.registeredOn : null;
		const price = this.price(car);
		const tax = computedTax(price, car);
		const right = relief(kind.relief, tax, car);
		const reliefMismatch = statusCode === '20' && right > 10_000 && random.chance(0.01);

		const owners = this.owners(kind, wish);
		const [taxpayer, ...coOwners] = owners;
		if (!taxpayer) throw new Error('a receipt without a taxpayer');
		const filer = this.filer(taxpayer, wish.silentAgent !== null);
		const receipt: Receipt = {
			receiptNo: String(this.serial++).padStart(6, '0'),
			receivingOffice: dates.office,
			receivedOn: dates.receivedOn,
			appearedOn: dates.appearedOn,
			statusCode,
			statusName: STATUS_NAMES[statusCode],
			reductionCode: kind.code,
			reductionName: kind.name,
			legalBasis: kind.basis.length === 0 ? null : random.chance(0.8) ? (kind.basis[0] ?? null) : random.pick(kind.basis),
			acquiredOn: dates.acquiredOn,
			registeredOn,
			replacement: kind.replacement ?? false,
			taxpayer: { type: kind.corporate ? 'corporation' : 'person', ...taxpayer.person },
			coOwners: coOwners.map(({ person }) => ({ relation: this.relation(kindName), ...person })),
			filer,
			vehicle: { plateNo: registeredOn === null ? null : plate(random), ...shapeOf(car, random), ...(kindName === 'electricCar' || kindName === 'hydrogenCar' ? { displacementCc: null } : {}) },
			taxBase: price,
			computedTax: tax,
			reliefAmount: reliefMismatch ? right - 10_000 : right,
			...this.form(dates.receivedOn),
		};
		this.city.receipts.push(receipt);
		owners.forEach((owner, index) => {
			const reason = receiptReason(kindName, kind, receipt) ?? owner.reason;
			this.city.planted.push({
				receivingOffice: receipt.receivingOffice,
				receiptNo: receipt.receiptNo,
				receivedOn: receipt.receivedOn,
				appearedOn: receipt.appearedOn,
				recipientOrdinal: index + 1,
				name: owner.person.name,
				kind: kindName,
				phone: owner.reason === 'none' ? owner.phone : null,
				mustBeTexted: reason === 'none',
				reason,
				reasonOnceDecided: receiptReason(kindName, kind, { ...receipt, statusCode: '20' }) ?? owner.reason,
				noticeMethod: receipt.noticeMethod,
				electronicRequestedOn: receipt.electronicRequestedOn,
				relation: receipt.coOwners[index - 1]?.relation ?? null,
				reliefMismatch,
			});
		});
		return wish.taxpayer === undefined && taxpayer.reason === 'none' && !kind.corporate ? taxpayer : null;
	}

	/** What the applicant wrote on the form about being informed. One in twenty requests for texts lacks its day. */
	private form(receivedOn: string): Pick<Receipt, 'noticeMethod' | 'electronicRequestedOn'> {
		const choice = this.forms.weighted({ none: 30, 직접교부: 20, 등기우편: 28, 전자우편: 2, 문자: 20 });
		const noticeMethod: NoticeMethodName | null = choice === 'none' ? null : choice;
		const electronic = choice === '문자' || choice === '전자우편';
		return { noticeMethod, electronicRequestedOn: electronic && !this.forms.chance(0.05) ? receivedOn : null };
	}

	/** Children's relief allows the spouse only; the others near kin too. */
	private relation(kind: KindName): string {
		if (kind.startsWith('children') || kind.endsWith('Children')) return '배우자';
		return this.forms.weighted({ 배우자: 55, 부: 8, 모: 12, 자녀: 15, 형제: 4, 며느리: 3, 사위: 3 });
	}

	private chooseKind(privatePerson: boolean): KindName {
		const weights = Object.fromEntries(Object.entries(KINDS).map(([name, kind]) => [name, kind.weight])) as Record<KindName, number>;
		for (;;) {
			const name = this.random.weighted(weights);
			const kind: Kind = KINDS[name];
			const lapsed = (name === 'electricCar' && this.monday > '2026-12-31') || (name === 'twoChildren' && this.monday < '2025-02-03');
			if (!lapsed && !(privatePerson && (kind.corporate || kind.coOwned === 0))) return name;
		}
	}

	/** Applications on working days; those taken by other offices appear up to 40 days later. */
	private dates(sameDay: boolean) {
		const { random } = this;
		const receivedOn = addDays(this.monday, sameDay ? 1 : Number(random.weighted({ '0': 24, '1': 21, '2': 19, '3': 18, '4': 16, '5': 1, '6': 1 })));
		const elsewhere = !sameDay && random.chance(0.08);
		const registeredOn = addDays(receivedOn, -random.integer(0, 2));
		return {
			receivedOn,
			registeredOn,
			acquiredOn: addDays(registeredOn, -random.integer(0, 14)),
			office: elsewhere ? random.pick(OTHER_OFFICES) : this.cityCode,
			appearedOn: addDays(receivedOn, elsewhere ? random.integer(5, 40) : sameDay || random.chance(0.85) ? 0 : random.integer(1, 3)),
		};
	}

	private owners(kind: Kind, wish: { silentAgent: string | null; taxpayer?: Owner }): Owner[] {
		const { random } = this;
		if (kind.corporate) return [{ person: this.people.corporation(), phone: null, reason: 'corporation' }];
		const first = wish.taxpayer ?? this.owner(wish.silentAgent, 1);
		const owners = [first];
		if (random.chance(kind.coOwned)) owners.push(this.owner(null, 0));
		if (owners.length === 2 && random.chance(0.04)) owners.push(this.owner(null, 0));
		const second = owners[1];
		// couples often leave one number for both
		if (second && first.reason === 'none' && second.reason === 'none' && random.chance(0.15)) {
			second.person.mobile = first.person.mobile;
			second.phone = first.phone;
		}
		return owners;
	}

	/** `agentWeight`: only a taxpayer's number can be the marked agent's. */
	private owner(silentAgent: string | null, agentWeight: number): Owner {
		const { random } = this;
		if (silentAgent !== null) return { person: { ...this.people.person(), mobile: silentAgent, tel: null }, phone: null, reason: 'agentNumber' };
		const flaw = random.weighted({ none: 84, robbed: 4, bare: 4, minor: 1, noPhone: 2.5, landline: 2, deadPrefix: 1, badNumber: 0.5, agentNumber: agentWeight });
		const person = this.people.person({ minor: flaw === 'minor' });
		const phone = (person.mobile ?? '').replaceAll('-', '');
		switch (flaw) {
			case 'robbed':
				return { person: { ...person, mobile: phone.slice(1) }, phone, reason: 'none' };
			case 'bare':
				return { person: { ...person, mobile: phone }, phone, reason: 'none' };
			case 'noPhone':
				return { person: { ...person, mobile: null, tel: null }, phone: null, reason: flaw };
			case 'landline':
				return { person: { ...person, mobile: landline(random), tel: null }, phone: null, reason: flaw };
			case 'deadPrefix':
				return { person: { ...person, mobile: person.mobile?.replace(/^010-0/, '011-') ?? null, tel: null }, phone: null, reason: flaw };
			case 'badNumber':
				return { person: { ...person, mobile: `${phone.slice(0, 9)}`, tel: null }, phone: null, reason: flaw };
			case 'agentNumber':
				return { person: { ...person, mobile: this.people.mobile(), tel: null }, phone: null, reason: flaw };
			default:
				return { person, phone, reason: flaw };
		}
	}

	/** Who handed the papers in: the buyer, or an agent, whose number may stand where the buyer's should. */
	private filer(taxpayer: Owner, silent: boolean): Receipt['filer'] {
		const { random } = this;
		const { person } = taxpayer;
		if (silent) return null;
		if (taxpayer.reason === 'agentNumber') return { name: '모의등록대행', tel: person.mobile ?? '', isAgent: true };
		if (random.chance(0.35)) return { name: random.pick(['모의등록대행', '모의자동차판매 의정부점', '모의행정사사무소']), tel: landline(random), isAgent: true };
		return { name: person.name, tel: person.mobile ?? person.tel ?? '', isAgent: false };
	}

	private price(car: CarName): number {
		const range: Record<CarName, [number, number]> = {
			sedan: [900, 5200],
			sevenSeats: [2200, 5800],
			van: [2400, 4200],
			truck: [1200, 2800],
			motorcycle: [150, 600],
			light: [900, 1900],
			lightTruck: [900, 1500],
			bus: [7000, 15000],
		};
		return this.random.integer(...range[car]) * 10_000;
	}
}

interface Owner {
	person: Person & { residentNo: string };
	phone: string | null;
	/** Why this person could not be texted, whatever the receipt. */
	reason: NoTextReason;
}

/** Why nobody of the receipt is texted, or null. */
function receiptReason(name: KindName, kind: Kind, receipt: Receipt): NoTextReason | null {
	const byStatus: Record<StatusCode, NoTextReason | null> = { '10': 'notDecided', '20': null, '30': 'withdrawn', '40': 'corrected', '50': 'refused' };
	const status = byStatus[receipt.statusCode];
	if (status !== null) return status;
	if (UNSETTLED.has(name)) return 'unknownCategory';
	if (!kind.duty) return 'noDuty';
	if (kind.corporate) return 'corporation';
	if (receipt.registeredOn === null) return 'noRegistrationDate';
	return null;
}

function shapeOf(car: CarName, random: Random): Omit<Receipt['vehicle'], 'plateNo'> {
	switch (car) {
		case 'sedan':
			return { class: '승용', displacementCc: random.pick([1598, 1998]), seats: 5 };
		case 'sevenSeats':
			return { class: '승용', displacementCc: random.pick([1995, 2199, 3470]), seats: random.pick([7, 9]) };
		case 'van':
			return { class: '승합', displacementCc: 2199, seats: random.pick([11, 15]) };
		case 'truck':
			return { class: '화물', displacementCc: 2497, seats: random.pick([3, 6]) };
		case 'motorcycle':
			return { class: '이륜', displacementCc: random.pick([125, 249]), seats: 2 };
		case 'light':
			return { class: '경형 승용', displacementCc: 998, seats: 5 };
		case 'lightTruck':
			return { class: '경형 화물', displacementCc: 796, seats: 2 };
		case 'bus':
			return { class: '승합', displacementCc: 6606, seats: 45 };
	}
}

function order(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
