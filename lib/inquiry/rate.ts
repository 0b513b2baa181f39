/** How many inquiries a person may make in a stretch of time. */
export interface InquiryLimit {
	most: number;
	withinMs: number;
}

/** 30 in ten minutes: what a clerk on the telephone needs, and far from enough to go through a list. */
export const DEFAULT_INQUIRY_LIMIT: InquiryLimit = { most: 30, withinMs: 10 * 60_000 };

/** Counts inquiries of each person in memory; a restart begins anew. */
export class InquiryRate {
	private readonly times = new Map<string, number[]>();

	/** Takes one inquiry in; false where the person has used up what the limit allows. Times are epoch milliseconds. */
	admit(person: string, limit: InquiryLimit, nowMs: number): boolean {
		const recent = (this.times.get(person) ?? []).filter((at) => at > nowMs - limit.withinMs);
		if (recent.length >= limit.most) return false;
		this.times.set(person, [...recent, nowMs]);
		return true;
	}
}
