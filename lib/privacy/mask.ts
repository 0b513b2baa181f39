import { remembering } from '../remember';
import { RESIDENT_NUMBER } from './resident-number';
import type { PersonalField } from './types';

const CJK_NAME = /^[\p{Script=Hangul}\p{Script=Han}]+$/u;
const LEGAL_FORM = /^(?:주식회사|유한회사|유한책임회사|합자회사|합명회사|재단법인|사단법인|의료법인|학교법인|\((?:주|유|합|재|사|의|학)\)|㈜|㈔|㈕)\s*/u;
const CITY_PART = /(?:특별시|광역시|특별자치시|특별자치도|[가-힣]도|[가-힣]시|[가-힣]군|[가-힣]구|서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)$/;

const stars = (text: string) => '*'.repeat([...text].length);

const MASKS: Readonly<Record<PersonalField, (plain: string) => string>> = {
	name: maskName,
	phone: maskPhone,
	address: maskAddress,
	plate: maskPlate,
	text: stars,
};

/** The one mask of each kind of value: different masks of a value could be combined to read it. */
export function maskFor(field: PersonalField, plain: string): string {
	return MASKS[field](plain);
}

/**
 * A person's name: Korean and Chinese-character names keep the first and last letter (`홍*동`, `홍*`, `남**수`),
 * others the first letter only (`N***** *** **`).
 */
export function maskName(name: string): string {
	const words = name.normalize('NFC').trim().split(/\s+/);
	const joined = words.join('');
	const letters = [...joined];
	if (letters.length < 2) return stars(joined);
	const first = letters[0] ?? '';
	if (CJK_NAME.test(joined)) {
		return letters.length === 2 ? `${first}*` : `${first}${'*'.repeat(letters.length - 2)}${letters.at(-1) ?? ''}`;
	}
	return words.map((word, i) => (i === 0 && [...word].length > 1 ? first + stars(word.slice(first.length)) : stars(word))).join(' ');
}

/**
 * A corporation's name. It is no personal data, but shops often carry their owner's name, so only the legal form
 * and the first two letters stay: `(주)의정****`.
 */
export function maskCorporation(name: string): string {
	const text = name.normalize('NFC').trim();
	const form = LEGAL_FORM.exec(text)?.[0] ?? '';
	const letters = [...text.slice(form.length)];
	const shown = letters.length > 3 ? 2 : Math.min(1, letters.length - 1);
	return form + letters.map((letter, i) => (i < shown || letter === ' ' ? letter : '*')).join('');
}

/** A phone number: area or network code and the last four digits stay (`010-****-5678`, `02-***-4567`). */
export function maskPhone(phone: string): string {
	const digits = phone.replace(/^\s*\+?82[-\s]?0?(?=1)/, '0').replace(/\D/g, '');
	const parts = /^(02|0\d{2})(\d{3,4})(\d{4})$/.exec(digits);
	if (parts) return `${parts[1] ?? ''}-${stars(parts[2] ?? '')}-${parts[3] ?? ''}`;
	return digits.length >= 8 ? stars(digits.slice(0, -4)) + digits.slice(-4) : '****';
}

/** An address: province, city, county and district stay, the rest is hidden (`경기도 의정부시 ***`). */
export function maskAddress(address: string): string {
	const words = address.normalize('NFC').trim().split(/\s+/);
	const shown: string[] = [];
	for (const word of words.slice(0, 3)) {
		if (!isCityPart(word)) break;
		shown.push(word);
	}
	return [...shown, '***'].join(' ');
}

const isCityPart = remembering((word) => CITY_PART.test(word) && !/\d/.test(word));

/** A vehicle's plate: the usage letter and the last four digits stay, as in the text sent (`**가3456`). */
export function maskPlate(plate: string): string {
	const text = plate.normalize('NFC').replace(/[\s-]/g, '');
	const parts = /^(.+?)(\p{Script=Hangul}?\d{4})$/u.exec(text);
	return parts ? stars(parts[1] ?? '') + (parts[2] ?? '') : stars(text);
}

/**
 * Hides given values wherever they stand in a text, longest first, however they are spaced. Numbers of seven or
 * more digits are also found when written with other separators.
 */
export function maskText(text: string, values: readonly string[]): string {
	const patterns = [...new Set(values.map((value) => value.normalize('NFC').trim()))]
		.filter((value) => value !== '')
		.sort((a, b) => b.length - a.length)
		.map((value) => {
			const digits = value.replace(/[\s.()-]/g, '');
			return /^\d{7,}$/.test(digits)
				? [...digits].join('[\\s.()-]{0,2}')
				: [...value.replace(/\s+/g, '')].map(escapeRegExp).join('\\s*');
		});
	return patterns.reduce((masked, pattern) => masked.replace(new RegExp(pattern, 'gu'), stars), text.normalize('NFC'));
}

/** Hides resident numbers, phone numbers and runs of eight or more digits in a text whose content is not known. */
export function scrubDigits(text: string): string {
	return text
		.replace(RESIDENT_NUMBER, stars)
		.replace(/(?<!\d)0\d{1,2}[-.\s]\d{3,4}[-.\s]\d{4}(?!\d)/g, stars)
		.replace(/\d{8,}/g, stars);
}

function escapeRegExp(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
