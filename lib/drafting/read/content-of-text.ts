import type { Block, DraftContent, DraftSection, Profile, ProfileSection } from '../types';
import { allot } from './allot';
import { fixedLines } from './fixed-lines';
import { headOfText } from './head-of-text';
import { headingKey, headingKeyOfLine, headingOf, Levels, markOf } from './marks';
import { cellsOf, isTableRule, tableOf } from './table-lines';

/** Invisible characters that come along when text is pasted. */
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad\u0000-\u0008\u000b\u000e-\u001f\u007f]/g;
/** `민원 요지: …`, `붙임  …`. */
const INLINE_HEADING = /^(.{1,20}?)(?:\s*[:：]\s*|\s{2,}|(?<=^붙\s?임)\s)(\S.*)$/;
/** The end mark, which the renderer puts. */
const END_MARK = /(?:\s{2,}|^)끝\.\s*$/;

/** Lines under one heading. */
interface Part {
	/** Null where no section of the profile has this heading. */
	section: ProfileSection | null;
	heading: string;
	blocks: Block[];
}

/**
 * Any text as the content of a document: title, sub-headlines, sections by the profile's headings, item marks as levels, tables
 * (tabs or bars) as tables. Text without headings is shared among the sections in order; an unknown heading makes a section
 * without an id. Nothing is left out but marks, the end mark `끝.` and lines that only name the kind of paper.
 */
export function contentOfText(text: string, profile: Profile): DraftContent {
	const lines = text.normalize('NFC').replace(/\r\n?|[\u2028\u2029\f\v]/g, '\n').replace(INVISIBLE, '').replaceAll('\u00a0', ' ').split('\n');
	const byKey = new Map(profile.sections.filter(({ heading }) => heading !== '').map((section) => [headingKey(section.heading), section]));
	const head = headOfText(lines, profile, (line) => byKey.has(headingKeyOfLine(line)) || inlineHeading(line, byKey) !== null);
	const { parts, fixed } = new TextParts(profile, byKey).read(withoutEnd(head.rest));
	return { title: head.title, subtitles: head.subtitles, sections: inPlace(parts.flatMap((part) => sectionsOf(part, profile)), fixed, profile) };
}

function withoutEnd(lines: readonly string[]): string[] {
	const last = lines.findLastIndex((line) => line.trim() !== '');
	return lines.map((line, index) => (index === last ? line.replace(END_MARK, '') : line));
}

function inlineHeading(line: string, byKey: ReadonlyMap<string, ProfileSection>): { section: ProfileSection; text: string } | null {
	const [, name = '', text = ''] = INLINE_HEADING.exec(line.trim()) ?? [];
	const section = markOf(line.trim()) === null ? byKey.get(headingKey(name)) : undefined;
	return section === undefined ? null : { section, text };
}

/** Reads line by line. */
class TextParts {
	private readonly parts: Part[] = [{ section: null, heading: '', blocks: [] }];
	private readonly fixed = new Map<string, DraftSection & { blocks: Block[] }>();
	private readonly fixedOf: (line: string) => ProfileSection | undefined;
	private readonly levels: Levels;
	private rows: string[][] = [];

	constructor(profile: Profile, private readonly byKey: ReadonlyMap<string, ProfileSection>) {
		this.fixedOf = fixedLines(profile);
		this.levels = new Levels(profile.form);
	}

	read(lines: readonly string[]): { parts: Part[]; fixed: DraftSection[] } {
		let above = '';
		for (const line of lines) {
			if (!this.takeRow(line)) this.takeLine(line, above);
			above = line;
		}
		this.closeTable();
		return { parts: this.parts, fixed: [...this.fixed.values()] };
	}

	private get part(): Part {
		return this.parts.at(-1) ?? { section: null, heading: '', blocks: [] };
	}

	private takeRow(line: string): boolean {
		const cells = cellsOf(line);
		if (cells !== null && this.fixedOf(line) === undefined) {
			if (!isTableRule(line)) this.rows.push(cells);
			return true;
		}
		this.closeTable();
		return false;
	}

