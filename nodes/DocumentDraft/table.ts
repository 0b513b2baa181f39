import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { draftAndStore } from '../../lib/drafting/store/desk';
import { tableEntries } from '../../lib/drafting/facts/table-entries';
import type { Profile } from '../../lib/drafting/types';
import { CityhallError, ValidationError } from '../../lib/errors';
import { cancelSignal } from '../shared/clients';
import { allowedFolder } from '../shared/folders';
import { requiredTextAt, textAt } from '../shared/parameters';
import { tableReader } from '../shared/table-reader';
import { documentItem } from './answer';
import { deskPortsAt, draftingAt } from './desk-ports';
import { absolute, fileKindsAt, handedOnAt } from './fields';
import { valuesOf } from './type-fields';

const MB = 1024 * 1024;
const READ = { maxOldSpaceMb: 512, timeoutMs: 120_000 };
const MOST_FILE_BYTES = 50 * MB;

export const tableFields: INodeProperties[] = [
	{
		displayName: '표 폴더',
		name: 'tableFolder',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: /data/cityhall/award-candidates',
		displayOptions: { show: { source: ['table'] } },
		description: '대상자 명단 등 표 파일이 있는 절대 경로. 첫 줄의 열 이름은 문서 유형의 항목 이름과 같게 적습니다.',
	},
	{
		displayName: '파일 이름',
		name: 'tableFile',
		type: 'string',
		default: '',
		placeholder: '예: 표창후보자.xlsx',
		displayOptions: { show: { source: ['table'] } },
		description: '비우면 폴더에 하나만 있는 표 파일(xlsx, csv)을 씁니다',
	},
];

/**
 * A document for each row of the table; what a row holds is never in an item. A row that cannot be drafted becomes an item with
 * the reason and its line, and the next one is drafted; where none can, the error is thrown.
 */
export async function draftTable(ctx: IExecuteFunctions, i: number, profile: Profile): Promise<INodeExecutionData[]> {
	const folder = await allowedFolder(ctx, absolute(requiredTextAt(ctx, 'tableFolder', i, '표 폴더'), '표 폴더'));
	const name = await tableName(folder, textAt(ctx, 'tableFile', i));
	const signal = cancelSignal(ctx);
	const read = tableReader({ ...READ, ...(signal ? { signal } : {}) });
	const table = await read({ path: await allowedFolder(ctx, join(folder, name)), maxBytes: MOST_FILE_BYTES, encoding: 'auto' });
	const entries = tableEntries(table, (headings) => valuesOf(profile, Object.fromEntries(headings.map((heading) => [heading, 'x']))).unknown);
	const { deps, settings } = await draftingAt(ctx, i);
	const ports = await deskPortsAt(ctx, i);
	const kinds = fileKindsAt(ctx, i);
	const items: INodeExecutionData[] = [];
	let first: CityhallError | null = null;
	for (const { line, cells } of entries.rows) {
		signal?.throwIfAborted();
		const source = { file: name, line };
		try {
			const { values } = valuesOf(profile, cells);
			const { document, files } = await draftAndStore({ profile, values, subType: '', settings, ...(signal ? { signal } : {}) }, deps, ports, kinds);
			const item = await documentItem(ctx, { document, profile, city: settings.city, today: settings.today, files, ...handedOnAt(ctx, i), ignored: entries.ignored });
			items.push({ ...item, json: { ...item.json, source } });
		} catch (error) {
			if (!(error instanceof CityhallError) || signal?.aborted) throw error;
			first ??= error;
			items.push({ json: { status: 'failed', source, reasonCode: error.code, reason: error.message, remedy: error.remedy } });
		}
	}
	if (first !== null && items.every(({ json }) => json.status === 'failed')) throw first;
	return items;
}

async function tableName(folder: string, wanted: string): Promise<string> {
	if (wanted !== '' && (wanted.includes('/') || wanted.includes('\\') || wanted.startsWith('.'))) throw new ValidationError('tableName', "'파일 이름'에 경로를 적을 수 없습니다.", '폴더 안의 파일 이름만 적으시기 바랍니다.');
	if (wanted !== '') return wanted;
	const found = (await readdir(folder)).filter((name) => /\.(?:xlsx|csv)$/i.test(name) && !/^[.~]/.test(name));
	const [only] = found;
	if (only !== undefined && found.length === 1) return only;
	throw new ValidationError('tableFile', found.length === 0 ? '표 폴더에 표 파일(xlsx, csv)이 없습니다.' : `표 폴더에 표 파일이 ${found.length}개 있습니다.`, "표 파일을 하나만 두거나 '파일 이름'에 읽을 파일을 적으시기 바랍니다.");
}
