import type { Fault, ProfileFile } from './profile-shape';

const PLACEHOLDER = /#\{([^{}]*)\}/g;

/** What does not fit together in a profile file of the right shape: ids used twice, choices without options, templates that name no field … */
export function senseFaults(file: ProfileFile): Fault[] {
	return [...repeated(file.fields, '$.fields'), ...repeated(file.sections, '$.sections'), ...repeated(file.subTypes ?? [], '$.subTypes'), ...sameLabels(file), ...fieldFaults(file), ...sectionFaults(file)];
}

function repeated(parts: ReadonlyArray<{ id: string }>, path: string): Fault[] {
	return parts.flatMap(({ id }, index) => (parts.findIndex((part) => part.id === id) < index ? [{ path: `${path}[${index}].id`, message: `같은 id "${id}"가 앞에 있으므로 다른 id를 적으시기 바랍니다.` }] : []));
}

/** Forms, tables and the chat find a field by its label, however it is spaced. */
function sameLabels({ fields }: ProfileFile): Fault[] {
	const plain = fields.map(({ label }) => label.normalize('NFC').replaceAll(/[\s*:：]+/g, ''));
	return plain.flatMap((label, index) => (plain.indexOf(label) < index ? [{ path: `$.fields[${index}].label`, message: '같은 이름의 입력 항목이 앞에 있으므로 다른 이름을 적으시기 바랍니다.' }] : []));
}

function fieldFaults({ fields }: ProfileFile): Fault[] {
	const faults = fields.flatMap(({ kind, options, columns, personColumns }, index): Fault[] => {
		const path = `$.fields[${index}]`;
		return [
			...(kind === 'choice' && options === undefined ? [{ path, message: 'kind가 choice이므로 고를 것을 "options"에 적으시기 바랍니다.' }] : []),
			...(kind === 'rows' && columns === undefined ? [{ path, message: 'kind가 rows이므로 칸의 이름을 "columns"에 적으시기 바랍니다.' }] : []),
			...(personColumns ?? []).flatMap((name, at) => (columns?.includes(name) === true ? [] : [{ path: `${path}.personColumns[${at}]`, message: `columns에 있는 이름으로 적으시기 바랍니다: ${(columns ?? []).join(', ')}` }])),
		];
	});
	if (!fields.some(({ fact, required }) => fact !== false && required === true)) faults.push({ path: '$.fields', message: '초안의 바탕이 되는 필수 입력 항목("required": true)을 하나 이상 두시기 바랍니다.' });
	return faults;
}

function sectionFaults({ fields, sections }: ProfileFile): Fault[] {
	const known = new Set(fields.map(({ id }) => id));
	const faults = sections.flatMap(({ form, columns, template, min, max }, index): Fault[] => {
		const path = `$.sections[${index}]`;
		return [
			...(form === 'table' && columns === undefined ? [{ path, message: 'form이 table이므로 칸의 이름을 "columns"에 적으시기 바랍니다.' }] : []),
			...(form === 'fixed' && template === undefined ? [{ path, message: 'form이 fixed이므로 인쇄할 줄을 "template"에 적으시기 바랍니다.' }] : []),
			...(min !== undefined && max !== undefined && min > max ? [{ path: `${path}.max`, message: 'min보다 작지 않게 적으시기 바랍니다.' }] : []),
			...(template ?? []).flatMap((line, at) => unknownFields(line, known).map((id) => ({ path: `${path}.template[${at}]`, message: `#{${id}}에 해당하는 입력 항목이 없으므로 fields에 두거나 이름을 고치시기 바랍니다.` }))),
		];
	});
	if (sections.every(({ form }) => form === 'fixed')) faults.push({ path: '$.sections', message: '언어모형이 쓸 구성(form이 prose, outline, table)을 하나 이상 두시기 바랍니다.' });
	return faults;
}

function unknownFields(line: string, known: ReadonlySet<string>): string[] {
	return [...line.matchAll(PLACEHOLDER)].flatMap(([, id = '']) => (known.has(id) ? [] : [id]));
}
