import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const script = join(__dirname, '../../scripts/prerequisites.mjs');
const run = (task: string, env: Record<string, string> = {}): { status: number | null; text: string } => {
	const { status, stderr } = spawnSync(process.execPath, [script, task], { env: { ...process.env, ...env }, encoding: 'utf8' });
	return { status, text: stderr };
};

describe('the check of prerequisites', () => {
	it('says nothing where all is there', () => {
		expect(run('drill')).toEqual({ status: 0, text: '' });
	});

	it('names what is missing and how to install it, in English and Korean', () => {
		const { status, text } = run('test', { CHROMIUM_PATH: '/nowhere/chromium' });
		expect(status).toBe(1);
		expect(text).toContain('Chromium at CHROMIUM_PATH (/nowhere/chromium)');
		expect(text).toContain('sudo apt-get install -y chromium');
		expect(text).toContain('실행:');
	});

	it('asks the browser of nobody who only wants the demo', () => {
		expect(run('demo', { CHROMIUM_PATH: '/nowhere/chromium' }).text).not.toContain('Chromium');
	});

	it('refuses a task it does not know', () => {
		expect(run('dmeo').status).toBe(2);
	});
});
