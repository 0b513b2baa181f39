import { ValidationError } from '../../errors';

/** A file as the sender's list of hashes (해시 목록) names it. */
export interface ManifestEntry {
	name: string;
	/** Lower-case hex. */
	sha256: string;
}

const HASH_FIRST = /^([0-9a-f]{64})[ \t,;|]+\*?(.+)$/i;
const NAME_FIRST = /^(.+?)[ \t]*[ \t,;|][ \t]*([0-9a-f]{64})(?:[ \t,;|].*)?$/i;
const BSD = /^SHA(?:2-)?256 ?\((.+)\) ?= ?([0-9a-f]{64})$/i;

/**
 * Reads a list of SHA-256 hashes: lines of `sha256sum` (hash, name), `SHA256 (name) = hash`, or columns name, hash.
 * Empty lines, lines with `#` and a heading line are passed over. Folders before a name are dropped.
 * @throws ValidationError `badManifest` with the line
 */
export function parseHashManifest(text: string): ManifestEntry[] {
	const entries = new Map<string, ManifestEntry>();
	for (const [index, whole] of text.replace(/^\uFEFF/, '').split(/\r?\n/).entries()) {
		const line = whole.trim();
		if (line === '' || line.startsWith('#')) continue;
		const bsd = BSD.exec(line);
		const first = HASH_FIRST.exec(line);
		const last = NAME_FIRST.exec(line);
		const [name, hash] = bsd ? [bsd[1], bsd[2]] : first ? [first[2], first[1]] : [last?.[1], last?.[2]];
		if (name === undefined || hash === undefined) {
			if (entries.size === 0 && !/[0-9a-f]{64}/i.test(line)) continue;
			throw badManifest(index + 1);
		}
		const base = name.trim().replace(/^"|"$/g, '').split(/[\\/]/).at(-1)?.normalize('NFC') ?? '';
		const known = entries.get(base);
		if (base === '' || (known && known.sha256 !== hash.toLowerCase())) throw badManifest(index + 1);
		entries.set(base, { name: base, sha256: hash.toLowerCase() });
	}
	if (entries.size === 0) throw badManifest(1);
	return [...entries.values()];
}

const badManifest = (line: number) =>
	new ValidationError(
		'badManifest',
		`해시 목록 파일의 ${line}번째 줄을 읽을 수 없습니다.`,
		"한 줄에 'SHA-256 해시, 파일 이름'을 적은 목록(sha256sum 형식)인지 자료 제공 기관에 확인하시기 바랍니다.",
	);
