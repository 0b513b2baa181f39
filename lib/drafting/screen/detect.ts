import { isBusinessNumber, isCardNumber, isForeigner, isResidentNumber, tellsBirth } from './checksums';
import type { PersonalKind } from './kinds';
import { namePattern, namesIn } from './names';
import { findPhones, isOfficeMail, phoneDigits } from './phones';

/** A stretch of a text that is personal data. */
export interface Found {
	kind: PersonalKind;
	start: number;
	end: number;
}

/** Finds personal data in a text; `label` is the name of its field. Sorted, without overlaps. */
export type Detector = (text: string, label: string) => Found[];

const REACH_BEFORE = 30;
const REACH_AFTER = 12;

const RESIDENT = /(?<!\d)(?<!\d-)(\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(\s?[-.]?\s?)(\d)(\d{6}|[*Xx●○•]{6})(?!\d)/g;
const RESIDENT_WORDS = /주민|외국인|등록번호|생년월일/;
const CARD = /(?<!\d)(?<!\d-)(?:\d{4}[- .]\d{4}[- .]\d{4}[- .]\d{2,4}|\d{4}[- .]\d{6}[- .]\d{4,5}|\d{14,16})(?!\d)(?!-\d)/g;
const ACCOUNT = /(?<!\d)(?<!\d[- ])\d{2,6}([- ])\d{2,7}(?:\1\d{2,7}){1,2}(?!\d)(?!-\d)|(?<!\d)\d{10,16}(?!\d)/g;
const ACCOUNT_WORDS = /계좌|은행|예금주|입금|송금|농협|신협|수협|새마을금고|우체국|뱅크|통장/;
/** Forms that banks use and nothing else does: 신한, 우리, 카카오뱅크, 토스뱅크, 농협, 국민; and four groups of four. */
const ACCOUNT_BY_FORM = /(?<!\d)(?<!\d-)(?:110-\d{3}-\d{6}|1002-\d{3}-\d{6}|3333-\d{2}-\d{7}|1000-\d{4}-\d{4}|3(?:01|02|51|52|55|56)-\d{4}-\d{4}-\d{2}|\d{6}-\d{2}-\d{6}|\d{4}-\d{4}-\d{4}-\d{4})(?!\d)(?!-\d)/g;
const PASSPORT = /(?<![A-Za-z0-9])[MSRGDO](?:\d{8}|\d{3}[A-Z]\d{4})(?![A-Za-z0-9])/g;
const PASSPORT_NAMED = /(?<=여권\s?(?:번호)?\s?[:(]?\s?)[A-Z]{1,2}[A-Z0-9]{6,8}(?![A-Za-z0-9])/g;
const LICENCE = /(?<!\d)(?<!\d-)(?:(?:1[1-9]|2[0-8])[- ]\d{2}[- ]\d{6}[- ]\d{2}|(?<=(?:서울|부산|경기|강원|충북|충남|전북|전남|경북|경남|제주|대구|인천|광주|대전|울산)\s?)\d{2}-\d{6}-\d{2})(?!\d)/g;
const LICENCE_NAMED = /(?<=면허\s?(?:번호)?\s?[:(]?\s?)(?:\d{12}|\d{2}-\d{6}-\d{2})(?!\d)/g;
const BUSINESS = /(?<!\d)(?<!\d-)\d{3}-\d{2}-\d{5}(?!\d)(?!-\d)/g;
const BUSINESS_NAMED = /(?<=사업자\s?(?:등록)?\s?(?:번호)?\s?[:(]?\s?)\d{10}(?!\d)/g;
const PLATE = /(?<!\d)\d{2,3}( ?)[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자배하허호육해공국합]( ?)\d{4}(?!\d)(?!\s?(?:억|만|원|명|년|여|개|건|,\d))/g;
const PLATE_WORDS = /차량|차번호|번호판|자동차|승용차|화물차|버스|번호/;
const EMAIL = /(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,10}/g;

const REGION = '(?:[가-힣]{1,7}(?:특별자치도|특별자치시|특별시|광역시|도|시|군|구|읍|면) ){0,4}';
const STREET = '[가-힣][가-힣0-9]{0,14}(?:로|길) ?\\d{1,4}(?:번길 ?\\d{1,4})?(?:-\\d{1,4})?';
const LOT = '[가-힣]{1,6}(?:동|리|가) ?\\d{1,4}(?:-\\d{1,4})?(?:번지)?';
const HOME = '(?:\\d{1,4}동 ?\\d{1,4}호)';
const HOUSE = '[가-힣A-Za-z0-9]{2,15}(?:아파트|빌라|맨션|오피스텔|주택|타운|마을)';
const ADDRESS = new RegExp(`${REGION}(?:${STREET}|${LOT})(?:[ ,(]{1,3}[가-힣0-9A-Za-z]{1,12}\\)?){0,3}[ ,]{1,2}${HOME}|${HOUSE} ?${HOME}`, 'g');
const ADDRESS_OF_FIELD = new RegExp(`${REGION}(?:${STREET}|${LOT})(?:[ ,(]{1,3}[가-힣0-9A-Za-z]{1,12}\\)?){0,3}`, 'g');
const ADDRESS_LABEL = /거주지|자택|본적|집 ?주소|^(?:현 ?)?주소(?:지)?$|(?:대상자|신청인|민원인|후보자|수상자)의? ?주소/;

/**
 * A detector of all kinds. What is found first in the order below wins a stretch. `names` are the values entered as persons;
 * `publicPhones` are the office's lines.
 */
export function detector(names: readonly string[], publicPhones: readonly string[]): Detector {
	const patterns = [...new Set(names.flatMap(namesIn))].sort((a, b) => b.length - a.length).map(namePattern);
	const known = new Set(publicPhones.map(phoneDigits));
	return (text, label) => {
		const folded = fold(text);
		const found: Found[] = [];
		const add = (kind: PersonalKind, start: number, end: number) => {
			if (found.every((one) => end <= one.start || start >= one.end)) found.push({ kind, start, end });
		};
		for (const { kind, start, end } of numbersIn(folded, label)) add(kind, start, end);
		for (const { start, end } of findPhones(folded, label, known)) add('phone', start, end);
		for (const { kind, start, end } of looseNumbersIn(folded, label)) add(kind, start, end);
		for (const { index, 0: mail } of folded.matchAll(EMAIL)) if (!isOfficeMail(mail, label)) add('email', index, index + mail.length);
		for (const pattern of ADDRESS_LABEL.test(label) ? [ADDRESS, ADDRESS_OF_FIELD] : [ADDRESS])
			for (const { index, 0: address } of folded.matchAll(pattern)) add('address', index, index + address.length);
		for (const pattern of patterns) for (const { index, 0: name } of folded.matchAll(pattern)) add('name', index, index + name.length);
		return found.sort((a, b) => a.start - b.start);
	};
}

/** Full-width digits and the many dashes as ASCII, character for character, so that offsets stay. */
function fold(text: string): string {
	return text
		.replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10))
		.replace(/[‐‑‒–—―−－﹣]/g, '-')
		.replace(/[\u00A0\u3000]/g, ' ')
		.replace(/＠/g, '@');
}

const digitsOf = (text: string) => text.replace(/\D/g, '');

/** Numbers that tell what they are by themselves. */
function* numbersIn(text: string, label: string): Generator<Found> {
	for (const match of text.matchAll(RESIDENT)) {
		const [whole, , separator = '', , tail = ''] = match;
		const digits = digitsOf(whole);
		if (!tellsBirth(digits)) continue;
		const hidden = /\D/.test(tail);
		const sure = separator !== '' || hidden || isResidentNumber(digits) || RESIDENT_WORDS.test(around(text, label, match.index, match.index + whole.length));
		if (sure) yield { kind: isForeigner(digits) ? 'foreignerNumber' : 'residentNumber', start: match.index, end: match.index + whole.length };
	}
	for (const { index, 0: card } of text.matchAll(CARD)) {
		if (isCardNumber(digitsOf(card)) || /카드/.test(around(text, label, index, index))) yield { kind: 'card', start: index, end: index + card.length };
	}
	for (const pattern of [LICENCE, LICENCE_NAMED])
		for (const { index, 0: licence } of text.matchAll(pattern)) yield { kind: 'driverLicence', start: index, end: index + licence.length };
	for (const pattern of [PASSPORT, PASSPORT_NAMED])
		for (const { index, 0: passport } of text.matchAll(pattern)) yield { kind: 'passport', start: index, end: index + passport.length };
}

/** Numbers known by their form together with the words around them. */
function* looseNumbersIn(text: string, label: string): Generator<Found> {
	for (const { index, 0: number } of text.matchAll(BUSINESS)) {
		if (isBusinessNumber(digitsOf(number)) || /사업자/.test(around(text, label, index, index))) yield { kind: 'businessNumber', start: index, end: index + number.length };
	}
	for (const { index, 0: number } of text.matchAll(BUSINESS_NAMED)) yield { kind: 'businessNumber', start: index, end: index + number.length };
	for (const { index, 0: account } of text.matchAll(ACCOUNT_BY_FORM)) yield { kind: 'account', start: index, end: index + account.length };
	for (const { index, 0: account } of text.matchAll(ACCOUNT)) {
		const { length } = digitsOf(account);
		if (length >= 10 && length <= 16 && ACCOUNT_WORDS.test(around(text, label, index, index + account.length))) {
			yield { kind: 'account', start: index, end: index + account.length };
		}
	}
	for (const match of text.matchAll(PLATE)) {
		const [plate, first = '', second = ''] = match;
		const named = PLATE_WORDS.test(around(text, label, match.index, match.index + plate.length));
		if (named || first + second === '') yield { kind: 'plate', start: match.index, end: match.index + plate.length };
	}
}

/** The words around a stretch: those before it, the field's label included, and the few behind it. */
function around(text: string, label: string, start: number, end: number): string {
	return `${label} ${text.slice(Math.max(0, start - REACH_BEFORE), start)} ${text.slice(end, end + REACH_AFTER)}`;
}
