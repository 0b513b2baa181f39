import type { Receipt } from './receipt.mts';

export type Cell = string | number | Date | null;

export interface Column {
	header: string;
	width: number;
	value(receipt: Receipt): Cell;
	/** Shown with thousands separators. */
	money?: true;
}

/** The columns of the officer's export, in the order of the screen it is taken from. */
export const COLUMNS: readonly Column[] = [
	{ header: '접수번호', width: 10, value: ({ receiptNo }) => receiptNo },
	{ header: '접수기관', width: 10, value: ({ receivingOffice }) => receivingOffice },
	{ header: '접수일자', width: 12, value: ({ receivedOn }) => new Date(receivedOn) },
	{ header: '자료등록일', width: 12, value: ({ appearedOn }) => appearedOn },
	{ header: '성명', width: 14, value: ({ taxpayer }) => taxpayer.name },
	{ header: '개인/법인', width: 9, value: ({ taxpayer }) => (taxpayer.type === 'corporation' ? '법인' : '개인') },
	{ header: '주민(법인)등록번호', width: 18, value: ({ taxpayer }) => taxpayer.residentNo ?? null },
	{ header: '미성년자여부', width: 12, value: ({ taxpayer }) => yesNo(taxpayer.minor) },
	{ header: '휴대전화', width: 15, value: ({ taxpayer }) => robbedAsNumber(taxpayer.mobile) },
	{ header: '전화번호', width: 15, value: ({ taxpayer }) => taxpayer.tel },
	{ header: '주소', width: 44, value: ({ taxpayer }) => taxpayer.address },
	{ header: '차량번호', width: 12, value: ({ vehicle }) => vehicle.plateNo },
	{ header: '차종', width: 10, value: ({ vehicle }) => vehicle.class },
	{ header: '배기량', width: 9, value: ({ vehicle }) => vehicle.displacementCc },
	{ header: '승차정원', width: 9, value: ({ vehicle }) => vehicle.seats },
	{ header: '취득일', width: 12, value: ({ acquiredOn }) => acquiredOn },
	{ header: '차량등록일', width: 12, value: ({ registeredOn }) => (registeredOn === null ? null : new Date(registeredOn)) },
	{ header: '감면코드', width: 9, value: ({ reductionCode }) => reductionCode },
	{ header: '감면구분', width: 20, value: ({ reductionName }) => reductionName },
	{ header: '근거규정', width: 34, value: ({ legalBasis }) => legalBasis },
	{ header: '과세표준액', width: 14, value: ({ taxBase }) => taxBase, money: true },
	{ header: '산출세액', width: 13, value: ({ computedTax }) => computedTax, money: true },
	{ header: '감면세액', width: 13, value: ({ reliefAmount }) => reliefAmount, money: true },
	{ header: '처리상태', width: 9, value: ({ statusName }) => statusName },
	{ header: '대체취득', width: 9, value: ({ replacement }) => yesNo(replacement) },
	{ header: '감면 안내 방법', width: 13, value: ({ noticeMethod }) => noticeMethod },
	{ header: '문자 수신 신청일', width: 14, value: ({ electronicRequestedOn }) => (electronicRequestedOn === null ? null : new Date(electronicRequestedOn)) },
	...[0, 1].flatMap((index): Column[] => [
		{ header: `공동소유자${index + 1} 성명`, width: 16, value: ({ coOwners }) => coOwners[index]?.name ?? null },
		{ header: `공동소유자${index + 1} 관계`, width: 12, value: ({ coOwners }) => coOwners[index]?.relation ?? null },
		{ header: `공동소유자${index + 1} 생년월일`, width: 16, value: ({ coOwners }) => (coOwners[index] ? birthDate(coOwners[index]) : null) },
		{ header: `공동소유자${index + 1} 휴대전화`, width: 16, value: ({ coOwners }) => robbedAsNumber(coOwners[index]?.mobile ?? null) },
		{ header: `공동소유자${index + 1} 주소`, width: 40, value: ({ coOwners }) => coOwners[index]?.address ?? null },
	]),
	{ header: '신고인', width: 18, value: ({ filer }) => filer?.name ?? null },
	{ header: '대리인여부', width: 11, value: ({ filer }) => (filer === null ? null : yesNo(filer.isAgent)) },
	{ header: '신고인 연락처', width: 16, value: ({ filer }) => filer?.tel ?? null },
];

/** Excel made a number of it, and the leading zero went. */
function robbedAsNumber(mobile: string | null): Cell {
	return mobile !== null && /^10\d{8}$/.test(mobile) ? Number(mobile) : mobile;
}

/** From the resident number, whose century the sandbox leaves out. */
function birthDate({ residentNo, minor }: { residentNo?: string; minor: boolean }): string | null {
	const match = /^(\d{2})(\d{2})(\d{2})-/.exec(residentNo ?? '');
	return match ? `${minor ? '20' : '19'}${match[1]}-${match[2]}-${match[3]}` : null;
}

function yesNo(value: boolean): string {
	return value ? 'Y' : 'N';
}
