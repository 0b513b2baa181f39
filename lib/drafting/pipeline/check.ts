import { contentOfText } from '../read/content-of-text';
import type { DraftContent, HouseStyle } from '../types';
import { enteredFacts, NO_FACTS } from './entered-facts';
import { marked, review } from './review';
import type { CheckContext, CheckedDocument, CheckRequest } from './request';

/** Checks a text that somebody wrote, against the facts entered for it; no model is asked. @throws ValidationError of the facts */
export function checkText(text: string, request: CheckRequest, houseStyle: HouseStyle | null): CheckedDocument {
	return checkContent(contentOfText(text, request.profile), request, houseStyle);
}

/** The same for a document in its parts. Where no fact was entered nothing is traced, only the wording is read. */
export function checkContent(content: DraftContent, request: CheckRequest, houseStyle: HouseStyle | null): CheckedDocument {
	const { profile, values, settings, instructions = [] } = request;
	const sheet = enteredFacts(profile, values, instructions, { city: settings.city, today: settings.today });
	const context: CheckContext = { profile, values, settings, sheet, houseStyle, traced: sheet !== NO_FACTS, byHand: true };
	const done = marked(review(content, context, []), context);
	return { content: done.content, sheet, findings: [...sheet.findings, ...done.findings], traces: done.traces };
}
