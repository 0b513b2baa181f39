import type { StoredDocument } from './document';

type Loose = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');

/** Whether a value read from disk is a document that this version wrote. */
export function isStoredDocument(value: unknown): value is StoredDocument {
	if (!isObject(value) || value.format !== 1) return false;
	const texts = ['draftId', 'profileId', 'subType', 'createdAt', 'updatedAt', 'approvedBy'].every((name) => typeof value[name] === 'string');
	const lists = Array.isArray(value.findings) && Array.isArray(value.traces) && isTexts(value.instructions) && isTexts(value.missing);
	const states = ['draft', 'reviewed', 'approved'].includes(String(value.state));
	return texts && lists && states && Number.isSafeInteger(value.edition) && isObject(value.values) && isTexts(Object.values(value.values)) && isObject(value.making) && isContent(value.content);
}

function isContent(value: unknown): boolean {
	if (!isObject(value) || typeof value.title !== 'string' || !isTexts(value.subtitles) || !Array.isArray(value.sections)) return false;
	return value.sections.every((section: unknown) => isObject(section) && typeof section.id === 'string' && typeof section.heading === 'string' && Array.isArray(section.blocks) && section.blocks.every(isBlock));
}

function isBlock(block: unknown): boolean {
	if (!isObject(block)) return false;
	if (block.kind === 'table') return isTexts(block.columns) && Array.isArray(block.rows) && block.rows.every(isTexts);
	return typeof block.text === 'string' && (block.kind === 'paragraph' || (block.kind === 'item' && typeof block.level === 'number'));
}
