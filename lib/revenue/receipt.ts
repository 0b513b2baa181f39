import type { SealedField } from '../privacy/types';

export const CATEGORIES = [
	'disabled',
	'twoChildren',
	'threeChildren',
	'childrenReplacement',
	'childrenFromSpouse',
	'childrenInheritance',
	'veteran',
	'veteranCompensation',
	'electricCar',
	'hydrogenCar',
	'lightCar',
	'lightTruck',
	'dealerStock',
	'exportStock',
	'transportBusiness',
	'defectReplacement',
	'hybridCar',
	'ordinance',
	'unknown',
] as const;
export type BuiltInCategory = (typeof CATEGORIES)[number];
/** A ground that the office added itself (추가 감면구분), mostly of an ordinance; made by `addedCategory`. */
export type AddedCategory = `added-${string}`;
/** Ground of relief (감면구분). `unknown` is never guessed: it goes to 확인 필요. */
export type Category = BuiltInCategory | AddedCategory;

const ADDED = /^added-[a-z][a-z0-9-]{0,39}$/;

/** Is this text a category, built in or added? */
export function isCategory(value: unknown): value is Category {
	return CATEGORIES.some((category) => category === value) || isAddedCategory(value);
}

export function isAddedCategory(value: unknown): value is AddedCategory {
	return typeof value === 'string' && ADDED.test(value);
}

/** The category of an identifier typed by a person (영문 식별자; capitals do not count), or null where it is none. */
export function addedCategory(identifier: string): AddedCategory | null {
	const category = `added-${identifier.normalize('NFKC').trim().toLowerCase()}`;
	return isAddedCategory(category) ? category : null;
}

/** Where a receipt stands in the revenue system. */
export type ReceiptStatus = 'decided' | 'pending' | 'withdrawn' | 'corrected' | 'refused' | 'unreadable';

export type PhoneKind = 'mobile' | 'landline' | 'deadPrefix' | 'invalid' | 'missing';
/**
 * How the applicant asked to be given the statutory form (감면 안내 방법): 직접교부, 등기우편, 전자우편, 문자. Only the first
 * three are printed on the application form.
 */
export type NoticeMethod = 'direct' | 'post' | 'email' | 'text';

/** Whose number it is, as far as the source says. */
export type PhoneOwner = 'taxpayer' | 'agent' | 'unknown';

/**
 * One recipient of one exemption receipt (감면 접수) as it leaves the Revenue System node.
 * Receipt-level fields are the same on each of a receipt's rows. Dates are `YYYY-MM-DD` (Korean calendar days),
 * money is whole won. Personal values are sealed; everything else is plain because rules need it.
 */
export interface ReceiptRow {
	/** Office + year + number, leading zeros restored, e.g. `4115000-2026-000123`. */
	receiptKey: string;
	/** Code of the office that took the application. */
	receivingOffice: string;
	receiptNo: string;
	/** The day the taxpayer applied. */
	receivedOn: string;
	/** The day the row appeared in the source; the look-back is counted by it. */
	appearedOn: string;
	status: ReceiptStatus;
	category: Category;
	/** The revenue system's own code, before mapping. */
	reductionCode: string | null;
	/** As the source writes it, e.g. `지방세특례제한법 제22조의2제1항`. */
	legalBasis: string | null;
	/** Acquisition date: the effective-date key of the rules. */
	acquiredOn: string | null;
	/** Registration date: the one-year clock starts here. */
	registeredOn: string | null;
	/** Relief for a car that replaces an exempted one (대체취득). */
	replacement: boolean;
	taxpayerType: 'person' | 'corporation';
	/** Two or more registered owners. */
	coOwned: boolean;
	computedTax: number | null;
	reliefAmount: number | null;
	/** Null where the source does not say. */
	noticeMethod: NoticeMethod | null;
	/** The day an electronic way was asked for (시행규칙 제2조제2항); null where no request is recorded. */
	electronicRequestedOn: string | null;

	/** 1 = the taxpayer, 2… = co-owners in the source's order. */
	recipientOrdinal: number;
	recipientRole: 'taxpayer' | 'coOwner';
	/** The co-owner's relation to the taxpayer, e.g. `배우자`; null where the source has none or no known family word. */
	relation: string | null;
	minor: boolean;
	name: SealedField | null;
	phone: SealedField | null;
	address: SealedField | null;
	plate: SealedField | null;
	phoneKind: PhoneKind;
	phoneOwner: PhoneOwner;
	/** How many different taxpayers of this read carry the same number (1 = only this one; 0 = no number). */
	phoneSharedBy: number;
	/** Keyed hash of the number, to compare without opening; null without a number. */
	phoneFingerprint: string | null;
	/** Keyed hash of the plate, for inquiries; null without a plate. */
	plateFingerprint: string | null;
	/** Keyed hash of the person (resident number where the source has it, else name + address). */
	personFingerprint: string | null;

	/** File name or `REST`, and the row in it (1 = the file's first line), so that a clerk finds the row. */
	sourceName: string;
	sourceRow: number;
	/** In Korean: what is wrong where `status` is `unreadable`, or why `category` is `unknown`. */
	problem?: string;
}

/** What the source says it holds for the period (원천 건수): receipts, not recipients. */
export interface ControlTotal {
	count: number;
	/** Sum of relief in won. */
	reliefSum: number;
}

/** The one summary item of a read, on the Revenue System node's second output. */
export interface SourceSummary {
	sourceKind: 'rest' | 'file';
	/** Names of what was read: base address without secrets, or file names. */
	sourceNames: string[];
	periodFrom: string;
	periodTo: string;
	/** Null where the source gives none (a plain export). */
	controlTotal: ControlTotal | null;
	read: ControlTotal;
	/** `true` without a control total means nothing: look at `controlTotal` first. */
	matches: boolean;
	/** SHA-256 of each file read, in order of `sourceNames`; empty for REST. */
	fileHashes: string[];
	/** Keyless hash of what was read (receipts and their states) from files, whatever the bytes; null for REST, or where nothing was read. */
	contentHash: string | null;
	/** Hash of the column and code tables that the rows were read with: a change needs a person's approval. */
	mappingVersion: string;
	/** Rows that could not be read, and what else a clerk should know of the source, as Korean sentences with file and line. */
	problems: string[];
}
