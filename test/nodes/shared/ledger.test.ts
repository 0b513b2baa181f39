import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openLedger } from '../../../nodes/shared/ledger';
import { dayAt, requiredTextAt, textAt } from '../../../nodes/shared/parameters';
import { NoticeCity } from '../../support/notice-city';

let city: NoticeCity;
beforeEach(() => {
	city = new NoticeCity();
});
afterEach(async () => await city.close());

const open = () => openLedger({ getCredentials: <T extends object>() => Promise.resolve({ ...city.credentials().cityhallLedgerApi } as T) });

describe('the ledger of a credential', () => {
	it.each<[string, Record<string, string>]>([
		['no path', { path: '' }],
		['a relative path', { path: 'ledger.sqlite' }],
		['a short key', { ledgerKey: 'c2hvcnQ=' }],
		['no key', { ledgerKey: '' }],
		['a test clock that is no time', { testClock: '내일 아침' }],
	])('is refused with %s, in Korean with a remedy, before a file is made', async (_name, values) => {
		city.overrides.cityhallLedgerApi = values;
		await expect(open()).rejects.toMatchObject({ message: expect.stringMatching(/[가-힣]/), remedy: expect.stringMatching(/[가-힣].{5}/) });
		expect(existsSync(city.ledgerPath)).toBe(false);
	});

	it.each<[string, Record<string, string | number>]>([
		['host', { host: ' ' }],
		['database', { database: '' }],
		['user', { user: '' }],
		['password', { password: '' }],
		['schema', { schema: 'Robert"; DROP TABLE notice' }],
		['schema', { schema: '' }],
	])('on PostgreSQL is refused with a bad %s before anything is called, and no file is made', async (_name, values) => {
		city.overrides.cityhallLedgerApi = { storage: 'postgres', host: 'db.invalid', port: 5432, database: 'd', schema: 'cityhall', user: 'u', password: 'p', ...values };
		await expect(open()).rejects.toMatchObject({ code: expect.stringMatching(/^ledger(Server|Schema)$/), message: expect.stringMatching(/[가-힣]/), remedy: expect.stringMatching(/하시기 바랍니다/) });
		expect(existsSync(city.ledgerPath)).toBe(false);
	});

	it('on PostgreSQL names the server that cannot be found', async () => {
		city.overrides.cityhallLedgerApi = { storage: 'postgres', host: 'db.invalid', database: 'd', schema: 'cityhall', user: 'u', password: 'p', tls: 'off' };
		await expect(open()).rejects.toMatchObject({ code: 'ledgerUnusable', message: expect.stringContaining('서버 주소') });
	});

	it('is refused where the file is none', async () => {
		writeFileSync(city.ledgerPath, 'not a database, but some text that is long enough to be looked at as one');
		await expect(open()).rejects.toMatchObject({ code: 'ledgerUnusable', remedy: expect.stringContaining('파일 경로') });
	});

	it('uses the test clock in a sandbox only', async () => {
		city.clock = '2026-11-23T09:10:00+09:00';
		const sandbox = await open();
		expect(sandbox.businessNow()).toBe('2026-11-23T09:10:00.000+09:00');
		await sandbox.ledger.dispose();
		city.overrides.cityhallLedgerApi = { path: join(city.folder, 'live.sqlite'), environment: 'live' };
		const live = await open();
		expect(Math.abs(Date.parse(live.businessNow()) - Date.now())).toBeLessThan(5_000);
		await live.ledger.dispose();
	});

	it('does not keep the file open after a refusal', async () => {
		await (await open()).ledger.dispose();
		city.overrides.cityhallLedgerApi = { environment: 'live' };
		await expect(open()).rejects.toMatchObject({ code: 'ledgerEnvironment' });
		city.overrides = {};
		const again = await open();
		await again.ledger.dispose();
	});
});

describe('parameters', () => {
	const ctx = (value: unknown) => ({ getNodeParameter: () => value }) as unknown as Parameters<typeof textAt>[0];

	it.each([
		[undefined, ''],
		[null, ''],
		['  2026-W47 ', '2026-W47'],
		[7, '7'],
		[{ sealed: 'x' }, ''],
	])('%j reads as %j', (value, text) => {
		expect(textAt(ctx(value), 'name', 0)).toBe(text);
	});

	it('an empty one is named by its label', () => {
		expect(() => requiredTextAt(ctx(undefined), 'runId', 0, '회차 번호')).toThrow("'회차 번호' 값이 비어 있습니다.");
	});

	it.each([
		['2026-11-16', '2026-11-16'],
		['2026-11-16T00:00:00+09:00', '2026-11-16'],
	])('%s is the day %s', (value, day) => {
		expect(dayAt(ctx(value), 'from', 0, '시작일')).toBe(day);
	});

	it.each(['2026-02-30', '20261116', 'undefined'])('%s is no day', (value) => {
		expect(() => dayAt(ctx(value), 'from', 0, '시작일')).toThrow("'시작일' 값이 날짜 형식");
	});
});
