import { correctJosa, josaFor, type JosaPair } from '../../korean/josa';
import { ALL_SETS, group, patternRule, type Rule } from '../rule';

const BOTH: Readonly<Record<string, JosaPair>> = { '은(는)': '은/는', '는(은)': '은/는', '이(가)': '이/가', '가(이)': '이/가', '을(를)': '을/를', '를(을)': '을/를', '과(와)': '과/와', '와(과)': '과/와', '(으)로': '으로/로', '으로(로)': '으로/로' };

/** 조사 in the form that the word before asks for. */
export const JOSA_RULES: readonly Rule[] = [
	{
		id: 'josa.form',
		sets: ALL_SETS,
		name: '조사의 형태',
		basis: '한글 맞춤법, 표준어 규정',
		severity: 'error',
		safeFix: true,
		*unit({ text, masked }) {
			for (const { start, end, from, to } of correctJosa(text).changes)
				if (masked.slice(start, end) === text.slice(start, end)) yield { start, end, message: `앞말에 맞지 않는 조사("${from}")입니다.`, suggestion: to, replacement: to };
		},
	},
	patternRule({
		id: 'josa.both',
		sets: ALL_SETS,
		name: '두 형태를 함께 쓴 조사',
		basis: '한글 맞춤법',
		severity: 'warning',
		safeFix: true,
		pattern: /(?<word>[가-힣A-Za-z\d)%]{1,20}?)(?<both>은\(는\)|는\(은\)|이\(가\)|가\(이\)|을\(를\)|를\(을\)|과\(와\)|와\(과\)|\(으\)로|으로\(로\))(?=[\s,.]|$)/g,
		message: '조사는 앞말에 맞는 한 가지만 씁니다.',
		use: (match) => {
			const pair = BOTH[group(match, 'both')];
			if (pair === undefined) return null;
			const josa = josaFor(group(match, 'word'), pair);
			return josa.includes('(') ? null : group(match, 'word') + josa;
		},
	}),
	patternRule({
		id: 'josa.doubled',
		sets: ALL_SETS,
		name: '겹친 조사',
		basis: '오류',
		severity: 'error',
		safeFix: true,
		pattern: /(?<=[가-힣\d])(?:(?<object>을를|를을|를를)|(?<topic>은는)|에서에서|에게에게)(?=\s)/g,
		message: '조사가 겹쳤습니다.',
		use: (match, unit) => {
			const before = unit.text.slice(Math.max(0, match.index - 20), match.index);
			if (group(match, 'object') !== '') return josaFor(before, '을/를');
			if (group(match, 'topic') !== '') return josaFor(before, '은/는');
			return match[0].slice(0, match[0].length / 2);
		},
	}),
];
