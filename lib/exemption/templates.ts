import { createHash } from 'node:crypto';
import { ValidationError } from '../errors';
import { lintText } from '../sms/text/lint';
import { normaliseText } from '../sms/text/normalise';
import { isOptional, listPlaceholders } from '../sms/text/template';
import type { LintFinding } from '../sms/types';
import type { NoticeTemplate } from './decision';
import shippedFile from './templates/vehicle-exemption.json';

/** Filled from sealed fields at the moment of sending, never before. */
export const PERSONAL_PLACEHOLDERS = ['차량번호뒤4자리'] as const;

/** Filled by the selector. Names ending in `문구` are optional sentences: empty where they do not apply. */
export const SELECTOR_PLACEHOLDERS = [
	'기관명',
	'등록일',
	'취득일',
	'만료일',
	'주의기한',
	'대체취득기한',
	'담당부서',
	'담당전화',
	'문의시간',
	'배우자이전문구',
	'세대분리문구',
	'대체취득문구',
] as const;

/** Every placeholder a notice text may carry. */
export const NOTICE_PLACEHOLDERS: readonly string[] = [...PERSONAL_PLACEHOLDERS, ...SELECTOR_PLACEHOLDERS];

export const SENTENCE_NAMES = ['배우자이전문구', '세대분리문구', '대체취득문구', '대체취득경과문구'] as const;
/** Optional sentences. `대체취득경과문구` stands in for `대체취득문구` where its date has passed. */
export type SentenceName = (typeof SENTENCE_NAMES)[number];
export type Sentences = Readonly<Record<SentenceName, string>>;

export interface DefaultTemplate {
	id: string;
	/** Korean name for panels. */
	title: string;
	text: string;
	/** What an error message calls the text; made of the category's name where it is not given. */
	where?: string | undefined;
}

/** The default notice texts shipped with the package. */
export function shippedTemplates(): DefaultTemplate[] {
	return shippedFile.templates.map(({ id, title, lines }) => ({ id, title, text: lines.join('\n') }));
}

/** The optional sentences shipped with the package. */
export function shippedSentences(): Sentences {
	return shippedFile.sentences;
}

/**
 * A notice text with the version under which it is approved and recorded: a hash of the text and of the optional sentences
 * it can show. The text is normalised (NFC, plain spaces …) first.
 * Throws `ValidationError` (`faultyTemplate`) with what a person must change: a wording error, an unknown placeholder, no
 * contact. `where` names the text in Korean, e.g. `안내문(경차)`.
 */
export function noticeTemplate(
	id: string,
	rawText: string,
	sentences: Sentences,
	where: string,
	allowUrl = false,
): NoticeTemplate {
	const text = normaliseText(rawText).trim();
	refuse(where, errorsOf(text, NOTICE_PLACEHOLDERS, allowUrl));
	const names = listPlaceholders(text);
	const shown = SENTENCE_NAMES.filter((name) => names.includes(placeholderOf(name))).map((name) => [
		name,
		sentences[name],
	]);
	const version = createHash('sha256')
		.update(JSON.stringify([text, shown]))
		.digest('hex')
		.slice(0, 12);
	return { id, version, text };
}

/**
 * An optional sentence, normalised; its own placeholders are dates and contact only.
 * Throws `ValidationError` (`faultyTemplate`) for the wording errors of `noticeTemplate`.
 */
export function optionalSentence(name: string, rawText: string, allowUrl = false): string {
	const text = normaliseText(rawText).trim();
	const known = SELECTOR_PLACEHOLDERS.filter((placeholder) => !isOptional(placeholder));
	refuse(
		`#{${name}}`,
		errorsOf(text, known, allowUrl).filter((finding) => finding.code !== 'missingContact'),
	);
	return text;
}

function placeholderOf(name: SentenceName): string {
	return name === '대체취득경과문구' ? '대체취득문구' : name;
}

function errorsOf(text: string, knownPlaceholders: readonly string[], allowUrl: boolean): LintFinding[] {
	return lintText(text, { knownPlaceholders, allowUrl }).filter((finding) => finding.severity === 'error');
}

function refuse(where: string, errors: readonly LintFinding[]): void {
	if (errors.length === 0) return;
	throw new ValidationError(
		'faultyTemplate',
		`${where}을(를) 쓸 수 없습니다. ${errors.map((finding) => finding.message).join(' ')}`,
		[...new Set(errors.map((finding) => finding.remedy))].join(' '),
	);
}
