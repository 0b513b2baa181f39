import { formFieldsOf, fromForm, reviewFieldsOf } from '../../../../lib/drafting/profiles/form-fields';
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

it('a choice shows what was chosen; one that may be left out begins with none, so that n8n shows no English', () => {
	const profile = builtInProfiles().find(({ id }) => id === 'official-letter');
	if (!profile) throw new Error('no profile');
	const shown = (id: string, value: string) => formFieldsOf(profile, { [id]: value }, '').find(({ fieldName }) => fieldName === id);
	expect(shown('retention', '')).toMatchObject({ fieldType: 'dropdown', defaultValue: '(선택 안 함)' });
	expect(shown('retention', '5년')).toMatchObject({ fieldType: 'dropdown', defaultValue: '5년' });
	expect(shown('retention', '5년')?.fieldOptions?.values[0]).toEqual({ option: '(선택 안 함)' });
	expect(shown('disclosure', '')).toMatchObject({ fieldType: 'radio' });
	expect(shown('disclosure', '')?.defaultValue).toBeUndefined();
	expect(shown('disclosure', '비공개')).toMatchObject({ fieldType: 'radio', defaultValue: '비공개' });
});

it('what was typed with < and > comes through the form and back', () => {
	const [profile] = builtInProfiles();
	const [first] = profile?.fields ?? [];
	if (!profile || !first) throw new Error('no profile');
	const typed = '<겨울> 책 & "나눔"\n둘째 줄';
	const shown = formFieldsOf(profile, { [first.id]: typed }, '').find(({ fieldName }) => fieldName === first.id)?.defaultValue ?? '';
	expect(shown).not.toMatch(/[<>]/);
	expect(fromForm(shown.replaceAll('\n', '\r\n'))).toBe(typed);
});

it('says beside a field what its help says', () => {
	const profile = builtInProfiles().find(({ id }) => id === 'civil-reply');
	if (!profile) throw new Error('no profile');
	expect(formFieldsOf(profile, {}, '').find(({ fieldName }) => fieldName === 'petition')?.fieldLabel).toBe('민원 요지 (민원인을 알아볼 수 있는 이름·주소·연락처는 적지 않습니다)');
});

it('the page after the draft shows it and asks what to do next', () => {
	expect(reviewFieldsOf('<p>초안</p>', '').map(({ fieldName }) => fieldName)).toEqual(['draft', 'next', 'instruction', 'approvedBy']);
	expect(reviewFieldsOf('<p>초안</p>', '알림')[0]?.fieldName).toBe('message');
});
