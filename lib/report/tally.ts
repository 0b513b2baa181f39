import type { DecisionView } from '../ledger/lookup';
import type { CategoryCount, ReasonCount } from './model';
import { reasonName } from './reasons';
import { categoryName } from './words';

type Outcome = 'notify' | 'review' | 'waiting' | 'exclude';

const ORDER: readonly Outcome[] = ['notify', 'review', 'waiting', 'exclude'];
const outcomeOf = (decision: string): Outcome => ORDER.find((one) => one === decision) ?? 'exclude';

/** Counts by name, largest first. */
export function countsOf(counts: ReadonlyMap<string, number>): ReasonCount[] {
	return [...counts]
		.map(([name, count]) => ({ name, count }))
		.sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'ko'));
}

export const addOne = (counts: Map<string, number>, name: string, by = 1) => counts.set(name, (counts.get(name) ?? 0) + by);

/**
 * Counts receipts by category and outcome while decisions pass by in receipt order. As in the ledger's account, a
 * receipt with several recipients counts once: notified if one of them is, else review, waiting, excluded.
 */
export class DecisionTally {
	private current: DecisionView | null = null;
	private readonly categories = new Map<string, CategoryCount>();
	private readonly waiting = new Map<string, number>();
	private readonly sentences = new Map<string, string>();
	private readonly ruleCounts = new Map<string, { ruleId: string; ruleVersion: string; recipients: number }>();

	add(decision: DecisionView): void {
		if (!this.sentences.has(decision.reasonCode)) this.sentences.set(decision.reasonCode, decision.reason);
		const { ruleId, ruleVersion } = decision;
		const rule = this.ruleCounts.get(`${ruleId}\n${ruleVersion}`) ?? { ruleId, ruleVersion, recipients: 0 };
		rule.recipients += 1;
		this.ruleCounts.set(`${ruleId}\n${ruleVersion}`, rule);
		if (this.current?.receiptKey !== decision.receiptKey) {
			this.flush();
			this.current = decision;
		} else if (ORDER.indexOf(outcomeOf(decision.decision)) < ORDER.indexOf(outcomeOf(this.current.decision))) {
			this.current = decision;
		}
	}

	private flush(): void {
		if (!this.current) return;
		const { category, categoryName: own, decision, reasonCode } = this.current;
		const counts = this.categories.get(category) ?? {
			category: categoryName(category, own),
			notify: 0,
			exclude: 0,
			review: 0,
			waiting: 0,
		};
		const outcome = outcomeOf(decision);
		counts[outcome] += 1;
		this.categories.set(category, counts);
		if (outcome === 'waiting') addOne(this.waiting, this.nameOf(reasonCode));
		this.current = null;
	}

	/** Reason counts of the ledger's account with their names. */
	named(counts: Readonly<Record<string, number>>): ReasonCount[] {
		const named = new Map<string, number>();
		for (const [code, count] of Object.entries(counts)) addOne(named, this.nameOf(code), count);
		return countsOf(named);
	}

	nameOf(reasonCode: string): string {
		return reasonName(reasonCode, this.sentences.get(reasonCode) ?? null);
	}

	/** The counts after the last decision; largest first. */
	result() {
		this.flush();
		const size = (one: CategoryCount) => one.notify + one.exclude + one.review + one.waiting;
		return {
			byCategory: [...this.categories.values()].sort((a, b) => size(b) - size(a)),
			waitingBy: countsOf(this.waiting),
			rules: [...this.ruleCounts.values()].sort((a, b) => b.recipients - a.recipients),
		};
	}
}
