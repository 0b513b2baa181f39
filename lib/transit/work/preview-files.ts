import { preview } from '../preview/preview';
import type { JobResult, PreviewJob } from './jobs';
import { peakMb, secondsSince } from './measure';
import { withEngine } from './resources';

/** Counts what is in delivered files, without the lake. @throws ValidationError as `preview` does */
export async function previewFiles({ request, ...limits }: PreviewJob): Promise<JobResult<'preview'>> {
	const start = process.hrtime.bigint();
	const found = await preview(request, { withEngine: async (work) => await withEngine(limits, work) });
	return { ...found, seconds: secondsSince(start), peakMb: peakMb() };
}
