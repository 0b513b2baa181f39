import { Fingerprinter } from '../../../lib/privacy/fingerprint';
import { SealBox } from '../../../lib/privacy/seal';
import { assembleReceipts, type Assembled } from '../../../lib/revenue/assemble';
import { codeMap, statusMap } from '../../../lib/revenue/code-map';
import { normaliseReceipt, type NormaliseOptions } from '../../../lib/revenue/normalise';
import { EMPTY_PERSON, type RawPerson, type RawReceipt, type SourceBatch } from '../../../lib/revenue/raw';
import { DEFAULT_RECEIPT_KEY_SETTINGS } from '../../../lib/revenue/receipt-key';
import type { PrivacyPorts } from '../../../lib/revenue/sealed-fields';

export const privacy: PrivacyPorts = {
	seals: new SealBox({ keyId: 'test', key: Buffer.alloc(32, 1) }),
	fingerprints: new Fingerprinter(Buffer.alloc(32, 2)),
};

export const options: NormaliseOptions = {
	codes: codeMap([]),
	statuses: statusMap(),
	statusWhenMissing: null,
	receiptKeys: DEFAULT_RECEIPT_KEY_SETTINGS,
	periodTo: '2026-11-22',
};

export const person = (extra: Partial<RawPerson> = {}): RawPerson => ({
	...EMPTY_PERSON,
	name: '홍길동',
	type: '개인',
	minor: 'N',
	mobile: '010-1234-5678',
	address: '경기도 의정부시 시민로 1',
	...extra,
});

let row = 0;
export const raw = (extra: Partial<RawReceipt> = {}): RawReceipt => ({
	row: ++row,
	receiptNo: '123',
	receivingOffice: '4115000',
	receivedOn: '2026-11-16',
	appearedOn: '2026-11-17',
	status: '결정',
	reductionCode: null,
	reductionName: null,
	legalBasis: '제22조의2제2항',
	acquiredOn: '2026-11-13',
	registeredOn: '2026-11-14',
	replacement: 'N',
	plateNo: '12가3456',
	computedTax: '1,400,000',
	reliefAmount: '700,000',
	noticeMethod: null,
	electronicRequestedOn: null,
	taxpayer: person(),
	coOwners: [],
	filer: { name: null, tel: null, isAgent: null },
	...extra,
});

export const batch = (receipts: RawReceipt[], extra: Partial<SourceBatch> = {}): SourceBatch => ({
	name: '접수.csv',
	hash: null,
	receipts,
	control: null,
	...extra,
});

/** Normalised and put together in one go, without the turns for other work. */
export const assembled = (batches: readonly SourceBatch[], settings: NormaliseOptions = options): Assembled =>
	assembleReceipts(batches.map((one) => ({ batch: one, receipts: one.receipts.map((receipt) => normaliseReceipt(receipt, one, settings, privacy)) })));