	private closeTable(): void {
		if (this.rows.length > 0) this.part.blocks.push(tableOf(this.rows, this.part.section?.columns ?? []));
		this.rows = [];
	}

	private takeLine(line: string, above: string): void {
		const text = line.trim();
		if (text === '') return;
		const fixed = this.fixedOf(text) ?? this.bareFixedOf(text);
		if (fixed && fixed !== this.part.section) return this.addFixed(fixed, fixed.heading === '' ? (markOf(text)?.text ?? text) : text);
		const section = this.byKey.get(headingKeyOfLine(text));
		if (section) return this.begin(section, section.heading);
		const inline = inlineHeading(text, this.byKey);
		if (inline) {
			this.begin(inline.section, inline.section.heading);
			return this.takeText(inline.text, '');
		}
		const heading = headingOf(text);
		if (heading) return this.begin(null, heading.text);
		this.takeText(line, above);
	}

	/** With a mark before it, only a line of a section that has no heading can be told from an item of another one. */
	private bareFixedOf(text: string): ProfileSection | undefined {
		const fixed = this.fixedOf(markOf(text)?.text ?? '');
		return fixed?.heading === '' ? fixed : undefined;
	}

	private takeText(line: string, above: string): void {
		const text = line.trim();
		const marked = markOf(text);
		const { blocks } = this.part;
		const last = blocks.at(-1);
		if (marked) blocks.push({ kind: 'item', level: this.levels.next(marked), text: marked.text });
		else if (last?.kind === 'item' && /^\s/.test(line) && above.trim() !== '') blocks[blocks.length - 1] = { ...last, text: `${last.text} ${text}` };
		else blocks.push({ kind: 'paragraph', text });
	}

	private begin(section: ProfileSection | null, heading: string): void {
		this.levels.reset();
		this.parts.push({ section, heading, blocks: [] });
	}

	private addFixed(section: ProfileSection, text: string): void {
		const made = this.fixed.get(section.id) ?? { id: section.id, heading: section.heading, blocks: [] };
		made.blocks.push({ kind: 'paragraph', text });
		this.fixed.set(section.id, made);
	}
}

/** The sections that a part stands for: its own and those without a heading that follow it in the profile. */
function sectionsOf({ section, heading, blocks }: Part, profile: Profile): DraftSection[] {
	if (section === null && heading !== '') return [{ id: '', heading, blocks }];
	const from = section === null ? 0 : profile.sections.indexOf(section) + 1;
	const until = profile.sections.findIndex((other, index) => index >= from && other.heading !== '');
	const bare = profile.sections.slice(from, until === -1 ? undefined : until).filter(({ heading: printed, form }) => printed === '' && form !== 'fixed');
	if (section === null && bare.length === 0) return blocks.length === 0 ? [] : [{ id: '', heading: '', blocks }];
	if (blocks.length === 0) return section === null ? [] : [{ id: section.id, heading, blocks }];
	return allot(blocks, section === null ? bare : [section, ...bare]).map((allotted) => ({ id: allotted.section.id, heading: allotted.section.heading, blocks: allotted.blocks }));
}

/** Lines of fixed sections join their section, or go where the profile has it; the others keep the order of the text. */
function inPlace(sections: readonly DraftSection[], fixed: readonly DraftSection[], profile: Profile): DraftSection[] {
	const place = (id: string) => profile.sections.findIndex((section) => section.id === id);
	const ordered = [...sections];
	for (const section of fixed) {
		const own = ordered.findIndex(({ id }) => id === section.id);
		const found = ordered[own];
		if (found) ordered[own] = { ...found, blocks: [...section.blocks, ...found.blocks] };
		else {
			const at = ordered.findIndex(({ id }) => place(id) > place(section.id));
			ordered.splice(at === -1 ? ordered.length : at, 0, section);
		}
	}
	return ordered;
}
