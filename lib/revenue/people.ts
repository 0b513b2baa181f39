import type { Fingerprinter } from '../privacy/fingerprint';
import { birthDateOf, isMinor } from '../privacy/resident-number';
import { classifyPhone } from '../sms/phone';
import type { RawPerson, RawReceipt, RawText } from './raw';
import type { PhoneKind, PhoneOwner } from './receipt';
import { parseDay, parseFlag } from './values';

const CORPORATE_NAME = /^(?:주식회사|유한회사|유한책임회사|합자회사|합명회사|재단법인|사단법인|의료법인|학교법인|사회복지법인|농업회사법인)|(?:주식회사|유한회사|조합|법인)$|㈜|\((?:주|유|재|사)\)/;
const PERSON_WORDS: ReadonlySet<string> = new Set(['개인', '내국인', '외국인', '자연인', 'PERSON', '1', '01']);
const CORPORATION_WORDS: ReadonlySet<string> = new Set(['법인', '단체', '사업자', 'CORPORATION', '2', '02']);

export interface PhoneFacts {
	/** What is sealed: digits where they could be read, else the text as written. */
	plain: string | null;
	kind: PhoneKind;
	digits: string | null;
	owner: PhoneOwner;
}

/** 개인 or 법인; from the form of the name where the source does not say; undefined where its word is not known. */
export function taxpayerTypeOf(person: RawPerson): 'person' | 'corporation' | undefined {
	if (person.type === null) return CORPORATE_NAME.test((person.name ?? '').replace(/\s/g, '')) ? 'corporation' : 'person';
	const word = person.type.normalize('NFKC').replace(/\s/g, '').toUpperCase();
	if (PERSON_WORDS.has(word)) return 'person';
	return CORPORATION_WORDS.has(word) ? 'corporation' : undefined;
}

/** Under 19 on the day, by the source's word, else by birth date or resident number; undefined where unreadable. */
export function minorOn(person: RawPerson, day: string): boolean | undefined {
	if (person.minor !== null) return parseFlag(person.minor);
	if (person.birthDate !== null) {
		const birth = parseDay(person.birthDate) ?? sixDigitBirthDay(person.birthDate, day);
		return birth === undefined ? undefined : isMinor(birth, day);
	}
	const birth = person.residentNo === null ? null : birthDateOf(person.residentNo);
	return birth !== null && isMinor(birth, day);
}

/**
 * The person's number and whose it is. The mobile field comes first; the other field is used where that one holds
 * no mobile number. A number that is also the filer's, where neither the person nor the taxpayer filed, is the agent's.
 */
export function phoneOf(person: RawPerson, { taxpayer, filer }: Pick<RawReceipt, 'taxpayer' | 'filer'>): PhoneFacts {
	const mobile = classifyPhone(person.mobile);
	const tel = classifyPhone(person.tel);
	const fromTel = mobile.kind !== 'mobile' && (tel.kind === 'mobile' || mobile.kind === 'missing');
	const chosen = fromTel ? tel : mobile;
	const raw = fromTel ? person.tel : person.mobile;
	const isAgent = filer.isAgent === null ? undefined : parseFlag(filer.isAgent);
	const filedByOther = isAgent ?? (filer.name !== null && !sameName(filer.name, person.name) && !sameName(filer.name, taxpayer.name));
	let owner: PhoneOwner = 'taxpayer';
	if (chosen.digits === null) owner = 'unknown';
	else if (filedByOther) {
		const filerDigits = classifyPhone(filer.tel).digits;
		if (chosen.digits === filerDigits) owner = 'agent';
		else if (fromTel && filerDigits === null) owner = 'unknown';
	}
	return { plain: chosen.kind === 'missing' ? null : (chosen.digits ?? raw), kind: chosen.kind, digits: chosen.digits, owner };
}

/** Keyed hash of a person: by resident or corporation number where it is whole, else by name and address. */
export function personFingerprint(person: RawPerson, fingerprints: Fingerprinter): string | null {
	const digits = person.residentNo?.replace(/\D/g, '') ?? '';
	if (digits.length === 13) return fingerprints.of('person', 'number', digits);
	if (person.name === null) return null;
	return fingerprints.of('person', 'name', person.name, person.address ?? '', person.address === null ? (person.mobile ?? '') : '');
}

/** `080315` or `08.03.15`: the latest century in which the day is not in the future. */
function sixDigitBirthDay(text: string, day: string): string | undefined {
	const [, yy, mm, dd] = /^(\d{2})\D?(\d{2})\D?(\d{2})$/.exec(text.trim()) ?? [];
	if (!yy || !mm || !dd) return undefined;
	const recent = parseDay(`20${yy}${mm}${dd}`);
	return recent !== undefined && recent <= day ? recent : parseDay(`19${yy}${mm}${dd}`);
}

function sameName(a: string, b: RawText): boolean {
	const compact = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
	return b !== null && compact(a) === compact(b);
}
