import { isApproved, withoutUnapproved } from '../facts/unapproved-words';
import type { FactSheet, Profile } from '../types';
import { NO_FACT } from './prompt-texts';

/** Texts of others between marks of their own; marks inside them are made harmless. */
export function fence(name: string, lines: readonly string[]): string {
	return [`<<<${name}`, ...lines.map(harmless), `${name}>>>`].join('\n');
}

/** The numbered facts as data. The words of a quotation that nobody has approved are not told, in whatever fact they stand. */
export function factFence(sheet: FactSheet): string {
	const unapproved = new Map(sheet.quotes.filter((quote) => !isApproved(quote)).map((quote) => [quote.factNo, quote]));
	const lines = sheet.facts.map(({ no, label, text }) => {
		const quote = unapproved.get(no);
		return `[${no}] ${label}: ${oneLine(quote === undefined ? withoutUnapproved(text, sheet.quotes) : `${quote.speaker} ${quote.role}: [인용 필요]`)}`;
	});
	return fence('입력 사실', lines.length === 0 ? [NO_FACT] : lines);
}

/** Names of the cells of those facts that are rows. */
export function columnLines(profile: Profile, sheet: FactSheet): string[] {
	return profile.fields.filter(({ id, columns }) => columns !== undefined && sheet.facts.some(({ fieldId }) => fieldId === id)).map(({ label, columns = [] }) => `'${label}' 칸의 차례: ${columns.join(' | ')}`);
}

/** One line of a text. */
export function oneLine(text: string): string {
	return text.replace(/\s*\n\s*/g, ' ').trim();
}

function harmless(text: string): string {
	return text.replaceAll('<<<', '〈〈〈').replaceAll('>>>', '〉〉〉');
}
