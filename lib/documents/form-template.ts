import { ValidationError } from '../errors';
import { listPlaceholders } from '../sms/text/template';
import { type Block, label, value } from './blocks';
import shipped from './templates/statutory-form.json';

/** What a form (별지 제2호서식) can say of the applicant and the office. */
export const FORM_FIELDS = [
	'성명',
	'주소',
	'접수번호',
	'접수일',
	'차량번호',
	'감면구분',
	'근거규정',
	'취득일',
	'등록일',
	'의무보유기간',
	'유의사항',
	'담당부서',
	'담당자',
	'담당전화',
	'문의시간',
	'발행일',
	'기관명',
	'기관장',
] as const;
export type FormField = (typeof FORM_FIELDS)[number];
export type FormValues = Readonly<Record<FormField, string>>;

/**
 * The text that ships with the package. It is an example: the official wording of the form could not be obtained, so the
 * office puts its own in its place.
 */
export const shippedFormTemplate = (): string => shipped.lines.join('\n');

/** A line of the template: what kind of block it makes, still with its blanks. */
type Line = { kind: 'comment' } | { kind: 'blank' } | { kind: 'row'; cells: string[] } | { kind: 'text'; mark: string; text: string };

function lineOf(raw: string): Line {
	const line = raw.trim();
	if (line.startsWith('//')) return { kind: 'comment' };
	if (line === '') return { kind: 'blank' };
	if (/^\|.*\|$/.test(line)) return { kind: 'row', cells: line.slice(1, -1).split('|').map((cell) => cell.trim()) };
	const mark = /^(#{1,2}|>{1,2}|!) /.exec(line)?.[1] ?? '';
	return { kind: 'text', mark, text: line.slice(mark.length).trim() };
}

/**
 * Refuses a template that cannot be printed, naming line and remedy: `formTemplate` (unknown blank, a table row with an odd
 * number of cells, nothing to print).
 */
export function checkFormTemplate(template: string): void {
	const faults: string[] = [];
	const known: ReadonlySet<string> = new Set(FORM_FIELDS);
	const lines = template.split(/\r?\n/);
	for (const [index, raw] of lines.entries()) {
		const line = lineOf(raw);
		if (line.kind === 'comment') continue;
		for (const name of listPlaceholders(raw)) if (!known.has(name)) faults.push(`${index + 1}행: 모르는 빈칸 #{${name.slice(0, 20)}}`);
		if (line.kind === 'row' && line.cells.length % 2 === 1) faults.push(`${index + 1}행: 표의 칸은 '이름'과 '값'이 짝이 되어야 합니다.`);
	}
	if (lines.every((raw) => ['comment', 'blank'].includes(lineOf(raw).kind))) faults.push('인쇄할 내용이 없습니다.');
	if (faults.length === 0) return;
	throw new ValidationError(
		'formTemplate',
		`서식 문안을 쓸 수 없습니다. ${faults.slice(0, 5).join(' / ')}`,
		`서식 문안의 해당 줄을 고치시기 바랍니다. 쓸 수 있는 빈칸: ${FORM_FIELDS.map((name) => `#{${name}}`).join(', ')}`,
	);
}

/** Widths of a table of name and value pairs. */
const PAIR = [16, 34, 16, 34];

/** One page of the form: the template with the applicant's values. A value is never read as template again. */
export function formBlocks(template: string, values: FormValues): Block[] {
	const fill = (text: string) => text.replace(/#\{([^#{}\n]*)\}/g, (all, name: string) => valueOf(values, name.trim()) ?? all);
	let blocks: Block[] = [];
	for (const raw of template.split(/\r?\n/)) {
		const line = lineOf(raw);
		const last = blocks.at(-1);
		if (line.kind === 'row') {
			const row = rowOf(line.cells.map(fill));
			if (last?.kind === 'table') blocks[blocks.length - 1] = { ...last, rows: [...last.rows, row] };
			else blocks.push({ kind: 'table', widths: PAIR, rows: [row] });
		} else if (line.kind === 'blank' && last !== undefined) blocks.push({ kind: 'space' });
		else if (line.kind === 'text') blocks = blocks.concat(textBlocks(line.mark, fill(line.text)));
	}
	return blocks;
}

const valueOf = (values: FormValues, name: string): string | undefined => FORM_FIELDS.filter((field) => field === name).map((field) => values[field])[0];

/** Two pairs side by side; a single pair takes the whole line. */
function rowOf([name = '', text = '', second, other = '']: readonly string[]) {
	return second === undefined ? [label(name), value(text, 'left', 3)] : [label(name), value(text), label(second), value(other)];
}

function textBlocks(mark: string, text: string): Block[] {
	if (mark === '#') return [{ kind: 'title', text }];
	if (mark === '##') return [{ kind: 'line', text: `□ ${text}`, bold: true }];
	if (mark === '>') return [{ kind: 'line', text, align: 'center' }];
	if (mark === '>>') return [{ kind: 'line', text, align: 'right' }];
	if (mark === '!') return [{ kind: 'line', text, align: 'center', bold: true, size: 32 }];
	return text.split('\n').map((line) => ({ kind: 'line', text: line, level: 1 }));
}
