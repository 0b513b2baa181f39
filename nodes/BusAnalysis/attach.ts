import { createReadStream } from 'node:fs';
import { basename, extname } from 'node:path';

import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import type { BookFile } from '../../lib/transit/book/put-file';

const KINDS: Readonly<Record<string, { key: string; mime: string }>> = {
	'.html': { key: 'report', mime: 'text/html' },
	'.xlsx': { key: 'workbook', mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
	'.hwpx': { key: 'memo', mime: 'application/hwp+zip' },
	'.png': { key: 'picture', mime: 'image/png' },
};

/** The files of a report as binary data of an item: report, workbook, memo, picture1, picture2 … */
export async function attach(ctx: IExecuteFunctions, files: readonly Pick<BookFile, 'path'>[]): Promise<IBinaryKeyData> {
	const binary: IBinaryKeyData = {};
	let pictures = 0;
	for (const { path } of files) {
		const kind = KINDS[extname(path)];
		if (!kind) continue;
		const key = kind.key === 'picture' ? `picture${++pictures}` : kind.key;
		binary[key] = await ctx.helpers.prepareBinaryData(createReadStream(path), basename(path), kind.mime);
	}
	return binary;
}
