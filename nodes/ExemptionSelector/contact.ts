import type { IDataObject } from 'n8n-workflow';

import type { Contact } from '../../lib/exemption/selection';

/** The contact fields of a collection's entry that are filled in. */
export function contactOf(entry: IDataObject): Partial<Contact> {
	const filled = (['department', 'phone', 'hours'] as const).filter((name) => String(entry[name] ?? '').trim() !== '');
	return Object.fromEntries(filled.map((name) => [name, String(entry[name]).trim()]));
}
