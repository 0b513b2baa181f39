import { endingOf } from '../../korean/sentences';
import { ALL_SETS, group, type LintedDocument, patternRule, type ReadUnit, type Rule } from '../rule';
import { isMonthDay, officialDay, spokenDay } from './date-parts';

const DAY_NAME = String.raw`(?:[ ]?\((?<w>[월화수목금토일])(?:요일)?\))?`;
const YEAR = String.raw`(?<y>(?:19|20)\d{2})`;
const NUMERIC = `${YEAR}[ ]?(?<s>[.\\-/])[ ]?(?<m>\\d{1,2})[ ]?\\k<s>[ ]?(?<d>\\d{1,2})(?!\\d)\\.?${DAY_NAME}`;
const SHORT = String.raw`(?<![\d.][ ]?)(?<![/:-])(?<m>\d{1,2})[ ]?[./][ ]?(?<d>\d{1,2})\.?[ ]?\((?<w>[월화수목금토일])\)`;
const DECREE = '「행정업무의 운영 및 혁신에 관한 규정」 제7조제5항, 행정업무운영 편람';
/** What may follow a day that has no full stop; after anything else the number counts something. */
const AFTER_DAY = /^(?:$|[^가-힣\d]|에|부터|까지|자|이|의|은|는|을|과|와|도|로)/;

/** A part of a date; a pattern of two spellings numbers the parts of the others: `m2`, `d2`, `w2`. */
const part = (match: RegExpExecArray, name: string): string => group(match, name) || group(match, `${name}2`) || group(match, `${name}3`);
const second = (pattern: string): string => pattern.replaceAll('(?<m>', '(?<m2>').replaceAll('(?<d>', '(?<d2>').replaceAll('(?<w>', '(?<w2>');
const isDate = (match: RegExpExecArray): boolean => isMonthDay(part(match, 'm'), part(match, 'd'));
const endsLikeDay = (match: RegExpExecArray, unit: ReadUnit): boolean =>
	/[.)]$/.test(match[0]) || AFTER_DAY.test(unit.masked.slice(match.index + match[0].length, match.index + match[0].length + 3));
/** Read aloud: a sentence, not a line of a programme or a date under a speech. */
export const isSpoken = (unit: ReadUnit): boolean => /(?:니다|니까|요)$/.test(endingOf(unit.text)) || endingOf(unit.text) === '니까';

/** Where days are written in figures: everywhere in office and citizen texts, elsewhere in lines and tables. */
function isNoted(unit: ReadUnit, { profile: { rules } }: LintedDocument): boolean {
	if (rules.set === 'press') return unit.role === 'item' || unit.role === 'cell';
	return rules.set !== 'speech' || !isSpoken(unit);
}

const official = (match: RegExpExecArray): string => officialDay(part(match, 'y'), part(match, 'm'), part(match, 'd'), part(match, 'w'));
const spoken = (match: RegExpExecArray): string => spokenDay(part(match, 'y'), part(match, 'm'), part(match, 'd'), part(match, 'w'));

