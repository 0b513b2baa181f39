import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/operations';
import { exportPeriod } from './export-period.operation';
import { openings } from './openings.operation';
import { runReport } from './run-report.operation';
import { toldText } from './told-text.operation';
import { verifyExport } from './verify-export.operation';

/** What an auditor asks of the ledger. */
export const audit: Readonly<Record<string, Operation>> = { exportPeriod, verifyExport, runReport, toldText, openings };

export const auditOperations: INodeProperties = {
	displayName: '작업',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['audit'] } },
	options: [
		{ name: '감사 확인서', value: 'runReport', action: '감사 확인서 작성', description: '회차의 근거, 건수, 문안, 결과, 승인자, 대장 확인값을 한 쪽의 HTML과 DOCX로 만듭니다' },
		{ name: '개인정보 열람 내역', value: 'openings', action: '개인정보 열람 내역', description: '암호화된 개인정보를 누가 언제 왜 열었는지 봅니다' },
		{ name: '기간 내보내기', value: 'exportPeriod', action: '감사 자료 내보내기', description: '기간의 대장 기록을 연결값과 함께 JSONL 파일과 엑셀 통합 문서로 내보냅니다' },
		{ name: '내보낸 파일 검증', value: 'verifyExport', action: '내보낸 파일 검증', description: '내보낸 JSONL 파일이 고쳐지거나 잘리지 않았는지 대장 없이 확인합니다' },
		{ name: '안내한 문안 다시 보기', value: 'toldText', action: '안내한 문안 다시 보기', description: '보낸 문자를 그대로 다시 만들어 발송할 때의 확인값과 대조합니다' },
	],
	default: 'exportPeriod',
};
