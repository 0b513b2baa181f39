import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';

import { officialDate } from '../../calendar/day';
import { ValidationError } from '../../errors';
import { writeReviewSheet } from '../book/review-sheet';
import { openLake } from '../lake/lake';
import type { JobResult, ReviewSheetJob } from './jobs';
import { peakMb } from './measure';
import { modelOf } from './model-file';

/** The two-page review sheet of a candidate of a day's newest edition. @throws ValidationError `noEdition`, `unknownCandidate` */
export async function writeReview(job: ReviewSheetJob): Promise<JobResult<'reviewSheet'>> {
	const lake = await openLake(job.lakeFolder);
	const edition = lake.manifest.days[job.serviceDate]?.editions.at(-1);
	if (!edition) {
		throw new ValidationError(
			'noEdition',
			`${officialDate(job.serviceDate)} 운행일자의 보고서가 아직 없습니다.`,
			"'일일 분석'을 먼저 실행하시기 바랍니다.",
		);
	}
	const model = await modelOf(lake.path(edition.folder));
	const candidate = model.candidates.find(({ candidateId }) => candidateId === job.candidateId);
	const alternatives = job.alternatives.split('\n').map((line) => line.trim()).filter(Boolean);
	const file = await writeReviewSheet(
		model,
		job.candidateId,
		{
			...(job.complaints === null ? {} : { complaints: { period: '최근', count: job.complaints, summary: '' } }),
			...(alternatives.length > 0 ? { alternatives } : {}),
		},
		join(job.outputFolder, basename(`노선조정_검토서_${fileWord(candidate?.routeName ?? '')}_${fileWord(candidate?.kindName ?? '')}_${job.serviceDate}_${tellingOf(job.candidateId)}.hwpx`)),
	);
	return { files: [file], peakMb: peakMb() };
}

/** Tells candidates of one route and kind apart (direction, stop), and routes of one name. */
function tellingOf(candidateId: string): string {
	return createHash('sha256').update(candidateId).digest('hex').slice(0, 6);
}

/** A name fit for a file: letters and digits, the rest becomes `_`. */
export function fileWord(name: string): string {
	return name.normalize('NFC').replace(/[^\p{L}\p{N}-]+/gu, '_').slice(0, 40);
}
