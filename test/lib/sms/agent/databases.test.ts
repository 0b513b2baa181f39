import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AGENT_FAMILIES } from '../../../../lib/sms/agent/tables';
import { AgentGateway } from '../../../../lib/sms/agent/gateway';
import type { OutgoingMessage } from '../../../../lib/sms/gateway';
import { startAgent } from '../../../../sandbox/sms/agent.mts';
import { type DatabaseServer, startMariadb, startPostgres } from '../../../support/databases';
import { databaseOf, onServer, startAgentRig } from '../../../support/gateways/agent';
import { handOver, message } from '../../../support/gateways/batch';
import { SENDER, SUBJECT } from '../../../support/gateways/rig';
import { testCertificate } from '../../../support/test-certificate';

const RARE = message(2, { text: '뷁 확인' });
const EMOJI = message(4, { text: '확인 😀' });

function gatewayOf(kind: 'postgres' | 'mariadb', server: Pick<DatabaseServer, 'host' | 'port' | 'user' | 'password' | 'database'>, wish: { tls?: boolean; caPem?: string; host?: string; subject?: string } = {}) {
	const database = databaseOf[kind]({ ...server, host: wish.host ?? server.host, schema: '', tls: wish.tls ?? false, caPem: wish.caPem ?? '', timeoutMs: 5_000, koreanTime: true });
	return new AgentGateway({ database, tables: AGENT_FAMILIES.scTran, sender: SENDER, subject: wish.subject ?? SUBJECT, ttlMinutes: 0, stallMinutes: 30, nowMs: Date.now });
}

/** Which of the messages went in, which were refused, and what phones got. */
async function sent(gateway: AgentGateway, given: readonly OutgoingMessage[]) {
	const { messages } = await handOver(gateway, given);
	return messages.map((one) => (one.outcome === 'refused' ? one.refusal : one.outcome));
}

describe('a database of another character set', () => {
	it('on PostgreSQL with EUC_KR: what it lacks is refused, the rest arrives as it is', async () => {
		const server = await startPostgres();
		try {
			await onServer('postgres', server, `CREATE DATABASE wansung ENCODING 'EUC_KR' LOCALE 'C' TEMPLATE template0`);
			const database = { ...server, database: 'wansung' };
			const agent = await startAgent({ database: { kind: 'postgres', ...database }, senders: [SENDER], pollMs: 20 });
			const given = [message(1), RARE, message(3, { type: 'LMS' }), EMOJI, message(5)];
			const refusal = { statusCode: '22P05', reason: expect.stringContaining('문자 집합'), blocksAccount: false };
			expect(await sent(gatewayOf('postgres', database), given)).toEqual(['accepted', refusal, 'accepted', refusal, 'accepted']);
			await agent.flush();
			expect(agent.oracle.deliveries().map(({ text }) => text).sort()).toEqual([1, 3, 5].map((number) => given[number - 1]?.text).sort());
			await agent.close();
		} finally {
			await server.stop();
		}
	});

	it.each([
		['refuses', ''],
		['replaces by question marks', `SET GLOBAL sql_mode = ''`],
	])('on MariaDB with euckr that %s what it lacks: it is refused, the rest arrives as it is', async (_name, setting) => {
		const server = await startMariadb();
		try {
			if (setting !== '') await onServer('mariadb', server, setting);
			await onServer('mariadb', server, 'CREATE DATABASE wansung CHARACTER SET euckr');
			const database = { ...server, database: 'wansung' };
			const agent = await startAgent({ database: { kind: 'mariadb', ...database }, senders: [SENDER], pollMs: 20 });
			const given = [message(1), EMOJI, message(3, { type: 'LMS' })];
			expect(await sent(gatewayOf('mariadb', database), given)).toEqual(['accepted', expect.objectContaining({ blocksAccount: false }), 'accepted']);
			await agent.flush();
			expect(agent.oracle.deliveries().map(({ text }) => text).sort()).toEqual([given[0]?.text, given[2]?.text].sort());
			await agent.close();
		} finally {
			await server.stop();
		}
	});

	it('that cuts or alters a text on its way in: nothing altered goes out', async () => {
		const rig = await startAgentRig('postgres', 'scTran');
		await onServer('postgres', rig.server, `CREATE FUNCTION alter_text() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.tr_msg LIKE '%2번%' THEN NEW.tr_msg := 'x'; END IF; RETURN NEW; END $$`);
		await onServer('postgres', rig.server, `CREATE TRIGGER altering BEFORE INSERT ON sc_tran FOR EACH ROW EXECUTE FUNCTION alter_text()`);
		const given = [message(1), message(2), message(3)];
		expect(await sent(rig.gateway, given)).toEqual(['accepted', expect.objectContaining({ statusCode: 'CHARSET' }), 'accepted']);
		await rig.flush();
		expect(rig.deliveries().map(({ phone }) => phone).sort()).toEqual([given[0]?.to, given[2]?.to].sort());
		await rig.close();
	});
});

