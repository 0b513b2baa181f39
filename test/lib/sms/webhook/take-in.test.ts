import { RemoteError } from '../../../../lib/errors';
import type { BatchView } from '../../../../lib/ledger/batches';
import { Coalescer } from '../../../../lib/sms/webhook/coalesce';
import { takeIn, type TakeInPorts } from '../../../../lib/sms/webhook/take-in';

/** The few things of a batch that taking in looks at. */
const batch = (id: string, runId = 'run') => ({ id, runId, gateway: 'solapi', groupId: `G${id}` }) as BatchView;

const named = (requests: string[], messages: string[] = []) => ({ event: 'SINGLE-REPORT', reports: 1, requests, messages });

let ledgerName: string;
let ledgers = 0;
beforeEach(() => (ledgerName = `ledger ${++ledgers}`));

const ports = (known: readonly BatchView[], collect: TakeInPorts['collect']): TakeInPorts => ({
	ledger: {
		batchesOfRequests: (gateway, ids) => Promise.resolve(known.filter((one) => one.gateway === gateway && ids.includes(one.groupId ?? ''))),
		batchesOfMessages: (gateway, ids) => Promise.resolve(known.filter((one) => one.gateway === gateway && ids.includes(`M${one.id}`))),
	},
	gateway: 'solapi',
	ledgerName,
	collect,
});

describe('a call', () => {
	it('has every batch of ours looked up once, found by group or by message', async () => {
		const asked: string[] = [];
		const collect = (one: BatchView) => {
			asked.push(one.id);
			return Promise.resolve({ changed: one.id === '1' ? 3 : 0, missing: one.id === '3' });
		};
		const known = [batch('1'), batch('2', 'other'), batch('3')];
		expect(await takeIn(named(['G1', 'G2', 'unknown'], ['M1', 'M3', 'foreign']), ports(known, collect))).toEqual({ batches: 3, changed: 3, missing: 1, runIds: ['run'] });
		expect(asked.sort()).toEqual(['1', '2', '3']);
	});

	it('about messages of somebody else asks nobody', async () => {
		const collect = jest.fn();
		expect(await takeIn(named(['Gx'], ['Mx']), ports([batch('1')], collect))).toEqual({ batches: 0, changed: 0, missing: 0, runIds: [] });
		expect(collect).not.toHaveBeenCalled();
	});

	it('fails while the gateway cannot be asked, and the next one asks again', async () => {
		const down = new RemoteError('unreachable', 'x', 'y', { outcome: 'notSent', retryable: true });
		let calls = 0;
		const collect = () => (++calls === 1 ? Promise.reject(down) : Promise.resolve({ changed: 1, missing: false }));
		await expect(takeIn(named(['G1']), ports([batch('1')], collect))).rejects.toBe(down);
		expect(await takeIn(named(['G1']), ports([batch('1')], collect))).toMatchObject({ changed: 1 });
	});
});

describe('many calls at once', () => {
	it('share lookups, each of which begins after the calls it answers; a change is told once', async () => {
		let running = 0;
		let most = 0;
		let lookups = 0;
		/** Reports at the gateway, and how many of them the ledger has. */
		let [reported, taken] = [0, 0];
		const collect = async () => {
			lookups += 1;
			most = Math.max(most, ++running);
			const seen = reported;
			await new Promise((resolve) => setImmediate(resolve));
			const changed = seen - taken;
			taken = seen;
			running -= 1;
			return { changed, missing: false };
		};
		const calls = Array.from({ length: 200 }, async (_, index) => {
			if (index % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
			reported += 1;
			const upTo = reported;
			const told = await takeIn(named(['G1']), ports([batch('1')], collect));
			expect(taken).toBeGreaterThanOrEqual(upTo);
			return told.changed;
		});
		const told = await Promise.all(calls);
		expect(told.reduce((sum, changed) => sum + changed, 0)).toBe(200);
		expect(most).toBe(1);
		expect(lookups).toBeLessThan(20);
	});

	it('do not wait for those of another key', async () => {
		const coalescer = new Coalescer<string>();
		let free = () => undefined as void;
		const blocked = coalescer.run('a', async () => await new Promise<string>((resolve) => (free = () => resolve('a'))));
		expect(await coalescer.run('b', () => Promise.resolve('b'))).toEqual({ result: 'b', shared: false });
		free();
		expect(await blocked).toEqual({ result: 'a', shared: false });
	});

	it('survive a failed one before them', async () => {
		const coalescer = new Coalescer<number>();
		const first = coalescer.run('a', () => Promise.reject(new Error('down')));
		const second = coalescer.run('a', () => Promise.resolve(2));
		const third = coalescer.run('a', () => Promise.resolve(3));
		await expect(first).rejects.toThrow('down');
		expect(await second).toEqual({ result: 2, shared: false });
		expect(await third).toEqual({ result: 2, shared: true });
	});
});
