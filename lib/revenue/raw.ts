/** A cell or field as read: text as the source writes it, trimmed; null where it is empty or absent. */
export type RawText = string | null;

export interface RawPerson {
	name: RawText;
	/** 개인 / 법인. */
	type: RawText;
	minor: RawText;
	birthDate: RawText;
	mobile: RawText;
	tel: RawText;
	address: RawText;
	residentNo: RawText;
	/** A co-owner's relation to the taxpayer. */
	relation: RawText;
}

/** One receipt as one line of a file or one item of the REST source tells it, before anything is made of it. */
export interface RawReceipt {
	/** 1 = the file's first line, or the item's position in the whole answer. */
	row: number;
	receiptNo: RawText;
	receivingOffice: RawText;
	receivedOn: RawText;
	appearedOn: RawText;
	status: RawText;
	reductionCode: RawText;
	reductionName: RawText;
	legalBasis: RawText;
	acquiredOn: RawText;
	registeredOn: RawText;
	replacement: RawText;
	plateNo: RawText;
	computedTax: RawText;
	reliefAmount: RawText;
	/** 감면 안내 방법. */
	noticeMethod: RawText;
	/** 전자적 안내 요청일. */
	electronicRequestedOn: RawText;
	taxpayer: RawPerson;
	coOwners: RawPerson[];
	filer: { name: RawText; tel: RawText; isAgent: RawText };
	/** Why the line as such cannot be trusted (more cells than the header, not an object), in Korean. */
	defect?: string;
}

/** What one file, or one REST answer, held. */
export interface SourceBatch {
	/** File name or `REST`. */
	name: string;
	/** SHA-256 of the file; null for REST. */
	hash: string | null;
	receipts: RawReceipt[];
	/** As the source states it; null where it states nothing, or states only the one or the other. */
	control: { count: number | null; reliefSum: number | null } | null;
	/** What a clerk should know of the source as a whole, as Korean sentences. */
	notes?: readonly string[];
}

export const EMPTY_PERSON: RawPerson = {
	name: null,
	type: null,
	minor: null,
	birthDate: null,
	mobile: null,
	tel: null,
	address: null,
	residentNo: null,
	relation: null,
};
