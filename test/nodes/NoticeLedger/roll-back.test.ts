import { SCHEMA_VERSION } from '../../../lib/ledger/schema';
import { chain } from '../../support/engine';
import { LedgerProbe } from '../../support/ledger-probe';
import { asItems, NoticeCity, ours, prepareRun } from '../../support/notice-city';

let city: NoticeCity;
beforeEach(() => {
	city = new NoticeCity();
});
afterEach(async () => await city.close());

const versionOf = () => new LedgerProbe(city.ledgerPath).rows(`SELECT value FROM meta WHERE name = 'schema'`);
const rollBack = async (parameters: object) =>
	await city.run(chain(ours('노드', 'noticeLedger', { resource: 'ledger', operation: 'rollBack', staff: '김담당', ...parameters })), { startItems: asItems([{}]) });

describe('대장 판 내리기', () => {
	it('takes the ledger back one version and says so', async () => {
		await prepareRun(city, [city.receipt(1)]);
		const { items, error } = await rollBack({ version: SCHEMA_VERSION - 1 });
		expect(error).toBeUndefined();
		expect(items('노드').map(({ json }) => json)).toEqual([{ from: SCHEMA_VERSION, to: SCHEMA_VERSION - 1, staff: '김담당' }]);
		expect(versionOf()).toEqual([{ value: String(SCHEMA_VERSION - 1) }]);
	});

	it('names what would be lost and leaves the ledger as it is', async () => {
		await prepareRun(city, [city.receipt(1)]);
		const { error } = await rollBack({ version: 1 });
		expect(error).toMatchObject({ message: expect.stringContaining('서식 안내 1건'), description: expect.stringContaining('백업') });
		expect(versionOf()).toEqual([{ value: String(SCHEMA_VERSION) }]);
	});
});
