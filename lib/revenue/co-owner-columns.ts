import { textAt } from './cells';
import type { ColumnField, HeaderRow } from './mapping';
import type { RawPerson, RawText } from './raw';
import type { TableRow } from './table';

const CO_OWNER_FIELDS = {
	coOwnerName: 'name',
	coOwnerMobile: 'mobile',
	coOwnerAddress: 'address',
	coOwnerResidentNo: 'residentNo',
	coOwnerBirthDate: 'birthDate',
	coOwnerRelation: 'relation',
} as const satisfies Partial<Record<ColumnField, keyof RawPerson>>;

const FIELDS = ['coOwnerName', 'coOwnerMobile', 'coOwnerAddress', 'coOwnerResidentNo', 'coOwnerBirthDate', 'coOwnerRelation'] as const;

/** Co-owners side by side (`공동명의자1 성명`, `공동명의자2 성명`) or in one cell, one a line or parted by `;` or `/`. */
export function coOwnersOf(row: TableRow, columns: HeaderRow['columns']): { people: RawPerson[]; defect?: string } {
	// Most receipts have no co-owner.
	if (!FIELDS.some((field) => columns.get(field)?.some((column) => textAt(row, column) !== null))) return { people: [] };
	const lists = new Map<keyof RawPerson, RawText[]>();
	for (const field of FIELDS) {
		const cells = (columns.get(field) ?? []).map((column) => textAt(row, column));
		lists.set(CO_OWNER_FIELDS[field], cells.length === 1 ? splitCell(cells[0] ?? null) : cells);
	}
	const filled = [...lists.values()].map((list) => list.findLastIndex((text) => text !== null) + 1);
	const count = Math.max(0, ...filled);
	const people = Array.from({ length: count }, (_none, i): RawPerson => {
		const at = (field: keyof RawPerson) => lists.get(field)?.[i] ?? null;
		return {
			name: at('name'),
			type: null,
			minor: null,
			birthDate: at('birthDate'),
			mobile: at('mobile'),
			tel: null,
			address: at('address'),
			residentNo: at('residentNo'),
			relation: at('relation'),
		};
	}).filter((person) => Object.values(person).some((text) => text !== null));
	const names = lists.get('name')?.filter((name) => name !== null).length ?? 0;
	return names === people.length ? { people } : { people, defect: '공동명의자의 성명과 연락처 등의 개수가 다릅니다' };
}

function splitCell(cell: RawText): RawText[] {
	return cell === null ? [] : cell.split(/[;/\n]/).map((part) => part.trim() || null);
}
