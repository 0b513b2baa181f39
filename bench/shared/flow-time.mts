import { setTimeout as sleep } from 'node:timers/promises';

import type { N8nHost } from '../../sandbox/n8n/host.mts';
import type { WorkflowJson } from '../../sandbox/n8n/workflows.mts';

const RUN_TIMEOUT_MS = 300_000;
/** Rare, because each question takes from the time of the flow. */
const POLL_MS = 500;

export interface FlowRun {
	executionId: string;
	/** As n8n recorded it. */
	seconds: number;
}

/** Runs a flow from the canvas to its end. Throws where it fails or takes too long. */
export async function runFlow(n8n: N8nHost, workflow: WorkflowJson, trigger: string, timeoutMs = RUN_TIMEOUT_MS): Promise<FlowRun> {
	const id = await n8n.workflows.importWorkflow(workflow);
	await n8n.workflows.runWorkflow(id, trigger);
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		// the list, not the execution, whose data are large; a busy n8n may drop a question
		const [execution] = await n8n.workflows.executions(id).catch(() => []);
		const { status, startedAt, stoppedAt } = execution ?? { status: 'new', startedAt: null, stoppedAt: null };
		if (execution && status === 'success' && startedAt !== null && stoppedAt !== null) {
			return { executionId: execution.id, seconds: (Date.parse(stoppedAt) - Date.parse(startedAt)) / 1000 };
		}
		if (!['new', 'running', 'success'].includes(status)) {
			const detail = execution ? await n8n.workflows.execution(execution.id) : null;
			throw new Error(`"${workflow.name}" ended as ${status}: ${detail?.error ?? 'no message'}`);
		}
		if (Date.now() > deadline) throw new Error(`"${workflow.name}" is still ${status} after ${timeoutMs / 1000} s`);
		await sleep(POLL_MS);
	}
}
