import type { INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../../../lib/errors';
import { archiveFiles as archive } from '../../../../lib/retention/archive';
import { originOf, withLedger } from '../../../shared/ledger';
import type { Operation } from '../../../shared/operations';
import { requiredTextAt, textAt } from '../../../shared/parameters';
import { campaignField } from '../../../shared/run-fields';
import { runItems } from '../../../shared/run-items';
import { folderOf, shownFor } from './fields';

const properties: INodeProperties[] = [
	campaignField,
	{
		displayName: '추출 파일 폴더',
		name: 'exportFolder',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: /data/cityhall/exemption-exports',
		description: '담당자가 추출한 파일을 저장하는 폴더. 마감된 회차가 읽은 파일만 옮깁니다.',
	},
	{
		displayName: '보관 폴더',
		name: 'archiveFolder',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: /data/cityhall/archive',
		description: '파기할 때까지 파일을 두는 폴더. 담당자만 열 수 있게 합니다.',
	},
	{
		displayName: '파기까지 일수',
		name: 'destroyAfterDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 365 },
		default: 30,
		description: '옮긴 날부터 이 일수가 지나면 파기 대상이 됩니다',
	},
];

/** Takes away the exports that a closed run has read; the item names them. */
export const archiveFiles: Operation = {
	description: shownFor('archiveFiles', properties),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger, businessNow }) =>
			await runItems(ctx, async (i) => {
				const campaign = requiredTextAt(ctx, 'campaign', i, '안내 업무');
				const from = await folderOf(ctx, textAt(ctx, 'exportFolder', i), '추출 파일 폴더');
				const to = await folderOf(ctx, textAt(ctx, 'archiveFolder', i), '보관 폴더');
				if (from === to) throw sameFolder();
				const archived = await archive(ledger.desk, {
					campaign,
					from,
					to,
					today: businessNow().slice(0, 10),
					destroyAfterDays: Number(ctx.getNodeParameter('destroyAfterDays', i)),
					origin: originOf(ctx),
				});
				return [[{ json: { ...ctx.getInputData()[i]?.json, campaign, ...archived } }]];
			}),
		),
};

const sameFolder = () =>
	new ValidationError('sameFolder', "'추출 파일 폴더'와 '보관 폴더'가 같습니다.", '보관 폴더를 따로 만들어 입력하시기 바랍니다.');
