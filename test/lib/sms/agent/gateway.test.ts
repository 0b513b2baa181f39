import { RemoteError } from '../../../../lib/errors';
import type { AgentGateway } from '../../../../lib/sms/agent/gateway';
import { AGENT_FAMILIES } from '../../../../lib/sms/agent/tables';
import type { OutgoingMessage } from '../../../../lib/sms/gateway';
import type { Family, Kind } from '../../../../sandbox/sms/agent.mts';
import { databaseOf, onServer, type RunningAgentRig, startAgentRig } from '../../../support/gateways/agent';
import { handOver, type HandOverWish, listed, message, messages } from '../../../support/gateways/batch';

const SETUPS: Array<[kind: Kind, family: Family]> = [
	['postgres', 'scTran'],
	['postgres', 'emma'],
	['mariadb', 'scTran'],
	['mariadb', 'emma'],
];

describe.each(SETUPS)('the agent of %s with the tables of %s', (kind, family) => {
	let rig: RunningAgentRig;
	beforeAll(async () => (rig = await startAgentRig(kind, family)));
	afterAll(async () => await rig.close());
	beforeEach(async () => {
		rig.simulator.resume();
		await rig.simulator.reset();
	});

	const { sms } = AGENT_FAMILIES[family];
	const sql = async (text: string) => await onServer(kind, rig.server, text);
	const log = (monthsBack: number) => {
		const korean = new Date(Date.now() + 9 * 3_600_000);
		return sms.log.replace('{YYYYMM}', new Date(Date.UTC(korean.getUTCFullYear(), korean.getUTCMonth() - monthsBack, 1)).toISOString().slice(0, 7).replace('-', ''));
	};
	/** Rows of the live table become so many minutes older. */
	const age = async (minutes: number) => await sql(`UPDATE ${sms.table} SET ${sms.columns.sendAt} = ${sms.columns.sendAt} - INTERVAL ${kind === 'postgres' ? `'${minutes} minutes'` : `${minutes} MINUTE`}`);
	const outcomes = async (given: readonly OutgoingMessage[], gateway: AgentGateway = rig.gateway, wish: HandOverWish = {}) => {
		const handed = await handOver(gateway, given, wish);
		return { handed, outcomes: given.map(({ noticeKey }) => handed.outcomes.get(noticeKey)) };
	};
	const one = [message(1)];

	describe('one text a notice', () => {
		it.each([['while it waits', false], ['after the agent has moved it to its log', true]])('handed over again %s goes out once and counts as accepted', async (_name, moved) => {
			if (!moved) rig.simulator.pause();
			const given = messages(5);
			await outcomes(given);
			if (moved) await rig.flush();
			const again = await outcomes(given);
			expect([again.handed.error, new Set(again.outcomes)]).toEqual([null, new Set(['accepted'])]);
			expect(again.handed.messages.every((sent) => sent.outcome === 'accepted' && sent.messageId !== null)).toBe(true);
			rig.simulator.resume();
			await rig.flush();
			expect(rig.deliveries()).toHaveLength(5);
		});

		it("is known from last month's log table", async () => {
			await outcomes(one);
			await rig.flush();
			await sql(`CREATE TABLE ${log(1)} ${kind === 'postgres' ? `(LIKE ${sms.table})` : `LIKE ${sms.table}`}`);
			await sql(`INSERT INTO ${log(1)} SELECT * FROM ${log(0)}`);
			await sql(`DELETE FROM ${log(0)}`);
			expect((await outcomes(one)).outcomes).toEqual(['accepted']);
			await rig.flush();
			await sql(`DROP TABLE ${log(1)}`);
			expect(rig.deliveries()).toHaveLength(1);
		});

		it('of several workers at once', async () => {
			const given = messages(20);
			const all = await Promise.all([1, 2, 3, 4].map(async () => (await outcomes(given)).outcomes));
			expect(new Set(all.flat())).toEqual(new Set(['accepted']));
			await rig.flush();
			expect(rig.deliveries()).toHaveLength(20);
		});

		it('is not put in by a worker that wakes up after its notice went out in a later attempt', async () => {
			await outcomes([message(1, { attempt: 2 })]);
			const { handed, outcomes: late } = await outcomes([message(1), message(2)]);
			expect(late).toEqual(['notSent', 'notSent']);
			expect(handed.error).toMatchObject({ code: 'agentOvertaken', failure: { outcome: 'notSent' } });
		});

		it('is refused while an earlier attempt may still go out, and goes once that has failed', async () => {
			const failing = { to: '01000003032' };
			rig.simulator.pause();
			await outcomes([message(1, failing)]);
			const early = await outcomes([message(1, { attempt: 2 }), message(2)]);
			expect(early.outcomes).toEqual(['refused', 'accepted']);
			rig.simulator.resume();
			await rig.flush();
			expect((await outcomes([message(1, { attempt: 2 })])).outcomes).toEqual(['accepted']);
			await rig.flush();
			expect(rig.deliveries().map(({ phone }) => phone).sort()).toEqual([message(1).to, message(2).to]);
		});

		describe('whose earlier attempt waits past our time limit though the agent would still send it', () => {
			const waiting = sms.waiting;
			const keys = async () => (await sql(`SELECT ${sms.columns.key} AS k FROM ${sms.table}`)).map((row) => /#\d+$/.exec(String((row as { k: string }).k).trim())?.[0]).sort();
			const again = [message(1, { attempt: 2 }), message(2)];
			/** The agent stands still while the first attempt grows older than a limit of one minute. */
			const leftLying = async () => {
				rig.simulator.pause();
				await outcomes(one);
				await age(10);
			};
			const refusalOf = ({ handed }: Awaited<ReturnType<typeof outcomes>>) => handed.messages.find(({ noticeKey }) => noticeKey === again[0]?.noticeKey);

			it('takes the place of that row', async () => {
				await leftLying();
				const { handed, outcomes: all } = await outcomes(again, rig.open({ ttlMinutes: 1 }));
				expect([handed.error, all]).toEqual([null, ['accepted', 'accepted']]);
				expect(await keys()).toEqual(['#1', '#2']);
				rig.simulator.resume();
				await rig.flush();
				expect(rig.deliveries().map(({ phone }) => phone).sort()).toEqual([message(1).to, message(2).to]);
			});

			it('leaves that row where the new one cannot go in', async () => {
				await leftLying();
				let asked = 0;
				const mayCall = () => {
					if ((asked += 1) > 1) throw new RemoteError('handOverLate', '늦음', '', { outcome: 'notSent', retryable: false });
				};
				expect((await outcomes(again, rig.open({ ttlMinutes: 1 }), { mayCall })).outcomes).toEqual(['notSent', 'notSent']);
				expect(await keys()).toEqual(['#1']);
			});

			it('is not put in without the right to take that row out', async () => {
				await leftLying();
				const writer = `writer_${rig.server.database}`;
				for (const text of kind === 'postgres' ? [`CREATE USER ${writer} PASSWORD 'write-only-1'`, `GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO ${writer}`, `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${writer}`] : [`CREATE USER ${writer} IDENTIFIED BY 'write-only-1'`, `GRANT SELECT, INSERT ON ${rig.server.database}.* TO ${writer}`]) {
					await sql(text);
				}
				const found = await outcomes(again, rig.open({ ttlMinutes: 1 }, { user: writer, password: 'write-only-1' }));
				expect([found.handed.error, found.outcomes]).toEqual([null, ['refused', 'accepted']]);
				expect(refusalOf(found)).toMatchObject({ refusal: { statusCode: 'EARLIER', reason: expect.stringContaining('삭제 권한이 없어'), blocksAccount: false } });
				rig.simulator.resume();
				await rig.flush();
				expect(rig.deliveries().map(({ phone }) => phone).sort()).toEqual([message(1).to, message(2).to]);
			});

			it('is not put in once the agent has taken that row, be it in the very moment', async () => {
				await leftLying();
				const { host, port, database, user, password } = rig.server;
				const agent = await databaseOf[kind]({ host, port, database, user, password, schema: '', tls: false, caPem: '', timeoutMs: 20_000, koreanTime: true }).connect('submit');
				await agent.begin(false);
				await agent.change(`UPDATE ${sms.table} SET ${sms.columns.state} = ? WHERE ${sms.columns.state} = ?`, [family === 'scTran' ? '1' : '2', waiting]);
				const gateway = rig.open({ ttlMinutes: 1 }, { timeoutMs: 20_000 });
				const handing = outcomes(again, gateway);
				const held = kind === 'postgres' ? `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'DELETE%' AND datname = '${database}'` : `SELECT 1 FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'`;
				// InnoDB shows its transactions anew only to who has not asked for a tenth of a second.
				while ((await sql(held)).length === 0) await new Promise((resolve) => setTimeout(resolve, 250));
				await agent.commit();
				await agent.close();
				const found = await handing;
				expect(found.outcomes).toEqual(['refused', 'accepted']);
				expect(refusalOf(found)).toMatchObject({ refusal: { statusCode: 'EARLIER', blocksAccount: false } });
				expect((await outcomes(again, gateway)).outcomes).toEqual(['refused', 'accepted']);
				expect(await keys()).toEqual(['#1', '#1']);
			});
		});

		it('is put in only where the worker may still do so at the very end', async () => {
			let asked = 0;
			const mayCall = () => {
				if ((asked += 1) > 1) throw new RemoteError('handOverLate', '늦음', '', { outcome: 'notSent', retryable: false });
			};
			const { outcomes: late, handed } = await outcomes(one, rig.gateway, { mayCall });
			expect([asked, late]).toEqual([2, ['notSent']]);
			expect((await listed(rig.gateway, handed, one)).size).toBe(0);
		});
	});

	it('a worker that freezes right before its commit has put nothing in when it wakes up, and does not say what it cannot know', async () => {
		let asked = 0;
		const freezing = () => {
			if ((asked += 1) === 2) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_500);
		};
		const { outcomes: woken, handed } = await outcomes(one, rig.open({}, { idleLimitMs: 1_000 }), { mayCall: freezing });
		expect(woken).toEqual(['unknown']);
		expect(await rig.gateway.find(handed.batch)).toEqual([]);
		expect((await outcomes([message(1, { attempt: 2 })])).outcomes).toEqual(['accepted']);
		await rig.flush();
		expect(rig.deliveries()).toHaveLength(1);
	});

	describe('looking up', () => {
		it('waits for a worker in the middle of putting in, and never takes its texts for absent', async () => {
			const { handed } = await outcomes(one);
			const { host, port } = rig.simulator;
			const { database, user, password } = rig.server;
			const holder = await databaseOf[kind]({ host, port, database, user, password, schema: '', tls: false, caPem: '', timeoutMs: 5_000, koreanTime: true }).connect('submit');
			await holder.begin(true);
			await expect(rig.open({}, { timeoutMs: 2_000 }).find(handed.batch)).rejects.toMatchObject({ code: 'agentLockWait', failure: { outcome: 'notSent', retryable: true } });
			await holder.close();
			expect(await rig.gateway.find(handed.batch)).toHaveLength(1);
		});

		it('finds a notice whatever its attempt, and nothing of others', async () => {
			await outcomes([message(1, { attempt: 3 }), message(2)]);
			await sql(`UPDATE ${sms.table} SET ${sms.columns.key} = 'someone else' WHERE ${sms.columns.to} = '${message(2).to}'`);
			await rig.flush();
			const refs = [1, 2, 3].map((number) => ({ noticeKey: message(number).noticeKey, attempt: 1 }));
			expect(await rig.gateway.search(refs, Date.now() - 60_000)).toMatchObject([{ noticeKey: message(1).noticeKey, attempt: 3, state: 'delivered' }]);
		});

		it('without any log table refuses to call a text absent', async () => {
			const { handed } = await outcomes(one);
			await rig.flush();
			await sql(`ALTER TABLE ${log(0)} RENAME TO hidden_log`);
			const lmsLog = log(0).replace('SC_LOG', 'MMS_LOG').replace('smt', 'mmt');
			await sql(`ALTER TABLE ${lmsLog} RENAME TO hidden_lms_log`);
			rig.simulator.pause();
			const asked = await rig.gateway.find(handed.batch).catch((error: unknown) => error);
			const { warnings } = await rig.gateway.checkAccount();
			await sql(`DROP TABLE IF EXISTS ${log(0)}`);
			await sql(`ALTER TABLE hidden_log RENAME TO ${log(0)}`);
			await sql(`DROP TABLE IF EXISTS ${lmsLog}`);
			await sql(`ALTER TABLE hidden_lms_log RENAME TO ${lmsLog}`);
			expect(asked).toMatchObject({ code: 'agentLogMissing' });
			expect(warnings.join()).toContain('로그 표');
			expect(await rig.gateway.find(handed.batch)).toHaveLength(1);
		});
	});

	it('a scheduled batch with a row that is out of sight is not called cancelled: it may have been sent', async () => {
		const { handed } = await outcomes([message(1), message(2)], rig.gateway, { scheduledAt: new Date(Date.now() + 86_400_000).toISOString() });
		await sql(`UPDATE ${sms.table} SET ${sms.columns.key} = 'someone else' WHERE ${sms.columns.to} = '${message(2).to}'`);
		expect(await rig.gateway.cancel(handed.batch)).toBe('tooLate');
		expect((await listed(rig.gateway, handed, one)).size).toBe(1);
	});

	describe('an agent that stands still', () => {
		it('past its time limit never sends a row: the text has failed', async () => {
			rig.simulator.pause();
			const { handed } = await outcomes(one);
			await age(1441 + 5);
			expect(await rig.gateway.find({ ...handed.batch, fromMs: handed.batch.fromMs - 1446 * 60_000 })).toMatchObject([{ state: 'failed', statusCode: 'TTL', reason: expect.stringContaining('유효시간') }]);
			expect((await outcomes([message(1, { attempt: 2 })])).outcomes).toEqual(['accepted']);
			rig.simulator.resume();
			await rig.flush();
			expect(rig.deliveries()).toHaveLength(1);
		});

		it.each([
			['shortly before its time limit', 1441, { ttlMinutes: 1440 }],
			['where the time limit is not known', 10_000, { ttlMinutes: 0 }],
		])('%s leaves a row open', async (_name, minutes, options) => {
			rig.simulator.pause();
			const { handed } = await outcomes(one);
			await age(minutes);
			const gateway = rig.open(options);
			expect(await gateway.find({ ...handed.batch, fromMs: handed.batch.fromMs - minutes * 60_000 })).toMatchObject([{ state: 'registered', reason: null }]);
		});

		it('gets no more texts, and the account check says so', async () => {
			rig.simulator.pause();
			await outcomes(one);
			await age(31);
			const { outcomes: refused, handed } = await outcomes([message(2)]);
			expect(refused).toEqual(['notSent']);
			expect(handed.error).toMatchObject({ code: 'agentStopped', failure: { outcome: 'notSent' } });
			expect((await rig.gateway.checkAccount()).warnings.join()).toContain('에이전트가 멈춘 것으로 의심');
			expect(await rig.gateway.standstill()).toEqual([expect.stringMatching(/1건.*에이전트가 멈춘 것으로 의심.*하시기 바랍니다\.$/)]);
		});

		it.each([
			['it has sent something meanwhile', 31, true],
			['only leftovers of days ago wait', 3 * 1440, false],
			['nothing waits longer than allowed', 20, false],
		])('is not suspected where %s', async (_name, minutes, sent) => {
			if (sent) {
				await outcomes([message(5)]);
				await rig.flush();
			}
			rig.simulator.pause();
			await outcomes(one);
			await age(minutes);
			expect(await rig.gateway.standstill()).toEqual([]);
			expect((await outcomes([message(2)])).outcomes).toEqual(['accepted']);
		});
	});

	describe('what a person must mend', () => {
		const refused = async (gateway: AgentGateway, code: string) => {
			const { handed, outcomes: all } = await outcomes(one, gateway);
			expect(all).toEqual(['notSent']);
			expect(handed.error).toMatchObject({ code, failure: { outcome: 'notSent' } });
			const checked: unknown = await gateway.checkAccount().then(() => null, (error: unknown) => error);
			expect(checked).toMatchObject({ code });
			const told = `${handed.error?.message} ${handed.error?.remedy} ${String(handed.error?.cause)} ${handed.error?.stack}`;
			for (const secret of [one[0]?.to, one[0]?.text, one[0]?.noticeKey, rig.server.password]) expect(told.includes(secret ?? '')).toBe(false);
			expect(handed.error?.remedy).toMatch(/바랍니다\.$/);
		};
		const tables = AGENT_FAMILIES[family];

		it('a table that is not there', async () => {
			await refused(rig.open({ tables: { ...tables, sms: { ...tables.sms, table: 'NO_SUCH' } } }), 'agentTableMissing');
		});
		it('a column that is not there', async () => {
			await refused(rig.open({ tables: { ...tables, sms: { ...tables.sms, fixed: { NO_SUCH: '1' } } } }), 'agentColumnMissing');
		});
		it("a caller's column too narrow to tell notices apart", async () => {
			const narrow = family === 'scTran' ? 'TR_ID' : 'country_code';
			await refused(rig.open({ tables: { ...tables, sms: { ...tables.sms, columns: { ...tables.sms.columns, key: narrow }, fixed: {} } } }), 'agentColumnNarrow');
		});
		it('an account that may only read', async () => {
			const reader = `reader_${rig.server.database}`;
			for (const text of kind === 'postgres' ? [`CREATE USER ${reader} PASSWORD 'read-only-1'`, `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${reader}`] : [`CREATE USER ${reader} IDENTIFIED BY 'read-only-1'`, `GRANT SELECT ON ${rig.server.database}.* TO ${reader}`]) {
				await sql(text);
			}
			await refused(rig.open({}, { user: reader, password: 'read-only-1' }), 'agentNoRight');
		});
		it('a wrong password', async () => await refused(rig.open({}, { password: 'wrong' }), 'agentSignIn'));
		it('a database that is not there', async () => await refused(rig.open({}, { database: 'nowhere' }), 'agentDatabaseMissing'));
		it('a server that does not answer', async () => await refused(rig.open({}, { port: 9 }), 'agentUnreachable'));
		it('a server without TLS where TLS is asked for', async () => await refused(rig.open({}, { tls: true }), 'agentCertificate'));

		it('a missing table for long texts stops long texts only', async () => {
			const gateway = rig.open({ tables: { ...tables, lms: { ...tables.lms, table: 'NO_SUCH' } } });
			expect((await gateway.checkAccount()).warnings.join()).toContain('장문 표 NO_SUCH');
			expect((await outcomes(one, gateway)).outcomes).toEqual(['accepted']);
			expect((await outcomes([message(2, { type: 'LMS' })], gateway)).handed.error).toMatchObject({ code: 'agentTableMissing' });
		});
	});

	it('writes times as Korean time or as the server does', async () => {
		rig.simulator.pause();
		await outcomes(one);
		await outcomes([message(2)], rig.open({}, { koreanTime: false }));
		const rows = await sql(`SELECT ${sms.columns.sendAt} AS at FROM ${sms.table} ORDER BY ${sms.columns.id}`);
		const [korean = 0, own = 0] = rows.map((row) => new Date((row as { at: string | Date }).at).getTime());
		const offset = kind === 'postgres' ? 9 : Number(((await sql('SELECT TIMESTAMPDIFF(HOUR, NOW(), UTC_TIMESTAMP() + INTERVAL 9 HOUR) AS hours')) as Array<{ hours: number }>)[0]?.hours);
		expect(Math.round((korean - own) / 3_600_000)).toBe(offset);
	});
});
