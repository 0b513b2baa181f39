import type { LintFinding, MessageType } from '../types';
import { type LintOptions, lintText } from './lint';
import { LMS_LIMIT_BYTES, measureText } from './measure';
import { normaliseText } from './normalise';
import { listPlaceholders } from './template';

/** A text as it would be sent, and what is wrong with it. */
export interface TextCheck {
	/** No error; warnings do not count. */
	sendable: boolean;
	/** CP949 bytes, blanks (`#{…}`) counted as written. */
	bytes: number;
	type: MessageType;
	/** Messages it would take: one, or more where it is too long for one. */
	pages: number;
	placeholders: string[];
	errors: number;
	warnings: number;
	findings: LintFinding[];
}

/** Checks a text as sending would: normalised first, so that what is mended without asking is no finding. */
export function checkText(text: string, options: LintOptions = {}): TextCheck {
	const normalised = normaliseText(text);
	const { bytes, type } = measureText(normalised);
	const findings = lintText(normalised, options);
	const count = (severity: LintFinding['severity']) => findings.filter((finding) => finding.severity === severity).length;
	return {
		sendable: count('error') === 0,
		bytes,
		type,
		pages: Math.max(1, Math.ceil(bytes / LMS_LIMIT_BYTES)),
		placeholders: listPlaceholders(normalised),
		errors: count('error'),
		warnings: count('warning'),
		findings,
	};
}
