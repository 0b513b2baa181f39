import { categoryOf, statusOf, type CodeMap, type StatusMap } from './code-map';
import { noticeMethodOf } from './notice-method';
import { minorOn, personFingerprint, phoneOf, taxpayerTypeOf } from './people';
import { plainBasis, plainCode } from './plain-attributes';
import { plainRelation } from './relation';
import type { RawReceipt, RawText, SourceBatch } from './raw';
import { receiptIdentity, type ReceiptKeySettings } from './receipt-key';
import type { ReceiptRow, ReceiptStatus } from './receipt';
import { plateFingerprint, sealedFields, withoutResidentNumber, type PrivacyPorts } from './sealed-fields';
import { parseDay, parseFlag, parseWon } from './values';

export interface NormaliseOptions {
	codes: CodeMap;
	statuses: StatusMap;
	/** Status of lines in a source without one; null sends them to 확인 필요. */
	statusWhenMissing: ReceiptStatus | null;
	receiptKeys: ReceiptKeySettings;
	/** Day by which a person is a minor or not, and the stand-in for a day that cannot be read. */
	periodTo: string;
}

/** One receipt with everything decided except how often its numbers occur in the whole read. */
export interface NormalReceipt {
	receiptKey: string;
	sourceName: string;
	sourceRow: number;
	reliefAmount: number | null;
	/** Keyed hash of the line, equal for lines that say exactly the same. Made when asked for: few lines need it. */
	content: () => string;
	problem?: string;
	/** What could not be understood without spoiling the receipt. */
	remarks: Remark[];
	rows: NormalRow[];
}

/** An accessory column whose value is left out because nobody can say what it means. */
export type Remark = 'noticeMethod' | 'electronicRequestedOn';

export interface NormalRow {
	row: ReceiptRow;
	/** The number in clear, to count who shares it; never leaves this context. */
	phoneDigits: string | null;
}

/**
 * Makes one receipt of one raw line: days, amounts, key, category and people read and checked, personal values sealed,
 * resident numbers dropped. A line that cannot be read becomes a receipt `unreadable` with its problem; none is lost.
 */
