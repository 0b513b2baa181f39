import { fieldsOf, isMasterField, KIND_FIELDS } from '../../../../lib/transit/masters/fields';
import { masterLayouts, plainHeading } from '../../../../lib/transit/masters/layout';

const layouts = masterLayouts().map((layout) => [layout.id, layout] as const);

it('every form has an id and a name of its own', () => {
	for (const names of [masterLayouts().map(({ id }) => id), masterLayouts().map(({ name }) => name)]) expect(new Set(names).size).toBe(names.length);
});

it.each(layouts)('%s names only fields that its kinds have, each heading once', (_, { kinds, fields, needs, positions }) => {
	const known = new Set(['firm', 'region', ...kinds.flatMap(fieldsOf)]);
	const named = [...Object.keys(fields), ...needs, ...(positions ?? []).flatMap(({ field }) => field ?? [])];
	expect(named.filter((field) => !isMasterField(field) || !known.has(field))).toEqual([]);
	const headings = Object.values(fields).flatMap((spec) => spec.headings.map(plainHeading));
	expect(headings.filter((heading, index) => headings.indexOf(heading) !== index)).toEqual([]);
});

it.each(layouts)('%s can give what the rows of its kinds must have', (_, { kinds, fields, positions }) => {
	const given = new Set([...Object.keys(fields), ...(positions ?? []).map(({ field }) => field)]);
	for (const kind of kinds) for (const field of KIND_FIELDS[kind].required) expect(given).toContain(field);
	if (kinds.includes('stop')) expect(given.has('stop') || given.has('ars')).toBe(true);
});
