import { createHash } from 'node:crypto';
import type { DraftContent, FactSheet, HouseStyle, Profile } from '../types';
import { draftPrompt, repairPrompt, revisePrompt } from './requests';
import { ENDINGS } from './prompt-texts';

const PROFILE: Profile = {
	id: 'a', version: '', name: '', description: '', origin: 'ours', form: 'report', subTypes: [{ id: 'b', name: 'b' }],
	fields: [{ id: 'f', label: 'f', kind: 'rows', required: true, help: '', example: '', columns: ['c'], fact: true, max: 1 }],
	sections: [{ id: 's', heading: 'h', form: 'prose', required: false, min: 0, max: 1, hint: '' }],
	title: { min: 0, max: 1, hint: '' }, subtitles: { min: 0, max: 1, hint: '' }, length: { min: 0, max: 1 },
	sentence: { style: 'noun', maxChars: 1 }, rules: { set: 'office', off: [], forbidden: [{ phrase: 'p', suggestion: '' }] }, prompt: ['p'],
};
const SHEET: FactSheet = {
	facts: [{ no: 1, fieldId: 'f', label: 'f', text: 't' }], findings: [], missing: [{ fieldId: 'g', label: 'g' }],
	quotes: [{ factNo: 1, speaker: 's', role: 'r', text: 't', approvedBy: '', approvedOn: '' }],
};
const STYLE: HouseStyle = {
	profileId: 'a', documents: 1, sha256: '', endings: [{ ending: 'e', share: 1 }], sentence: { median: 1, p90: 1 }, length: { median: 1, min: 1, max: 1 }, leads: [{ pattern: 'l', share: 1 }],
	marks: { middleDot: 'm', quoteOpen: 'o', quoteClose: 'c', item: 'i' }, quoteVerbs: [{ verb: 'v', share: 1 }], loanwords: [{ easy: 'e', loan: 'l', count: 1 }],
};
const CITY = { name: 'n', head: { title: 't', name: 'n' }, department: 'd' };
const CONTENT: DraftContent = { title: 't', subtitles: [], sections: [] };

/** Changes with any change of what every model is told, by a hash over all requests of a sample; what a type tells is in the profile's version. */
export const PROMPT_VERSION: string = `1-${createHash('sha256').update(JSON.stringify(sampleRequests())).digest('hex').slice(0, 8)}`;

function sampleRequests(): unknown[] {
	const exemplars = [{ id: 'e', profileId: 'a', subType: '', title: 't', text: 't' }];
	return [
		ENDINGS,
		draftPrompt({ profile: PROFILE, sheet: SHEET, city: CITY, houseStyle: STYLE, exemplars, subType: 'b', today: '2026-01-01' }),
		repairPrompt({ profile: PROFILE, sheet: SHEET, spans: [{ no: 1, text: 't', findings: ['f'] }] }),
		revisePrompt({ profile: PROFILE, sheet: SHEET, city: CITY, content: CONTENT, instruction: 'i' }),
	];
}
