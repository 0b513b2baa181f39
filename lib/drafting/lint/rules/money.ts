import { hangulAmount, parseNumber } from '../../korean/numerals';
import { ALL_SETS, group, patternRule, type Rule } from '../rule';

const RULE_2 = '「행정업무의 운영 및 혁신에 관한 규정 시행규칙」 제2조제2항';
const PAIR = /(?<![\d,])(?<n>\d[\d,]{0,24}(?:[ ]?[조억만천](?:[ ]?\d[\d,]{0,8})?){0,4})(?<won>[ ]?원)?[ ]?\((?<gold>일?금)?[ ]?(?<h>[영일이삼사오육칠팔구십백천만억조 ]{2,60})(?<unit>원)?정?\)/g;
const WRITTEN_OUT = /원/;
const LARGEST = Number.MAX_SAFE_INTEGER;

const digitsOf = (text: string): number => Number(text.replaceAll(',', ''));
const commas = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
/** The sum in Hangul, or null where it is no sum. */
const hangulOf = (value: number): string | null => (Number.isInteger(value) && value > 0 && value <= LARGEST ? hangulAmount(value) : null);
const isAmount = (match: RegExpExecArray): boolean => WRITTEN_OUT.test(group(match, 'won') + group(match, 'unit'));
const agrees = (match: RegExpExecArray): boolean => parseNumber(group(match, 'h').replaceAll(' ', '')) === parseNumber(group(match, 'n'));

/** Sums of money and large numbers. */
export const MONEY_RULES: readonly Rule[] = [
	patternRule({
		id: 'money.space',
		sets: ['office', 'citizen'],
		name: '"금"과 숫자의 붙여쓰기',
		basis: RULE_2,
		severity: 'warning',
		safeFix: true,
		pattern: /(?<![가-힣])금[ \t]+(?=\d[\d,]*[ ]?원)/g,
		needs: 'digit',
		message: '금액을 적을 때 "금"과 숫자를 붙여 씁니다.',
		use: () => '금',
	}),
	patternRule({
		id: 'money.hangul',
		sets: ['office', 'citizen'],
		name: '금액의 한글 병기',
		basis: RULE_2,
		severity: 'error',
		safeFix: true,
		pattern: /(?<![가-힣])금(?<n>\d[\d,]*)원(?![ ]?[(（])/g,
		needs: 'digit',
		message: '금액은 아라비아 숫자 다음 괄호 안에 한글로도 적습니다.',
		use: (match) => {
			const words = hangulOf(digitsOf(group(match, 'n')));
			return words === null ? null : `${match[0]}(금${words}원)`;
		},
		advice: '괄호 안에 금액을 한글로 적으시기 바랍니다.',
	}),
	patternRule({
		id: 'money.agreement',
		sets: ALL_SETS,
		name: '숫자 금액과 한글 금액의 일치',
		basis: RULE_2,
		severity: 'error',
		pattern: PAIR,
		needs: 'digit',
		accepts: (match) => isAmount(match) && !agrees(match),
		message: '숫자로 적은 금액과 한글로 적은 금액이 다릅니다.',
		advice: '어느 쪽이 맞는지 원래 자료에서 확인하시기 바랍니다.',
	}),
	patternRule({
		id: 'money.one',
		sets: ['office', 'citizen'],
		name: '한글 금액의 "일"',
		basis: RULE_2,
		severity: 'warning',
		safeFix: true,
		pattern: PAIR,
		needs: 'digit',
		accepts: (match) => isAmount(match) && agrees(match) && group(match, 'gold') !== '',
		message: '한글 금액은 "일"을 빠뜨리지 않고 모두 붙여 씁니다.',
		use: (match) => {
			const words = hangulOf(parseNumber(group(match, 'n')) ?? 0);
			const written = group(match, 'h');
			return words === null || words === written ? match[0] : match[0].replace(written, words);
		},
	}),
	patternRule({
		id: 'money.thousands',
		sets: ALL_SETS,
		name: '천 원·백만 원 단위 금액',
		basis: '행정업무운영 편람',
		severity: 'warning',
		safeFix: true,
		pattern: /(?<![\d,.만억조][ ]?)(?<n>\d[\d,]+)[ ]?(?<unit>천|백만)[ ]?원/g,
		needs: 'digit',
		message: '금액은 천 원이나 백만 원 단위로 줄이지 않고 원 단위까지 적습니다.',
		use: (match) => {
			const value = digitsOf(group(match, 'n')) * (group(match, 'unit') === '천' ? 1000 : 1_000_000);
			return value <= LARGEST ? `${commas(value)}원` : null;
		},
	}),
	patternRule({
		id: 'number.comma',
		sets: ALL_SETS,
		name: '큰 수의 쉼표',
		basis: '행정업무운영 편람',
		severity: 'warning',
		safeFix: true,
		pattern: /(?<![\d,.\-])(?<n>[1-9]\d{4,14})(?=[ ]?(?:원|명|건|개|가구|세대|㎡|부|대|매|톤))/g,
		needs: 'digit',
		message: '다섯 자리 이상의 수는 세 자리마다 쉼표를 찍습니다.',
		use: (match) => commas(Number(group(match, 'n'))),
	}),
	patternRule({
		id: 'number.grouping',
		sets: ALL_SETS,
		name: '쉼표의 자리',
		basis: '행정업무운영 편람',
		severity: 'error',
		pattern: /(?<![\d,.])\d{1,3}(?:,\d+)+(?=[ ]?(?:원|명|건|가구|세대|㎡|부|매|톤))/g,
		needs: 'digit',
		accepts: (match) => !/^\d{1,3}(?:,\d{3})+$/.test(match[0]),
		message: '쉼표가 세 자리마다 찍혀 있지 않습니다.',
		advice: '원래 자료의 수를 확인하시기 바랍니다.',
	}),
];
