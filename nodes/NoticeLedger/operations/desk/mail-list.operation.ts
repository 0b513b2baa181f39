import type { IDataObject } from 'n8n-workflow';

import { mailRows } from '../../../../lib/desk/mail-rows';
import { writeMailList } from '../../../../lib/documents/write';
import type { Ledger } from '../../../../lib/ledger/ledger';
import type { MailDue, MailDueFilter } from '../../../../lib/ledger/mail-due';
import { cancelSignal } from '../../../shared/clients';
import { withLedger } from '../../../shared/ledger';
import type { Operation } from '../../../shared/operations';
import { requiredTextAt } from '../../../shared/parameters';
import { personalKeys } from '../../../shared/personal-keys';
import { staffField } from '../../../shared/run-fields';
import { runItems } from '../../../shared/run-items';
import { campaignFilter, destroyAfterField, filtersAt, maxItemsField, numberAt, purposeField, runFilter, shownFor } from './fields';
import { personalFolderAt, personalFolderField, recordOpening, registered } from './personal-file';

const PAGE = 200;

/** A workbook of those who must be told by post, with name and address; the item tells where and how many. */
export const mailList: Operation = {
	description: shownFor('mailList', [runFilter, campaignFilter, personalFolderField, purposeField, staffField, destroyAfterField, maxItemsField]),
	execute: async (ctx) => {
		const { seals } = await personalKeys(ctx);
		return await withLedger(ctx, async ({ ledger, businessNow }) =>
			await runItems(ctx, async (i) => {
				requiredTextAt(ctx, 'purpose', i, '열람 사유');
				requiredTextAt(ctx, 'staff', i, '담당자');
				const folder = await personalFolderAt(ctx, 'folder', i, '파일 폴더');
				const filter = filtersAt(ctx, i, 'runId', 'campaign');
				const due = await allDue(ledger, filter, numberAt(ctx, 'maxItems', i));
				const json: IDataObject = { ...filter, due: due.length, listed: 0, leftOut: [], path: null };
				if (due.length === 0) return [[{ json }]];
				await recordOpening(ctx, ledger, i, ['name', 'address'], due);
				const { rows, leftOut } = mailRows(seals, due);
				Object.assign(json, { listed: rows.length, leftOut });
				if (rows.length === 0) return [[{ json }]];
				const today = businessNow().slice(0, 10);
				const written = await writeMailList(rows, folder, `우편발송명단_${(filter.runId ?? filter.campaign ?? '전체').split('/').at(-1) ?? ''}_${today}`, { signal: cancelSignal(ctx) });
				const file = await registered(ctx, ledger, i, 'mailList', written, { runId: filter.runId ?? null, today });
				return [[{ json: { ...json, path: file.path, fileId: file.id, destroyOn: file.destroyOn } }]];
			}),
		);
	},
};

async function allDue(ledger: Ledger, filter: MailDueFilter, most: number): Promise<MailDue[]> {
	for (let due: MailDue[] = []; ; ) {
		const page = await ledger.desk.mailDue(filter, Math.min(PAGE, most - due.length), due.at(-1));
		due = due.concat(page);
		if (page.length === 0 || due.length >= most) return due;
	}
}
