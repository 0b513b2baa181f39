import { builtInProfiles } from '../../../../lib/drafting/profiles/profiles';

test('the ten types come in the order in which they are offered', () => {
	expect(builtInProfiles().map(({ id }) => id)).toEqual(['press-release', 'merit-record', 'work-report', 'event-plan', 'greeting', 'event-script', 'official-letter', 'civil-reply', 'minutes', 'notice-copy']);
});
