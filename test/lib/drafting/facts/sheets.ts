import { factSheet } from '../../../../lib/drafting/facts/fact-sheet';
import { builtInProfiles } from '../../../../lib/drafting/profiles/profiles';
import type { CitySettings, FactSheet, FieldValues, Finding, Profile } from '../../../../lib/drafting/types';

export const CITY: CitySettings = { name: '의정부시', head: { title: '시장', name: '서강민' }, department: '도서관과' };
export const TODAY = '2026-11-23';

export function profileOf(id: string): Profile {
	const profile = builtInProfiles().find((one) => one.id === id);
	if (profile === undefined) throw new Error(`no profile ${id}`);
	return profile;
}

export function sheetOf(id: string, values: FieldValues): FactSheet {
	return factSheet(profileOf(id), values, { city: CITY, today: TODAY });
}

export function findingsOf(sheet: FactSheet, ruleId: string): Finding[] {
	return sheet.findings.filter((finding) => finding.ruleId === ruleId);
}
