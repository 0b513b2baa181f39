import type { Candidate } from '../../model';
import type { Day } from '../day';

export async function findCandidates(_day: Day): Promise<Candidate[]> {
	return Promise.resolve([]);
}