it('a table that cannot take anything back gets no text', async () => {
	const rig = await startAgentRig('mariadb', 'scTran');
	await onServer('mariadb', rig.server, 'ALTER TABLE SC_TRAN ENGINE = MyISAM');
	const handed = await handOver(rig.gateway, [message(1)]);
	expect(handed.error).toMatchObject({ code: 'agentTableUnsafe', failure: { outcome: 'notSent' } });
	await rig.close();
});

it('a schema of its own is found by its name only', async () => {
	const rig = await startAgentRig('postgres', 'scTran');
	await onServer('postgres', rig.server, 'CREATE SCHEMA other; ALTER TABLE sc_tran SET SCHEMA other; ALTER SEQUENCE sc_tran_seq SET SCHEMA other');
	await expect(rig.gateway.checkAccount()).rejects.toMatchObject({ code: 'agentTableMissing' });
	expect((await handOver(rig.open({}, { schema: 'other' }), [message(1)])).error).toBeNull();
	await rig.close();
});

it('a server that crashes: what is not committed is not sent, and afterwards the tables tell', async () => {
	const server = await startPostgres();
	try {
		const agent = await startAgent({ database: { kind: 'postgres', ...server }, senders: [SENDER], pollMs: 20 });
		const gateway = gatewayOf('postgres', server);
		await agent.close();
		const crash = { over: Promise.resolve() };
		let asked = 0;
		const mayCall = () => {
			if ((asked += 1) === 2) crash.over = server.restart('immediate');
		};
		const handed = await handOver(gateway, [message(1)], { mayCall });
		await crash.over;
		const found = await gateway.find(handed.batch);
		const outcome = handed.outcomes.get(message(1).noticeKey);
		expect(['notSent', 'unknown', 'accepted']).toContain(outcome);
		if (outcome === 'notSent') expect(found).toEqual([]);
		if (outcome === 'accepted') expect(found).toHaveLength(1);
	} finally {
		await server.stop();
	}
});

describe.each(['postgres', 'mariadb'] as const)('%s over TLS', (kind) => {
	let server: DatabaseServer;
	let folder: string;
	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), 'cityhall-tls-'));
		const files = { cert: join(folder, 'server.crt'), key: join(folder, 'server.key') };
		writeFileSync(files.cert, testCertificate().cert);
		writeFileSync(files.key, testCertificate().key, { mode: 0o600 });
		if (process.getuid?.() === 0) {
			const id = Number(execFileSync('id', ['-u', kind === 'postgres' ? 'postgres' : 'mysql'], { encoding: 'utf8' }));
			for (const path of [folder, files.cert, files.key]) chownSync(path, id, -1);
		}
		server =
			kind === 'postgres'
				? await startPostgres({ settings: ['-c', 'ssl=on', '-c', `ssl_cert_file=${files.cert}`, '-c', `ssl_key_file=${files.key}`] })
				: await startMariadb({ settings: [`--ssl-cert=${files.cert}`, `--ssl-key=${files.key}`] });
		await (await startAgent({ database: { kind, ...server }, senders: [SENDER] })).close();
	});
	afterAll(async () => {
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	const { cert } = testCertificate();
	const rows: ReadonlyArray<readonly [name: string, wish: { caPem?: string; host: string }, code: string | null]> = [
		['with the authority of the office', { caPem: cert, host: 'localhost' }, null],
		['without it', { host: 'localhost' }, 'agentCertificate'],
		// The MariaDB client compares an address as if it were localhost, so only a name tells there.
		...(kind === 'postgres' ? [['under another name than the certificate has', { caPem: cert, host: '127.0.0.1' }, 'agentCertificate'] as const] : []),
	];
	it.each(rows)('%s', async (_name, wish, code) => {
		const handed = await handOver(gatewayOf(kind, server, { ...wish, tls: true }), [message(1)]);
		expect(handed.error?.code ?? null).toBe(code);
	});
});
