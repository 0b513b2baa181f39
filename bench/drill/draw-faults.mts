import type { Random } from '../../sandbox/shared/random.mts';
import type { FaultRule } from '../../sandbox/sms/shared/faults.mts';

/** The steps of a pretend gateway that faults are drawn for. */
export interface FaultySteps {
	/** A step that stands here twice is drawn twice as often. */
	steps: readonly string[];
	/** The step that takes messages, of which a share can be refused. */
	handOver: string;
	/** Draws the step whose answer lags behind. */
	lagging: () => string;
}

/** One to three faults on drawn steps. */
export function drawFaults(random: Random, { steps, handOver, lagging }: FaultySteps): FaultRule[] {
	return Array.from({ length: random.integer(1, 3) }, (): FaultRule => {
		const step = random.pick(steps);
		const when = random.chance(0.5) ? { nth: random.integer(1, 3) } : { probability: 0.4, times: random.integer(1, 4) };
		switch (random.integer(1, 9)) {
			case 1:
				return { step, ...when, fault: 'acceptThenDrop' };
			case 2:
				return { step, ...when, fault: 'dropBefore' };
			case 3:
				return { step, ...when, fault: 'acceptThen503' };
			case 4:
				return { step, ...when, fault: '503' };
			case 5:
				return { step, ...when, fault: '429' };
			case 6:
				return { step, ...when, fault: 'slow', ms: random.integer(500, 800), acts: random.pick(['before', 'after'] as const) };
			case 7:
				return { step, ...when, fault: 'html', acted: random.chance(0.5) };
			case 8:
				return { step: handOver, ...when, fault: 'partial', share: random.pick([0.1, 0.5, 1]) };
			default:
				return { step: lagging(), ...when, fault: 'listLag', ms: random.integer(20, 600) };
		}
	});
}
