import type { ProcessorFacts } from '../sms/processor';
import { appendEvents } from './chain';
import type { LedgerContext } from './runs';
import { change, type Steps } from './steps';

/**
 * Records to which processor (수탁자) a run's personal data is handed, before it is: one event `gateway.used` a run, and
 * another one only where the facts have changed meanwhile.
 */
export function* recordGateway(context: LedgerContext, runId: string, facts: ProcessorFacts): Steps<void> {
	const { processor, contractedOn, publishedOn } = facts;
	const payload = { processor, contractedOn, publishedOn };
	const changed = yield* change(
		`INSERT INTO meta (name, value) VALUES (?, ?)
		 ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE meta.value <> excluded.value`,
		`gateway/${runId}`,
		JSON.stringify(payload),
	);
	if (changed > 0) yield* appendEvents(context.keys.chain, context.at, [{ kind: 'gateway.used', runId, payload }]);
}
