import { group, patternRule, type Rule } from '../rule';

/** Names that stand for a law named before, or that are no law's name. */
const SHORT = new Set(['법', '같은 법', '동법', '이 법', '영', '같은 영', '규칙', '같은 규칙', '조례', '같은 조례', '이 조례', '시행령', '시행규칙', '규정', '같은 규정', '이 규정', '해당 법', '관련 법', '개정법', '현행법', '특별법', '법률']);

/** Names of laws stand in 「 」. */
export const LAW_RULE: Rule = patternRule({
	id: 'law.brackets',
	sets: ['office', 'citizen'],
	name: '법령 이름의 낫표',
	basis: '행정업무운영 편람',
	severity: 'warning',
	needs: 'digit',
	pattern: /(?<![가-힣\uE000])(?<law>[가-힣]{2,20}(?:법|법률|조례)(?: 시행령| 시행규칙)?)[ ]?(?=제\d+조)/g,
	accepts: (match) => !SHORT.has(group(match, 'law').replace(/ 시행(?:령|규칙)$/, '')) && !/(?:방법|문법|수법|기법)$/.test(group(match, 'law')),
	message: '법령의 이름은 낫표(「 」) 안에 씁니다.',
	use: (match) => `「${group(match, 'law')}」 `,
});
