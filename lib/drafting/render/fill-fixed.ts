import type { Block, DraftContent, FieldValues, Profile } from '../types';

/** Names of the fields a template line is filled with. */
const SLOT = /#\{([A-Za-z][A-Za-z0-9]*)\}/g;

/**
 * The document with its `fixed` sections filled from their templates: `#{fieldId}` becomes the field's value, and a line
 * one of whose fields is empty is left out. Sections the content lacks are put in, in the profile's order.
 */
export function fillFixed(content: DraftContent, profile: Profile, values: FieldValues): DraftContent {
	const known = new Set(profile.sections.map(({ id }) => id));
	const sections = profile.sections.flatMap((described) => {
		const given = content.sections.filter(({ id }) => id === described.id);
		if (described.form !== 'fixed') return given;
		const blocks = (described.template ?? []).flatMap((line) => filled(line, values));
		return [{ id: described.id, heading: given[0]?.heading ?? described.heading, blocks }];
	});
	return { ...content, sections: [...sections, ...content.sections.filter(({ id }) => !known.has(id))] };
}

/** One paragraph a line of the template; none where one of its fields is empty. */
function filled(line: string, values: FieldValues): Block[] {
	const fields = [...line.matchAll(SLOT)].map(([, id = '']) => (values[id] ?? '').trim());
	if (fields.includes('')) return [];
	const text = line.replace(SLOT, (_, id: string) => (values[id] ?? '').trim());
	return [{ kind: 'paragraph', text }];
}
