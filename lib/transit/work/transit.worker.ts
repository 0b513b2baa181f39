import { ValidationError } from '../../errors';
import { serveWorker } from '../../process/serve-worker';
import type { JobName, JobRequest } from './jobs';
import { isJobName, perform } from './perform';

function isRequest(value: unknown): value is { name: JobName; request: JobRequest<JobName> } {
	return typeof value === 'object' && value !== null && 'name' in value && isJobName(value.name) && 'request' in value;
}

serveWorker(async (asked) => {
	if (!isRequest(asked)) {
		throw new ValidationError('badRequest', '작업 요청을 읽을 수 없습니다.', '패키지를 다시 설치하시기 바랍니다.');
	}
	return await perform(asked.name, asked.request);
});
