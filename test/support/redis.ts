import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { freePort } from '../../sandbox/n8n/ports.mts';

/** A Redis of a test's own: in a temporary folder, on a free port of this machine, nothing kept. */
export interface RedisServer {
	host: string;
	port: number;
	stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const START_TIMEOUT_MS = 60_000;

export async function startRedis(): Promise<RedisServer> {
	const folder = mkdtempSync(join(tmpdir(), 'cityhall-redis-'));
	const port = await freePort();
	const settings = ['--bind', HOST, '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', folder];
	const child = spawn('setpriv', ['--pdeathsig', 'TERM', 'redis-server', ...settings], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
	let said = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-4000)));
	const gone = new Promise<void>((resolve) => {
		child.once('close', () => resolve());
		child.once('error', (error) => {
			said += error.message;
			resolve();
		});
	});
	let running = true;
	void gone.then(() => (running = false));
	const stop = async (): Promise<void> => {
		child.kill('SIGTERM');
		await gone;
		rmSync(folder, { recursive: true, force: true });
	};
	const giveUpAt = Date.now() + START_TIMEOUT_MS;
	while (!(await answers(port))) {
		if (!running || Date.now() > giveUpAt) {
			await stop();
			throw new Error(`redis-server does not answer (is it installed?):\n${said}`);
		}
		await wait(50);
	}
	return { host: HOST, port, stop };
}

function answers(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect({ host: HOST, port }, () => socket.write('PING\r\n'));
		const done = (answer: boolean): void => {
			socket.destroy();
			resolve(answer);
		};
		socket.setTimeout(1_000, () => done(false));
		socket.once('data', (data: Buffer) => done(data.toString().startsWith('+PONG')));
		socket.once('error', () => done(false));
	});
}
