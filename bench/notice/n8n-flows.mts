import { SENDER_NUMBER, SOLAPI_API_KEY, SOLAPI_API_SECRET } from '../../sandbox/credentials.mts';
import type { WorkflowJson, WorkflowNode } from '../../sandbox/n8n/workflows.mts';

export const START = '시작';
const LONG_TEXT_TITLE = '차량 감면 안내';

/** The ordinary way with n8n's own nodes: sign each item, then one HTTP request an item to the gateway's single sending. */
export function builtInFlow(listUrl: string, gatewayUrl: string): WorkflowJson {
	const message = `{ to: $json.phone, from: '${SENDER_NUMBER}', text: $json.text, subject: '${LONG_TEXT_TITLE}', type: 'LMS', autoTypeDetect: false, customFields: { k: $json.key } }`;
	return chain('내장 노드로 발송', [
		start(),
		readList(listUrl),
		node('요청 시각', 'n8n-nodes-base.set', 3.4, {
			assignments: { assignments: [{ id: 'date', name: 'date', type: 'string', value: '={{ $now.toUTC().toISO() }}' }] },
			includeOtherFields: true,
			options: {},
		}),
		node('서명', 'n8n-nodes-base.crypto', 1, {
			action: 'hmac',
			type: 'SHA256',
			value: '={{ $json.date + $json.key }}',
			dataPropertyName: 'signature',
			secret: SOLAPI_API_SECRET,
			encoding: 'hex',
		}),
		node('건별 발송', 'n8n-nodes-base.httpRequest', 4.2, {
			method: 'POST',
			url: `${gatewayUrl}/messages/v4/send`,
			sendHeaders: true,
			headerParameters: {
				parameters: [
					{ name: 'Authorization', value: `=HMAC-SHA256 apiKey=${SOLAPI_API_KEY}, date={{ $json.date }}, salt={{ $json.key }}, signature={{ $json.signature }}` },
				],
			},
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ JSON.stringify({ message: ${message} }) }}`,
			options: {},
		}),
	]);
}

/** The same list through our node 문자 발송: recorded in the ledger, each text once. */
export function ourFlow(listUrl: string, run: number): WorkflowJson {
	return chain('문자 발송 노드로 발송', [
		start(),
		readList(listUrl),
		{
			...node('문자 발송', 'n8n-nodes-cityhall.smsGateway', 1, {
				resource: 'message',
				operation: 'sendItems',
				campaign: `bench-${run}`,
				dedupeKey: '={{ $json.key }}',
				to: '={{ $json.phone }}',
				text: '={{ $json.text }}',
				gateway: 'solapi',
				sendOptions: {},
			}),
			credentials: { cityhallLedgerApi: { name: '' }, cityhallPersonalDataKeyApi: { name: '' }, cityhallSolapiApi: { name: '' } },
		},
	]);
}

const start = () => node(START, 'n8n-nodes-base.manualTrigger', 1, {});
const readList = (url: string) => node('명단', 'n8n-nodes-base.httpRequest', 4.2, { url, options: {} });

function node(name: string, type: string, typeVersion: number, parameters: Record<string, unknown>): WorkflowNode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}

function chain(name: string, nodes: WorkflowNode[]): WorkflowJson {
	const links = nodes.slice(1).map((next, index) => [nodes[index]?.name ?? '', { main: [[{ node: next.name, type: 'main', index: 0 }]] }]);
	return { name, nodes, connections: Object.fromEntries(links), settings: { executionOrder: 'v1' } };
}
