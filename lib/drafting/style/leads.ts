import { sharesOf } from './shares';

const CITY = String.raw`[가-힣]{1,8}(?:특별자치시|광역시|특별시|시|군|구|도)`;
const OFFICE = '시장|군수|구청장|도지사';

/** How lead paragraphs begin, with city and head replaced. The first that fits counts. */
const PATTERNS: ReadonlyArray<readonly [pattern: string, name: string]> = [
	[`${CITY}\\((?:${OFFICE}) [가-힣]{2,4}\\)(?:는|은)`, '#{city}(#{head})는'],
	[`${CITY}\\((?:${OFFICE}) [가-힣]{2,4}\\)(?:가|이)`, '#{city}(#{head})가'],
	[`[가-힣]{2,4} ${CITY}(?:장|수|청장)(?:은|는)`, '#{head}은'],
	[`[가-힣]{2,4} ${CITY}(?:장|수|청장)(?:이|가)`, '#{head}이'],
	[`${CITY}(?:는|은)`, '#{city}는'],
	[`${CITY}(?:가|이)`, '#{city}가'],
];

const STARTS = PATTERNS.map(([pattern, name]) => ({ start: new RegExp(`^${pattern}(?=\\s)`), name }));

/** Subjects that the texts begin with, with their shares of all texts. */
export function findLeads(texts: readonly string[]): Array<{ pattern: string; share: number }> {
	const found = texts.map((text) => STARTS.find(({ start }) => start.test(text.trimStart()))?.name ?? '');
	return sharesOf(found)
		.filter(([pattern]) => pattern !== '')
		.map(([pattern, share]) => ({ pattern, share }));
}
