import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';

import type { DatabaseServer } from '../../sandbox/databases.mts';
import { type GatewayName, HAS_KEY } from '../drill/gateways.mts';
import type { RowWish } from '../drill/rows.mts';
import { startBenchServer } from '../ledger/postgres.mts';
import type { PhoneText } from './any-gateway.mts';
import { startAnyGateway } from './any-gateway-process.mts';
import type { OverheadOrders, OverheadTimes } from './overhead.worker.mts';

export interface OverheadRound {
	ours: OverheadTimes;
	plain: OverheadTimes;
}

export interface OverheadSettings {
	lib: string;
	notices: number;
	rounds: number;
	ledger: 'sqlite' | 'postgres';
	folder: string;
	/** Further arguments for the worker's Node, such as `--cpu-prof`. */
	nodeArguments?: readonly string[];
}

/**
 * Sends the same week to a fresh gateway by the package and to another fresh one plainly, in turns. Throws where the
 * phones did not get exactly what was due, of either.
 */
export async function measureOverhead(name: GatewayName, settings: OverheadSettings): Promise<OverheadRound[]> {
	const { lib, notices, rounds, ledger, folder, nodeArguments = [] } = settings;
	const server = ledger === 'postgres' ? await startBenchServer() : null;
	const worker = fork(join(import.meta.dirname, 'overhead.worker.mts'), [lib], { execArgv: ['--disable-warning=ExperimentalWarning', ...nodeArguments] });
	const wishes = weekOf(notices);
	const measured: OverheadRound[] = [];

	const sent = async (order: (gateway: OverheadOrders['gateway']) => OverheadOrders): Promise<OverheadTimes> => {
		const gateway = await startAnyGateway(name);
		try {
			worker.send(order(gateway.orders));
			const [answer] = (await once(worker, 'message')) as unknown[];
			if (typeof answer === 'string') throw new Error(answer);
			requireOnceEach(await gateway.settled(notices), wishes, HAS_KEY[name]);
			return answer as OverheadTimes;
		} finally {
			await gateway.close();
		}
	};
	try {
		for (let round = 1; round <= rounds; round += 1) {
			const own = mkdtempSync(join(folder, 'round-'));
			const place = placeOf(server, own);
			const ours = await sent((gateway) => ({ way: 'package', gateway, ledger: place, schema: `round_${round}`, witnessFile: join(own, 'witness'), wishes }));
			const plain = await sent((gateway) => ({ way: 'plain', gateway }));
			measured.push({ ours, plain });
		}
		return measured;
	} finally {
		if (worker.connected) worker.disconnect();
		if (worker.exitCode === null) await once(worker, 'exit');
		await server?.stop();
	}
}

function placeOf(server: DatabaseServer | null, folder: string): Extract<OverheadOrders, { way: 'package' }>['ledger'] {
	if (!server) return { kind: 'sqlite', file: join(folder, 'ledger.sqlite') };
	const { host, port, user, password, database } = server;
	return { kind: 'postgres', host, port, user, password, database };
}

/** Own phones, so that a text is told by its phone alone; three in ten texts are long. */
const weekOf = (notices: number): RowWish[] =>
	Array.from({ length: notices }, (_, index) => ({ number: index + 1, phone: `010${String(20_000_000 + index)}`, text: index % 10 < 3 ? 'long' : 'short' }));

const plateEnd = ({ number }: RowWish) => String(1_000 + (number % 9_000));

function requireOnceEach(texts: readonly PhoneText[], wishes: readonly RowWish[], keyed: boolean): void {
	const byPhone = Map.groupBy(texts, ({ phone }) => phone);
	const missing = wishes.filter(({ phone }) => !byPhone.has(phone)).length;
	const double = texts.length - byPhone.size;
	const foreign = byPhone.size - (wishes.length - missing);
	const wrong = wishes.filter((wish) => byPhone.get(wish.phone)?.some(({ text }) => !text.includes(` ${plateEnd(wish)} `)) ?? false).length;
	const keys = new Set(texts.map(({ key }) => key)).size;
	const sameKey = keyed ? texts.length - keys : 0;
	if (missing + double + foreign + wrong + sameKey > 0) {
		throw new Error(`not told right: ${JSON.stringify({ due: wishes.length, texts: texts.length, missing, double, foreign, wrong, sameKey })}`);
	}
}
