import { setTimeout as sleep } from 'node:timers/promises';
import { parseFlatted } from './flatted.mts';
import type { N8nRest } from './rest.mts';
import { member, textMember } from './rest.mts';

/** A workflow as exported from the canvas or kept in workflows/. */
export interface WorkflowJson {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
	[other: string]: unknown;
}

export interface WorkflowNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id?: string | null; name: string }>;
	[other: string]: unknown;
}

export type ExecutionStatus = 'new' | 'running' | 'waiting' | 'success' | 'error' | 'crashed' | 'canceled' | 'unknown';

export interface Execution {
	id: string;
	workflowId: string;
	status: ExecutionStatus;
	mode: string;
	startedAt: string | null;
	stoppedAt: string | null;
	waitTill: string | null;
}

/** An execution with its decoded data: what each node put out. */
export interface ExecutionDetail extends Execution {
	/** As n8n holds it (`resultData.runData` and so on), or null where it was not saved. */
	data: unknown;
	/** The items of a node's last run, by output index; empty where the node did not run. */
	items(nodeName: string, output?: number): Record<string, unknown>[];
	/** The message of what made it fail, or null. */
	error: string | null;
}

const ENDED: readonly ExecutionStatus[] = ['success', 'error', 'crashed', 'canceled'];
const POLL_MS = 250;

function toExecution(value: unknown): Execution {
	const text = (name: string): string | null => {
		const found = member(value, name);
		return typeof found === 'string' ? found : null;
	};
	return {
		id: String(member(value, 'id')),
		workflowId: String(member(value, 'workflowId')),
		status: textMember(value, 'status') as ExecutionStatus,
		mode: text('mode') ?? 'unknown',
		startedAt: text('startedAt'),
		stoppedAt: text('stoppedAt'),
		waitTill: text('waitTill'),
	};
}

/** A running execution holds an empty list. */
function decoded(stored: unknown): unknown {
	return typeof stored === 'string' ? (stored === '[]' ? null : parseFlatted(stored)) : (stored ?? null);
}

function itemsOf(data: unknown, nodeName: string, output: number): Record<string, unknown>[] {
	const runs = member(member(member(data, 'resultData'), 'runData'), nodeName);
	const last: unknown = Array.isArray(runs) ? runs.at(-1) : undefined;
	const main = member(member(last, 'data'), 'main');
	const items: unknown = Array.isArray(main) ? main[output] : undefined;
	if (!Array.isArray(items)) return [];
	return items.map((item: unknown) => (member(item, 'json') ?? {}) as Record<string, unknown>);
}

export class WorkflowDriver {
	readonly #rest: N8nRest;

	constructor(rest: N8nRest) {
		this.#rest = rest;
	}

