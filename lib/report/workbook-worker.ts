import { ValidationError } from '../errors';
import { serveWorker } from '../process/serve-worker';
import { pickUp, pickUpRows } from './model-file';
import { writeWorkbook } from './workbook';

/** What the worker is asked: a folder with a laid-down model, and where the workbook goes. */
export interface WorkbookRequest {
	modelFolder: string;
	target: string;
}

function isRequest(value: unknown): value is WorkbookRequest {
	return (
		typeof value === 'object' &&
		value !== null &&
		'modelFolder' in value &&
		typeof value.modelFolder === 'string' &&
		'target' in value &&
		typeof value.target === 'string'
	);
}

serveWorker(async (request) => {
	if (!isRequest(request)) {
		throw new ValidationError('badRequest', '통합 문서 작성 요청을 읽을 수 없습니다.', '패키지를 다시 설치하시기 바랍니다.');
	}
	const { modelFolder, target } = request;
	await writeWorkbook(target, await pickUp(modelFolder), (list) => pickUpRows(modelFolder, list));
	return target;
});
