import { PLATE_PLACEHOLDER } from './compose';
import { normaliseText } from './text/normalise';
import { fillTemplate } from './text/template';

/** First line of a text that only the officer gets. */
export const TEST_MARK = '[시험]';
const TEST_DIGITS = '0000';

/**
 * A notice text as an officer tries it: with the plain values of a real notice, never anybody's plate.
 * @throws ValidationError `placeholderMissing`
 */
export function testTextOf(template: string, values: Readonly<Record<string, string>>): string {
	return normaliseText(`${TEST_MARK}\n${fillTemplate(template, { ...values, [PLATE_PLACEHOLDER]: TEST_DIGITS })}`);
}
