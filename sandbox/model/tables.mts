import { withJosa } from './korean.mts';
import { type Prompt, type PromptFact, record } from './prompt.mts';
import { lineSentence } from './sentences.mts';
import { nearness } from './nearness.mts';

/** Rows for a table of the schema: the entered rows whose label is nearest to its name, cell by cell. */
export function tableRows(rows: readonly PromptFact[], shape: Record<string, unknown>, about: string, prompt: Prompt): unknown[] {
	const items = record(shape.items) ?? {};
	const named = record(items.properties);
	const columns = named ? Object.keys(named) : null;
	const columnNames = new Set(columns ?? []);
	const sharedColumns = (label: string) => (prompt.columns.get(label) ?? []).filter((name) => columnNames.has(name)).length;
	const score = (label: string) => (sharedColumns(label) > columnNames.size / 2 ? 5 * sharedColumns(label) : 0) + (prompt.columns.has(label) ? 0 : nearness(label, about));
	const labels = [...new Set(rows.map(({ label }) => label))].filter((label) => score(label) > 0);
	const best = Math.max(...labels.map(score), 0);
	const wanted = new Set(typeof shape.description === 'string' ? labels.filter((label) => score(label) >= best / 2) : rows.map(({ label }) => label));
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
	const order = cells[names.indexOf('순서')] ?? '';
	const content = cells[names.indexOf('내용')] ?? '';
	const told = (label: string) => prompt.facts.find((fact) => fact.label === label)?.text ?? '';
	if (/^개(?:식|회)$/.test(order)) return `지금부터 ${withJosa(told('행사명'), '을/를')} 시작하겠습니다.${told('사회자') === '' ? '' : ` 저는 진행을 맡은 ${told('사회자')}입니다.`}`;
	if (/^폐(?:식|회)$/.test(order)) return ['이것으로 모든 순서를 마치겠습니다.', ...prompt.facts.filter(({ label }) => label === '안내할 사항').map(({ text }) => lineSentence(text, 'polite')), '함께해 주신 여러분께 감사드립니다.'].join(' ');
	if (order.includes('국민의례')) return `다음은 국민의례 순서입니다. 모두 자리에서 일어나 국기를 향해 주시기 바랍니다.`;
	if (order.includes('내빈')) {
		const guests = prompt.facts.filter(({ label }) => label.includes('내빈')).map(({ text }) => text.split('|').map((cell) => cell.trim()));
		return ['오늘 함께해 주신 내빈을 소개하겠습니다.', ...guests.map(([role = '', name = '']) => `${name} ${role}님이십니다.`.trim())].join(' ');
	}
	const act = /(선언|경례|묵념|소개|보고|축사|기념사|인사|공연|소감|촬영|제막|낭독|상영|설명|안내)$/.test(content) ? ` ${withJosa(content, '이/가')} 있겠습니다.` : '';
	return `다음은 ${order} 순서입니다.${act}`;
}
