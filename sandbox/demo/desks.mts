import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { N8nHost } from '../n8n/host.mts';
import type { WorkflowJson } from '../n8n/workflows.mts';
import { repositoryRoot } from '../paths.mts';

/** Flows that staff open in the browser, with the path of their login. */
const DESKS = [
	{ file: 'notice-inquiry.json', name: '문의 응대', login: 'notice-inquiry-login' },
	{ file: 'notice-desk.json', name: '업무 창구', login: 'notice-desk-login' },
	{ file: 'notice-correction.json', name: '정정 안내', login: 'notice-correction-login' },
] as const;

export interface OpenedDesk {
	name: string;
	/** Where staff log in. */
	url: string;
}

/** Imports the shipped desks and the watch as a city would, and publishes the desks. */
export async function openDesks(n8n: N8nHost, folders: { reports: string; lists: string; exports: string; archive: string }): Promise<OpenedDesk[]> {
	await n8n.workflows.importWorkflow(shipped('notice-watch.json', folders));
	const opened: OpenedDesk[] = [];
	for (const { file, name, login } of DESKS) {
		await n8n.workflows.activate(await n8n.workflows.importWorkflow(shipped(file, folders)));
		opened.push({ name, url: `${n8n.url}/form/${login}` });
	}
	return opened;
}

/** A shipped workflow with the demo's folders in place of those a city fills in. */
function shipped(file: string, { reports, lists, exports, archive }: Parameters<typeof openDesks>[1]): WorkflowJson {
	const text = readFileSync(join(repositoryRoot(), 'workflows', file), 'utf8');
	return JSON.parse(
		text
			.replaceAll('/data/cityhall/reports', reports)
			.replaceAll('/data/cityhall/lists', lists)
			.replaceAll('/data/cityhall/exports', exports)
			.replaceAll('/data/cityhall/archive', archive),
	) as WorkflowJson;
}
