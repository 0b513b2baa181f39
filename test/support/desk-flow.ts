import type { WorkflowJson, WorkflowNode } from '../../sandbox/n8n/workflows.mts';

export const DESK_PATH = 'notice-desk';
export const LOGIN_PATH = 'notice-desk-login';

const node = (name: string, type: string, x: number, y: number, more: Partial<WorkflowNode>): WorkflowNode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [x, y],
	parameters: {},
	...more,
});

const LEDGER = { cityhallLedgerApi: { name: '' } };

/** The desk as an office sets it up: n8n's own login before it, and what becomes of each act behind it. */
export function deskWorkflow(parameters: Record<string, unknown> = {}): WorkflowJson {
	return {
		name: '안내 업무 창구',
		nodes: [
			node('창구 로그인', 'n8n-nodes-base.formTrigger', 0, 0, {
				typeVersion: 2.6,
				webhookId: '6d5a2a52-6a3f-4f52-9d4e-6f1c0a7f0001',
				parameters: {
					authentication: 'n8nUserAuth',
					formTitle: '안내 업무 창구',
					formDescription: '담당자 확인을 마쳤습니다. 창구를 여시기 바랍니다.',
					options: { path: LOGIN_PATH, buttonLabel: '창구 열기', appendAttribution: false },
				},
			}),
			node('창구 열기', 'n8n-nodes-cityhall.noticeLedger', 220, 0, { parameters: { resource: 'ledger', operation: 'openDesk' }, credentials: LEDGER }),
			node('창구로 이동', 'n8n-nodes-base.form', 440, 0, {
				typeVersion: 2.5,
				webhookId: '6d5a2a52-6a3f-4f52-9d4e-6f1c0a7f0002',
				parameters: { operation: 'completion', respondWith: 'redirect', redirectUrl: '={{ $json.deskUrl }}' },
			}),
			node('안내 업무 창구', 'n8n-nodes-cityhall.noticeDesk', 0, 300, {
				webhookId: '6d5a2a52-6a3f-4f52-9d4e-6f1c0a7f0003',
				parameters: { path: DESK_PATH, loginPath: LOGIN_PATH, organisation: '의정부시', department: '세정과', phone: '031-000-2114', hours: '평일 09:00~18:00', ...parameters },
				credentials: { ...LEDGER, cityhallPersonalDataKeyApi: { name: '' } },
			}),
			node('처리 내역', 'n8n-nodes-base.noOp', 240, 220, {}),
			node('정정 안내 접수', 'n8n-nodes-base.noOp', 240, 400, {}),
		],
		connections: {
			'창구 로그인': { main: [[{ node: '창구 열기', type: 'main', index: 0 }]] },
			'창구 열기': { main: [[{ node: '창구로 이동', type: 'main', index: 0 }]] },
			'안내 업무 창구': { main: [[{ node: '처리 내역', type: 'main', index: 0 }], [{ node: '정정 안내 접수', type: 'main', index: 0 }]] },
		},
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all', saveDataErrorExecution: 'all' },
	};
}
