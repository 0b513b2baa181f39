import { NodeConnectionTypes, type IExecuteFunctions, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { RemoteError, ValidationError } from '../../../lib/errors';
import { runItems, runOnce } from '../../../nodes/shared/run-items';
import { chain, runWorkflow, type WorkflowJson } from '../../support/engine';

const calls: number[] = [];

/** Fails on odd numbers, doubles even ones, sends large ones to the second output. */
class Doubler implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Doubler',
		name: 'doubler',
		group: ['transform'],
		version: 1,
		description: 'test',
		defaults: { name: 'Doubler' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		properties: [
			{ displayName: 'Mode', name: 'mode', type: 'string', default: 'each' },
			{ displayName: 'Kind', name: 'kind', type: 'string', default: 'validation' },
		],
	};

	async execute(this: IExecuteFunctions) {
		const items = this.getInputData();
		const fail = () => {
			const kind = this.getNodeParameter('kind', 0);
			if (kind === 'remote') {
				throw new RemoteError('serverError', '상대 시스템 오류', '나중에 다시 실행', {
					outcome: 'unknown',
					status: 503,
					retryable: true,
				});
			}
			if (kind === 'unforeseen') throw new TypeError('홍길동 is not a function');
			throw new ValidationError('odd', '홀수입니다.', '짝수를 넣으시기 바랍니다.');
		};
		if (this.getNodeParameter('mode', 0) === 'once') {
			return await runOnce(this, async () => {
				const sum = items.reduce((total, item) => total + Number(item.json.n), 0);
				if (sum % 2) fail();
				return [[{ json: { sum } }]];
			}, 2);
		}
		return await runItems(this, async (i) => {
			calls.push(i);
			const n = Number(items[i]?.json.n);
			if (n % 2) fail();
			return n > 100 ? [[], [{ json: { n: n * 2 } }]] : [[{ json: { n: n * 2 } }, { json: { n } }]];
		}, 2);
	}
}

const start = (numbers: number[]) => numbers.map((n) => ({ json: { n, phone: '010-1234-5678' } }));
const flow = (extra: object = {}, parameters = {}): WorkflowJson =>
	chain({ name: 'D', type: 'n8n-nodes-cityhall.doubler', parameters, ...extra });
const run = (workflow: WorkflowJson, ...numbers: number[]) => runAll(workflow, numbers);
const runAll = (workflow: WorkflowJson, numbers: number[]) => {
	calls.length = 0;
	return runWorkflow({ workflow, nodes: [Doubler], startItems: start(numbers) });
};

describe('runItems', () => {
	it('links every item on every output to the input item it came from', async () => {
		const { items } = await run(flow(), 2, 200, 4);
		expect(items('D')).toEqual([
			{ json: { n: 4 }, pairedItem: { item: 0 } },
			{ json: { n: 2 }, pairedItem: { item: 0 } },
			{ json: { n: 8 }, pairedItem: { item: 2 } },
			{ json: { n: 4 }, pairedItem: { item: 2 } },
		]);
		expect(items('D', 1)).toEqual([{ json: { n: 400 }, pairedItem: { item: 1 } }]);
	});

	it('stops at the first failure and says which item, what and what to do', async () => {
		const { error } = await run(flow(), 2, 3, 4);
		expect(error).toMatchObject({ message: '홀수입니다.', description: '짝수를 넣으시기 바랍니다.', context: { itemIndex: 1 } });
		expect(calls).toEqual([0, 1]);
	});

	it('goes on past a failed item when told to, keeping its link', async () => {
		const { items, error, runs } = await run(flow({ onError: 'continueRegularOutput' }), 2, 3, 4);
		expect(error).toBeUndefined();
		expect(items('D').map((item) => item.pairedItem)).toEqual([{ item: 0 }, { item: 0 }, { item: 1 }, { item: 2 }, { item: 2 }]);
		expect(items('D')[2]).toMatchObject({ json: { error: '홀수입니다.' }, pairedItem: { item: 1 } });
		expect(runs('D')).toBe(1);
	});

	it('sends failed items to the error output without the input beside them', async () => {
		const { items } = await run(flow({ onError: 'continueErrorOutput' }), 2, 3, 200);
		expect(items('D', 0)).toHaveLength(2);
		expect(items('D', 1)).toHaveLength(1);
		expect(items('D', 2)).toHaveLength(1);
		expect(items('D', 2)[0]?.json).toEqual({ error: '홀수입니다.' });
	});

	it('is not run again by the engine because of an item that failed', async () => {
		const { items } = await run(flow({ onError: 'continueRegularOutput', retryOnFail: true, maxTries: 3, waitBetweenTries: 1 }), 3, 4);
		expect(calls).toEqual([0, 1]);
		expect(items('D')).toHaveLength(3);
	});

	it('carries a hundred thousand items', async () => {
		const { items } = await runAll(flow(), Array.from({ length: 100_000 }, () => 2));
		expect(items('D')).toHaveLength(200_000);
	});
});

describe('runOnce', () => {
	it('links its result to all input items', async () => {
		const { items } = await run(flow({}, { mode: 'once' }), 2, 3, 5);
		expect(items('D')).toEqual([{ json: { sum: 10 }, pairedItem: [{ item: 0 }, { item: 1 }, { item: 2 }] }]);
	});

	it('fails as one', async () => {
		const { items } = await run(flow({ onError: 'continueRegularOutput' }, { mode: 'once' }), 2, 3);
		expect(items('D')).toHaveLength(1);
		expect(items('D')[0]?.json).toEqual({ error: '홀수입니다.' });
	});
});

describe('errors as n8n stores them', () => {
	it('keep the status of another system', async () => {
		const { error } = await run(flow({}, { kind: 'remote' }), 3);
		expect(error).toMatchObject({ message: '상대 시스템 오류', description: '나중에 다시 실행', httpCode: '503' });
	});

	it('hide what an unforeseen error quotes', async () => {
		const { error, dump } = await run(flow({}, { kind: 'unforeseen' }), 3);
		expect(error?.message).toBe('예상하지 못한 오류가 발생하였습니다(TypeError).');
		expect(dump()).not.toContain('홍길동');
	});
});
