import { patternRule, type Rule } from '../rule';

const BASIS = '의정부시 보도자료 측정';
/** Within so many characters the lead says who. */
const LEAD_REACH = 80;

/** What only press releases follow. */
export const PRESS_RULES: readonly Rule[] = [
	patternRule({
		id: 'press.list-comma',
		sets: ['press'],
		name: '▲ 나열의 쉼표',
		basis: BASIS,
		severity: 'warning',
		safeFix: true,
		pattern: /[ \t]*,[ \t]*(?=[▲△])|(?<=[가-힣\d)])(?=[▲△])/g,
		message: '▲로 나열할 때에는 쉼표 없이 앞을 한 칸 띄웁니다.',
		use: () => ' ',
	}),
	patternRule({
		id: 'press.quote-verb',
		sets: ['press'],
		name: '인용의 동사',
		basis: BASIS,
		severity: 'info',
		pattern: /(?<=\uE000)(?:이?라)?고 밝혔다/g,
		accepts: (_match, _unit, { context }) => !(context.houseStyle?.quoteVerbs ?? []).some(({ verb, share }) => verb === '밝혔다' && share >= 0.1),
		message: '사람의 말을 옮길 때에는 "말했다"나 "전했다"를 씁니다.',
		use: ([words]) => words.replace('밝혔다', '말했다'),
	}),
	patternRule({
		id: 'press.quote-comma',
		sets: ['press'],
		name: '나눈 인용 사이의 쉼표',
		basis: `${BASIS}(2025년 3월 이후)`,
		severity: 'info',
		safeFix: true,
		pattern: /(?<=\uE000)(?<join>(?:이?라)?며|면서),[ \t]*(?=\uE000)/g,
		message: '인용을 "며"로 나눌 때에는 쉼표를 찍지 않습니다.',
		use: ([words]) => words.replace(/,[ \t]*$/, ' '),
	}),
	patternRule({
		id: 'press.exclamation',
		sets: ['press'],
		name: '본문의 느낌표',
		basis: BASIS,
		severity: 'warning',
		pattern: /!+/g,
		roles: ['paragraph'],
		accepts: (_match, unit) => !unit.text.startsWith('□'),
		message: '보도자료 본문에는 느낌표를 쓰지 않습니다.',
		advice: '마침표로 끝맺으시기 바랍니다.',
	}),
	{
		id: 'press.lead',
		sets: ['press'],
		name: '첫 문단의 주어',
		basis: BASIS,
		severity: 'warning',
		safeFix: false,
		*document({ units, context: { city } }) {
			const lead = units.find(({ role, fixed }) => role === 'paragraph' && !fixed);
			if (lead === undefined) return;
			const start = lead.text.slice(0, LEAD_REACH);
			const short = city.name.replace(/(?:특별자치)?[시군구]$/, '');
			if (start.includes(short) || (city.head !== null && start.includes(city.head.name))) return;
			yield { place: lead.place, start: 0, end: 0, excerpt: lead.text.slice(0, 40), message: '첫 문단의 앞부분에 시나 시장이 나오지 않습니다.', suggestion: `"${city.name}는"과 같이 누가 한 일인지로 시작하시기 바랍니다.` };
		},
	},
];
