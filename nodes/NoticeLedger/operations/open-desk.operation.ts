import { randomUUID } from 'node:crypto';

import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../../lib/errors';
import { signPass, staffName } from '../../../lib/privacy/desk-pass';
import { deskKeyOf } from '../../shared/desk-key';
import type { Operation } from '../../shared/operations';
import { requiredTextAt, textAt } from '../../shared/parameters';
import { runItems } from '../../shared/run-items';

/** Long enough to follow a redirect; the ticket works once. */
const TICKET_MS = 60_000;

const properties: INodeProperties[] = [
	{
		displayName: '계정',
		name: 'account',
		type: 'string',
		default: '={{ $json.user.email }}',
		required: true,
		description: '로그인 폼(n8n 계정 로그인)이 확인한 전자우편 주소. 사람이 입력한 값을 넣지 않습니다.',
	},
	{
		displayName: '성',
		name: 'lastName',
		type: 'string',
		default: '={{ $json.user.lastName }}',
		description: '대장에 담당자로 남는 성명의 성',
	},
	{
		displayName: '이름',
		name: 'firstName',
		type: 'string',
		default: '={{ $json.user.firstName }}',
		description: '대장에 담당자로 남는 성명의 이름',
	},
	{
		displayName: '창구 주소',
		name: 'deskUrl',
		type: 'string',
		default: '={{ $execution.resumeFormUrl.split("/form-waiting/")[0] + "/webhook/notice-desk" }}',
		required: true,
		description: "'안내 업무 창구'의 운영 주소. 경로를 바꾸었으면 끝부분을 맞춥니다.",
	},
];

/** Lets a person who has just logged in into the desk: an address that works once, for a minute. */
export const openDesk: Operation = {
	description: updateDisplayOptions({ show: { resource: ['ledger'], operation: ['openDesk'] } }, properties),
	execute: async (ctx) => {
		const key = await deskKeyOf(ctx);
		return await runItems(ctx, async (i) => {
			const email = requiredTextAt(ctx, 'account', i, '계정');
			const name = staffName(textAt(ctx, 'lastName', i), textAt(ctx, 'firstName', i), email);
			const address = requiredTextAt(ctx, 'deskUrl', i, '창구 주소');
			if (!URL.canParse(address)) {
				throw new ValidationError('deskUrl', "'창구 주소'가 올바른 주소가 아닙니다.", "'안내 업무 창구' 노드에 나온 운영 주소를 그대로 입력하시기 바랍니다.");
			}
			const now = Date.now();
			const url = new URL(address);
			url.searchParams.set('ticket', signPass(key, { id: randomUUID(), kind: 'ticket', staff: { email, name }, since: now, until: now + TICKET_MS }));
			return await Promise.resolve([[{ json: { staff: name, account: email, deskUrl: url.href } }]]);
		});
	},
};
