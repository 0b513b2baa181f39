import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';

import { SmsResultTrigger } from '../../nodes/SmsGateway/SmsResultTrigger.node';

/** The trigger behind a real address, as n8n puts it there: the body is unread when the node is called. */
export interface WebhookDoor {
	url: string;
	/** What the flow got, one list an execution. */
	executions: INodeExecutionData[][];
	logged: string[];
	/** Status of each answered call, in order. */
	statuses: number[];
	parameters: IDataObject;
	close(): Promise<void>;
}

let doors = 0;

export async function openDoor(credentials: () => Record<string, ICredentialDataDecryptedObject | undefined>): Promise<WebhookDoor> {
	const id = `door-${++doors}`;
	const node = new SmsResultTrigger();
	const door: Omit<WebhookDoor, 'url' | 'close'> = { executions: [], logged: [], statuses: [], parameters: { gateway: 'solapi', path: 'sms-results' } };
	const log = (line: string) => void door.logged.push(line);
	const call = async (request: IncomingMessage, response: ServerResponse) => {
		const ctx = {
			getNodeParameter: (name: string, otherwise: unknown) => door.parameters[name] ?? otherwise,
			getCredentials: async (type: string) => {
				const values = credentials()[type];
				return await (values ? Promise.resolve(values) : Promise.reject(new Error(`no credential ${type}`)));
			},
			getNode: () => ({ id, name: '결과', type: 'smsResultTrigger', typeVersion: 1, position: [0, 0], parameters: {} }),
			getRequestObject: () => request,
			getResponseObject: () => Object.assign(response, { status: (status: number) => void (response.statusCode = status) }),
			logger: { warn: log, error: log },
		};
		const result = await node.webhook.call(ctx as unknown as IWebhookFunctions);
		door.statuses.push(response.statusCode);
		door.executions.push(...(result.workflowData ?? []));
	};
	const server = createServer((request, response) => void call(request, response));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return Object.assign(door, {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/sms-results`,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	});
}
