import 'reflect-metadata';
import './engine-env';

import { Container } from '@n8n/di';
import {
	BinaryDataService,
	ExecutionLifecycleHooks,
	ExternalSecretsProxy,
	PollContext,
	TriggerContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	ICredentialsHelper,
	NodeConnectionTypes,
	Workflow,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypes,
	type IRequestOptionsSimplified,
	type IRun,
	type ITriggerResponse,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

const PACKAGE = 'n8n-nodes-cityhall';

/** A workflow as n8n exports it; nodes may leave out what the engine does not need. */
export interface WorkflowJson {
	id?: string;
	name?: string;
	nodes: (Pick<INode, 'name' | 'type'> & Partial<INode>)[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	staticData?: IDataObject;
}

/** Decrypted values by credential type: every node that asks for the type gets them. */
export type CredentialValues = Readonly<Record<string, ICredentialDataDecryptedObject>>;

export interface EngineSetup {
	workflow: WorkflowJson;
	/** Our node classes; their type is `n8n-nodes-cityhall.<name>`. */
	nodes: readonly (new () => INodeType)[];
	/** Further types by full name, e.g. stand-ins for n8n's own nodes. */
	otherNodes?: Readonly<Record<string, INodeType>>;
	credentials?: CredentialValues;
	/** `manual` is a click on the canvas; default `trigger`. */
	mode?: WorkflowExecuteMode;
	/** Kept by the caller and changed in place, as n8n saves it between executions. */
	staticData?: IDataObject;
	executionId?: string;
}

export interface RunSetup extends EngineSetup {
	/** Items of the start node, where that is `n8n-nodes-base.manualTrigger`. */
	startItems?: readonly INodeExecutionData[];
	/** Cancels the execution as a person would. */
	signal?: AbortSignal;
}

export interface EngineResult {
	run: IRun;
	/** All items a node put on one of its outputs, over all its runs. */
	items(nodeName: string, outputIndex?: number): INodeExecutionData[];
	/** The `json` of the same. */
	json(nodeName: string, outputIndex?: number): IDataObject[];
	/** How often a node ran. */
	runs(nodeName: string): number;
	/** The error that ended the execution. */
	error: IRun['data']['resultData']['error'];
	/** The whole of the run data as text, to look for what must not be in it. */
	dump(): string;
}

/** Runs a workflow from its start node to the end on n8n's own engine. */
export async function runWorkflow(setup: RunSetup): Promise<EngineResult> {
	await Container.get(BinaryDataService).init();
	const { workflow, additionalData, mode } = prepare(setup, setup.startItems ?? [{ json: {} }]);
	const execution = new WorkflowExecute(additionalData, mode).run({ workflow });
	setup.signal?.addEventListener('abort', () => execution.cancel(), { once: true });
	const run = await execution;
	const taskData = (name: string) => run.data.resultData.runData[name] ?? [];
	const items = (name: string, outputIndex = 0) =>
		taskData(name).flatMap((task) => task.data?.[NodeConnectionTypes.Main]?.[outputIndex] ?? []);
	return {
		run,
		items,
		json: (name, outputIndex) => items(name, outputIndex).map((item) => item.json),
		runs: (name) => taskData(name).length,
		error: run.data.resultData.error,
		dump: () => dump(run.data.resultData),
	};
}

/** Calls the `poll()` of a polling trigger once. `null` means that nothing was found. */
export async function runPoll(
	setup: EngineSetup & { node: string; activation?: WorkflowActivateMode },
): Promise<INodeExecutionData[][] | null> {
	const { workflow, additionalData, mode } = prepare(setup, []);
	const node = nodeOf(workflow, setup.node);
	const type = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	if (!type.poll) throw new Error(`${node.type} does not poll`);
	return await type.poll.call(new PollContext(workflow, node, additionalData, mode, setup.activation ?? 'activate'));
}

export interface ActiveTrigger {
	/** Each call of `emit`, in order. */
	emitted: INodeExecutionData[][][];
	errors: Error[];
	response: ITriggerResponse | undefined;
}

/** Activates a trigger node; end it with `response?.closeFunction?.()`. */
export async function activateTrigger(
	setup: EngineSetup & { node: string; activation?: WorkflowActivateMode },
): Promise<ActiveTrigger> {
	const { workflow, additionalData, mode } = prepare(setup, []);
	const node = nodeOf(workflow, setup.node);
	const type = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	if (!type.trigger) throw new Error(`${node.type} is no trigger`);
	const active: ActiveTrigger = { emitted: [], errors: [], response: undefined };
	const context = new TriggerContext(
		workflow,
		node,
		additionalData,
		mode,
		setup.activation ?? 'activate',
		(data) => void active.emitted.push(data),
		(error) => void active.errors.push(error),
	);
	active.response = await type.trigger.call(context);
	return active;
}

/** A linear workflow: a manual trigger named `Start`, then the given nodes one after the other. */
export function chain(...nodes: WorkflowJson['nodes']): WorkflowJson {
	const all = [{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }, ...nodes];
	const connections: IConnections = {};
	for (const [i, node] of all.entries()) {
		const next = all[i + 1];
		if (next) connections[node.name] = { main: [[{ node: next.name, type: NodeConnectionTypes.Main, index: 0 }]] };
	}
	return { nodes: all, connections };
}

function prepare(setup: EngineSetup, startItems: readonly INodeExecutionData[]) {
	const mode = setup.mode ?? 'trigger';
	const executionId = setup.executionId ?? '1';
	const { workflow: json } = setup;
	const nodes = json.nodes.map((node, i): INode => ({
		id: `node-${i}`,
		typeVersion: 1,
		position: [i * 200, 0],
		parameters: {},
		...node,
		credentials: { ...namedCredentials(setup.credentials), ...node.credentials },
	}));
	const workflow = new Workflow({
		id: json.id ?? 'workflow-1',
		name: json.name ?? 'engine test',
		nodes,
		connections: json.connections,
		active: mode !== 'manual',
		nodeTypes: nodeTypesOf(setup, startItems),
		staticData: setup.staticData ?? json.staticData ?? {},
		settings: { executionOrder: 'v1', timezone: 'Asia/Seoul', ...json.settings },
	});
	return { workflow, additionalData: additionalDataFor(setup, workflow, mode, executionId), mode };
}

function nodeTypesOf(setup: EngineSetup, startItems: readonly INodeExecutionData[]): INodeTypes {
	const types = new Map<string, INodeType>([
		['n8n-nodes-base.manualTrigger', standIn('manualTrigger', 'trigger', () => startItems.map((item) => ({ ...item })))],
		['n8n-nodes-base.noOp', standIn('noOp', 'transform', (items) => items)],
		['n8n-nodes-base.stickyNote', standIn('stickyNote', 'input', (items) => items)],
		...Object.entries(setup.otherNodes ?? {}),
	]);
	for (const NodeClass of setup.nodes) {
		const node = new NodeClass();
		types.set(`${PACKAGE}.${node.description.name}`, node);
	}
	const find = (name: string) => {
		const type = types.get(name);
		if (!type) throw new Error(`Unrecognized node type: ${name}`);
		return type;
	};
	return { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
}

/** A plain node for the places of n8n's own ones, which are not in this checkout. */
export function standIn(
	name: string,
	group: 'trigger' | 'transform' | 'input',
	produce: (items: INodeExecutionData[]) => INodeExecutionData[],
): INodeType {
	return {
		description: {
			displayName: name,
			name,
			group: [group],
			version: [1, 2, 3],
			description: name,
			defaults: { name },
			inputs: group === 'transform' ? [NodeConnectionTypes.Main] : [],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		execute(this: IExecuteFunctions) {
			return Promise.resolve([produce(this.getInputData())]);
		},
	};
}

function nodeOf(workflow: Workflow, name: string): INode {
	const node = workflow.getNode(name);
	if (!node) throw new Error(`no node named ${name}`);
	return node;
}

function namedCredentials(credentials: CredentialValues = {}): Record<string, INodeCredentialsDetails> {
	return Object.fromEntries(Object.keys(credentials).map((type) => [type, { id: type, name: type }]));
}

class EngineCredentials extends ICredentialsHelper {
	constructor(private readonly values: CredentialValues) {
		super();
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	authenticate(
		_credentials: ICredentialDataDecryptedObject,
		_type: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		return Promise.resolve({ url: '', ...options });
	}

	preAuthentication(): Promise<undefined> {
		return Promise.resolve(undefined);
	}

	runPreAuthentication(): Promise<undefined> {
		return Promise.resolve(undefined);
	}

	getCredentials(): never {
		throw new Error('not in this harness');
	}

	getDecrypted(
		_data: IWorkflowExecuteAdditionalData,
		_details: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const values = this.values[type];
		return values ? Promise.resolve({ ...values }) : Promise.reject(new Error(`no credential of type ${type} in this test`));
	}

	updateCredentials(): Promise<void> {
		return Promise.resolve();
	}

	updateCredentialsOauthTokenData(): Promise<void> {
		return Promise.resolve();
	}

	getCredentialsProperties(): INodeProperties[] {
		return [];
	}
}

function additionalDataFor(
	setup: EngineSetup,
	workflow: Workflow,
	mode: WorkflowExecuteMode,
	executionId: string,
): IWorkflowExecuteAdditionalData {
	const refuse = (): never => {
		throw new Error('not in this harness');
	};
	const base = 'http://engine.test/';
	const hooks = new ExecutionLifecycleHooks(mode, executionId, {
		id: workflow.id,
		name: workflow.name ?? '',
		active: workflow.active,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes: Object.values(workflow.nodes),
		connections: workflow.connectionsBySourceNode,
	});
	return {
		credentialsHelper: new EngineCredentials(setup.credentials ?? {}),
		executeWorkflow: refuse,
		getRunExecutionData: () => Promise.resolve(undefined),
		getRuntimeCredential: () => Promise.resolve(undefined),
		executionId,
		currentNodeExecutionIndex: 0,
		restApiUrl: `${base}rest`,
		instanceBaseUrl: base,
		formBaseUrl: `${base}form`,
		formWaitingBaseUrl: `${base}form-waiting`,
		formTestBaseUrl: `${base}form-test`,
		webhookBaseUrl: `${base}webhook`,
		webhookWaitingBaseUrl: `${base}webhook-waiting`,
		webhookTestBaseUrl: `${base}webhook-test`,
		mcpBaseUrl: `${base}mcp`,
		mcpTestBaseUrl: `${base}mcp-test`,
		userId: 'user-1',
		workflowId: workflow.id,
		variables: {},
		logAiEvent: () => undefined,
		startRunnerTask: refuse,
		hooks,
		externalSecretsProxy: Container.get(ExternalSecretsProxy),
	};
}

function dump(value: unknown): string {
	const seen = new WeakSet<object>();
	return JSON.stringify(value, (_key, inner: unknown) => {
		if (typeof inner !== 'object' || inner === null) return inner;
		if (seen.has(inner)) return undefined;
		seen.add(inner);
		return inner instanceof Error
			? { ...inner, name: inner.name, message: inner.message, stack: inner.stack, cause: inner.cause }
			: inner;
	});
}
