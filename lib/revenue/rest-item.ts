import { EMPTY_PERSON, type RawPerson, type RawReceipt, type RawText } from './raw';

type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One item of the REST answer as a raw receipt. Total: what is not as agreed becomes the receipt's defect. */
export function rawReceiptOf(item: unknown, row: number): RawReceipt {
	const fields: Fields = isRecord(item) ? item : {};
	const taxpayer = fields.taxpayer;
	const coOwners = fields.coOwners ?? [];
	const filer = isRecord(fields.filer) ? fields.filer : {};
	const vehicle = isRecord(fields.vehicle) ? fields.vehicle : {};
	const sound = isRecord(item) && isRecord(taxpayer) && Array.isArray(coOwners) && coOwners.every(isRecord);
	return {
		row,
		receiptNo: textOf(fields.receiptNo),
		receivingOffice: textOf(fields.receivingOffice),
		receivedOn: textOf(fields.receivedOn),
		appearedOn: textOf(fields.appearedOn),
		status: textOf(fields.statusName) ?? textOf(fields.statusCode) ?? textOf(fields.status),
		reductionCode: textOf(fields.reductionCode),
		reductionName: textOf(fields.reductionName),
		legalBasis: textOf(fields.legalBasis),
		acquiredOn: textOf(fields.acquiredOn),
		registeredOn: textOf(fields.registeredOn),
		replacement: textOf(fields.replacement),
		plateNo: textOf(vehicle.plateNo),
		computedTax: textOf(fields.computedTax),
		reliefAmount: textOf(fields.reliefAmount),
		noticeMethod: textOf(fields.noticeMethod),
		electronicRequestedOn: textOf(fields.electronicRequestedOn),
		taxpayer: personOf(taxpayer),
		coOwners: Array.isArray(coOwners) ? coOwners.map(personOf) : [],
		filer: { name: textOf(filer.name), tel: textOf(filer.tel), isAgent: textOf(filer.isAgent) },
		...(sound ? {} : { defect: '항목의 형식이 연계 규격과 다릅니다' }),
	};
}

function personOf(value: unknown): RawPerson {
	if (!isRecord(value)) return EMPTY_PERSON;
	return {
		name: textOf(value.name),
		type: textOf(value.type),
		minor: textOf(value.minor),
		birthDate: textOf(value.birthDate),
		mobile: textOf(value.mobile),
		tel: textOf(value.tel),
		address: textOf(value.address),
		residentNo: textOf(value.residentNo),
		relation: textOf(value.relation),
	};
}

function textOf(value: unknown): RawText {
	if (typeof value === 'string') return value.trim().normalize('NFC') || null;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
