/** Kinds of personal data that are looked for. */
export type PersonalKind =
	| 'residentNumber'
	| 'foreignerNumber'
	| 'phone'
	| 'account'
	| 'card'
	| 'passport'
	| 'driverLicence'
	| 'plate'
	| 'email'
	| 'name'
	| 'address'
	| 'businessNumber';

/** Korean names, as shown to staff. */
export const KIND_NAMES: Readonly<Record<PersonalKind, string>> = {
	residentNumber: '주민등록번호',
	foreignerNumber: '외국인등록번호',
	phone: '전화번호',
	account: '계좌번호',
	card: '카드번호',
	passport: '여권번호',
	driverLicence: '운전면허번호',
	plate: '차량번호',
	email: '전자우편 주소',
	name: '성명',
	address: '주소',
	businessNumber: '사업자등록번호',
};

/** Words inside placeholders: `⟦이름1⟧`. */
export const PLACEHOLDER_WORDS: Readonly<Record<PersonalKind, string>> = {
	residentNumber: '주민번호',
	foreignerNumber: '외국인번호',
	phone: '전화',
	account: '계좌',
	card: '카드',
	passport: '여권',
	driverLicence: '면허',
	plate: '차량',
	email: '전자우편',
	name: '이름',
	address: '주소',
	businessNumber: '사업자번호',
};

/** 고유식별정보 (개인정보 보호법 제24조, 같은 법 시행령 제19조) and card numbers: never told to a model, whatever the mode. */
export const NEVER_SENT: ReadonlySet<PersonalKind> = new Set<PersonalKind>(['residentNumber', 'foreignerNumber', 'card', 'passport', 'driverLicence']);
