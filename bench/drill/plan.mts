import { createRandom, type Random } from '../../sandbox/shared/random.mts';
import type { FaultRule } from '../../sandbox/sms/shared/faults.mts';
import type { Step } from '../../sandbox/sms/solapi.mts';
import { directPlan } from './direct-plan.mts';
import { drawFaults } from './draw-faults.mts';
import type { GatewayName } from './gateways.mts';
import { type Blow, type DrillStep, type Phase, POINTS, STEPS } from './points.mts';

/** When a frozen worker goes on: when its successor comes to a point (and waits there for it), or when that one is done. */
export type Wake = { at: 'point'; blow: Blow } | { at: 'end' };

/** Everything that goes wrong in one trial; follows from seed and number alone. */
export interface TrialPlan {
	number: number;
	seed: string;
	kind: 'kill' | 'freeze' | 'fault';
	/** What hits the first worker, its successor, and so on; workers after the last one are left alone. */
	blows: Blow[][];
	wake: Wake | null;
	faults: FaultRule[];
}

/** Client settings that the faults are tuned to. */
export const TIMING = { leaseMs: 700, timeoutMs: 450, attempts: 3, baseDelayMs: 120, maxDelayMs: 300, reportDelayMs: 40, batchSize: 22, handOverMs: 400, absenceProofMs: 1_400 } as const;

const PATTERN = ['kill', 'kill', 'freeze', 'kill', 'fault', 'kill', 'kill', 'freeze', 'fault', 'kill'] as const;
const KINDS = ['kill', 'freeze', 'fault'] as const;

export function planTrial(seed: string, number: number, gateway: GatewayName = 'solapi'): TrialPlan {
	const place = number - 1;
	const kind = PATTERN[place % PATTERN.length] ?? 'kill';
	const ofKind = Object.fromEntries(KINDS.map((one) => [one, PATTERN.filter((entry) => entry === one).length]));
	const before = PATTERN.slice(0, place % PATTERN.length).filter((entry) => entry === kind).length;
	const ordinal = Math.floor(place / PATTERN.length) * (ofKind[kind] ?? 0) + before;
	const random = createRandom(`${seed}/${number}`);
	const base = { number, seed: `${seed}/${number}`, kind, wake: null };
	if (gateway !== 'solapi') return { ...base, blows: [], faults: [], ...directPlan(random, kind, ordinal, gateway) };
	if (kind === 'kill') return { ...base, ...killPlan(random, ordinal) };
	if (kind === 'freeze') return { ...base, ...freezePlan(random, ordinal) };
	return { ...base, blows: [], faults: SCRIPTS[ordinal % (SCRIPTS.length + 3)] ?? randomFaults(random) };
}

/** Steps in turn, and within a step its points in turn, so that none is left to chance. */
function killPlan(random: Random, ordinal: number): Pick<TrialPlan, 'blows' | 'faults'> {
	const step = STEPS[ordinal % STEPS.length] ?? 'adding';
	const round = Math.floor(ordinal / STEPS.length);
	const phase = POINTS[step][(round + 2) % POINTS[step].length] ?? 'beforeCommit';
	const first: Blow = { step, phase, nth: nthOf(random, step), act: 'kill' };
	const blows = [[first]];
	if (random.chance(0.35)) blows.push([randomBlow(random)]);
	return { blows, faults: faultsBesideKill(random, first) };
}

/** A half-done add is only dangerous together with a list that lags behind it. */
function faultsBesideKill(random: Random, blow: Blow): FaultRule[] {
	if (blow.step === 'adding' || blow.step === 'verified') {
		return [{ step: 'groupMessages', fault: 'listLag', ms: random.pick([120, 250]), times: 4 }];
	}
	return random.chance(0.4) ? randomFaults(random) : [];
}

