import { formFieldsOf, reviewFieldsOf } from '../../../../lib/drafting/profiles/form-fields';
import { builtInProfiles } from '../../../../lib/drafting/profiles/profiles';

it.each(builtInProfiles().map((profile) => [profile.name, profile] as const))('%s: every field has its place, required ones first', (_, profile) => {
	const fields = formFieldsOf(profile, {}, '');
	expect(fields.map(({ fieldName }) => fieldName).sort()).toEqual(profile.fields.map(({ id }) => id).sort());
	const required = fields.map(({ requiredField }) => requiredField === true);
	expect(required.lastIndexOf(true)).toBeLessThan(required.includes(false) ? required.indexOf(false) : required.length);
});

it('shows the message as text and fills in what was entered before', () => {
	const [profile] = builtInProfiles();
	const [first, ...rest] = profile?.fields ?? [];
	if (!profile || !first) throw new Error('no profile');
	const fields = formFieldsOf(profile, { [first.id]: '책 나눔' }, '까닭 <b>하나</b>');
	expect(fields[0]).toMatchObject({ fieldType: 'html', html: expect.stringContaining('&lt;b&gt;') });
	expect(fields.find(({ fieldName }) => fieldName === first.id)?.defaultValue).toBe('책 나눔');
	expect(fields).toHaveLength(rest.length + 2);
});

it('a choice keeps what was chosen on top, since a form shows its first option', () => {
	const profile = builtInProfiles().find(({ fields }) => fields.some(({ kind, required }) => kind === 'choice' && !required));
	const choice = profile?.fields.find(({ kind, required }) => kind === 'choice' && !required);
	if (!profile || !choice) throw new Error('no choice');
	const optionsOf = (value: string) => formFieldsOf(profile, { [choice.id]: value }, '').find(({ fieldName }) => fieldName === choice.id)?.fieldOptions?.values.map(({ option }) => option);
	const last = choice.options?.at(-1) ?? '';
	expect(optionsOf('')?.[0]).toBe('(선택 안 함)');
	expect(optionsOf(last)?.[0]).toBe(last);
	expect(optionsOf(last)).toHaveLength((choice.options?.length ?? 0) + 1);
});

it('the page after the draft shows it and asks what to do next', () => {
	expect(reviewFieldsOf('<p>초안</p>', '').map(({ fieldName }) => fieldName)).toEqual(['draft', 'next', 'instruction', 'approvedBy']);
	expect(reviewFieldsOf('<p>초안</p>', '알림')[0]?.fieldName).toBe('message');
});
