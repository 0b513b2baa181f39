import type { Block, DraftContent, Profile, ProfileSection } from '../types';
import { checkTexts, textsOf } from './answer-checks';
import { notJson, offSchema, tooLongAnswer } from './answer-failures';
import { draftSchema, spanSchema } from './draft-schema';
import { fitSchema } from './fit-schema';
import { itemsOf } from './item-lines';
import { jsonIn } from './json-text';
import type { JsonSchema } from './port';

/** UTF-16 units; a document of fifty pages has about 100,000. */
export const LONGEST_ANSWER = 400_000;

/**
 * A model's answer as a document of the type: headings are the profile's, `fixed` sections stand empty in their place,
 * marks that the model put before items are taken away. `missing` is what it says the facts lack.
 * @throws ValidationError `modelTooLong` `modelRefused` `modelNotJson` `modelSchema` `modelLanguage` `modelRepeats`
 */
export function parseDraft(text: string, profile: Profile): { content: DraftContent; missing: string[] } {
	const answer = fieldsOf(readAnswer(text, draftSchema(profile)));
	const written = fieldsOf(answer.get('sections'));
	const content: DraftContent = {
		title: oneLine(String(answer.get('title'))),
		subtitles: profile.subtitles ? linesOf(answer.get('subtitles')) : [],
		sections: profile.sections.map((section) => ({ id: section.id, heading: section.heading, blocks: blocksOf(section, written.get(section.id)) })),
	};
	if (content.title === '') throw offSchema('title', '비어 있습니다');
	if (content.sections.every(({ blocks }) => blocks.length === 0)) throw offSchema('sections', '내용이 비어 있습니다');
	return { content, missing: linesOf(answer.get('missing')) };
}

/**
 * The repaired texts of a model's answer by span number (from 1); spans it left out, left empty or made up are not in it.
 * @param count how many spans were asked for
 * @throws ValidationError as `parseDraft`
 */
export function parseSpans(text: string, count: number): Map<number, string> {
	const spans = new Map<number, string>();
	for (const span of listOf(fieldsOf(readAnswer(text, spanSchema())).get('spans')).map(fieldsOf)) {
		const no = Number(span.get('no'));
		const repaired = String(span.get('text')).trim();
		if (no >= 1 && no <= count && repaired !== '' && !spans.has(no)) spans.set(no, repaired);
	}
	if (spans.size === 0) throw offSchema('spans', '고친 구간이 없습니다');
	return spans;
}

/**
 * The value an answer holds, brought to the schema and fit to be read: Korean, without endless repetition.
 * @throws ValidationError as `parseDraft`
 */
export function readAnswer(text: string, schema: JsonSchema): unknown {
	if (text.length > LONGEST_ANSWER) throw tooLongAnswer();
	const given = jsonIn(text);
	if (given === undefined) throw notJson(text);
	const fitted = fitSchema(given, schema);
	if (!fitted.fits) throw offSchema(fitted.place, fitted.fault);
	checkTexts(textsOf(fitted.value));
	return fitted.value;
}

function blocksOf(section: ProfileSection, given: unknown): Block[] {
	const blocks = listOf(given);
	switch (section.form) {
		case 'fixed':
			return [];
		case 'prose':
			return linesOf(given).map((text) => ({ kind: 'paragraph', text }));
		case 'outline':
			return blocks.map(fieldsOf).flatMap((item) => itemsOf(String(item.get('text')), Number(item.get('level'))));
		case 'table': {
			const columns = section.columns ?? [];
			const rows = blocks.map(fieldsOf).map((row) => columns.map((column) => oneLine(String(row.get(column)))));
			const filled = rows.filter((cells) => cells.some((cell) => cell !== ''));
			return filled.length === 0 ? [] : [{ kind: 'table', columns, rows: filled }];
		}
	}
}

const linesOf = (value: unknown): string[] =>
	listOf(value)
		.flatMap((text) => String(text).split(/\n+/))
		.map((line) => line.trim())
		.filter((line) => line !== '');

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim();

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const fieldsOf = (value: unknown): ReadonlyMap<string, unknown> => new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
