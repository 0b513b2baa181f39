import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowJson } from '../n8n/workflows.mts';
import { repositoryRoot } from '../paths.mts';

export interface DemoSettings {
	reportFolder: string;
	/** Whether an officer must approve on the form before anything is sent. */
	approval: boolean;
}

interface Assignment {
	name: string;
	value: unknown;
}

function setSwitch(parameters: Record<string, unknown>, name: string, value: boolean): void {
	const { assignments } = parameters['assignments'] as { assignments: Assignment[] };
	const found = assignments.find((one) => one.name === name);
	if (!found) throw new Error(`The workflow has no switch "${name}"`);
	found.value = value;
}

/** The shipped weekly workflow with what a city would fill in: the report folder, the person in charge and whether approval is used. */
export function demoWorkflow(settings: DemoSettings): WorkflowJson {
	const file = join(repositoryRoot(), 'workflows', 'weekly-notice.json');
	const workflow = JSON.parse(readFileSync(file, 'utf8')) as WorkflowJson;
	mkdirSync(settings.reportFolder, { recursive: true });
	for (const node of workflow.nodes) {
		if (node.name === '승인 설정') setSwitch(node.parameters, '승인 사용', settings.approval);
		if (node.parameters['operation'] === 'prepare' && !settings.approval) node.parameters['approvalRules'] = { firstRuns: 0, onChange: false };
		if (node.parameters['operation'] === 'report') Object.assign(node.parameters, { folder: settings.reportFolder, person: '주무관 이모의' });
	}
	return workflow;
}
