import { createRandom, hash32 } from '../shared/random.mts';
import { STATUS_NAMES, type NoTextReason, type PlantedRecipient, type Receipt, type StatusCode } from './receipt.mts';

/** What becomes of a receipt after people may have been told about it. */
export type ReceiptChange = {
	/** `office-year-number`, e.g. `4115000-2026-000123`. */
	receiptKey: string;
	/** The first day on which the source shows it. The day the row appeared stays what it was. */
	on: string;
} & (
	| { becomes: 'withdrawn' | 'corrected' | 'refused' | 'decided' }
	/** A mobile number put right; without `phone`, one that nobody else has. */
	| { becomes: 'newPhone'; recipientOrdinal?: number; phone?: string }
);

export interface ChangeableCity {
	receipts: Receipt[];
	planted: PlantedRecipient[];
}

export interface ChangeWish {
	/** The day the changes show. */
	on: string;
	/** Only receipts that appeared within these days; default all. */
	appearedFrom?: string;
	appearedTo?: string;
	seed?: number | string;
	/** How many receipts of each; default 0. */
	withdrawn?: number;
	corrected?: number;
	refused?: number;
	newPhones?: number;
}

type StatusChange = Exclude<ReceiptChange['becomes'], 'newPhone'>;

const STATUS_CODES: Readonly<Record<StatusChange, StatusCode>> = { decided: '20', withdrawn: '30', corrected: '40', refused: '50' };

export function receiptKeyOf(row: { receivingOffice: string; receivedOn: string; receiptNo: string }): string {
	return `${row.receivingOffice}-${row.receivedOn.slice(0, 4)}-${row.receiptNo}`;
}

/** The city as it looks on a day, with what has happened until then; the given one stays as it was. */
export function applyChanges<T extends ChangeableCity>(city: T, changes: readonly ReceiptChange[], today: string): T {
	const due = changes.filter(({ on }) => on <= today).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
	if (due.length === 0) return city;
	const receipts = new Map(city.receipts.map((receipt) => [receiptKeyOf(receipt), receipt]));
	const planted = new Map<string, PlantedRecipient[]>();
	for (const row of city.planted) planted.set(receiptKeyOf(row), [...(planted.get(receiptKeyOf(row)) ?? []), row]);
	for (const change of due) {
		const receipt = receipts.get(change.receiptKey);
		const people = planted.get(change.receiptKey);
		if (!receipt || !people) continue;
		receipts.set(change.receiptKey, changedReceipt(receipt, change));
		planted.set(change.receiptKey, people.map((row) => changedPerson(row, change)));
	}
	return {
		...city,
		receipts: city.receipts.map((receipt) => receipts.get(receiptKeyOf(receipt)) ?? receipt),
		planted: city.planted.map((row) => planted.get(receiptKeyOf(row))?.find(({ recipientOrdinal }) => recipientOrdinal === row.recipientOrdinal) ?? row),
	};
}

/**
 * Changes to different receipts whose taxpayer must be texted, chosen by seed alone.
 * @throws RangeError where the city has fewer such receipts than wished for
 */
export function chooseChanges(city: ChangeableCity, wish: ChangeWish): ReceiptChange[] {
	const keys = city.planted
		.filter((row) => row.mustBeTexted && row.recipientOrdinal === 1)
		.filter(({ appearedOn }) => appearedOn >= (wish.appearedFrom ?? '') && appearedOn <= (wish.appearedTo ?? '9999'))
		.map(receiptKeyOf)
		.sort();
	const random = createRandom(`${wish.seed ?? 1}:${wish.on}:changes`);
	const take = (becomes: ReceiptChange['becomes'], count: number | undefined): ReceiptChange[] =>
		Array.from({ length: count ?? 0 }, () => {
			const [receiptKey] = keys.splice(random.integer(0, keys.length - 1), 1);
			if (receiptKey === undefined) throw new RangeError('fewer receipts than wished changes');
			return { receiptKey, on: wish.on, becomes };
		});
	return [...take('withdrawn', wish.withdrawn), ...take('corrected', wish.corrected), ...take('refused', wish.refused), ...take('newPhone', wish.newPhones)];
}

function changedReceipt(receipt: Receipt, change: ReceiptChange): Receipt {
	if (change.becomes !== 'newPhone') {
		const statusCode = STATUS_CODES[change.becomes];
		return { ...receipt, statusCode, statusName: STATUS_NAMES[statusCode] };
	}
	const ordinal = change.recipientOrdinal ?? 1;
	const mobile = phoneOf(change);
	if (ordinal === 1) return { ...receipt, taxpayer: { ...receipt.taxpayer, mobile } };
	return { ...receipt, coOwners: receipt.coOwners.map((person, index) => (index + 2 === ordinal ? { ...person, mobile } : person)) };
}

const NUMBER_REASONS: ReadonlySet<NoTextReason> = new Set(['noPhone', 'landline', 'deadPrefix', 'badNumber', 'agentNumber']);

/** Who must be told by the receipt as it now is; whether somebody was told before is for who asks to know. */
function changedPerson(row: PlantedRecipient, change: ReceiptChange): PlantedRecipient {
	if (change.becomes === 'decided') return { ...row, reason: row.reasonOnceDecided, mustBeTexted: row.reasonOnceDecided === 'none' };
	if (change.becomes !== 'newPhone') return { ...row, reason: change.becomes, mustBeTexted: false };
	if (row.recipientOrdinal !== (change.recipientOrdinal ?? 1)) return row;
	const reasonOnceDecided = NUMBER_REASONS.has(row.reasonOnceDecided) ? 'none' : row.reasonOnceDecided;
	const reason = NUMBER_REASONS.has(row.reason) ? 'none' : row.reason;
	return { ...row, phone: phoneOf(change).replaceAll('-', ''), reasonOnceDecided, reason, mustBeTexted: reason === 'none' };
}

/** 010-00xx-xxxx: no carrier's, and none of the numbers that `People` gives out. */
function phoneOf(change: { receiptKey: string; recipientOrdinal?: number; phone?: string }): string {
	if (change.phone !== undefined) return change.phone;
	const digits = String((hash32(`${change.receiptKey}#${change.recipientOrdinal ?? 1}`) % 999_998) + 1).padStart(6, '0');
	return `010-00${digits.slice(0, 2)}-${digits.slice(2)}`;
}
