import { parseJsonBody } from '../../http/answer';
import type { RemoteFile } from './source';

/**
 * File names in the answer of a folder's address: a web server's own index page (links), or JSON: a list of names or of
 * `{name, size, etag | modified}`, also under `files`. Null where it is neither.
 */
export function parseListing(text: string): RemoteFile[] | null {
	const parsed = parseJsonBody(text);
	if (parsed.kind === 'broken') return null;
	const files = parsed.kind === 'html' ? linkedNames(text) : listed(parsed.value);
	if (files === null) return null;
	return [...new Map(files.map((file) => [file.name, file])).values()];
}

function linkedNames(html: string): RemoteFile[] {
	const files: RemoteFile[] = [];
	for (const [, , address = ''] of html.matchAll(/<a\s[^>]*?href\s*=\s*(["'])(.*?)\1/gis)) {
		const target = address.replaceAll('&amp;', '&').replace(/^\.\//, '');
		if (target === '' || /^[a-z][a-z0-9+.-]*:|[?#/]/i.test(target)) continue;
		const name = decoded(target);
		if (name !== null) files.push({ name, bytes: null, version: null });
	}
	return files;
}

function listed(value: unknown): RemoteFile[] | null {
	const list: unknown = isObject(value) ? value.files : value;
	if (!Array.isArray(list)) return null;
	return list.flatMap((entry: unknown): RemoteFile[] => {
		const facts = isObject(entry) ? entry : { name: entry };
		if (typeof facts.name !== 'string' || /[\\/]/.test(facts.name)) return [];
		const version = [facts.etag, facts.modified].find((one) => typeof one === 'string' && one !== '');
		return [
			{
				name: facts.name.normalize('NFC'),
				bytes: typeof facts.size === 'number' && facts.size >= 0 ? facts.size : null,
				version: typeof version === 'string' ? version : null,
			},
		];
	});
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function decoded(target: string): string | null {
	try {
		const name = decodeURIComponent(target).normalize('NFC');
		return /[\\/\0]/.test(name) ? null : name;
	} catch {
		return null;
	}
}
