import { ALL_SETS, group, patternRule, type Rule } from '../rule';

/** How periods are written. */
export const RANGE_RULES: readonly Rule[] = [
	patternRule({
		id: 'range.tilde',
		sets: ALL_SETS,
		name: '물결표 띄어쓰기',
		basis: '한글 맞춤법 문장 부호, 행정업무운영 편람',
		severity: 'warning',
		safeFix: true,
		pattern: /(?<=[\d.)일월년시분])[ \t]*(?<tilde>[~∼～〜])[ \t]*(?=['’]?\d)/g,
		needs: 'digit',
		message: '물결표는 앞뒤를 붙여 씁니다.',
		use: (match) => (group(match, 'tilde') === '∼' ? '∼' : '~'),
	}),
	patternRule({
		id: 'range.until',
		sets: ALL_SETS,
		name: '물결표와 "까지"',
		basis: '행정업무운영 편람',
		severity: 'warning',
		safeFix: true,
		pattern: /(?<range>[~∼～〜][ \t]?\d[\d .:()년월일시분화수목금토요전오후]{0,30})까지(?=$|[^가-힣])/g,
		needs: 'digit',
		message: '물결표에 "까지"의 뜻이 있으므로 함께 쓰지 않습니다.',
		use: (match) => group(match, 'range'),
	}),
	patternRule({
		id: 'range.hyphen',
		sets: ALL_SETS,
		name: '붙임표로 쓴 기간',
		basis: '한글 맞춤법 문장 부호, 행정업무운영 편람',
		severity: 'warning',
		safeFix: true,
		pattern: /(?<=\d\.|\d일|\d\.?\([월화수목금토일]\)|:\d\d)[ \t]?[-–][ \t]?(?=\d{4}\.[ ]?\d|\d{1,2}(?:\.[ ]?\d{1,2}\.|:\d\d|월|일))/g,
		needs: 'digit',
		message: '기간은 물결표(~)로 통일하여 잇습니다.',
		use: () => '~',
	}),
];
