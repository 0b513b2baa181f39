/** What can be asked of the pretend model to go wrong. */
export const FAULTS = [
	// flaws in an otherwise proper document
	'inventedNumber',
	'swappedEntity',
	'wrongFactNumber',
	'inventedQuote',
	'joinedQuote',
	'wrongEnding',
	'htmlInside',
	// answers that are no document
	'brokenJson',
	'refusal',
	'cutOff',
	'schemaIgnored',
	'otherLanguage',
	'repetition',
	// the service
	'rateLimited',
	'stall',
	'streamCut',
	'formatRefused',
	'error500',
	'slow',
] as const;

export type ModelFault = (typeof FAULTS)[number];

const CONTENT: ReadonlySet<ModelFault> = new Set<ModelFault>(['inventedNumber', 'swappedEntity', 'wrongFactNumber', 'inventedQuote', 'joinedQuote', 'wrongEnding', 'htmlInside']);

export function isFault(name: string): name is ModelFault {
	return FAULTS.some((fault) => fault === name);
}

/** Whether the answer is still a document, with something wrong in it. */
export function isContentFault(fault: ModelFault): boolean {
	return CONTENT.has(fault);
}

/** Faults set from outside: each counts down, or stays where no number of times was given. */
export class FaultQueue {
	private rules: Array<{ name: ModelFault; times: number | null }> = [];

	set(name: ModelFault | null, times?: number): void {
		if (name === null) this.rules = [];
		else this.rules.push({ name, times: times ?? null });
	}

	take(): ModelFault | null {
		const rule = this.rules.find(({ times }) => times === null || times > 0);
		if (!rule) return null;
		if (rule.times !== null) rule.times -= 1;
		return rule.name;
	}
}
