import { COLOURS, HEAT_CLASSES, inkOn } from '../../../../lib/transit/charts/palette';

const channel = (part: string) => {
	const value = Number.parseInt(part, 16) / 255;
	return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};
const luminance = (colour: string) => 0.2126 * channel(colour.slice(1, 3)) + 0.7152 * channel(colour.slice(3, 5)) + 0.0722 * channel(colour.slice(5, 7));
/** Contrast ratio by WCAG 2.2. */
const contrast = (one: string, other: string) => {
	const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
};

describe('the colours of the charts', () => {
	it.each(HEAT_CLASSES.map((colour, index) => [index, colour] as const))('figures can be read on heat class %d', (index, colour) => {
		expect(contrast(colour, inkOn(index))).toBeGreaterThanOrEqual(4.5);
	});

	it('heat classes darken from one to the next, so that they also print grey', () => {
		HEAT_CLASSES.slice(1).forEach((colour, index) => expect(contrast(colour, HEAT_CLASSES[index] ?? '#ffffff')).toBeGreaterThan(1.15));
	});

	it.each([COLOURS.ink, COLOURS.soft, COLOURS.blue, COLOURS.orange, COLOURS.teal])('%s can be read on white', (colour) => {
		expect(contrast(colour, '#ffffff')).toBeGreaterThanOrEqual(4.5);
	});
});
