import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { formPages } from '../../../../lib/desk/form-pages';
import type { FormOffice } from '../../../../lib/documents/form-page';
import { checkFormTemplate, shippedFormTemplate } from '../../../../lib/documents/form-template';
import { MOST_FORMS, writeForms } from '../../../../lib/documents/write';
import { shippedRules } from '../../../../lib/exemption/rules';
import type { FormFilter, FormToPrint } from '../../../../lib/ledger/forms';
import type { Ledger } from '../../../../lib/ledger/ledger';
import { cancelSignal } from '../../../shared/clients';
import { contactAt, contactFields } from '../../../shared/contact-fields';
import { withLedger } from '../../../shared/ledger';
import type { Operation } from '../../../shared/operations';
import { requiredTextAt, textAt } from '../../../shared/parameters';
import { personalKeys } from '../../../shared/personal-keys';
import { staffField } from '../../../shared/run-fields';
import { runItems } from '../../../shared/run-items';
import { campaignFilter, dayField, dayOrTodayAt, destroyAfterField, filtersAt, maxItemsField, numberAt, purposeField, receiptFilter, runFilter, shownFor } from './fields';
import { formStatusFilter, statusFilterOf } from './forms.operation';
import { personalFolderAt, personalFolderField, recordOpening, registered } from './personal-file';

const PAGE = 200;

const OFFICE = ['organisation', 'head', 'department', 'phone', 'hours'] as const;

const properties: INodeProperties[] = [
	runFilter,
	campaignFilter,
	receiptFilter,
	formStatusFilter('open'),
	personalFolderField,
	purposeField,
	staffField,
	...contactFields(...OFFICE),
	dayField('발행일', 'issuedOn'),
	{
		displayName: '서식 문안',
		name: 'template',
		type: 'string',
		typeOptions: { rows: 16 },
		default: shippedFormTemplate(),
		description: '별지 제2호서식에 맞추어 고쳐 씁니다. 빈칸은 #{성명}처럼 적습니다.',
	},
	destroyAfterField,
	{ ...maxItemsField, default: MOST_FORMS, typeOptions: { minValue: 1, maxValue: MOST_FORMS } },
];

function officeAt(ctx: IExecuteFunctions, i: number, now: string): FormOffice {
	return {
		...contactAt(ctx, i, ...OFFICE),
		person: requiredTextAt(ctx, 'staff', i, '담당자'),
		issuedOn: dayOrTodayAt(ctx, 'issuedOn', i, '발행일', now),
	};
}

/** Forms to be printed, one page an applicant; the item tells where and how many. */
export const printForms: Operation = {
	description: shownFor('printForms', properties),
	execute: async (ctx) => {
		const { seals } = await personalKeys(ctx);
		return await withLedger(ctx, async ({ ledger, businessNow }) =>
			await runItems(ctx, async (i) => {
				const office = officeAt(ctx, i, businessNow());
				requiredTextAt(ctx, 'purpose', i, '열람 사유');
				const template = textAt(ctx, 'template', i) || shippedFormTemplate();
				checkFormTemplate(template);
				const folder = await personalFolderAt(ctx, 'folder', i, '파일 폴더');
				const filter = filtersAt(ctx, i, 'runId', 'campaign', 'receiptKey');
				const forms = await allForms(ledger, { ...filter, ...statusFilterOf(textAt(ctx, 'status', i)) }, numberAt(ctx, 'maxItems', i));
				const json: IDataObject = { ...filter, forms: forms.length, printed: 0, leftOut: [], path: null };
				if (forms.length === 0) return [[{ json }]];
				await recordOpening(ctx, ledger, i, ['name', 'address', 'plate'], forms.map((form) => ({ ...form, recipientOrdinal: 1 })));
				const { pages, leftOut } = formPages(seals, forms, shippedRules(), office);
				Object.assign(json, { printed: pages.length, leftOut });
				if (pages.length === 0) return [[{ json }]];
				const today = businessNow().slice(0, 10);
				const of = (filter.runId ?? filter.receiptKey ?? filter.campaign ?? '전체').split('/').at(-1) ?? '';
				const written = await writeForms(pages, template, folder, `감면안내서식_${of}_${today}`, { signal: cancelSignal(ctx) });
				const file = await registered(ctx, ledger, i, 'forms', written, { runId: filter.runId ?? null, today });
				return [[{ json: { ...json, path: file.path, fileId: file.id, destroyOn: file.destroyOn } }]];
			}),
		);
	},
};

async function allForms(ledger: Ledger, filter: FormFilter, most: number): Promise<FormToPrint[]> {
	for (let forms: FormToPrint[] = []; ; ) {
		const page = await ledger.desk.formsToPrint(filter, Math.min(PAGE, most - forms.length), forms.at(-1)?.receiptKey);
		forms = forms.concat(page);
		if (page.length === 0 || forms.length >= most) return forms;
	}
}
