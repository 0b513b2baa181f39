import { lineSentence } from './sentences.mts';
import { type Prompt, type PromptFact, record } from './prompt.mts';
import { nearness } from './nearness.mts';
import { voiceOf } from './understand.mts';

/** Rows for a table of the schema: the entered rows whose label is nearest to its name, cell by cell. */
export function tableRows(rows: readonly PromptFact[], shape: Record<string, unknown>, about: string, prompt: Prompt): unknown[] {
	const items = record(shape.items) ?? {};
	const named = record(items.properties);
	const columns = named ? Object.keys(named) : null;
	const labels = [...new Set(rows.map(({ label }) => label))].filter((label) => nearness(label, about) > 0);
	const best = Math.max(...labels.map((label) => nearness(label, about)), 0);
	const wanted = new Set(typeof shape.description === 'string' ? labels.filter((label) => nearness(label, about) >= best / 2) : rows.map(({ label }) => label));
	return rows
		.filter(({ label }) => wanted.has(label))
		.map(({ label, text }) => {
			const cells = text.split('|').map((cell) => cell.trim());
			if (!columns) return cells;
			const names = prompt.columns.get(label) ?? columns;
			return Object.fromEntries(columns.map((column) => [column, cellFor(column, cells, names, label, prompt)]));
		});
}

function cellFor(column: string, cells: readonly string[], names: readonly string[], label: string, prompt: Prompt): string {
	const own = names.indexOf(column);
	if (own >= 0) return cells[own] ?? '';
	if (column === '구분') return label.replace(/자$/, '');
	if (column === '멘트') return spoken(cells, names, prompt);
	if (column === '비고') return '';
	return '';
}

/** What the master of ceremonies says at a point of the programme. */
function spoken(cells: readonly string[], names: readonly string[], prompt: Prompt): string {
	const { style } = voiceOf(prompt.profileId);
	const order = cells[names.indexOf('순서')] ?? '';
	const content = cells[names.indexOf('내용')] ?? order;
	if (order === '개식' || order === '개회') {
		const event = prompt.facts.find(({ label }) => label === '행사명')?.text ?? '';
		return `지금부터 ${event}을 시작하겠습니다.`.replace(/(.)을 시작/, (_all, last: string) => `${last}${(last.charCodeAt(0) - 0xac00) % 28 > 0 ? '을' : '를'} 시작`);
	}
	if (order.includes('내빈')) {
		const guests = prompt.facts.filter(({ label }) => label.includes('내빈')).map(({ text }) => text.split('|').map((cell) => cell.trim()));
		return ['오늘 함께해 주신 내빈을 소개하겠습니다.', ...guests.map(([role = '', name = '']) => `${name} ${role}님이십니다.`.trim())].join(' ');
	}
	return `다음은 ${order} 순서입니다. ${lineSentence(content, style)}`.replace(/ [^.]*입니다\.$/, (all) => (all.includes('순서') ? all : ` ${content}${(content.charCodeAt(content.length - 1) - 0xac00) % 28 > 0 ? '이' : '가'} 있겠습니다.`));
}
