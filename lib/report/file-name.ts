import type { ReportModel } from './model';

const FALLBACK = '안내결과';
/** Most file systems take 255 bytes; the rest is for extension and temporary suffix. */
const MOST_BYTES = 200;

/** Base name of a run's files, e.g. `안내결과_2026-W47`; a simulated run says so. */
export const reportBaseName = (model: Pick<ReportModel, 'run' | 'simulated'>) =>
	`${FALLBACK}_${model.run.period}${model.simulated ? '_모의' : ''}`;

/**
 * A file name that every system takes and that cannot leave its folder: no separators, control characters, leading
 * or trailing dots, no reserved Windows name, at most 200 bytes.
 */
export function safeFileName(name: string): string {
	const plain = name
		.normalize('NFC')
		.toWellFormed()
		.replace(/[\p{Cc}\p{Cf}\ufffd]/gu, '')
		.replace(/[/\\:*?"<>|]/g, '_')
		.replace(/^[.\s]+/, '');
	let short = '';
	for (const character of plain) {
		if (Buffer.byteLength(short + character) > MOST_BYTES) break;
		short += character;
	}
	short = short.replace(/[.\s]+$/, '');
	if (short === '') return FALLBACK;
	return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(short) ? `_${short}` : short;
}
