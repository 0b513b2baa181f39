import { chain } from '../support/engine';
import { asItems, NoticeCity, ours, prepareRun, RUN_ID } from '../support/notice-city';
import { type DatabaseServer, startPostgres } from '../support/databases';

let server: DatabaseServer;
let city: NoticeCity;
beforeAll(async () => {
	server = await startPostgres();
});
afterAll(async () => await server.stop());
beforeEach(() => {
	city = new NoticeCity();
});
afterEach(async () => await city.close());

let schemas = 0;
const onPostgres = () => {
	const { host, port, user, password, database } = server;
	schemas += 1;
	return { storage: 'postgres', host, port, user, password, database, schema: `move_${schemas}`, tls: 'off' };
};
const ledgerNode = async (operation: string, parameters: object) =>
	await city.run(chain(ours('노드', 'noticeLedger', { resource: operation === 'lookUp' ? 'notice' : 'ledger', operation, ...parameters })), { startItems: asItems([{}]) });
const move = async (parameters: object = {}) => await ledgerNode('move', { staff: '김담당', sourcePath: city.ledgerPath, ...parameters });

describe('대장 옮기기', () => {
	it('takes the ledger to PostgreSQL, where the same operations go on, and the old file refuses', async () => {
		await prepareRun(city, [city.receipt(1), city.receipt(2)]);
		await city.withLedger(async (ledger) => await ledger.release({ runId: RUN_ID, owner: '', fence: (await ledger.run(RUN_ID)).fence }));
		city.overrides.cityhallLedgerApi = onPostgres();
		const { items, error } = await move();
		expect(error).toBeUndefined();
		const [moved] = items('노드').map(({ json }) => json);
		expect(moved).toMatchObject({ moved: true, already: false, staff: '김담당', rows: { notice: 2 }, to: expect.stringContaining('PostgreSQL 127.0.0.1') });
		expect(JSON.stringify(moved)).not.toContain(server.password);
		const verified = await ledgerNode('verify', { expectedHead: moved?.chainHead });
		expect(verified.items('노드')[0]?.json).toMatchObject({ intact: true, notices: 2, chainHead: moved?.chainHead });
		city.overrides = {};
		const refused = await ledgerNode('verify', {});
		expect(refused.error).toMatchObject({ message: expect.stringContaining('PostgreSQL 127.0.0.1'), description: expect.stringContaining('자격 증명') });
		expect(JSON.stringify(refused.error)).not.toContain(server.password);
	});

	it.each<[string, object, string]>([
		['a path that is not absolute', { sourcePath: 'ledger.sqlite' }, '절대 경로'],
		['a file that is not there', { sourcePath: '/none/ledger.sqlite' }, '없습니다'],
		['nothing to take back', { task: 'cancel' }, '취소할 것이 없습니다'],
	])('is refused with %s', async (_name, parameters, words) => {
		await prepareRun(city, [city.receipt(1)]);
		city.overrides.cityhallLedgerApi = onPostgres();
		const { error } = await move(parameters);
		expect(error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/하시기 바랍니다/) });
		await city.withLedger(async (ledger) => await ledger.desk.takeOnce('still open', Date.now() + 60_000));
	});

	it('is refused where the node has the credential of a SQLite file', async () => {
		await prepareRun(city, [city.receipt(1)]);
		expect((await move()).error).toMatchObject({ message: expect.stringContaining('PostgreSQL 대장이 아니어서') });
	});
});
