import type { Random } from '../../sandbox/shared/random.mts';
import type { FaultRule } from '../../sandbox/sms/shared/faults.mts';
import { drawFaults } from './draw-faults.mts';
import type { GatewayName } from './gateways.mts';
import type { TrialPlan } from './plan.mts';
import { type Blow, DIRECT_POINTS, DIRECT_STEPS, type DrillStep, type Phase } from './points.mts';

type Plan = Partial<Pick<TrialPlan, 'blows' | 'wake' | 'faults'>>;

/** What goes wrong with a gateway that is handed texts by one call. Lists lag less than not being found takes to count. */
export function directPlan(random: Random, kind: TrialPlan['kind'], ordinal: number, gateway: GatewayName): Plan {
	if (kind === 'kill') return killPlan(random, ordinal, gateway);
	if (kind === 'freeze') return freezePlan(random, ordinal, gateway);
	return { faults: possible(SCRIPTS[ordinal % (SCRIPTS.length + 3)] ?? randomFaults(random), gateway) };
}

/** Steps in turn, and within a step its points in turn, so that none is left to chance. */
function killPlan(random: Random, ordinal: number, gateway: GatewayName): Plan {
	const step = DIRECT_STEPS[ordinal % DIRECT_STEPS.length] ?? 'sending';
	const points = DIRECT_POINTS[step];
	const phase = points[Math.floor(ordinal / DIRECT_STEPS.length) % points.length] ?? 'beforeCommit';
	const nth = step === 'results' || step === 'close' ? 1 : random.integer(1, 2);
	const blows: Blow[][] = [[{ step, phase, nth, act: 'kill' }]];
	if (random.chance(0.35)) blows.push([randomBlow(random)]);
	const lagging: FaultRule[] = [{ step: 'find', fault: 'listLag', ms: random.pick([400, 800]), times: 4 }];
	return { blows, faults: possible(step === 'sending' ? lagging : random.chance(0.4) ? randomFaults(random) : [], gateway) };
}

function randomBlow(random: Random): Blow {
	const step = random.pick(DIRECT_STEPS);
	return { step, phase: random.pick(DIRECT_POINTS[step]), nth: 1, act: 'kill' };
}

/** Where the first worker freezes, and at which point of its successor it is woken. */
const FROZEN: ReadonlyArray<readonly [DrillStep, Phase, DrillStep, Phase]> = [
	['sending', 'beforeCall', 'sending', 'beforeCall'],
	['sending', 'afterCommit', 'sent', 'beforeCommit'],
	['sending', 'afterCall', 'sending', 'beforeCommit'],
	['creating', 'beforeCommit', 'sending', 'beforeCall'],
	['sent', 'beforeCommit', 'creating', 'afterCommit'],
	['sending', 'beforeCommit', 'sending', 'afterCall'],
	['prepare', 'beforeCommit', 'creating', 'beforeCommit'],
	['creating', 'afterCommit', 'sending', 'beforeCommit'],
	['close', 'beforeCommit', 'close', 'beforeCommit'],
	['results', 'beforeCommit', 'results', 'beforeCall'],
	['prepare', 'afterCommit', 'prepare', 'beforeCommit'],
];

function freezePlan(random: Random, ordinal: number, gateway: GatewayName): Plan {
	const [step, phase, wakeStep, wakePhase] = FROZEN[ordinal % FROZEN.length] ?? ['sending', 'beforeCall', 'sending', 'beforeCall'];
	const atEnd = Math.floor(ordinal / FROZEN.length) % 3 === 2;
	const wake: TrialPlan['wake'] = atEnd ? { at: 'end' } : { at: 'point', blow: { step: wakeStep, phase: wakePhase, nth: 1, act: 'pause', ms: 350 } };
	return { blows: [[{ step, phase, nth: 1, act: 'freeze' }]], wake, faults: possible(random.chance(0.25) ? randomFaults(random) : [], gateway) };
}

const SCRIPTS: readonly FaultRule[][] = [
	[{ step: 'submit', nth: 1, fault: 'acceptThenDrop' }, { step: 'find', fault: 'listLag', ms: 1_000, times: 9 }],
	[{ step: 'submit', fault: 'acceptThen503', times: 9 }],
	[{ step: 'submit', nth: 1, fault: 'slow', ms: 700, acts: 'before' }, { step: 'submit', nth: 2, fault: '503' }],
	[{ step: 'submit', nth: 2, fault: 'dropBefore' }, { step: 'find', nth: 1, fault: '503' }],
	[{ step: 'submit', nth: 1, fault: '429' }, { step: 'submit', nth: 3, fault: 'html', acted: true }],
	[{ step: 'submit', nth: 1, fault: 'partial', share: 0.4 }, { step: 'submit', nth: 2, fault: 'html', acted: false }],
	[{ step: 'submit', nth: 1, fault: 'reportLate', ms: 600 }, { step: 'submit', nth: 2, fault: 'reportTwice' }],
	[{ step: 'submit', fault: 'dropBefore', times: 4 }, { step: 'find', fault: 'acceptThenDrop', times: 2 }],
];

const randomFaults = (random: Random): FaultRule[] => drawFaults(random, { steps: ['submit', 'submit', 'find'], handOver: 'submit', lagging: () => 'find' });

/**
 * The tables of an agent neither lag nor refuse a share of the rows. SENS does not say whom it refuses: where it takes nobody,
 * it is the account that is mended by a person, so it takes half.
 */
const possible = (faults: readonly FaultRule[], gateway: GatewayName) =>
	faults
		.filter(({ fault }) => gateway !== 'agent' || (fault !== 'listLag' && fault !== 'partial'))
		.map((rule): FaultRule => (gateway === 'sens' && rule.fault === 'partial' && rule.share === 1 ? { ...rule, share: 0.5 } : rule));
