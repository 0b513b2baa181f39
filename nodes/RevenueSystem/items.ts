import type { INodeExecutionData } from 'n8n-workflow';

import type { Reading } from '../../lib/revenue/read';

/** Receipts for the output 접수, the summary as the one item of 원천 집계. */
export function itemsOf({ rows, summary }: Reading): INodeExecutionData[][] {
	return [rows.map((row) => ({ json: { ...row } })), [{ json: { ...summary } }]];
}
