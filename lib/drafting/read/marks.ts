import type { DocumentForm } from '../types';

/** Kinds of item marks, each family from its first level down. */
const FAMILIES = {
	/** Reports: □ ○ - ㆍ */
	report: [/^[□■◻▢❏]\s*/, /^[○◯ㅇ◦❍●]\s*|^o\s+/, /^[-–―]\s+/, /^[ㆍ·•‧・∙]\s*/],
	/** Letters: 1. 가. 1) 가) and the four below, which share the last level. */
	letter: [/^\d{1,2}\.\s+(?!\d{1,2}\.)/, /^[가나다라마바사아자차카타파하거너더러]\.\s+/, /^\d{1,2}\)\s*/, /^[가나다라마바사아자차카타파하거너더러]\)\s*|^\((?:\d{1,2}|[가-하])\)\s*|^[①-⑳㉮-㉻]\s*/],
} as const;

type Family = keyof typeof FAMILIES;

/** Marks of chapters: Ⅰ. and I. */
const CHAPTER = /^(?:[Ⅰ-Ⅻ]|(?:IX|IV|V?I{1,3}|V|X)(?=[.\s]))\.?\s*/;
const MARKDOWN_HEADING = /^#{1,6}\s+/;
const FRAME = /^[[【<〈《(（]\s*(.*?)\s*[\]】>〉》)）]$/;

/** A line without its mark, and which mark it had. */
export interface MarkedLine {
	family: Family;
	/** 1 to 4, of its own family. */
	level: 1 | 2 | 3 | 4;
	text: string;
}

const LEVELS = [1, 2, 3, 4] as const;

/** The item mark a line begins with; null for none. */
export function markOf(line: string): MarkedLine | null {
	for (const family of ['report', 'letter'] as const) {
		for (const [index, pattern] of FAMILIES[family].entries()) {
			const found = pattern.exec(line);
			const level = LEVELS[index];
			if (found === null || level === undefined) continue;
			const text = line.slice(found[0].length).replace(/\s+[-–―]$/, '').trim();
			if (text !== '') return { family, level, text };
		}
	}
	return null;
}

/** The text of a line that can only be a heading (`Ⅰ. …`, `# …`), with how deep a Markdown one is; null where it is none. */
export function headingOf(line: string): { text: string; depth: number } | null {
	const markdown = MARKDOWN_HEADING.exec(line);
	if (markdown) return { text: line.slice(markdown[0].length).trim(), depth: markdown[0].trim().length };
	const chapter = CHAPTER.exec(line);
	const text = chapter === null ? '' : line.slice(chapter[0].length).trim();
	return text === '' ? null : { text, depth: 2 };
}

/** A heading as it is compared: no mark, frame, colon, spaces or dots. */
export function headingKey(line: string): string {
	let text = line.trim();
	text = headingOf(text)?.text ?? markOf(text)?.text ?? text;
	text = FRAME.exec(text)?.[1] ?? text;
	return text.replace(/[\s:：·ㆍ‧・*◈◆◇■▣▶▷►★☆※∎]/g, '');
}

/** The heading a line can be, as it is compared; empty for an item below the first level. */
export function headingKeyOfLine(line: string): string {
	const mark = markOf(line.trim());
	return mark !== null && mark.level > 1 ? '' : headingKey(line);
}

/** Counts levels: the family of the document's form stands where its marks say, another one below what stands above it. */
export class Levels {
	private readonly own: Family;
	private base = 0;
	private others: number[] = [];

	constructor(form: DocumentForm) {
		this.own = form === 'letter' || form === 'reply' || form === 'minutes' || form === 'notice' ? 'letter' : 'report';
	}

	/** Level of the next marked line. */
	next({ family, level }: MarkedLine): 1 | 2 | 3 | 4 {
		if (family === this.own) {
			this.base = level;
			this.others = [];
			return level;
		}
		this.others = [...this.others.filter((other) => other < level), level];
		return LEVELS[Math.min(this.base + this.others.length, 4) - 1] ?? 4;
	}

	/** A new section begins. */
	reset(): void {
		this.base = 0;
		this.others = [];
	}
}
