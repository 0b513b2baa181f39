import { writeFileSync } from 'node:fs';
import { mkdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';

import fc from 'fast-check';
import { Server, utils } from 'ssh2';

import { connectSftp, type SftpLogin } from '../../../../lib/transit/feed/sftp-connection';
import { receiveDay } from '../../../../lib/transit/feed/receive-day';
import { sftpSource } from '../../../../lib/transit/feed/sftp-source';
import { sftpFeedMissing, startSftpFeed, type SftpFeed } from '../../../../sandbox/transit/feeds/sftp-feed.mts';
import { cardRows, feedPorts, receiveRequest, removeTempFolders, sha256, tempFolder } from '../../../support/transit-feed';

const absent = sftpFeedMissing();
if (absent !== null) process.stderr.write(`Skipped: no ${absent}\n`);
const withServer = absent === null ? describe : describe.skip;

const NAME = 'TB_KTS_DWTCD_20260302_01.csv';
const content = cardRows(900_000);
jest.setTimeout(60_000);
const all = { fits: () => true, exact: null };

withServer(`files of a real OpenSSH server${absent === null ? '' : ` (skipped: no ${absent})`}`, () => {
	let feed: SftpFeed;
	const login = (more: Partial<SftpLogin> = {}): SftpLogin => ({
		host: feed.host,
		port: feed.port,
		username: feed.username,
		privateKey: feed.privateKey,
		hostFingerprint: feed.hostFingerprint,
		timeoutMs: 5_000,
		...more,
	});

	beforeAll(async () => {
		feed = await startSftpFeed();
		writeFileSync(join(feed.folder, NAME), content);
		writeFileSync(join(feed.folder, '.hidden'), 'x');
		await mkdir(join(feed.folder, 'folder'));
		await symlink('/etc/passwd', join(feed.folder, 'link.csv'));
	});
	afterAll(async () => await feed.close());
	afterEach(removeTempFolders);

	async function collect(more: Partial<SftpLogin> = {}) {
		const source = sftpSource(login(more), feed.folder);
		try {
			return await receiveDay(receiveRequest(tempFolder()), source, feedPorts());
		} finally {
			await source.close();
		}
	}

	it('are listed without hidden files, folders and links', async () => {
		const source = sftpSource(login(), `${feed.folder}/`);
		expect(await source.list(all)).toEqual([{ name: NAME, bytes: content.length, version: expect.any(String) }]);
		expect(source.shown).toBe(`127.0.0.1:${feed.folder}`);
		await source.close();
	});

	it('come with hash and lines; a locked key opens with its passphrase', async () => {
		for (const keys of [{}, { privateKey: feed.lockedKey, passphrase: feed.passphrase }]) {
			expect(await collect(keys)).toMatchObject({ complete: true, files: [{ name: NAME, sha256: sha256(content), bytes: content.length, rows: content.toString().split('\n').length - 1 }] });
		}
	});

	it('come whole when the connection is cut at any byte', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 900_000 }), fc.integer({ min: 1, max: 3 }), async (afterBytes, times) => {
				feed.cut(afterBytes, times);
				const source = sftpSource(login(), feed.folder);
				try {
					const [file] = await source.list(all).catch(async () => await source.list(all).catch(async () => await source.list(all).catch(async () => await source.list(all))));
					expect(file?.name).toBe(NAME);
					const delivery = await receiveDay(receiveRequest(tempFolder()), retryingList(source), feedPorts());
					expect(delivery.files).toMatchObject([{ sha256: sha256(content) }]);
				} finally {
					feed.cut(0, 0);
					await source.close();
				}
			}),
			{ numRuns: 5 },
		);
	});

	it('come whole from a server that falls silent in the middle', async () => {
		feed.stall(400_000);
		expect(await collect({ timeoutMs: 3_000 })).toMatchObject({ complete: true, files: [{ sha256: sha256(content) }] });
	});

	it.each<[string, () => Partial<SftpLogin>, object]>([
		['another host key than the one given', () => ({ hostFingerprint: `SHA256:${'A'.repeat(43)}` }), { code: 'hostKeyChanged', message: expect.stringContaining('SHA256:') }],
		['no host key given', () => ({ hostFingerprint: '' }), { code: 'hostKeyUnknown' }],
		['a wrong account', () => ({ username: 'nobody-here' }), { code: 'refused' }],
		['a private key that is none', () => ({ privateKey: 'BEGIN nonsense' }), { code: 'badPrivateKey' }],
		['a passphrase that is wrong', () => ({ privateKey: feed.lockedKey, passphrase: 'no' }), { code: 'badPrivateKey' }],
		['a port where nobody listens', () => ({ port: 1 }), { code: 'notConnected' }],
		['a name that does not exist', () => ({ host: 'nowhere.invalid' }), { code: 'notConnected' }],
	])('are refused with %s', async (_name, more, error) => {
		await expect(collect(more())).rejects.toMatchObject(error);
	});

	it('are had from any server only where the user accepts that', async () => {
		expect(await collect({ hostFingerprint: null })).toMatchObject({ complete: true });
	});

	it('that are not there are named', async () => {
		const source = sftpSource(login(), '/no/such/folder');
		await expect(source.list(all)).rejects.toMatchObject({ code: 'sftpMissing', message: expect.stringContaining('/no/such/folder') });
		await source.close();
	});

	it('that vanish between listing and opening are named', async () => {
		const source = sftpSource(login(), feed.folder);
		await source.list(all);
		await rename(join(feed.folder, NAME), join(feed.folder, 'away'));
		await expect(source.open(NAME, null)).rejects.toMatchObject({ code: 'sftpMissing' });
		await rename(join(feed.folder, 'away'), join(feed.folder, NAME));
		await source.close();
	});

	it('are no longer asked for when the execution is cancelled', async () => {
		const cancel = new AbortController();
		const source = sftpSource(login(), feed.folder);
		await source.list(all, cancel.signal);
		cancel.abort();
		await expect(receiveDay(receiveRequest(tempFolder()), source, feedPorts({ signal: cancel.signal }))).rejects.toMatchObject({ code: expect.stringMatching(/aborted|feedCancelled|transferLost|connectionLost/) });
		await source.close();
	});
});

