import { ValidationError } from '../../errors';
import { KIND_NAMES, type ColumnFault } from './content';
import { isHeadingOf } from './layouts';
import type { LayoutFile } from './layout';

const MOST_SHOWN = 5;
const REMEDY =
	'자료를 보낸 곳에 열 구성이 바뀌었는지 확인하시기 바랍니다. 바뀐 것이 맞으면 노드의 "열 대응"에 새 구성을 저장하고, 아니면 파일을 다시 받으시기 바랍니다.';

/** The headings are nearly those of a known layout: which columns are new, gone or elsewhere. */
export function changedHeadings(fileName: string, layout: LayoutFile, headings: readonly string[]): ValidationError {
	const said: string[] = [];
	const isNew = headings.map((heading) => !layout.columns.some((column) => isHeadingOf(column, heading)));
	const isGone = layout.columns.map((column) => !headings.some((heading) => isHeadingOf(column, heading)));
	headings.forEach((heading, index) => {
		if (isNew[index]) said.push(`${index + 1}번째 열 '${heading.trim()}'이(가) 새로 생겼습니다`);
	});
	layout.columns.forEach((column, index) => {
		if (isGone[index]) said.push(`${index + 1}번째에 있어야 할 열 '${column.name}'이(가) 없습니다`);
	});
	const staying = layout.columns.filter((_, index) => !isGone[index]);
	const stood = headings.map((heading, index) => ({ heading, index })).filter(({ index }) => !isNew[index]);
	stood.forEach(({ heading, index }, place) => {
		const expected = staying[place];
		if (expected && !isHeadingOf(expected, heading)) said.push(`${index + 1}번째 열이 '${expected.name}'이어야 하나 '${heading.trim()}'입니다`);
	});
	if (said.length === 0) said.push(`열이 ${layout.columns.length}개여야 하나 ${headings.length}개입니다`);
	return changed(fileName, layout, said);
}

/**
 * A file without headings has one column more or less than known layouts. `places` are those whose coming or going would
 * explain it; among neighbours of one kind it cannot be told which.
 */
export function oneMoreOrLess(fileName: string, width: number, near: readonly { layout: LayoutFile; places: readonly number[] }[]): ValidationError {
	const said = near.map(({ layout, places }) => `'${layout.name}' 형식이라면 열이 ${layout.columns.length}개여야 하나 ${width}개이며, ${oneAt(layout, width, places)}`);
	return new ValidationError('layoutChanged', `${fileName}: 열 구성이 알려진 형식과 다릅니다. ${said.slice(0, MOST_SHOWN).join('; ')}.`, REMEDY);
}

function oneAt(layout: LayoutFile, width: number, places: readonly number[]): string {
	const [first = 0] = places;
	const last = places.at(-1) ?? first;
	const where = first === last ? `${first + 1}번째` : `${first + 1}~${last + 1}번째 사이`;
	if (width > layout.columns.length) return `${where}에 열이 하나 늘어난 것으로 보입니다`;
	const names = layout.columns.slice(first, last + 1).map(({ name }) => `'${name}'`).join(', ');
	return first === last ? `${where} 열 ${names}이(가) 빠진 것으로 보입니다` : `${where}의 열 ${names} 중 하나가 빠진 것으로 보입니다`;
}

/** A file without headings has a known layout's number of columns and other content. */
export function changedContent(fileName: string, layout: LayoutFile, faults: readonly ColumnFault[]): ValidationError {
	const said: string[] = [];
	for (const { column, looksLike } of faults) {
		const expected = layout.columns[column];
		if (expected) said.push(`${column + 1}번째 열 '${expected.name}'은(는) ${KIND_NAMES[expected.kind]}이어야 하나 ${looksLike}입니다`);
	}
	return changed(fileName, layout, said);
}

function changed(fileName: string, layout: LayoutFile, said: readonly string[]): ValidationError {
	const rest = said.length > MOST_SHOWN ? ` 외 ${said.length - MOST_SHOWN}건` : '';
	return new ValidationError('layoutChanged', `${fileName}: '${layout.name}' 형식과 열 구성이 다릅니다. ${said.slice(0, MOST_SHOWN).join('; ')}${rest}.`, REMEDY);
}
