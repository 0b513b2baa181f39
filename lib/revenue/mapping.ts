import { ValidationError } from '../errors';

/**
 * What a column can be, with the headings it is known by: first those of the form 지방세 감면 신청서 and of screen
 * exports, then the interface names of the older local-tax messages. Order is preference.
 */
export const COLUMN_DEFAULTS = {
	receiptNo: ['접수번호', '감면접수번호', '감면신청번호', '관리번호', 'receiptNo', 'RCPT_NO'],
	receivingOffice: ['접수기관', '접수기관코드', '접수관서', '접수 시군구', '과세관청', '기관코드', 'receivingOffice', 'SGG_COD'],
	receivedOn: ['접수일자', '접수일', '신청일자', '신청일', '감면신청일', 'receivedOn', 'TAX_DT'],
	appearedOn: ['자료생성일', '자료생성일자', '자료등록일', '입력일자', '등재일자', '전송일자', 'appearedOn'],
	status: ['처리상태', '처리결과', '진행상태', '감면상태', '결정구분', '상태', 'status'],
	reductionCode: ['감면코드', '감면유형코드', '감면구분코드', 'reductionCode', 'RDX_COD'],
	reductionName: ['감면구분', '감면유형', '감면코드명', '감면명', '감면사유', 'reductionName', 'RDX_R'],
	legalBasis: ['감면 근거규정', '근거규정', '감면근거', '감면근거법령', '감면 근거 법령', '근거법령', '근거조문', '감면조항', 'legalBasis'],
	acquiredOn: ['취득일자', '취득일', '과세기준일', 'acquiredOn'],
	registeredOn: ['등록일자', '등록일', '차량등록일', '차량등록일자', '신규등록일', '이전등록일', 'registeredOn'],
	replacement: ['대체취득여부', '대체취득', '대체여부', 'replacement'],
	plateNo: ['차량번호', '자동차등록번호', '자동차 등록번호', '차량등록번호', '등록번호', 'plateNo', 'CAR_NO'],
	computedTax: ['산출세액', '당초 산출세액', '당초산출세액', '취득세 산출세액', 'computedTax'],
	reliefAmount: ['감면세액', '감면금액', '감면액', '감면받으려는 세액', '감면 세액', 'reliefAmount', 'RDX_AMT'],
	noticeMethod: ['감면 안내 방법', '안내 방법', '안내방법', '안내수령방법', '안내문 수령방법', '통지방법', 'noticeMethod'],
	electronicRequestedOn: ['전자적 안내 요청일', '전자적 안내 신청일', '전자안내 요청일', '전자안내 신청일', '문자 수신 신청일', '문자 수신 요청일', '문자 수신 동의일', '문자 안내 신청일', '문자 안내 요청일', 'electronicRequestedOn'],
	name: ['성명', '납세자명', '납세의무자', '납세의무자명', '납세자 성명', '성명(대표자)', '성명(법인명)', '납세자', '소유자명', '신청인 성명', 'name', 'REG_NM'],
	type: ['개인법인구분', '개인/법인', '개인·법인', '납세자구분', '납세자 구분', '법인구분', 'type', 'TPR_COD'],
	minor: ['미성년여부', '미성년자여부', '미성년', 'minor'],
	birthDate: ['생년월일', 'birthDate'],
	mobile: ['휴대전화', '휴대전화번호', '휴대폰번호', '휴대폰', '핸드폰', '핸드폰번호', '이동전화', '전화번호(휴대전화)', '납세자 휴대전화', 'mobile', 'MO_TEL'],
	tel: ['전화번호', '연락처', '자택전화', '납세자 전화번호', 'tel', 'TEL'],
	address: ['주소', '납세자 주소', '주소/영업소', '주소(영업소)', '도로명주소', 'address', 'ZIP_ADDR'],
	residentNo: ['주민등록번호', '주민번호', '주민(법인)등록번호', '법인등록번호', '주민법인번호', '주민/법인등록번호', 'residentNo', 'REG_NO'],
	coOwnerName: ['공동명의자', '공동명의자 성명', '공동소유자', '공동소유자 성명', '공동명의 성명', '공동등록자', '공동등록자 성명', 'coOwnerName'],
	coOwnerMobile: ['공동명의자 휴대전화', '공동명의자 연락처', '공동명의자 전화번호', '공동소유자 휴대전화', '공동소유자 연락처', '공동명의 휴대전화', '공동등록자 휴대전화', 'coOwnerMobile'],
	coOwnerAddress: ['공동명의자 주소', '공동소유자 주소', '공동명의 주소', '공동등록자 주소', 'coOwnerAddress'],
	coOwnerResidentNo: ['공동명의자 주민등록번호', '공동소유자 주민등록번호', '공동명의자 주민번호', 'coOwnerResidentNo'],
	coOwnerBirthDate: ['공동명의자 생년월일', '공동소유자 생년월일', 'coOwnerBirthDate'],
	coOwnerRelation: ['공동명의자 관계', '공동소유자 관계', '공동명의 관계', '공동등록자 관계', '공동명의자와의 관계', 'coOwnerRelation'],
	filerName: ['신고인', '신고인명', '신고자', '신고인 성명', '대리인', '대리인명', '대리인 성명', '신청인(대리인)', '위임받은 자', 'filerName', 'RPT_NM'],
	filerTel: ['신고인 연락처', '신고인 전화번호', '신고자 전화번호', '대리인 연락처', '대리인 전화번호', '대리인 휴대전화', 'filerTel', 'RPT_TEL'],
	filerIsAgent: ['대리인여부', '대리신고여부', '대리신청여부', '대리 여부', 'filerIsAgent'],
} as const satisfies Record<string, readonly string[]>;