/** How days and periods are written; the 편람 and the press differ. */
export const DATE_RULES: readonly Rule[] = [
	patternRule({
		id: 'date.notation',
		sets: ALL_SETS,
		name: '날짜 표기',
		basis: DECREE,
		severity: 'error',
		safeFix: true,
		pattern: new RegExp(`(?<![\\w.\\-/])${NUMERIC}(?![\\-/\\w])`, 'g'),
		needs: 'digit',
		accepts: (match, unit, document) => isNoted(unit, document) && isDate(match) && endsLikeDay(match, unit),
		message: '날짜는 숫자로 쓰고 연·월·일 뒤에 온점을 찍어 한 칸씩 띄웁니다.',
		use: official,
	}),
	patternRule({
		id: 'date.short',
		sets: ALL_SETS,
		name: '연도 없는 날짜 표기',
		basis: DECREE,
		severity: 'error',
		safeFix: true,
		pattern: new RegExp(SHORT, 'g'),
		needs: 'digit',
		accepts: (match, unit, document) => isNoted(unit, document) && isDate(match),
		message: '월과 일 뒤에 온점을 찍고 한 칸 띄우며, 요일은 붙여 씁니다.',
		use: official,
	}),
	patternRule({
		id: 'date.words',
		sets: ['office'],
		name: '연·월·일의 글자',
		basis: DECREE,
		severity: 'error',
		safeFix: true,
		pattern: new RegExp(String.raw`(?<!\d)(?:${YEAR}년[ ]?)?(?<m>\d{1,2})월[ ]?(?<d>\d{1,2})일(?!간|차|째|동안|정도|이내)${DAY_NAME}`, 'g'),
		needs: 'digit',
		accepts: isDate,
		message: '공문서의 날짜는 연·월·일의 글자를 생략하고 그 자리에 온점을 찍습니다.',
		use: official,
	}),
	patternRule({
		id: 'date.press',
		sets: ['press'],
		name: '보도자료의 날짜',
		basis: '보도자료 관행(의정부시 보도자료 측정)',
		severity: 'error',
		safeFix: true,
		pattern: new RegExp(`(?<![\\w.\\-/])${NUMERIC}(?![\\-/\\w])`, 'g'),
		needs: 'digit',
		roles: ['title', 'subtitle', 'paragraph'],
		accepts: (match, unit) => isDate(match) && endsLikeDay(match, unit),
		message: '보도자료의 날짜는 "3월 14일"과 같이 씁니다.',
		use: spoken,
	}),
	patternRule({
		id: 'date.press-short',
		sets: ['press'],
		name: '보도자료의 연도 없는 날짜',
		basis: '보도자료 관행(의정부시 보도자료 측정)',
		severity: 'error',
		safeFix: true,
		pattern: new RegExp(`${SHORT}|${second(String.raw`(?<![\d.][ ]?)(?<!:)(?<m>\d{1,2})\.[ ](?<d>\d{1,2})\.(?![ ]?\d)`)}`, 'g'),
		needs: 'digit',
		roles: ['title', 'subtitle', 'paragraph'],
		accepts: isDate,
		message: '보도자료의 날짜는 "3월 14일"과 같이 씁니다.',
		use: spoken,
	}),
	patternRule({
		id: 'date.speech',
		sets: ['speech'],
		name: '낭독문의 날짜',
		basis: '소리 내어 읽는 글의 관행',
		severity: 'warning',
		safeFix: true,
		pattern: new RegExp(`(?<![\\w.\\-/])${NUMERIC}(?![\\-/\\w])|${second(SHORT)}`, 'g'),
		needs: 'digit',
		accepts: (match, unit) => isDate(match) && isSpoken(unit),
		message: '낭독하는 글의 날짜는 "3월 14일"과 같이 읽는 대로 씁니다.',
		use: spoken,
	}),
	patternRule({
		id: 'date.short-year',
		sets: ALL_SETS,
		name: '두 자리 연도',
		basis: '행정업무운영 편람',
		severity: 'error',
		safeFix: true,
		pattern: /(?<![\d’'])['’‘](?<a>\d{2})(?=[.년~∼])|(?<![\d.][ ]?)(?<![:\-'’‘])(?<b>2\d|3[0-5])(?=\.[ ]?\d{1,2}\.[ ]?\d{1,2}\.(?![ ]?\d))|(?<![\d'’‘])(?<c>2\d|3[0-5])(?=년[ ]?\d{1,2}월(?!간))/g,
		needs: 'digit',
		message: '연도는 네 자리로 씁니다.',
		use: (match) => {
			const year = group(match, 'a') || group(match, 'b') || group(match, 'c');
			return `${Number(year) >= 50 ? '19' : '20'}${year}`;
		},
	}),
	patternRule({
		id: 'date.impossible',
		sets: ALL_SETS,
		name: '없는 날짜',
		basis: '달력',
		severity: 'error',
		pattern: new RegExp(String.raw`(?<![\w.\-/])${YEAR}(?:년[ ]?|[ ]?[.\-/][ ]?)(?<m>\d{1,2})(?:월[ ]?|[ ]?[.\-/][ ]?)(?<d>\d{1,2})(?=[일.(])|(?<!\d)(?<m2>\d{1,2})월[ ]?(?<d2>\d{1,2})일(?!간)|(?<![\d.][ ]?)(?<m3>\d{1,2})\.[ ]?(?<d3>\d{1,2})\.?[ ]?(?=\([월화수목금토일]\))`, 'g'),
		needs: 'digit',
		accepts: (match) => !isDate(match) || isFakeLeapDay(match),
		message: '달력에 없는 날짜입니다.',
		advice: '원래 자료의 날짜를 확인하시기 바랍니다.',
	}),
];

function isFakeLeapDay(match: RegExpExecArray): boolean {
	const year = Number(group(match, 'y') || '2024');
	return Number(part(match, 'm')) === 2 && Number(part(match, 'd')) === 29 && !((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0);
}
