import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { type Exported, writeExport } from '../../../../lib/audit/export';
import { rowProblemWords } from '../../../../lib/audit/words';
import { writeExportWorkbook } from '../../../../lib/audit/write-workbook';
import { cancelSignal } from '../../../shared/clients';
import { contactFields } from '../../../shared/contact-fields';
import { originOf, withLedger } from '../../../shared/ledger';
import type { Operation } from '../../../shared/operations';
import { dayAt, requiredTextAt, textAt } from '../../../shared/parameters';
import { staffField } from '../../../shared/run-fields';
import { runItems } from '../../../shared/run-items';
import { auditFolderAt, folderField, shownFor } from './fields';

const day = (displayName: string, name: string, value: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: value,
	required: true,
	placeholder: '예: 2026-11-01',
	description: '처음 값은 지난달입니다. 이 날의 기록까지 들어갑니다.',
});

const properties: INodeProperties[] = [
	day('시작일', 'from', "={{ $now.minus({ months: 1 }).startOf('month').toFormat('yyyy-MM-dd') }}"),
	day('종료일', 'to', "={{ $now.minus({ months: 1 }).endOf('month').toFormat('yyyy-MM-dd') }}"),
	folderField,
	{ ...staffField, description: '내보내는 담당자의 성명. 대장과 감사 자료에 남습니다.' },
	{
		displayName: '사유',
		name: 'purpose',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: 2026년 하반기 정기 감사',
		description: '내보내는 사유. 대장과 감사 자료에 남습니다.',
	},
	{
		displayName: '통합 문서(엑셀)도 만들기',
		name: 'workbook',
		type: 'boolean',
		default: true,
		description: '사람이 보기 위한 엑셀 통합 문서를 함께 만들지 여부. 증거는 언제나 JSONL 파일입니다.',
	},
	...contactFields('organisation'),
];

/** A period of the ledger as JSON Lines with the chain, and as a workbook; the item tells where, and how the ledger was found. */
export const exportPeriod: Operation = {
	description: shownFor('exportPeriod', properties),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger, environment, businessNow }) =>
			await runItems(ctx, async (i) => {
				const [from, to] = [dayAt(ctx, 'from', i, '시작일'), dayAt(ctx, 'to', i, '종료일')];
				const by = requiredTextAt(ctx, 'staff', i, '담당자');
				const reason = requiredTextAt(ctx, 'purpose', i, '사유');
				const folder = await auditFolderAt(ctx, i);
				const simulated = environment === 'sandbox';
				const name = `감사자료_${from}_${to}${simulated ? '_모의' : ''}`;
				const exported = await writeExport(ledger, folder, name, { from, to, by, reason, exportedAt: businessNow(), simulated, origin: originOf(ctx) });
				const { path, sha256 } = exported;
				const workbook = ctx.getNodeParameter('workbook', i) === true;
				const written = workbook ? await writeExportWorkbook({ path, sha256, organisation: textAt(ctx, 'organisation', i) }, folder, name, { signal: cancelSignal(ctx) }) : null;
				return [[{ json: { ...summary(exported), workbookPath: written?.path ?? null } }]];
			}),
		),
};

function summary({ path, sha256, bytes, manifest }: Exported): IDataObject {
	const { from, to, counts, linkBefore, head, ledgerCheck } = manifest;
	const { chainBroken, rowProblems } = ledgerCheck;
	return {
		...{ from, to, path, sha256, bytes },
		counts: { ...counts },
		linkBefore: `${linkBefore.seq}:${linkBefore.mac}`,
		chainHead: `${head.seq}:${head.mac}`,
		intact: chainBroken === null && rowProblems.length === 0,
		brokenAt: chainBroken?.seq ?? null,
		rowProblems: rowProblems.map(rowProblemWords),
	};
}