export type ColumnField = keyof typeof COLUMN_DEFAULTS;
export type ColumnMapping = Readonly<Record<ColumnField, readonly string[]>>;

/** Korean names of the fields, for the panel and for errors. */
export const COLUMN_LABELS: Readonly<Record<ColumnField, string>> = {
	receiptNo: '접수번호',
	receivingOffice: '접수기관',
	receivedOn: '접수일자',
	appearedOn: '자료 생성일',
	status: '처리상태',
	reductionCode: '감면코드',
	reductionName: '감면구분',
	legalBasis: '감면 근거규정',
	acquiredOn: '취득일자',
	registeredOn: '등록일자',
	replacement: '대체취득 여부',
	plateNo: '차량번호',
	computedTax: '산출세액',
	reliefAmount: '감면세액',
	noticeMethod: '감면 안내 방법',
	electronicRequestedOn: '전자적 안내 요청일',
	name: '성명',
	type: '개인·법인 구분',
	minor: '미성년 여부',
	birthDate: '생년월일',
	mobile: '휴대전화',
	tel: '전화번호',
	address: '주소',
	residentNo: '주민(법인)등록번호',
	coOwnerName: '공동명의자 성명',
	coOwnerMobile: '공동명의자 휴대전화',
	coOwnerAddress: '공동명의자 주소',
	coOwnerResidentNo: '공동명의자 주민등록번호',
	coOwnerBirthDate: '공동명의자 생년월일',
	coOwnerRelation: '공동명의자 관계',
	filerName: '신고인(대리인) 성명',
	filerTel: '신고인(대리인) 전화번호',
	filerIsAgent: '대리인 여부',
};

export const COLUMN_FIELDS = Object.keys(COLUMN_DEFAULTS).filter(isColumnField);

/** Without these nobody can say whom a line concerns or what was relieved. */
const REQUIRED: readonly ColumnField[] = ['receiptNo', 'receivedOn', 'name', 'plateNo'];
const ONE_OF: readonly ColumnField[] = ['reductionCode', 'legalBasis'];

/** How deep a header row may stand below titles, logos and conditions of the query. */
const HEADER_SEARCH_ROWS = 40;

export function isColumnField(name: string): name is ColumnField {
	return Object.hasOwn(COLUMN_DEFAULTS, name);
}

/**
 * The mapping with an office's own headings put before the defaults, the first of a field first. A heading that the
 * office gives to one field is no longer a default of another.
 * @throws ValidationError `unknownColumnField`
 */
export function columnMapping(own: readonly { field: string; heading: string }[] = []): ColumnMapping {
	const claimed = new Map<ColumnField, string[]>();
	for (const { field, heading } of own) {
		if (!isColumnField(field)) {
			throw new ValidationError('unknownColumnField', '열 대응에 없는 항목이 있습니다.', '열 대응의 항목을 목록에서 다시 고르시기 바랍니다.');
		}
		if (heading.trim() !== '') claimed.set(field, [...(claimed.get(field) ?? []), heading]);
	}
	const taken = new Set([...claimed.values()].flat().map(headingOf));
	const mapping: Record<ColumnField, readonly string[]> = { ...COLUMN_DEFAULTS };
	for (const field of COLUMN_FIELDS) {
		const others = COLUMN_DEFAULTS[field].filter((heading) => !taken.has(headingOf(heading)));
		mapping[field] = [...(claimed.get(field) ?? []), ...others];
	}
	return mapping;
}

