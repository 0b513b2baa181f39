import { ValidationError } from '../errors';
import { serveWorker } from '../process/serve-worker';
import { isDocumentRequest, renderDocument } from './render';

serveWorker(async (request) => {
	if (!isDocumentRequest(request)) {
		throw new ValidationError('badRequest', '문서 작성 요청을 읽을 수 없습니다.', '패키지를 다시 설치하시기 바랍니다.');
	}
	await renderDocument(request);
	return request.target;
});