export function normaliseReceipt(
	raw: RawReceipt,
	batch: Pick<SourceBatch, 'name'>,
	options: NormaliseOptions,
	ports: PrivacyPorts,
): NormalReceipt {
	const problems: string[] = raw.defect === undefined ? [] : [raw.defect];
	const day = (label: string, text: RawText): string | null => {
		if (text === null) return null;
		const value = parseDay(text);
		if (value === undefined) problems.push(`${label}에서 날짜를 알아볼 수 없습니다`);
		return value ?? null;
	};
	const won = (label: string, text: RawText): number | null => {
		if (text === null) return null;
		const value = parseWon(text);
		if (value === undefined) problems.push(`${label}에서 금액(원)을 알아볼 수 없습니다`);
		return value ?? null;
	};

	const receivedOn = day('접수일자', raw.receivedOn);
	if (raw.receivedOn === null) problems.push('접수일자가 비어 있습니다');
	const appearedOn = day('자료 생성일', raw.appearedOn) ?? receivedOn;
	const identity = receiptIdentity(raw.receiptNo, raw.receivingOffice, receivedOn, options.receiptKeys);
	if (typeof identity === 'string') problems.push(identity);

	const replacementFlag = raw.replacement === null ? false : parseFlag(raw.replacement);
	if (replacementFlag === undefined) problems.push('대체취득 여부를 알아볼 수 없습니다');
	const type = taxpayerTypeOf(raw.taxpayer);
	if (type === undefined) problems.push('개인·법인 구분을 알아볼 수 없습니다');
	if (raw.taxpayer.name === null) problems.push('성명이 비어 있습니다');
	const status = statusFrom(raw.status, options, problems);
	const finding = categoryOf(raw.reductionCode, raw.reductionName, raw.legalBasis, options.codes);

	const remarks: Remark[] = [];
	const noticeMethod = noticeMethodOf(raw.noticeMethod);
	if (noticeMethod === undefined) remarks.push('noticeMethod');
	const requestedOn = raw.electronicRequestedOn === null ? null : parseDay(raw.electronicRequestedOn);
	if (requestedOn === undefined) remarks.push('electronicRequestedOn');

	const content = () => ports.fingerprints.of('receiptContent', ...contentOf(raw));
	const receiptKey = typeof identity === 'string' ? `row:${content()}` : identity.receiptKey;
	const plate = plateFingerprint(raw.plateNo, ports);
	const shared = {
		receiptKey,
		receivingOffice: typeof identity === 'string' ? '' : identity.receivingOffice,
		receiptNo: typeof identity === 'string' ? '' : identity.receiptNo,
		receivedOn: receivedOn ?? options.periodTo,
		appearedOn: appearedOn ?? options.periodTo,
		category: finding.category,
		reductionCode: plainCode(raw.reductionCode, options.codes),
		legalBasis: plainBasis(withoutResidentNumber(raw.legalBasis)),
		acquiredOn: day('취득일자', raw.acquiredOn),
		registeredOn: day('등록일자', raw.registeredOn),
		replacement: replacementFlag === true || finding.category === 'childrenReplacement',
		taxpayerType: type ?? 'person',
		coOwned: raw.coOwners.length > 0,
		computedTax: won('산출세액', raw.computedTax),
		reliefAmount: won('감면세액', raw.reliefAmount),
		noticeMethod: noticeMethod ?? null,
		electronicRequestedOn: requestedOn ?? null,
		sourceName: batch.name,
		sourceRow: raw.row,
	} as const;

	const people = [raw.taxpayer, ...raw.coOwners].map((person, i) => {
		const minor = minorOn(person, options.periodTo);
		if (minor === undefined) problems.push(`${i === 0 ? '납세자' : `공동명의자 ${i}`}의 생년월일 또는 미성년 여부를 알아볼 수 없습니다`);
		if (i > 0 && person.name === null) problems.push(`공동명의자 ${i}의 성명이 비어 있습니다`);
		return { person, minor: minor ?? false, phone: phoneOf(person, raw) };
	});
	const problem = problems.length > 0 ? sentence(batch.name, raw.row, problems) : undefined;
	const explained = problem ?? (finding.problem === undefined ? undefined : sentence(batch.name, raw.row, [finding.problem]));
	const rows = people.map(({ person, minor, phone }, i): NormalRow => {
		const corporate = i === 0 ? shared.taxpayerType === 'corporation' : taxpayerTypeOf(person) === 'corporation';
		return {
			phoneDigits: phone.digits,
			row: {
				...shared,
				status: problem === undefined ? status : 'unreadable',
				recipientOrdinal: i + 1,
				recipientRole: i === 0 ? 'taxpayer' : 'coOwner',
				relation: i === 0 ? null : plainRelation(person.relation),
				minor: minor && !corporate,
				...sealedFields(person, phone, raw.plateNo, { receiptKey, recipientOrdinal: i + 1, corporate }, ports),
				phoneKind: phone.kind,
				phoneOwner: phone.owner,
				phoneSharedBy: 0,
				plateFingerprint: plate,
				phoneFingerprint: phone.digits === null ? null : ports.fingerprints.of('phone', phone.digits),
				personFingerprint: personFingerprint(person, ports.fingerprints),
				...(explained === undefined ? {} : { problem: explained }),
			},
		};
	});
	return {
		receiptKey,
		sourceName: batch.name,
		sourceRow: raw.row,
		reliefAmount: shared.reliefAmount,
		content,
		...(problem === undefined ? {} : { problem }),
		remarks,
		rows,
	};
}

/** Marks a receipt unreadable for a further reason, under a key of its own where it must not share one. */
export function asUnreadable(receipt: NormalReceipt, reason: string): NormalReceipt {
	const problem = sentence(receipt.sourceName, receipt.sourceRow, [reason]);
	return {
		...receipt,
		problem,
		rows: receipt.rows.map(({ row, phoneDigits }) => ({ phoneDigits, row: { ...row, status: 'unreadable', problem } })),
	};
}

/** `파일 3행: …, ….` */
export function sentence(sourceName: string, row: number, problems: readonly string[]): string {
	const place = sourceName === 'REST' ? `연계 자료 ${row}번째` : `${sourceName} ${row}행`;
	return `${place}: ${problems.join(', ')}.`;
}

function statusFrom(text: RawText, options: NormaliseOptions, problems: string[]): ReceiptStatus {
	if (text === null) {
		if (options.statusWhenMissing !== null) return options.statusWhenMissing;
		problems.push('처리상태가 없어 감면이 결정되었는지 알 수 없습니다');
		return 'unreadable';
	}
	const status = statusOf(text, options.statuses);
	if (status === undefined) problems.push('처리상태의 뜻을 알 수 없습니다(처리상태 대응표에 추가 필요)');
	return status ?? 'unreadable';
}

function contentOf(raw: RawReceipt): string[] {
	const { row: _row, taxpayer, coOwners, filer, ...rest } = raw;
	const values = [rest, taxpayer, filer, ...coOwners].flatMap((part) => Object.entries(part).map(([name, value]) => `${name}=${value ?? ''}`));
	return values;
}