/** Where each field's columns are; several only for co-owners (`공동명의자1 성명`, `공동명의자2 성명`). */
export interface HeaderRow {
	/** Index into the rows given. */
	index: number;
	columns: ReadonlyMap<ColumnField, readonly number[]>;
	width: number;
}

/**
 * The row with the most known headings, if one has an 접수번호 and at least two others; undefined otherwise. A heading
 * under a group's (`공동명의자` over `성명`, as merged cells show it) is read together with it where that is known.
 */
export function findHeader(rows: readonly (readonly string[])[], mapping: ColumnMapping): HeaderRow | undefined {
	const known = new Set(Object.values(mapping).flat().map(headingOf));
	let best: HeaderRow | undefined;
	for (const [index, cells] of rows.slice(0, HEADER_SEARCH_ROWS).entries()) {
		const columns = columnsOf(headingsOf(cells, rows[index - 1] ?? [], known), mapping);
		if (columns.has('receiptNo') && columns.size >= 3 && columns.size > (best?.columns.size ?? 0)) {
			best = { index, columns, width: cells.length };
		}
	}
	return best;
}

/**
 * Refuses a header that lacks what must be there, or in which one heading stands twice.
 * @throws ValidationError `missingColumns`, `ambiguousColumns`
 */
export function checkHeader(header: HeaderRow, place: string): void {
	const missing = REQUIRED.filter((field) => !header.columns.has(field)).map((field) => COLUMN_LABELS[field]);
	if (!ONE_OF.some((field) => header.columns.has(field))) missing.push(ONE_OF.map((field) => COLUMN_LABELS[field]).join(' 또는 '));
	if (missing.length > 0) {
		throw new ValidationError(
			'missingColumns',
			`${place}: 필요한 열을 찾을 수 없습니다(${missing.join(', ')}).`,
			'노드의 "열 대응"에 이 파일에서 쓰는 머리글을 적거나, 해당 열을 포함하여 다시 추출하시기 바랍니다.',
		);
	}
	for (const [field, columns] of header.columns) {
		if (columns.length > 1 && !field.startsWith('coOwner')) {
			throw new ValidationError(
				'ambiguousColumns',
				`${place}: "${COLUMN_LABELS[field]}"에 해당하는 머리글이 두 번 나옵니다(${columns.map((column) => column + 1).join(', ')}번째 열).`,
				'머리글을 서로 다르게 고치거나 필요 없는 열을 지우고 다시 저장하시기 바랍니다.',
			);
		}
	}
}

/** Each cell's heading, with its group's before it where both together are known. */
function headingsOf(cells: readonly string[], groups: readonly string[], known: ReadonlySet<string>): string[] {
	return cells.map((cell, column) => {
		const group = groups[column] ?? '';
		const together = group === '' || group === cell || cell === '' ? '' : headingOf(`${group} ${cell}`);
		return known.has(together) ? together : headingOf(cell);
	});
}

function columnsOf(headings: readonly string[], mapping: ColumnMapping): Map<ColumnField, number[]> {
	const byHeading = new Map<string, number[]>();
	for (const [column, heading] of headings.entries()) {
		if (heading !== '') byHeading.set(heading, [...(byHeading.get(heading) ?? []), column]);
	}
	const columns = new Map<ColumnField, number[]>();
	for (const field of COLUMN_FIELDS) {
		const found = mapping[field].map((name) => byHeading.get(headingOf(name))).find((places) => places !== undefined);
		if (found) columns.set(field, found);
	}
	return columns;
}

/** Headings compared without spaces, marks of duty, units, and the running number of co-owners. */
export function headingOf(text: string): string {
	return text
		.normalize('NFKC')
		.replace(/[\s*※:]/g, '')
		.replace(/\((?:원|단위:?원|cc|CC|명)\)$/, '')
		.replace(/^(공동(?:명의|소유|등록)자?)[\s_]*\d+/, '$1')
		.toUpperCase();
}
