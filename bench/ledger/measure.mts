import { performance } from 'node:perf_hooks';

import type { Ledger } from '../../lib/ledger/ledger.ts';
import { createRandom } from '../../sandbox/shared/random.mts';
import { median } from '../shared/figures.mts';
import { type Identities, NOTICES_A_WEEK, runIdOf } from './fill.mts';

const LOOKUPS = 1_000;
const WARM_UP = 300;
/** The middle of some passes: another program on the machine must not decide the figure. */
const PASSES = 5;

/** What a notice can be looked up by, through the ledger's own reads. */
export const LOOKUP_KINDS = ['key', 'receipt', 'phone', 'plate'] as const;
export type LookupKind = (typeof LOOKUP_KINDS)[number];

/** 99th percentile of a kind of lookup, in ms, over the whole ledger in random order. Throws where one finds nothing. */
export async function lookupP99(ledger: Ledger, kind: LookupKind, of: Identities, notices: number): Promise<LookupTime> {
	const passes: number[] = [];
	const before = process.cpuUsage();
	for (let pass = 1; pass <= PASSES; pass += 1) passes.push(await passP99(ledger, kind, of, notices, pass));
	const { user, system } = process.cpuUsage(before);
	return { p99: median(passes), cpu: (user + system) / 1_000 / (PASSES * (WARM_UP + LOOKUPS)) };
}

export interface LookupTime {
	/** 99th percentile, ms. */
	p99: number;
	/** Processor time of one lookup, ms, bookkeeping of the bench included: what is left where the machine is busy. */
	cpu: number;
}

async function passP99(ledger: Ledger, kind: LookupKind, of: Identities, notices: number, pass: number): Promise<number> {
	const random = createRandom(`lookup/${kind}/${pass}`);
	const look = lookups(ledger, of)[kind];
	const times: number[] = [];
	for (let turn = 0; turn < WARM_UP + LOOKUPS; turn += 1) {
		const index = random.integer(0, notices - 1);
		const start = performance.now();
		const found = await look(index);
		if (turn >= WARM_UP) times.push(performance.now() - start);
		if (!found) throw new Error(`notice ${index} not found by ${kind}`);
	}
	return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
}

function lookups(ledger: Ledger, of: Identities): Record<LookupKind, (index: number) => Promise<boolean>> {
	const holds = (keys: readonly string[], index: number) => keys.includes(of.noticeKey(index));
	const noticesBy = async (filter: Parameters<Ledger['notices']>[0], index: number) =>
		holds((await ledger.notices(filter, 50)).map((notice) => notice.noticeKey), index);
	return {
		key: async (index) => await noticesBy({ noticeKey: of.noticeKey(index) }, index),
		receipt: async (index) => await noticesBy({ receiptKey: of.receiptKey(index) }, index),
		phone: async (index) => await noticesBy({ phoneFingerprint: of.phone(index) }, index),
		plate: async (index) => {
			const receipts = await ledger.inquire({ by: 'plate', fingerprint: of.plate(index) });
			return holds(receipts.flatMap((receipt) => receipt.notices.map((notice) => notice.noticeKey)), index);
		},
	};
}

/** Events checked a second; throws where the chain is not whole. */
export async function verifyRate(ledger: Ledger): Promise<number> {
	const start = performance.now();
	const { events, broken } = await ledger.verify();
	if (broken) throw new Error(`the chain is broken at ${broken.seq}`);
	return events / ((performance.now() - start) / 1000);
}

/** Median time of one week's account, in ms, over weeks of the whole ledger. Throws where one does not balance. */
export async function accountTime(ledger: Ledger, notices: number): Promise<number> {
	const random = createRandom('account');
	const weeks = Math.ceil(notices / NOTICES_A_WEEK);
	const times: number[] = [];
	for (let turn = 0; turn < 60; turn += 1) {
		const week = random.integer(0, weeks - 1);
		const start = performance.now();
		const account = await ledger.account(runIdOf(week));
		if (turn >= 10) times.push(performance.now() - start);
		if (!account.notices.balanced || !account.receipts.balanced) throw new Error(`week ${week} does not balance`);
	}
	return median(times);
}
