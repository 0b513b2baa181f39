import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { exclusively } from '../../../sandbox/n8n/exclusive.mts';

const module_ = join(__dirname, '../../../sandbox/n8n/exclusive.mts');

describe('work that one process may do at a time', () => {
	it('runs one after the other', async () => {
		const resource = randomUUID();
		const order: string[] = [];
		const work = (name: string) => async (): Promise<void> => {
			order.push(`${name} in`);
			await new Promise((resolve) => setTimeout(resolve, 50));
			order.push(`${name} out`);
		};
		await Promise.all([
			exclusively(resource, () => undefined, work('a')),
			exclusively(resource, () => undefined, work('b')),
		]);
		expect(order).toEqual(['a in', 'a out', 'b in', 'b out']);
	});

	it('passes to the next when the holder is killed', async () => {
		const resource = randomUUID();
		const code = `import { exclusively } from ${JSON.stringify(module_)};
			await exclusively(${JSON.stringify(resource)}, () => {}, async () => { console.log('held'); await new Promise((r) => setTimeout(r, 60_000)); });`;
		const holder = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
		await once(holder.stdout, 'data');

		let waited = false;
		const next = exclusively(resource, () => (waited = true), () => Promise.resolve('done'));
		await new Promise((resolve) => setTimeout(resolve, 100));
		holder.kill('SIGKILL');
		await expect(next).resolves.toBe('done');
		expect(waited).toBe(true);
	});
});
