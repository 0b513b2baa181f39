import { understatesSize, zipEntries, type ZipEntry } from '../../revenue/zip-directory';
import { refusals } from './refusals';

const MOST_ENTRIES = 2_000;
const MOST_UNPACKED = 200 * 1_048_576;
/** Text of a document; pictures may be larger. */
const MOST_TEXT = 40 * 1_048_576;
const LARGEST_RATIO = 200;
const RATIO_FROM = 4 * 1_048_576;

/**
 * Which kind of document an archive is, after what would harm is refused: `documentBroken` (no whole directory; HWPX without
 * a section, DOCX without its document), `documentEncrypted`, `documentBomb`, `documentFormat` (a workbook, any other archive).
 */
export function archiveKind(bytes: Buffer, name: string): 'hwpx' | 'docx' {
	const entries = zipEntries(bytes);
	if (entries === undefined) throw refusals.broken(name, '압축 목록이 온전하지 않음');
	if (entries.some(({ encrypted }) => encrypted)) throw refusals.encrypted(name);
	if (isBomb(entries)) throw refusals.bomb(name);
	const has = (pattern: RegExp) => entries.some((entry) => pattern.test(entry.name));
	if (has(/^word\/document\.xml$/i)) return 'docx';
	if (has(/^Contents\/section\d+\.xml$/i)) return 'hwpx';
	if (has(/^Contents\//i) || hasMimetype(entries)) throw refusals.broken(name, '본문(Contents/section0.xml)이 없음');
	if (has(/^word\//i)) throw refusals.broken(name, '본문(word/document.xml)이 없음');
	throw refusals.format(name);
}

function isBomb(entries: readonly ZipEntry[]): boolean {
	const total = entries.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0);
	if (entries.length > MOST_ENTRIES || total > MOST_UNPACKED) return true;
	return entries.some((entry) => {
		const { name, unpackedBytes, packed } = entry;
		const isText = /\.(?:xml|rels|hpf|txt)$/i.test(name);
		if (isText && unpackedBytes > MOST_TEXT) return true;
		return (unpackedBytes > RATIO_FROM && unpackedBytes > LARGEST_RATIO * packed.length) || understatesSize(entry);
	});
}

const hasMimetype = (entries: readonly ZipEntry[]): boolean => entries.some(({ name, packed }) => name === 'mimetype' && /hwp|owpml/i.test(packed.toString('latin1')));
