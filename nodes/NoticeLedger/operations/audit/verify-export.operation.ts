import type { INodeProperties } from 'n8n-workflow';

import { checkWords } from '../../../../lib/audit/check-words';
import { parseHead } from '../../../../lib/audit/head';
import { verifyExport as verify } from '../../../../lib/audit/verify-export';
import { fileLines } from '../../../../lib/file-lines';
import { ledgerKeyOf } from '../../../shared/desk-key';
import type { Operation } from '../../../shared/operations';
import { textAt } from '../../../shared/parameters';
import { runItems } from '../../../shared/run-items';
import { expectedHeadField, exportFileAt, shownFor } from './fields';

const properties: INodeProperties[] = [
	{
		displayName: '내보낸 파일',
		name: 'path',
		type: 'string',
		default: '={{ $json.path }}',
		required: true,
		placeholder: '예: /data/cityhall/audit/감사자료_2026-11-01_2026-11-30.jsonl',
		description: '기간 내보내기로 만든 JSONL 파일의 절대 경로. 발송 대장을 열지 않고 자격 증명의 대장 키만으로 확인합니다.',
	},
	expectedHeadField,
];

/** Checks an export by the ledger key alone; names the first line that was changed, added or taken out. */
export const verifyExport: Operation = {
	description: shownFor('verifyExport', properties),
	execute: async (ctx) => {
		const key = await ledgerKeyOf(ctx);
		return await runItems(ctx, async (i) => {
			const path = await exportFileAt(ctx, i);
			const check = await verify(fileLines(path), key, parseHead(textAt(ctx, 'expectedHead', i)));
			const { intact, lines, manifest, broken, contradictions, expectedHeadFound } = check;
			return [
				[
					{
						json: {
							path,
							intact,
							lines,
							from: manifest?.from ?? null,
							to: manifest?.to ?? null,
							brokenLine: broken?.line ?? null,
							contradictions: contradictions.length,
							expectedHeadFound,
							findings: checkWords(check),
						},
					},
				],
			];
		});
	},
};
