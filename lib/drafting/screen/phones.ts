const COUNTRY = '\\(?\\+?82\\)?[-. ]{0,3}(?:\\(0\\))?0?';
const MOBILE_CODE = '1[016789]';
const AREA_CODE = '(?:2|[3-6][1-5]|70|50\\d?)';
const REST = '[-. ]{0,3}\\d{3,4}[-. ]{0,3}\\d{4}(?!\\d)';
const withCode = (code: string) => new RegExp(`(?<!\\d)(?<!\\d-)(?:${COUNTRY}${code}|\\(0${code}\\)|0${code})${REST}`, 'g');
const MOBILE = withCode(MOBILE_CODE);
const LANDLINE = withCode(AREA_CODE);
/** Without an area code a number is known by the word before it only. */
const LOCAL = /(?<=(?:전화|연락처|휴대폰|휴대전화|TEL|Tel|☎)[번호]{0,2}\s{0,2}[:)]?\s{0,2})\d{3,4}-\d{4}(?![\d-])/g;

/** Labels of fields that hold how to reach an office. */
const CONTACT_LABEL = /문의|연락처|전화|팩스|담당|대표|전자우편|이메일/;
/** What stands before an office's own line. */
const OFFICE_BEFORE = /(?:문의(?:처|전화)?|대표(?:번호|전화)?|콜센터|상담(?:실|센터)?|팩스|사무(?:실|국|소)|[가-힣](?:과|팀|센터|시청|구청|보건소|도서관|재단|공단|공사|복지관|본부))\s{0,2}[(:☎]?\s{0,2}(?:전화|☎|TEL|Tel)?\s{0,2}[:☎(]?\s{0,2}$/;

export interface FoundPhone {
	start: number;
	end: number;
}

/** Digits of a number in its domestic form, so that spellings can be compared: `+82 31-828-2114` → `0318282114`. */
export function phoneDigits(text: string): string {
	const digits = text.replace(/\D/g, '');
	return digits.startsWith('82') && digits.length > 9 ? `0${digits.slice(2).replace(/^0/, '')}` : digits;
}

/**
 * Personal phone numbers of a fact. No personal data: numbers of `publicPhones`, 15xx/16xx/18xx and three-digit lines, land lines in a
 * contact field or right behind an office's name. Mobile numbers always are.
 */
export function findPhones(text: string, label: string, publicPhones: ReadonlySet<string>): FoundPhone[] {
	const found: FoundPhone[] = [];
	const add = (match: RegExpExecArray, ofOffice: boolean) => {
		if (ofOffice || publicPhones.has(phoneDigits(match[0]))) return;
		found.push({ start: match.index, end: match.index + match[0].length });
	};
	for (const match of text.matchAll(MOBILE)) add(match, false);
	for (const pattern of [LANDLINE, LOCAL]) for (const match of text.matchAll(pattern)) add(match, isOffice(text, label, match.index));
	return found;
}

function isOffice(text: string, label: string, start: number): boolean {
	return CONTACT_LABEL.test(label) || OFFICE_BEFORE.test(`${label}: ${text.slice(Math.max(0, start - 30), start)}`);
}

/** Whether an address of mail is an office's: a public domain in a contact field. */
export const isOfficeMail = (address: string, label: string): boolean => CONTACT_LABEL.test(label) && /@(?:korea\.kr|[a-z0-9.-]+\.go\.kr)$/i.test(address);
