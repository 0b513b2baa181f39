import type { INodeProperties } from 'n8n-workflow';

import { writeToldPage } from '../../../../lib/audit/told-page';
import { noticeAt, toldText as textOf } from '../../../../lib/audit/told-text';
import { withLedger } from '../../../shared/ledger';
import type { Operation } from '../../../shared/operations';
import { requiredTextAt } from '../../../shared/parameters';
import { personalKeys } from '../../../shared/personal-keys';
import { staffField } from '../../../shared/run-fields';
import { runItems } from '../../../shared/run-items';
import { destroyAfterField, purposeField } from '../desk/fields';
import { personalFolderAt, personalFolderField, recordOpening, registered } from '../desk/personal-file';
import { shownFor } from './fields';

const properties: INodeProperties[] = [
	{
		displayName: '안내 식별값',
		name: 'noticeKey',
		type: 'string',
		default: '={{ $json.noticeKey }}',
		required: true,
		description: "'안내 이력 조회'나 감사 자료에 나온 안내 식별값(noticeKey)",
	},
	{ ...personalFolderField, description: '보낸 문자를 그대로 적은 파일을 저장할 절대 경로. 차량번호 일부가 들어 있으므로 n8n 저장 폴더 밖에 두고, 담당자만 열 수 있게 합니다.' },
	{ ...purposeField, placeholder: '예: 2026년 하반기 정기 감사 표본 확인', description: '문안을 다시 보는 사유. 대장에 개인정보 열람으로 남습니다.' },
	staffField,
	destroyAfterField,
];

/**
 * Makes the text of a notice again and compares it with the hash that was recorded when it was sent. The readable text goes into
 * a file that is registered for destruction; the item shows it masked.
 */
export const toldText: Operation = {
	description: shownFor('toldText', properties),
	execute: async (ctx) => {
		const { seals } = await personalKeys(ctx);
		return await withLedger(ctx, async ({ ledger, environment, businessNow }) =>
			await runItems(ctx, async (i) => {
				const notice = await noticeAt(ledger, requiredTextAt(ctx, 'noticeKey', i, '안내 식별값'));
				const reason = requiredTextAt(ctx, 'purpose', i, '열람 사유');
				const by = requiredTextAt(ctx, 'staff', i, '담당자');
				const folder = await personalFolderAt(ctx, 'folder', i, '파일 폴더');
				if (notice.textHash !== null) await recordOpening(ctx, ledger, i, ['phone', 'plate'], [notice]);
				const told = await textOf(ledger, seals, notice);
				const { noticeKey, receiptKey, recipientOrdinal, runId, state, submittedAt, templateId, templateVersion, textHash } = notice;
				const json = { noticeKey, receiptKey, recipientOrdinal, runId, state, submittedAt, templateId, templateVersion, textHash, matches: told.exact !== null, problem: told.problem, text: told.masked };
				const { exact } = told;
				if (exact === null) return [[{ json: { ...json, path: null } }]];
				const at = businessNow();
				const page = await writeToldPage({ ...told, exact }, { by, reason, at, simulated: environment === 'sandbox' }, folder, `안내문안_${receiptKey}_${recipientOrdinal}`);
				const file = await registered(ctx, ledger, i, 'toldText', page, { runId, today: at.slice(0, 10) });
				return [[{ json: { ...json, path: file.path, fileId: file.id, destroyOn: file.destroyOn } }]];
			}),
		);
	},
};
