import type { Block, DraftContent, FieldValues, Profile } from '../types';
import { officeDate } from './form-values';
import type { RenderInput } from './types';

/** Names of the fields a template line is filled with. */
const SLOT = /#\{([A-Za-z][A-Za-z0-9]*)\}/g;

/**
 * The document with its `fixed` sections filled from their templates: `#{fieldId}` becomes the field's value, and a line
 * one of whose fields is empty is left out; a line that is one field alone gives a
 * paragraph for each line of its value. Sections the content lacks are put in, in the profile's order.
 */
export function fillFixed(content: DraftContent, profile: Profile, values: FieldValues): DraftContent {
	const known = new Set(profile.sections.map(({ id }) => id));
	const sections = profile.sections.flatMap((described) => {
		const given = content.sections.filter(({ id }) => id === described.id);
		if (described.form !== 'fixed') return given;
		const blocks = (described.template ?? []).flatMap((line) => filled(line, profile, values));
		return [{ id: described.id, heading: given[0]?.heading ?? described.heading, blocks }];
	});
	return { ...content, sections: [...sections, ...content.sections.filter(({ id }) => !known.has(id))] };
}

/** Fixed sections that nobody has filled yet are filled here; filled ones stay as they are, they may have been edited. */
export function withFixed({ content, profile, values }: RenderInput): DraftContent {
	const filled = fillFixed(content, profile, values);
	return { ...filled, sections: filled.sections.map((section) => content.sections.find(({ id, blocks }) => id === section.id && blocks.length > 0) ?? section) };
}

/** Paragraphs of a line of the template; none where one of its fields is empty. */
function filled(template: string, profile: Profile, values: FieldValues): Block[] {
	const value = (id: string) => {
		const given = (values[id] ?? '').trim();
		return profile.fields.find((field) => field.id === id)?.kind === 'date' ? officeDate(given) : given;
	};
	if ([...template.matchAll(SLOT)].some(([, id = '']) => value(id) === '')) return [];
	const text = template.replace(SLOT, (_, id: string) => value(id));
	const alone = template.trim().replace(SLOT, '') === '';
	const lines = alone ? text.split('\n') : [text.replace(/\s*\n\s*/g, ', ')];
	return lines.filter((line) => line.trim() !== '').map((line) => ({ kind: 'paragraph', text: line.trim() }));
}
