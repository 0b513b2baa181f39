import { officialDate } from '../../calendar/day';
import { koreanWeekday } from '../facts/read-dates';
import type { CitySettings, HouseStyle, Profile, ProfileSection } from '../types';

/** The head of a request: which type, whose, when. */
export function headLines(profile: Profile, subType: string, city: CitySettings, today: string): string[] {
	const kind = profile.subTypes.find(({ id, name }) => id === subType || name === subType)?.name;
	return [
		`문서 유형: ${profile.id} ${profile.name}`,
		...(kind === undefined ? [] : [`세부 유형: ${kind}`]),
		`기관: ${city.name}`,
		...(city.head === null ? [] : [`기관장: ${city.head.title} ${city.head.name}`]),
		...(city.department === '' ? [] : [`담당부서: ${city.department}`]),
		`오늘: ${officialDate(today)}(${koreanWeekday(today)})`,
	];
}

/** How the type is written: title, sections in order, length, endings and what must not stand there. */
export function typeLines(profile: Profile): string[] {
	const { title, subtitles, length, sentence, rules, sections, prompt } = profile;
	return [
		`[문서 작성 요령: ${profile.name}]`,
		...prompt.map((line) => `- ${line}`),
		`- 분량은 공백을 포함하여 ${length.min}~${length.max}자, 한 문장은 ${sentence.maxChars}자 이내이다.`,
		...(rules.forbidden.length === 0 ? [] : [`- 쓰지 않는 말: ${rules.forbidden.map(({ phrase }) => phrase).join(', ')}`]),
		'',
		'[구성] 이 차례를 지킨다.',
		`- title: ${title.min}~${title.max}자. ${title.hint}`,
		...(subtitles === null ? [] : [`- subtitles: ${subtitles.min}~${subtitles.max}개. ${subtitles.hint}`]),
		...sections.filter(({ form }) => form !== 'fixed').map(sectionLine),
	];
}

/** Habits measured in the city's past documents of the type. */
export function styleLines(style: HouseStyle | null, city: CitySettings): string[] {
	if (style === null || style.documents === 0) return [];
	const named = (pattern: string): string => pattern.replaceAll('#{city}', city.name).replaceAll('#{head}', city.head === null ? '' : `${city.head.title} ${city.head.name}`).replace('()', '');
	const percent = (share: number): string => `${Math.round(share * 100)}%`;
	const listed = (name: string, parts: readonly string[]): string[] => (parts.length === 0 ? [] : [`- ${name}: ${parts.join(', ')}`]);
	const { marks } = style;
	return [
		`[${city.name}의 문체] 지난 문서 ${style.documents}건에서 잰 것이다.`,
		`- 한 문장 ${style.sentence.median}자 안팎(길어도 ${style.sentence.p90}자), 문서 ${style.length.median}자 안팎`,
		...listed('문장의 끝', style.endings.slice(0, 4).map(({ ending, share }) => `~${ending} ${percent(share)}`)),
		...listed('첫 문장의 주어', style.leads.slice(0, 3).map(({ pattern, share }) => `${named(pattern)} ${percent(share)}`)),
		...listed('인용을 맺는 말', style.quoteVerbs.slice(0, 3).map(({ verb, share }) => `${verb} ${percent(share)}`)),
		...listed('외래어를 적는 법', style.loanwords.slice(0, 10).map(({ easy, loan }) => `${easy}(${loan})`)),
		...(marks.quoteOpen === '' ? [] : [`- 따옴표: ${marks.quoteOpen}…${marks.quoteClose}`]),
		...(marks.middleDot === '' ? [] : [`- 가운뎃점: ${marks.middleDot}`]),
	];
}

const UNIT = { prose: '문단', outline: '항목(level 1~4)', table: '행', fixed: '' } as const;

function sectionLine({ id, heading, form, min, max, columns, required, hint }: ProfileSection): string {
	const cells = columns === undefined ? '' : ` 칸: ${columns.join(' | ')}.`;
	return `- ${id}${heading === '' ? '' : `(${heading})`}: ${UNIT[form]} ${min}~${max}개.${cells}${required ? '' : ' 없으면 빈 목록.'} ${hint}`;
}
