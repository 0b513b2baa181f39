import { patternRule, type Rule } from '../rule';
import { endingsOf } from './endings';

/** How citizens are asked: practice of the city, `…하시기 바랍니다`. */
export const CITIZEN_RULES: readonly Rule[] = [
	patternRule({
		id: 'citizen.request',
		sets: ['citizen'],
		name: '시민에게 청하는 말투',
		basis: '시의 안내문 관행("…하시기 바랍니다")',
		severity: 'warning',
		safeFix: true,
		pattern: /(?<=[가-힣])(?:세요|십시오)(?=[.!]|\s*$|\n)/g,
		accepts: (match, unit) => !/안녕(?:하|히 계|히 가)$/.test(unit.masked.slice(Math.max(0, match.index - 6), match.index)),
		message: '안내문은 "…하시기 바랍니다"로 청합니다.',
		use: () => '시기 바랍니다',
	}),
	{
		id: 'citizen.casual',
		sets: ['citizen'],
		name: '격식 없는 말투',
		basis: '시의 안내문 관행("…하시기 바랍니다")',
		severity: 'warning',
		safeFix: false,
		*unit(unit) {
			if (unit.role === 'heading') return;
			for (const { start, end, ending } of endingsOf(unit))
				if (ending === '요' && !/(?:세요|인가요|나요|까요)[.!?]?$/.test(unit.text.slice(start, end)))
					yield { start, end, message: '격식을 갖춘 문장이 아닙니다.', suggestion: '"…습니다", "…하시기 바랍니다"로 고치시기 바랍니다.' };
		},
	},
];
