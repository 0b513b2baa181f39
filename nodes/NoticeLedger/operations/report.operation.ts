import { isAbsolute } from 'node:path';

import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../../lib/errors';
import { writeResultDocument } from '../../../lib/documents/write';
import { buildReport } from '../../../lib/report/build-report';
import { reportBaseName } from '../../../lib/report/file-name';
import { writeReport } from '../../../lib/report/write';
import { cancelSignal } from '../../shared/clients';
import { contactFields } from '../../shared/contact-fields';
import { allowedFolder } from '../../shared/folders';
import { withLedger } from '../../shared/ledger';
import { textAt } from '../../shared/parameters';
import { kakaoPriceAt, kakaoPriceField, postageAt, postagePriceFields, priceFields, pricesAt } from '../../shared/prices';
import { type Outputs, runItems } from '../../shared/run-items';
import { runIdAt, runIdField } from '../../shared/run-fields';

const properties: INodeProperties[] = [
	runIdField,
	{
		displayName: '보고서 폴더',
		name: 'folder',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: /data/cityhall/reports',
		description: 'HTML, 엑셀, 결과 보고 문서(DOCX)를 저장할 절대 경로. n8n 저장 폴더 밖에 둡니다.',
	},
	...contactFields('organisation', 'department', 'person', 'phone'),
	...priceFields,
	kakaoPriceField,
	...postagePriceFields,
];

export const description = updateDisplayOptions({ show: { resource: ['run'], operation: ['report'] } }, properties);

/** Writes the masked report of a run as page, workbook and result document; the item tells where. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ ledger, environment, businessNow }) =>
		await runItems(ctx, async (i) => {
			const text = (name: string) => textAt(ctx, name, i);
			const runId = runIdAt(ctx, i);
			const folder = await allowedFolder(ctx, absolute(text('folder')));
			const model = await buildReport(ledger, runId, {
				prices: { ...pricesAt(ctx, i), kakao: kakaoPriceAt(ctx, i), ...postageAt(ctx, i) },
				organisation: text('organisation'),
				department: text('department'),
				contact: { person: text('person'), phone: text('phone') },
				generatedAt: businessNow(),
				simulated: environment === 'sandbox',
			});
			const baseName = reportBaseName(model);
			const signal = cancelSignal(ctx);
			const written = await writeReport(model, folder, baseName, { signal });
			const { path: documentPath } = await writeResultDocument(model, folder, baseName, { signal });
			return [[{ json: { ...ctx.getInputData()[i]?.json, runId, ...written, documentPath } }]];
		}),
	);
}

function absolute(folder: string): string {
	if (isAbsolute(folder)) return folder;
	throw new ValidationError(
		'folderNotAbsolute',
		"'보고서 폴더'가 비어 있거나 절대 경로가 아닙니다.",
		'/로 시작하는 절대 경로를 입력하시기 바랍니다. 예: /data/cityhall/reports',
	);
}
