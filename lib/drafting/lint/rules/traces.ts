import { ALL_SETS, group, patternRule, type Rule } from '../rule';

const BASIS = '생성형 인공지능 결과물 점검';
const ENTITIES: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", middot: '·' };

/** What a model leaves behind. */
export const TRACE_RULES: readonly Rule[] = [
	patternRule({
		id: 'trace.markdown',
		sets: ALL_SETS,
		name: '마크다운 기호',
		basis: BASIS,
		severity: 'error',
		safeFix: true,
		pattern: /\*\*(?<bold>[^*\n]{1,200})\*\*|(?:^|(?<=\n))[ \t]*#{1,6}[ \t]+|`{3}[a-z]*|`(?<code>[^`\n]{1,100})`|__(?<under>[^_\n]{1,100})__|\*\*/g,
		message: '마크다운 기호가 남아 있습니다.',
		use: (match) => group(match, 'bold') || group(match, 'code') || group(match, 'under'),
	}),
	patternRule({
		id: 'trace.link',
		sets: ALL_SETS,
		name: '마크다운 링크',
		basis: BASIS,
		severity: 'error',
		pattern: /!?\[(?<words>[^\]\n]{1,100})\]\([^)\n]{0,200}\)/g,
		message: '마크다운 링크가 남아 있습니다.',
		use: (match) => group(match, 'words'),
	}),
	patternRule({
		id: 'trace.html',
		sets: ALL_SETS,
		name: 'HTML 태그',
		basis: BASIS,
		severity: 'error',
		safeFix: true,
		pattern: /<\/?(?:p|br|b|i|u|strong|em|span|div|ul|ol|li|h[1-6]|table|tr|td|th|tbody|thead|a|img|script|style|font|code|pre)(?:\s[^<>]{0,300})?\/?>|&(?<entity>nbsp|amp|lt|gt|quot|#39|middot);/gi,
		message: 'HTML 표시가 남아 있습니다.',
		use: (match) => ENTITIES[group(match, 'entity').toLowerCase()] ?? (/^<br/i.test(match[0]) ? ' ' : ''),
	}),
	patternRule({
		id: 'trace.dash',
		sets: ALL_SETS,
		name: '줄표',
		basis: BASIS,
		severity: 'warning',
		pattern: /[—―]|(?<=[가-힣][ ])–(?=[ ][가-힣])/g,
		message: '줄표(—)는 이 문서에 쓰지 않습니다.',
		advice: '쉼표나 괄호로 바꾸거나 문장을 나누시기 바랍니다.',
	}),
	patternRule({
		id: 'trace.placeholder',
		sets: ALL_SETS,
		name: '채우지 않은 표시',
		basis: BASIS,
		severity: 'error',
		everywhere: true,
		pattern: /⟦[^⟧]{0,40}⟧|\[(?:이름|성명|직위|담당자|담당자명|부서|부서명|담당부서|연락처|전화번호|날짜|일시|장소|기관명|시장명|주소|금액|내용|제목|숫자|빈칸)[^\]\n]{0,10}\]|#\{[^}\n]{0,40}\}|\{\{[^}\n]{0,60}\}\}|(?<![가-힣A-Za-z○])(?:○○○|OOO|〇〇〇|XXX|xxx)(?![A-Za-z○])|(?<!\d)(?:00|○○|OO|XX)월|TBD|TODO/g,
		message: '채우지 않은 표시가 남아 있습니다.',
		advice: '원래 자료에서 확인하여 채우시기 바랍니다.',
	}),
];
