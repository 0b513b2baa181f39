import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/operations';
import { listForms, recordForm } from './forms.operation';
import { listMail, recordMail } from './mail.operation';
import { mailList } from './mail-list.operation';
import { printForms } from './print-forms.operation';
import { listTasks, settleTask } from './tasks.operation';

/** What the office does around the texts: forms, letters, tasks. */
export const desk: Readonly<Record<string, Operation>> = { listForms, recordForm, printForms, mailList, recordMail, listMail, listTasks, settleTask };

export const deskOperations: INodeProperties = {
	displayName: '작업',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['desk'] } },
	options: [
		{ name: '서식 안내 기록', value: 'recordForm', action: '서식 안내 기록', description: '서식을 직접교부, 우편, 전자 가운데 무엇으로 주었는지 적습니다' },
		{ name: '서식 안내 목록', value: 'listForms', action: '서식 안내 목록', description: '별지 제2호서식을 누구에게 주었고 누가 남았는지 봅니다' },
		{ name: '서식 인쇄물 만들기', value: 'printForms', action: '서식 인쇄물 만들기', description: '신청인마다 한 쪽씩 인쇄할 문서를 만듭니다' },
		{ name: '우편 발송 명단 만들기', value: 'mailList', action: '우편 발송 명단 만들기', description: '우편으로 안내할 사람의 성명과 주소를 엑셀 파일로 만듭니다' },
		{ name: '우편·반송 기록', value: 'recordMail', action: '우편·반송 기록', description: '등기번호와 발송, 배달, 반송을 적습니다' },
		{ name: '우편·반송 목록', value: 'listMail', action: '우편·반송 목록', description: '보낸 우편과 그 결과를 봅니다' },
		{ name: '확인 필요 목록', value: 'listTasks', action: '확인 필요 목록', description: '담당자가 처리할 건과 조치 방법을 봅니다' },
		{ name: '확인 필요 처리', value: 'settleTask', action: '확인 필요 처리', description: '처리한 날과 내용을 적고 건을 마칩니다' },
	],
	default: 'listForms',
};