const FROZEN: ReadonlyArray<readonly [DrillStep, Phase, DrillStep, Phase]> = [
	['creating', 'afterCall', 'adding', 'afterCall'],
	['adding', 'beforeCall', 'adding', 'beforeCall'],
	['creating', 'beforeCall', 'verified', 'beforeCommit'],
	['adding', 'afterCall', 'created', 'beforeCommit'],
	['sending', 'beforeCall', 'sending', 'beforeCall'],
	['verified', 'beforeCommit', 'verified', 'beforeCall'],
	['created', 'beforeCommit', 'sending', 'beforeCommit'],
	['sending', 'beforeCommit', 'sending', 'afterCall'],
	['sent', 'beforeCommit', 'creating', 'afterCall'],
	['prepare', 'beforeCommit', 'creating', 'beforeCall'],
	['close', 'beforeCommit', 'close', 'beforeCommit'],
	['creating', 'beforeCommit', 'adding', 'beforeCall'],
	['results', 'beforeCommit', 'results', 'beforeCall'],
	['prepare', 'afterCommit', 'prepare', 'beforeCommit'],
	['created', 'afterCommit', 'adding', 'beforeCommit'],
	['sending', 'afterCall', 'sent', 'beforeCommit'],
];

function freezePlan(random: Random, ordinal: number): Pick<TrialPlan, 'blows' | 'faults' | 'wake'> {
	const [step, phase, wakeStep, wakePhase] = FROZEN[ordinal % FROZEN.length] ?? FROZEN[0] ?? ['creating', 'afterCall', 'adding', 'afterCall'];
	const frozen: Blow = { step, phase, nth: 1, act: 'freeze' };
	const atEnd = Math.floor(ordinal / FROZEN.length) % 3 === 2;
	const wake: Wake = atEnd ? { at: 'end' } : { at: 'point', blow: { step: wakeStep, phase: wakePhase, nth: 1, act: 'pause', ms: 350 } };
	return { blows: [[frozen]], wake, faults: random.chance(0.25) ? randomFaults(random) : [] };
}

const nthOf = (random: Random, step: DrillStep) => (step === 'results' || step === 'close' ? 1 : random.integer(1, 2));

function randomBlow(random: Random): Blow {
	const step = random.pick(STEPS);
	return { step, phase: random.pick(POINTS[step]), nth: 1, act: 'kill' };
}

const lag = (ms: number, times: number): FaultRule => ({ step: 'groupMessages', fault: 'listLag', ms, times });

/** Faults that the dangerous mistakes need: an add in doubt while the list lags, a send whose answer never comes (to any of the batches under way). */
const SCRIPTS: readonly FaultRule[][] = [
	[{ step: 'add', nth: 1, fault: 'acceptThenDrop' }, lag(55, 3)],
	[{ step: 'send', fault: 'acceptThenDrop', times: 9 }],
	[{ step: 'add', nth: 1, fault: 'acceptThen503' }, lag(55, 2)],
	[{ step: 'send', nth: 1, fault: 'slow', ms: 700, acts: 'before' }, { step: 'send', nth: 2, fault: '503' }, { step: 'send', nth: 3, fault: '503' }],
	[{ step: 'add', nth: 2, fault: 'slow', ms: 800, acts: 'before' }],
	[{ step: 'send', fault: 'acceptThen503', times: 9 }, { step: 'getGroup', fault: 'listLag', ms: 200, times: 2 }],
	[{ step: 'send', nth: 1, fault: 'acceptThenDrop' }, { step: 'send', nth: 2, fault: '429' }, { step: 'send', nth: 3, fault: '429' }, { step: 'delete', nth: 1, fault: 'html', acted: true }],
	[{ step: 'add', nth: 1, fault: 'partial', share: 0.4 }, { step: 'send', nth: 1, fault: 'html', acted: true }],
	[{ step: 'create', fault: 'acceptThenDrop', times: 4 }, { step: 'list', fault: '503', times: 1 }],
	[{ step: 'send', nth: 1, fault: 'reportLate', ms: 600 }, { step: 'send', nth: 2, fault: 'reportTwice' }],
];

const FAULTY: readonly Step[] = ['create', 'add', 'groupMessages', 'send', 'getGroup', 'delete', 'list'];

/** Faults of a group gateway's steps. */
export const randomFaults = (random: Random): FaultRule[] =>
	drawFaults(random, { steps: FAULTY, handOver: 'add', lagging: () => random.pick(['groupMessages', 'getGroup', 'list'] as const) });
