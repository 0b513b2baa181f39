import { withoutUnapproved } from '../facts/unapproved-words';
import type { CitySettings, DraftContent, Exemplar, FactSheet, HouseStyle, Profile } from '../types';
import { answerOf } from './answer-of';
import { headLines, styleLines, typeLines } from './describe';
import { columnLines, factFence, fence, oneLine } from './fence';
import { ANSWER, ENDINGS, EXEMPLAR_NOTE, REPAIR, REVISE, SYSTEM } from './prompt-texts';

/** Characters of an exemplar that are shown; one is a pattern, not a source. */
const EXEMPLAR_CHARS = 1000;

export interface Prompt {
	system: string;
	user: string;
}

/** The request for a draft. Facts and exemplars are fenced as data; nothing in them can open or close a fence. */
export function draftPrompt(input: {
	profile: Profile;
	sheet: FactSheet;
	city: CitySettings;
	houseStyle: HouseStyle | null;
	exemplars: readonly Exemplar[];
	/** Id or name of a sub-type; empty where it is open. */
	subType: string;
	/** `YYYY-MM-DD`. */
	today: string;
}): Prompt {
	const { profile, sheet, city } = input;
	const parts = [
		headLines(profile, input.subType, city, input.today),
		typeLines(profile),
		styleLines(input.houseStyle, city),
		factLines(profile, sheet),
		input.exemplars.flatMap((exemplar, index) => [...(index === 0 ? [EXEMPLAR_NOTE] : []), fence(`참고 문서 ${index + 1}`, [exemplar.title, exemplar.text.slice(0, EXEMPLAR_CHARS)])]),
		[ENDINGS[profile.sentence.style], ANSWER],
	];
	return { system: SYSTEM, user: joined(parts) };
}

/** The request to write failing spans anew; answered by the span schema. */
export function repairPrompt(input: { profile: Profile; sheet: FactSheet; spans: ReadonlyArray<{ no: number; text: string; findings: readonly string[] }> }): Prompt {
	const { profile, sheet, spans } = input;
	const parts = [
		[`문서 유형: ${profile.id} ${profile.name}`, ...profile.prompt.map((line) => `- ${line}`), ENDINGS[profile.sentence.style]],
		factLines(profile, sheet),
		[REPAIR, fence('고칠 구간', spans.map(({ no, text }) => `[구간 ${no}] ${withoutUnapproved(oneLine(text), sheet.quotes)}`))],
		['고칠 점', fence('점검 결과', spans.flatMap(({ no, findings }) => findings.map((finding) => `구간 ${no}: ${withoutUnapproved(oneLine(finding), sheet.quotes)}`)))],
	];
	return { system: SYSTEM, user: joined(parts) };
}

/** The request to change a draft as a person asks; answered by the draft schema. */
export function revisePrompt(input: { profile: Profile; sheet: FactSheet; city: CitySettings; content: DraftContent; instruction: string }): Prompt {
	const { profile, sheet, city, content, instruction } = input;
	const parts = [
		[`문서 유형: ${profile.id} ${profile.name}`, `기관: ${city.name}`],
		typeLines(profile),
		factLines(profile, sheet),
		[REVISE, fence('현재 초안', [JSON.stringify(answerOf(content, profile))]), fence('수정 요청', withoutUnapproved(instruction, sheet.quotes).split('\n'))],
		[ENDINGS[profile.sentence.style], ANSWER],
	];
	return { system: SYSTEM, user: joined(parts) };
}

function factLines(profile: Profile, sheet: FactSheet): string[] {
	const empty = sheet.missing.map(({ label }) => label);
	return [factFence(sheet), ...columnLines(profile, sheet), ...(empty.length === 0 ? [] : [`입력되지 않은 필수 항목: ${empty.join(', ')}`])];
}

function joined(parts: ReadonlyArray<readonly string[]>): string {
	return parts
		.filter((lines) => lines.length > 0)
		.map((lines) => lines.join('\n'))
		.join('\n\n');
}
