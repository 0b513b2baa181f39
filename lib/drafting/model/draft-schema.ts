import type { Profile, ProfileSection } from '../types';
import type { JsonSchema } from './port';

const text = (description: string): JsonSchema => ({ type: 'string', description });
const list = (items: JsonSchema, description: string): JsonSchema => ({ type: 'array', items, description });

/** Every property required and no other allowed: what strict mode demands. */
function object(properties: Record<string, JsonSchema>, description?: string): JsonSchema {
	return { type: 'object', ...(description ? { description } : {}), properties, required: Object.keys(properties), additionalProperties: false };
}

/**
 * The schema a draft's answer must follow: `title`, `subtitles` where the type has any, `sections` with one property for
 * each section that the model writes (paragraphs as texts, items as `{level, text}`, rows as objects by column) and
 * `missing`, what the facts lack. Counts and lengths are only described: servers differ in which limits they take.
 */
export function draftSchema(profile: Profile): JsonSchema {
	const { title, subtitles } = profile;
	const sections = Object.fromEntries(writtenSections(profile).map((section) => [section.id, sectionSchema(section)]));
	return object({
		title: text(`제목, ${title.min}~${title.max}자. ${title.hint}`.trim()),
		...(subtitles ? { subtitles: list({ type: 'string' }, `부제, ${subtitles.min}~${subtitles.max}개. ${subtitles.hint}`.trim()) } : {}),
		sections: object(sections),
		missing: list({ type: 'string' }, '문서에 필요하나 입력 사실에 없는 것. 없으면 빈 목록'),
	});
}

/** The schema of an answer to a repair: each span by its number. */
export function spanSchema(): JsonSchema {
	const span = object({ no: { type: 'integer', description: '구간 번호' }, text: text('고친 구간 전체') });
	return object({ spans: list(span, '고친 구간') });
}

/** The sections a model writes, in the order of the document. */
export function writtenSections(profile: Profile): ProfileSection[] {
	return profile.sections.filter(({ form }) => form !== 'fixed');
}

function sectionSchema(section: ProfileSection): JsonSchema {
	const { heading, hint, min, max, form } = section;
	const what = { prose: '문단', outline: '항목', table: '행', fixed: '' }[form];
	const description = [heading, `${what} ${min}~${max}개`, hint].filter((part) => part !== '').join('. ');
	if (form === 'outline') {
		const level = { type: 'integer', enum: [1, 2, 3, 4], description: '단계, 1이 가장 위' };
		return list(object({ level, text: text('기호 없이 쓴 내용') }), description);
	}
	if (form === 'table') return list(object(Object.fromEntries((section.columns ?? []).map((column) => [column, { type: 'string' }]))), description);
	return list({ type: 'string' }, description);
}
