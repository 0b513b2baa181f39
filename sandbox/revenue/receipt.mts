/** An exemption receipt as the pretend revenue system gives it out; the contract is docs/openapi/revenue.yaml. */
export interface Receipt {
	/** Six digits, unique within receiving office and year. */
	receiptNo: string;
	receivingOffice: string;
	receivedOn: string;
	appearedOn: string;
	statusCode: StatusCode;
	statusName: string;
	reductionCode: string | null;
	reductionName: string | null;
	legalBasis: string | null;
	acquiredOn: string | null;
	registeredOn: string | null;
	replacement: boolean;
	taxpayer: Person & { type: 'person' | 'corporation'; residentNo?: string };
	coOwners: Array<Person & { relation: string; residentNo?: string }>;
	filer: { name: string; tel: string; isAgent: boolean } | null;
	vehicle: { plateNo: string | null; class: string; displacementCc: number | null; seats: number | null };
	taxBase: number;
	computedTax: number;
	reliefAmount: number;
	/** 감면 안내 방법, as ticked or written on the form. */
	noticeMethod: NoticeMethodName | null;
	/** The day an electronic way was asked for; some clerks leave it out. */
	electronicRequestedOn: string | null;
}

export type NoticeMethodName = '직접교부' | '등기우편' | '전자우편' | '문자';

export interface Person {
	name: string;
	minor: boolean;
	mobile: string | null;
	tel: string | null;
	address: string | null;
}

/** 접수, 결정, 취하, 경정, 반려. */
export type StatusCode = '10' | '20' | '30' | '40' | '50';

export const STATUS_NAMES: Readonly<Record<StatusCode, string>> = {
	'10': '접수',
	'20': '결정',
	'30': '취하',
	'40': '경정',
	'50': '반려',
};

/** Why a person gets no text. `none` where they must get one. */
export type NoTextReason =
	| 'none'
	| 'notDecided'
	| 'withdrawn'
	| 'corrected'
	| 'refused'
	| 'noDuty'
	| 'unknownCategory'
	| 'corporation'
	| 'noRegistrationDate'
	| 'minor'
	| 'noPhone'
	| 'landline'
	| 'deadPrefix'
	| 'badNumber'
	| 'agentNumber';

/** What the generator meant with one person of one receipt: the answer key for the product. */
export interface PlantedRecipient {
	receivingOffice: string;
	receiptNo: string;
	receivedOn: string;
	appearedOn: string;
	/** 1 = taxpayer, 2… = co-owners in order. */
	recipientOrdinal: number;
	name: string;
	kind: string;
	/** Digits, leading zero restored; null without a usable number. */
	phone: string | null;
	mustBeTexted: boolean;
	reason: NoTextReason;
	/** The same, were the relief decided. */
	reasonOnceDecided: NoTextReason;
	noticeMethod: NoticeMethodName | null;
	electronicRequestedOn: string | null;
	/** Of a co-owner; null for the taxpayer. */
	relation: string | null;
	/** The recorded relief was planted wrong: the text goes out all the same, the tax is to be checked. */
	reliefMismatch: boolean;
}
