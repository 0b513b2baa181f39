import type { N8nHost } from '../n8n/host.mts';
import type { ExecutionDetail, WorkflowJson } from '../n8n/workflows.mts';
import type { ClosingAccount } from './account.mts';
import { readClosingItem } from './account.mts';

const PACKAGE = 'n8n-nodes-cityhall';
/** 결정, 승인자, 의견: the fields of the approval form. */
const APPROVAL = ['승인', '세정과장 (데모)', ''];
const RUN_TIMEOUT_MS = 10 * 60_000;

/** Names on the canvas of the nodes that the demo looks at, found by type, so that the workflow may be renamed freely. */
export interface WeekNodes {
	trigger: string;
	closing: string;
	report: string | null;
}

/** One pass of the weekly workflow. */
export interface WeekRun {
	execution: ExecutionDetail;
	/** Null where the run did not reach the closing step (nothing was due, say). */
	account: ClosingAccount | null;
	/** Files the report step wrote. */
	files: string[];
}

/** Finds the demo's nodes in a workflow; throws where it lacks one. */
export function weekNodes(workflow: WorkflowJson): WeekNodes {
	const find = (type: string, operation?: string): string | null =>
		workflow.nodes.find(
			(node) =>
				node.type === `${PACKAGE}.${type}` && (operation === undefined || node.parameters['operation'] === operation),
		)?.name ?? null;
	const need = (what: string, name: string | null): string => {
		if (name === null) throw new Error(`The workflow "${workflow.name}" has no ${what} node`);
		return name;
	};
	return {
		trigger: need('business-day trigger', find('businessDayTrigger')),
		closing: need('closing', find('noticeLedger', 'close')),
		report: find('noticeLedger', 'report'),
	};
}

/** Every string in a value, however deep. */
function* textsIn(value: unknown): Generator<string> {
	if (typeof value === 'string') yield value;
	else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* textsIn(inner);
}

/** Runs the week from its trigger, approves where the flow asks for it, and waits for the end. */
export async function runWeek(
	n8n: N8nHost,
	workflowId: string,
	nodes: WeekNodes,
	log: (line: string) => void,
): Promise<WeekRun> {
	const id = await n8n.workflows.runWorkflow(workflowId, nodes.trigger);
	let execution = await n8n.workflows.waitForExecution(id, RUN_TIMEOUT_MS, ['waiting']);
	if (execution.status === 'waiting') {
		log('  흐름이 담당자 승인을 기다립니다. 데모가 담당자를 대신하여 승인 화면을 제출합니다.');
		await n8n.workflows.submitForm(id, APPROVAL);
		execution = await n8n.workflows.waitForExecution(id, RUN_TIMEOUT_MS);
	}
	if (execution.status !== 'success') {
		throw new Error(`The run ended as ${execution.status}: ${execution.error ?? 'see the editor'} (log: ${n8n.logFile})`);
	}
	const [closed] = [...execution.items(nodes.closing, 0), ...execution.items(nodes.closing, 1)];
	const reportItems = nodes.report === null ? [] : execution.items(nodes.report);
	const files = [...textsIn(reportItems)].filter((text) => /^\/.*\.(html|xlsx|docx)$/.test(text));
	return {
		execution,
		account: closed === undefined ? null : readClosingItem(closed),
		files: [...new Set(files)],
	};
}
