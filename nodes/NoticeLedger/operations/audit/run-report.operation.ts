import type { INodeProperties } from 'n8n-workflow';

import { buildRunReport } from '../../../../lib/audit/run-report';
import { rowProblemWords } from '../../../../lib/audit/words';
import { writeRunReport } from '../../../../lib/audit/write-run-report';
import { cancelSignal } from '../../../shared/clients';
import { contactFields } from '../../../shared/contact-fields';
import { withLedger } from '../../../shared/ledger';
import type { Operation } from '../../../shared/operations';
import { textAt } from '../../../shared/parameters';
import { runIdAt, runIdField } from '../../../shared/run-fields';
import { runItems } from '../../../shared/run-items';
import { auditFolderAt, folderField, shownFor } from './fields';

const properties: INodeProperties[] = [runIdField, folderField, ...contactFields('organisation', 'department')];

/** One page about a run for an auditor, as HTML and DOCX; the item tells where. */
export const runReport: Operation = {
	description: shownFor('runReport', properties),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger, environment, businessNow }) =>
			await runItems(ctx, async (i) => {
				const runId = runIdAt(ctx, i);
				const folder = await auditFolderAt(ctx, i);
				const report = await buildRunReport(ledger, runId, {
					organisation: textAt(ctx, 'organisation', i),
					department: textAt(ctx, 'department', i),
					generatedAt: businessNow(),
					simulated: environment === 'sandbox',
				});
				const { html, document } = await writeRunReport(report, folder, { signal: cancelSignal(ctx) });
				const { chainBroken, rowProblems, equations, head } = report;
				return [
					[
						{
							json: {
								runId,
								htmlPath: html.path,
								documentPath: document.path,
								balanced: equations.every((one) => one.balanced),
								intact: chainBroken === null && rowProblems.length === 0,
								brokenAt: chainBroken?.seq ?? null,
								rowProblems: rowProblems.map(rowProblemWords),
								chainHead: `${head.seq}:${head.mac}`,
							},
						},
					],
				];
			}),
		),
};
