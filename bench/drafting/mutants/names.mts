import type { PlainText } from '../plain-document.mts';
import { changeAt, type Change, type Clean, type Mutator } from './mutant.mts';

const PERSONS = ['임도윤', '서가람', '장태경', '오세린', '배정훈', '유나현', '권도형', '심예지', '노태양', '추민석', '하은솔', '표진우', '남궁솔', '강리안', '문해찬', '도예린'];
const ORGANISATIONS = ['경기생활문화재단', '한국도시연구원', '의정부상공회의소', '양주시자원봉사센터', '서울과학대학교', '경기신용협동조합', '한국환경공단', '북부청소년수련원', '경기콘텐츠진흥원', '남양주노인복지관', '포천시농민연합회', '국립생태관리소', '경기광역철도사업단', '동두천시의회', '파주교육지원청', '서울북부지방법원'];
const LAWS = ['「지방자치법」 제13조', '「행정절차법」 제22조', '「공유재산 및 물품 관리법」 제20조'];

function occurrences(clean: Clean, names: readonly string[]) {
	return names.flatMap((name) => clean.texts.flatMap((text) => [...text.text.matchAll(new RegExp(`${escaped(name)}(?![가-힣]{0,1}(?:실|고))`, 'g'))].map((match) => ({ name, text, start: match.index, end: match.index + name.length }))));
}

const PARTICLES: ReadonlyArray<[string, string]> = [
	['은', '는'],
	['이', '가'],
	['을', '를'],
	['과', '와'],
	['으로', '로'],
];

/** Another name in place of one, with the particle behind it in the form that fits. */
function renamed(text: PlainText, start: number, end: number, name: string, invents: readonly string[] = []): Change {
	const final = (name.charCodeAt(name.length - 1) - 0xac00) % 28;
	const rest = text.text.slice(end);
	for (const [closed, open] of PARTICLES) {
		const now = [closed, open].find((particle) => rest.startsWith(particle) && !/[가-힣]/.test(rest[particle.length] ?? ' '));
		if (now !== undefined) return changeAt(text, start, end + now.length, name + (final > 0 && !(closed === '으로' && final === 8) ? closed : open), invents);
	}
	return changeAt(text, start, end, name, invents);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function invented(kind: string, names: (clean: Clean) => readonly string[], others: readonly string[]): Mutator {
	return {
		kind,
		make: (clean, random) =>
			occurrences(clean, names(clean)).map(({ text, start, end }) => {
				const wrong = random.pick(others.filter((name) => !clean.entered.includes(name)));
				return renamed(text, start, end, wrong, [wrong]);
			}),
	};
}

/** A name of the document stands where another belongs. */
function swapped(kind: string, names: (clean: Clean) => readonly string[]): Mutator {
	return {
		kind,
		make: (clean) => {
			const known = names(clean);
			return occurrences(clean, known).flatMap(({ name, text, start, end }) => {
				const other = known[(known.indexOf(name) + 1) % known.length];
				if (other === undefined || other === name || clean.texts.some(({ place, text: own }) => place === text.place && own === other)) return [];
				return [renamed(text, start, end, other)];
			});
		},
	};
}

export const personInvented = invented('person.invented', ({ named }) => named.persons, PERSONS);
export const personSwapped = swapped('person.swapped', ({ named }) => named.persons);
export const organisationInvented = invented('organisation.invented', ({ named }) => named.organisations, ORGANISATIONS);
export const organisationSwapped = swapped('organisation.swapped', ({ named }) => named.organisations);
export const lawInvented = invented('law.invented', ({ named }) => named.laws.filter((law) => law.includes('제')), LAWS);

/** The right law with another article. */
export const lawArticle: Mutator = {
	kind: 'law.article',
	make: (clean) =>
		clean.texts.flatMap((text) =>
			[...text.text.matchAll(/」 제(\d+)조/g)].map((match) => {
				const wrong = `」 제${Number(match[1]) + 7}조`;
				return changeAt(text, match.index, match.index + match[0].length, wrong, [wrong.slice(2)]);
			}),
		),
};

const LATIN = ['KPI', 'ESG', 'TF', 'IoT', 'B2B', 'GIS'];

/** A Latin word nobody entered, after the first word of a text. */
export const latinInvented: Mutator = {
	kind: 'latin.invented',
	make: (clean, random) =>
		clean.texts
			.filter(({ role, text }) => (role === 'paragraph' || role === 'item') && text.length > 20 && !text.startsWith('관련'))
			.map((text) => {
				const at = text.text.search(/(?<=[가-힣]{2}) (?=[가-힣])/);
				const word = random.pick(LATIN.filter((latin) => !clean.entered.includes(latin)));
				return changeAt(text, at, at, ` ${word}`, [word]);
			}),
};
