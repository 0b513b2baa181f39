import { patternRule, type Rule } from '../rule';

const BASIS = '「행정업무의 운영 및 혁신에 관한 규정 시행규칙」 제4조, 행정업무운영 편람';

/** 붙임 and 끝. */
export const ATTACHMENT_RULES: readonly Rule[] = [
	patternRule({
		id: 'attachment.colon',
		sets: ['office', 'citizen'],
		name: '붙임의 쌍점과 띄어쓰기',
		basis: BASIS,
		severity: 'warning',
		safeFix: true,
		pattern: /(?:^|(?<=\n))(?<lead>[ \t]*)붙[ \t]?임(?:[ \t]*:[ \t]*|[ \t]+)(?=\S)/g,
		roles: ['paragraph', 'item'],
		accepts: (match, unit) => /부|끝/.test(unit.text.slice(match.index)),
		message: '"붙임" 다음에는 쌍점을 찍지 않고 한 글자(2타)를 띄웁니다.',
		use: (match) => `${match.groups?.lead ?? ''}붙임  `,
	}),
	patternRule({
		id: 'attachment.end',
		sets: ['office', 'citizen'],
		name: '끝 표시',
		basis: BASIS,
		severity: 'warning',
		safeFix: true,
		pattern: /(?<=[.)부니다])[ \t]*(?:\([ ]?끝[ ]?\)|-[ ]?끝[ ]?-|끝)\.?[ \t]*$/g,
		roles: ['paragraph', 'item'],
		message: '본문이나 붙임의 마지막 글자에서 한 글자(2타)를 띄우고 "끝."을 씁니다.',
		use: (match, unit) => (/[가-힣]$/.test(unit.text.slice(0, match.index)) && /^끝/.test(match[0]) ? match[0] : '  끝.'),
	}),
	{
		id: 'attachment.end-missing',
		sets: ['office'],
		name: '빠진 끝 표시',
		basis: BASIS,
		severity: 'warning',
		safeFix: false,
		*document({ units, profile }) {
			if (profile.form !== 'letter') return;
			const last = units.at(-1);
			const attached = units.some(({ text, fixed }) => !fixed && /^\s*붙[ ]?임(?:\s|:)/.test(text));
			if (attached && last !== undefined && !last.fixed && !/끝\.\s*$/.test(last.text))
				yield { place: last.place, start: 0, end: 0, excerpt: last.text.slice(-30), message: '붙임이 있는데 "끝." 표시가 없습니다.', suggestion: '마지막 글자에서 한 글자(2타)를 띄우고 "끝."을 쓰시기 바랍니다.' };
		},
	},
];
