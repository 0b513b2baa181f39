import { ValidationError } from '../errors';
import { oncePer, remembering } from '../remember';

export interface OfficeSettings {
	/** Office code for sources that name none; null where each line must name its own. */
	defaultOffice: string | null;
	/** Codes of offices that the source names in words, by that name. */
	officeCodes: Readonly<Record<string, string>>;
}

const OFFICE_CODE = /^\d{5,10}$/;

/**
 * Codes of offices by their names, from an editable table.
 * @throws ValidationError `badOfficeCode`
 */
export function officeCodeTable(entries: readonly { name: string; code: string }[]): Record<string, string> {
	const codes = new Map<string, string>();
	for (const { name, code } of entries) {
		if (name.trim() === '' || !isOfficeCode(code)) throw badOfficeCode('접수기관 코드표에 이름이나 코드가 비었거나 코드가 5~10자리 숫자가 아닌 줄이 있습니다.');
		const known = codes.get(compact(name));
		if (known !== undefined && known !== code.trim()) throw badOfficeCode(`접수기관 코드표에 같은 기관(${name.trim().slice(0, 20)})이 서로 다른 코드로 두 번 있습니다.`);
		codes.set(compact(name), code.trim());
	}
	return Object.fromEntries(codes);
}

/** The office of receipts that name none. @throws ValidationError `badOfficeCode` */
export function defaultOfficeCode(text: string): string | null {
	if (text.trim() === '' || isOfficeCode(text)) return text.trim() || null;
	throw badOfficeCode('기본 접수기관 코드가 5~10자리 숫자가 아닙니다.');
}

function isOfficeCode(text: string): boolean {
	return OFFICE_CODE.test(text.trim());
}

function badOfficeCode(message: string): ValidationError {
	return new ValidationError('badOfficeCode', message, '기관마다 숫자로 된 기관 코드를 하나씩 적으시기 바랍니다. 예: 3820000');
}

/** The code of the office that a line names; undefined where it cannot be known. */
export function officeCode(office: string | null, settings: OfficeSettings): string | undefined {
	return codesBy(settings)(office ?? '');
}

const codesBy = oncePer((settings: OfficeSettings) => remembering((office) => findCode(office, settings)));

function findCode(office: string, settings: OfficeSettings): string | undefined {
	const text = office.normalize('NFKC').replace(/\.0+$/, '').trim();
	if (text === '') return settings.defaultOffice ?? undefined;
	const mapped = new Map(Object.entries(settings.officeCodes).map(([name, code]) => [compact(name), code])).get(compact(text));
	if (mapped !== undefined) return mapped;
	const codes = text.match(/\d+/g) ?? [];
	const [code] = codes;
	return codes.length === 1 && code !== undefined && OFFICE_CODE.test(code) ? withLostZeros(code, settings) : undefined;
}

/** Excel takes the leading zeros of a code; the office's settings know them. */
export function withLostZeros(code: string, { defaultOffice, officeCodes }: OfficeSettings): string {
	const bare = (text: string) => text.replace(/^0+/, '');
	const known = [...(defaultOffice === null ? [] : [defaultOffice]), ...Object.values(officeCodes)];
	return known.find((one) => bare(one) === bare(code)) ?? code;
}

function compact(text: string): string {
	return text.normalize('NFKC').replace(/\s/g, '');
}
