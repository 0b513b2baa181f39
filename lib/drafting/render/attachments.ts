import { isAttachments } from './body';
import { FormValues } from './form-values';
import type { RenderInput } from './types';

/** What stands before the name of an attachment in a list that somebody typed: 붙임, a colon, a number. */
const BEFORE = /^\s*(?:붙\s*임)?\s*:?\s*(?:\d{1,2}[.)]\s*)?/;
const END = /\s*끝\s*\.?\s*$/;

/** The attachments of a letter, each as `계획서 1부.`; from the section 붙임, else from the field. */
export function attachmentsOf(input: RenderInput): string[] {
	const section = input.content.sections.find(isAttachments);
	const written = (section?.blocks ?? []).flatMap((block) => (block.kind === 'table' ? [] : block.text.split('\n')));
	const given = written.length > 0 ? written : new FormValues(input.profile, input.values).lines('붙임', '첨부', '붙임 문서');
	return given.map(named).filter((one) => one !== '');
}

function named(text: string): string {
	const name = text.replace(END, '').replace(BEFORE, '').trim().replace(/\.$/, '');
	if (name === '' || /^없음$/.test(name)) return '';
	return /\d+\s*(?:부|매|건|장|권|식)$/.test(name) ? `${name}.` : `${name} 1부.`;
}

/** Lines of the attachments: one without a number; with two or more the further ones stand under the first. */
export function attachmentLines(attachments: readonly string[]): string[] {
	const [first = '', ...further] = attachments;
	if (attachments.length === 0) return [];
	if (further.length === 0) return [`붙임  ${first}`];
	return attachments.map((text, index) => `${index === 0 ? '붙임  ' : '      '}${index + 1}. ${text}`);
}
