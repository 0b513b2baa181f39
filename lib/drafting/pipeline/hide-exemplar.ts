import { contentOfText } from '../read/content-of-text';
import { screenFacts, type Screened } from '../screen/screen';
import type { Exemplar, FactSheet, Profile } from '../types';
import { unitsOf } from '../units';
import { NO_FACTS } from './entered-facts';
import { personsOf } from './persons';
import type { DraftSettings } from './request';

/** More than a model is shown of one; the rest of a long document need not be read. */
const MOST_SHOWN = 2_000;

/** A past document as a model may see it: no persons' names, no numbers of persons. */
export function hideExemplar(exemplar: Exemplar, profile: Profile, settings: DraftSettings, screened: Screened): Exemplar {
	const text = exemplar.text.slice(0, MOST_SHOWN);
	const content = contentOfText(text, profile);
	const persons = personsOf(unitsOf(content, profile), profile, { ...settings.city, head: null }, settings.today);
	const named = [...new Set(persons)].sort((a, b) => b.length - a.length);
	const hide = (text: string) => {
		const sheet: FactSheet = { ...NO_FACTS, facts: [{ no: 1, fieldId: 'exemplar', label: '참고 문서', text }] };
		const masked = screenFacts(sheet, { mode: 'mask', names: named, publicPhones: [] }).sheet.facts[0]?.text ?? '';
		return screened.hide(masked).replaceAll(/⟦[^⟧]*⟧/g, '○○○');
	};
	return { ...exemplar, title: hide(exemplar.title), text: hide(text) };
}
