import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Where Debian's openssh-server puts it. */
const SSHD = process.env.SSHD_PATH ?? '/usr/sbin/sshd';
const SETPRIV = '/usr/bin/setpriv';
const SFTP_SERVER = ['/usr/lib/openssh/sftp-server', '/usr/libexec/openssh/sftp-server', '/usr/lib/ssh/sftp-server'].find((path) => existsSync(path));

/** Null, or what is missing on this machine. */
export const sftpFeedMissing = (): string | null => (existsSync(SSHD) && SFTP_SERVER !== undefined ? null : `OpenSSH server (${SSHD}, package openssh-server)`);

export interface SftpFeed {
	host: string;
	port: number;
	username: string;
	/** Of a key that may sign in. */
	privateKey: string;
	/** The same key, locked with `passphrase`. */
	lockedKey: string;
	passphrase: string;
	/** `SHA256:…` */
	hostFingerprint: string;
	/** The folder that clients see by its path. */
	folder: string;
	/** Cuts each connection after so many bytes sent to the client, so many times. */
	cut(afterBytes: number, times: number): void;
	/** Lets the next connection fall silent after so many bytes sent to the client, without ending it. */
	stall(afterBytes: number): void;
	close(): Promise<void>;
}

/**
 * A real OpenSSH server on a loopback port, run as the current user with its own configuration and keys, and a relay
 * before it that cuts connections on request. Close it when done.
 */
export async function startSftpFeed(): Promise<SftpFeed> {
	const home = mkdtempSync(join(tmpdir(), 'sftp-feed-'));
	const folder = join(home, 'data');
	mkdirSync(folder);
	const key = (name: string, passphrase = '') => execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', join(home, name)]);
	key('host');
	key('user');
	key('locked', 'open sesame');
	writeFileSync(join(home, 'authorized_keys'), readFileSync(join(home, 'user.pub'), 'utf8') + readFileSync(join(home, 'locked.pub'), 'utf8'), { mode: 0o600 });
	const inner = await freePort();
	const config = [
		`Port ${inner}`,
		'ListenAddress 127.0.0.1',
		`HostKey ${join(home, 'host')}`,
		`PidFile ${join(home, 'pid')}`,
		`AuthorizedKeysFile ${join(home, 'authorized_keys')}`,
		'StrictModes no',
		'UsePAM no',
		'PasswordAuthentication no',
		'PermitRootLogin yes',
		`Subsystem sftp ${SFTP_SERVER ?? 'internal-sftp'}`,
	];
	writeFileSync(join(home, 'sshd_config'), `${config.join('\n')}\n`);
	chmodSync(join(home, 'host'), 0o600);
	// Run by root, the server insists on this folder.
	if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
	// util-linux's setpriv, where it is there, ends the server with a parent that was killed.
	const command = [...(existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'TERM'] : []), SSHD, '-D', '-e', '-f', join(home, 'sshd_config')];
	const server = spawn(command[0] ?? SSHD, command.slice(1), { stdio: ['ignore', 'ignore', 'pipe'] });
	let said = '';
	server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
	await listening(server, inner, () => said);

	let cuts = { afterBytes: 0, times: 0, silent: false };
	const relay = createServer((client) => {
		const upstream = connect(inner, '127.0.0.1');
		const cutting = cuts.times > 0;
		if (cutting) cuts.times -= 1;
		const { afterBytes: limit, silent } = cuts;
		let passed = 0;
		const end = () => {
			client.destroy();
			upstream.destroy();
		};
		client.on('error', end).on('close', end);
		upstream.on('error', end).on('close', end);
		client.pipe(upstream);
		upstream.on('data', (chunk: Buffer) => {
			passed += chunk.length;
			if (cutting && passed > limit) return silent ? undefined : end();
			if (!client.write(chunk)) {
				upstream.pause();
				client.once('drain', () => upstream.resume());
			}
		});
	});
	const port = await new Promise<number>((resolve) => relay.listen(0, '127.0.0.1', () => resolve(portOf(relay.address()))));

	return {
		host: '127.0.0.1',
		port,
		username: userInfo().username,
		privateKey: readFileSync(join(home, 'user'), 'utf8'),
		lockedKey: readFileSync(join(home, 'locked'), 'utf8'),
		passphrase: 'open sesame',
		hostFingerprint: execFileSync('ssh-keygen', ['-lf', join(home, 'host.pub')]).toString().split(' ')[1] ?? '',
		folder,
		cut: (afterBytes, times) => {
			cuts = { afterBytes, times, silent: false };
		},
		stall: (afterBytes) => {
			cuts = { afterBytes, times: 1, silent: true };
		},
		close: async () => {
			relay.close();
			const ended = new Promise((resolve) => server.once('exit', resolve));
			server.kill('SIGTERM');
			await ended;
			rmSync(home, { recursive: true, force: true });
		},
	};
}

async function freePort(): Promise<number> {
	const probe = createServer();
	const port = await new Promise<number>((resolve) => probe.listen(0, '127.0.0.1', () => resolve(portOf(probe.address()))));
	await new Promise((resolve) => probe.close(resolve));
	return port;
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
	if (address === null || typeof address === 'string') throw new Error('not listening on a TCP port');
	return address.port;
}

async function listening(server: ChildProcess, port: number, said: () => string): Promise<void> {
	for (let tries = 0; tries < 100; tries += 1) {
		if (server.exitCode !== null) break;
		const open = await new Promise<boolean>((resolve) => {
			const socket = connect(port, '127.0.0.1', () => {
				socket.destroy();
				resolve(true);
			});
			socket.on('error', () => resolve(false));
		});
		if (open) return;
		await wait(50);
	}
	server.kill('SIGKILL');
	throw new Error(`sshd does not listen: ${said()}`);
}