/** The listing is one short request; a cut there is the next look's business, not a transfer's. */
function retryingList(source: ReturnType<typeof sftpSource>): ReturnType<typeof sftpSource> {
	return {
		...source,
		list: async (wanted, signal) => {
			for (let tries = 0; tries < 4; tries += 1) {
				try {
					return await source.list(wanted, signal);
				} catch {
					// once more
				}
			}
			return await source.list(wanted, signal);
		},
	};
}

describe('a password', () => {
	it.each(['password', 'keyboard-interactive'] as const)('signs in by %s and is never sent to a server of another key', async (method) => {
		const seen: string[] = [];
		const keys = utils.generateKeyPairSync('ed25519');
		const server = new Server({ hostKeys: [keys.private] }, (client) => {
			client.on('error', () => undefined);
			client.on('authentication', (attempt) => {
				if (attempt.method !== method) return attempt.reject([method]);
				if (attempt.method === 'password') {
					seen.push(attempt.password);
					return attempt.accept();
				}
				if (attempt.method === 'keyboard-interactive') {
					attempt.prompt([{ prompt: 'Password: ', echo: false }], (answers) => {
						seen.push(...answers);
						attempt.accept();
					});
				}
			});
			client.on('ready', () => client.on('session', (accept) => void accept().on('sftp', (open) => void open())));
		});
		const port = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)));
		const login = { host: '127.0.0.1', port, username: 'bms', password: 'p@ss', timeoutMs: 3_000 };
		await expect(connectSftp({ ...login, hostFingerprint: `SHA256:${'B'.repeat(43)}` })).rejects.toMatchObject({ code: 'hostKeyChanged' });
		expect(seen).toEqual([]);
		const connection = await connectSftp({ ...login, hostFingerprint: null });
		expect(seen).toEqual(['p@ss']);
		connection.end();
		await connection.lost;
		await new Promise((resolve) => server.close(resolve));
	});
});