	async createCredential(type: string, name: string, data: Record<string, unknown>): Promise<string> {
		return textMember(await this.#rest.request('POST', '/credentials', { type, name, data }), 'id');
	}

	/** Replaces a credential's data. */
	async updateCredential(id: string, type: string, name: string, data: Record<string, unknown>): Promise<void> {
		await this.#rest.request('PATCH', `/credentials/${id}`, { type, name, data });
	}

	async credentials(): Promise<{ id: string; name: string; type: string }[]> {
		const answer = await this.#rest.request('GET', '/credentials');
		const list: unknown[] = Array.isArray(answer) ? answer : [];
		return list.map((entry) => ({
			id: textMember(entry, 'id'),
			name: textMember(entry, 'name'),
			type: textMember(entry, 'type'),
		}));
	}

	/**
	 * Puts a workflow into n8n and returns its id. Credentials are found by type and name; where only one of the
	 * type exists, that one is taken whatever its name, as a person would pick it on the canvas.
	 */
	async importWorkflow(workflow: WorkflowJson): Promise<string> {
		const body = { ...(await this.#withCredentials(workflow)), active: false };
		return textMember(await this.#rest.request('POST', '/workflows', body), 'id');
	}

	/** Saves changed content over an existing workflow. */
	async updateWorkflow(id: string, workflow: WorkflowJson): Promise<void> {
		const current = await this.#rest.request('GET', `/workflows/${id}`);
		const body = { ...(await this.#withCredentials(workflow)), versionId: textMember(current, 'versionId') };
		await this.#rest.request('PATCH', `/workflows/${id}`, body);
	}

	async #withCredentials(workflow: WorkflowJson): Promise<WorkflowJson> {
		const known = await this.credentials();
		const pick = (type: string, name: string): { id: string; name: string } => {
			const ofType = known.filter((entry) => entry.type === type);
			const found = ofType.find((entry) => entry.name === name) ?? (ofType.length === 1 ? ofType[0] : undefined);
			if (found === undefined) throw new Error(`The workflow needs a credential ${type} named "${name}"`);
			return { id: found.id, name: found.name };
		};
		const nodes = workflow.nodes.map((node) =>
			node.credentials === undefined
				? node
				: {
						...node,
						credentials: Object.fromEntries(
							Object.entries(node.credentials).map(([type, { name }]) => [type, pick(type, name)]),
						),
					},
		);
		const { id: _id, versionId: _version, active: _active, ...rest } = workflow;
		return { ...rest, name: workflow.name, connections: workflow.connections, nodes };
	}

	/** Publishes the saved version and waits until its triggers really run; throws with n8n's reason where they do not. */
	async activate(id: string, timeoutMs = 30_000): Promise<void> {
		const current = await this.#rest.request('GET', `/workflows/${id}`);
		await this.#rest.request('POST', `/workflows/${id}/activate`, { versionId: textMember(current, 'versionId') });
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const status = await this.#rest.request('GET', `/workflows/${id}/publication-status`);
			const text = String(member(status, 'status'));
			if (text === 'published') return;
			if (text === 'failed' || text === 'partial' || Date.now() > deadline) {
				throw new Error(`Workflow ${id} was not activated: ${JSON.stringify(status)}`);
			}
			await sleep(POLL_MS);
		}
	}

	async deactivate(id: string): Promise<void> {
		await this.#rest.request('POST', `/workflows/${id}/deactivate`);
	}

	/** Runs the saved workflow from a trigger, as the canvas's button does, and returns the execution's id. */
	async runWorkflow(id: string, triggerName: string): Promise<string> {
		const answer = await this.#rest.request('POST', `/workflows/${id}/run`, { triggerToStartFrom: { name: triggerName } });
		return textMember(answer, 'executionId');
	}

	/** Newest first. */
	async executions(workflowId: string, limit = 50): Promise<Execution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const answer = await this.#rest.request('GET', `/executions?limit=${limit}&filter=${filter}`);
		const results = member(answer, 'results');
		return Array.isArray(results) ? results.map(toExecution) : [];
	}

	async execution(id: string): Promise<ExecutionDetail> {
		const answer = await this.#rest.request('GET', `/executions/${id}`);
		const data = decoded(member(answer, 'data'));
		const failure = member(member(data, 'resultData'), 'error');
		const message = member(failure, 'message');
		return {
			...toExecution(answer),
			data,
			items: (nodeName, output = 0) => itemsOf(data, nodeName, output),
			error: typeof message === 'string' ? message : null,
		};
	}

	/** n8n may be writing the execution's data while it is read: then it is read again. */
	async #steadyExecution(id: string): Promise<ExecutionDetail> {
		for (let attempt = 1; ; attempt++) {
			try {
				return await this.execution(id);
			} catch (error) {
				if (attempt === 3) throw error;
				await sleep(POLL_MS);
			}
		}
	}

	/** Waits until an execution has ended, or has reached one of `until` (such as `waiting`). */
	async waitForExecution(
		id: string,
		timeoutMs: number,
		until: readonly ExecutionStatus[] = ENDED,
	): Promise<ExecutionDetail> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const detail = await this.#steadyExecution(id);
			if (until.includes(detail.status) || ENDED.includes(detail.status)) return detail;
			if (Date.now() > deadline) throw new Error(`Execution ${id} is still ${detail.status} after ${timeoutMs} ms`);
			await sleep(POLL_MS);
		}
	}

	/**
	 * Submits the form at which an execution waits, as the person does who opens its address.
	 * The values are in the order of the form's fields.
	 */
	async submitForm(executionId: string, values: readonly string[]): Promise<void> {
		const body = new FormData();
		for (const [index, value] of values.entries()) body.set(`field-${index}`, value);
		const answer = await fetch(await this.formUrl(executionId), { method: 'POST', body, signal: AbortSignal.timeout(60_000) });
		const text = await answer.text();
		if (!answer.ok) throw new Error(`The form of execution ${executionId}: ${answer.status} ${text.slice(0, 200)}`);
	}

	/** The address of the form at which an execution waits (`$execution.resumeFormUrl`). */
	async formUrl(executionId: string): Promise<string> {
		const { data } = await this.execution(executionId);
		const token = encodeURIComponent(textMember(data, 'resumeToken'));
		return `${this.#rest.url}/form-waiting/${executionId}?signature=${token}`;
	}

	/** Waits for an execution that is not among `known` (ids), then for its end. */
	async waitForNextExecution(workflowId: string, known: readonly string[], timeoutMs: number): Promise<ExecutionDetail> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const next = (await this.executions(workflowId)).findLast((execution) => !known.includes(execution.id));
			if (next) return await this.waitForExecution(next.id, Math.max(0, deadline - Date.now()));
			if (Date.now() > deadline) throw new Error(`Workflow ${workflowId} did not run within ${timeoutMs} ms`);
			await sleep(POLL_MS);
		}
	}
}
