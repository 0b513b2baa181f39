import { ValidationError } from '../errors';
import { serveWorker } from '../process/serve-worker';
import { type AuditWorkbookSource, writeAuditWorkbook } from './workbook';

/** What the worker is asked: an export, and where its workbook goes. */
export interface AuditWorkbookRequest {
	source: AuditWorkbookSource;
	target: string;
}

/** The parts come from the same package, so only their presence is looked at. */
function isRequest(value: unknown): value is AuditWorkbookRequest {
	return typeof value === 'object' && value !== null && 'source' in value && 'target' in value && typeof value.target === 'string';
}

serveWorker(async (request) => {
	if (!isRequest(request)) {
		throw new ValidationError('badRequest', '감사 통합 문서 작성 요청을 읽을 수 없습니다.', '패키지를 다시 설치하시기 바랍니다.');
	}
	await writeAuditWorkbook(request.target, request.source);
	return request.target;
});
