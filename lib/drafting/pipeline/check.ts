import { factSheet } from '../facts/fact-sheet';
import { contentOfText } from '../read/content-of-text';
import type { DraftContent, FactSheet, HouseStyle } from '../types';
import { marked, review } from './review';
import { withInstructions, type CheckContext, type CheckedDocument, type CheckRequest } from './request';

/** Checks a text that somebody wrote, against the facts entered for it; no model is asked. @throws ValidationError of the facts */
export function checkText(text: string, request: CheckRequest, houseStyle: HouseStyle | null): CheckedDocument {
	return checkContent(contentOfText(text, request.profile), request, houseStyle);
}

/** The same for a document in its parts. Where no fact was entered nothing is traced, only the wording is read. */
export function checkContent(content: DraftContent, request: CheckRequest, houseStyle: HouseStyle | null): CheckedDocument {
	const { profile, values, settings, instructions = [] } = request;
	const bare = Object.values(values).every((value) => value.trim() === '');
	const sheet = bare ? NO_FACTS : withInstructions(factSheet(profile, values, { city: settings.city, today: settings.today }), instructions);
	const context: CheckContext = { profile, values, settings, sheet, houseStyle, traced: !bare, byHand: true };
	const done = marked(review(content, context, []), context);
	return { content: done.content, sheet, findings: [...sheet.findings, ...done.findings], traces: done.traces };
}

const NO_FACTS: FactSheet = { facts: [], quotes: [], findings: [], missing: [] };
