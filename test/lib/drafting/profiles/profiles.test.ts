import { builtInProfiles } from '../../../../lib/drafting/profiles/profiles';

const ids = builtInProfiles().map(({ id }) => id);
const field = (profileId: string, id: string) => builtInProfiles().find((profile) => profile.id === profileId)?.fields.find((one) => one.id === id);

test('the ten types come in the order in which they are offered', () => {
	expect(ids).toEqual(['press-release', 'merit-record', 'work-report', 'event-plan', 'greeting', 'event-script', 'official-letter', 'civil-reply', 'minutes', 'notice-copy']);
});

test('only types that the city has named count as public', () => {
	expect(builtInProfiles().filter(({ origin }) => origin === 'public').map(({ id }) => id)).toEqual(['press-release', 'merit-record', 'work-report', 'event-plan']);
});

test.each(['drafter', 'reviewer', 'cooperator', 'delegation', 'disclosure', 'disclosureItem', 'retention', 'taskCard', 'sender', 'phone'])('기안문: %s is for the form, never for the model', (id) => {
	expect(field('official-letter', id)?.fact).toBe(false);
});

test.each(['releaseAt', 'embargo', 'manager', 'teamLeader', 'officer', 'phone', 'photo', 'photoCaption', 'publicLicence'])('보도자료: %s is for the form, never for the model', (id) => {
	expect(field('press-release', id)?.fact).toBe(false);
});

test('회의록 holds the nine elements of 공공기록물법 시행령 제18조', () => {
	for (const id of ['meetingName', 'organiser', 'when', 'place', 'attendees', 'observers', 'procedure', 'agenda', 'remarks', 'decisions', 'votes']) expect(field('minutes', id)).toBeDefined();
});

describe.each(builtInProfiles().map((profile) => [profile.name, profile] as const))('%s', (_name, profile) => {
	test('every field shows an example that its own choices allow', () => {
		for (const { example, options, kind, columns } of profile.fields) {
			expect(example).not.toBe('');
			if (options !== undefined) expect(options).toContain(example);
			if (kind === 'rows') for (const line of example.split('\n')) expect(line.split('|')).toHaveLength(columns?.length ?? 0);
		}
	});

	test('its names and texts have no Latin words that a panel must not show', () => {
		const shown = [profile.name, profile.description, ...profile.fields.flatMap(({ label, help }) => [label, help]), ...profile.sections.map(({ heading }) => heading)].join(' ');
		expect(shown.replace(/LMS|SMS|HTML/g, '')).not.toMatch(/[A-Za-z]{2,}/);
	});

	test('what it tells people to write is asked for politely', () => {
		for (const { suggestion } of profile.rules.forbidden) expect(suggestion).toMatch(/하시기 바랍니다\.|시기 바랍니다\.(?:\s|$|\))/);
	});
});
