import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/operations';
import { archiveFiles } from './archive-files.operation';
import { destroyDue } from './destroy-due.operation';
import { purge } from './purge.operation';

/** Files with readable personal data, and what the ledger keeps of people. */
export const retention: Readonly<Record<string, Operation>> = { archiveFiles, destroyDue, purge };

export const retentionOperations: INodeProperties = {
	displayName: '작업',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['retention'] } },
	options: [
		{ name: '추출 파일 보관', value: 'archiveFiles', action: '추출 파일 보관', description: '마감된 회차가 읽은 추출 파일을 보관 폴더로 옮기고 파기일을 정합니다' },
		{ name: '보존기간 지난 파일 파기', value: 'destroyDue', action: '보존기간 지난 파일 파기', description: '파기일이 된 파일을 지우고 기록을 남깁니다' },
		{ name: '보존기간 지난 개인정보 삭제', value: 'purge', action: '보존기간 지난 개인정보 삭제', description: '대장에서 연락처와 안내 사실을 보존기간에 따라 지웁니다' },
	],
	default: 'archiveFiles',
};
