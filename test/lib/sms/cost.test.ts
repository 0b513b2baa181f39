import { REFERENCE_PRICES, compareCost, messagePrice } from '../../../lib/sms/cost';

test('a long message costs a sixteenth of a plain letter at the central service’s price', () => {
	expect(REFERENCE_PRICES.letter / messagePrice('LMS', REFERENCE_PRICES)).toBeCloseTo(16.07, 2);
});

test.each([
	[
		{ sms: 0, lms: 0, kakao: 0, lettersSaved: 0 },
		{ messages: 0, postageSaved: 0, registeredPostageSaved: 0, net: 0 },
	],
	[
		{ sms: 10, lms: 90, kakao: 0, lettersSaved: 100 },
		{ messages: 2489.3, postageSaved: 43000, registeredPostageSaved: 283000, net: 40510.7 },
	],
	[
		{ sms: 0, lms: 100, kakao: 0, lettersSaved: 0 },
		{ messages: 2676.3, postageSaved: 0, registeredPostageSaved: 0, net: -2676.3 },
	],
	[
		{ sms: 1, lms: 1, kakao: 100, lettersSaved: 0 },
		{ messages: 534.826, postageSaved: 0, registeredPostageSaved: 0, net: -534.826 },
	],
])('%j', (count, expected) => {
	expect(compareCost(count, REFERENCE_PRICES)).toEqual(expected);
});
