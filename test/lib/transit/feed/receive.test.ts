import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { folderSource } from '../../../../lib/transit/feed/folder-source';
import { receiveDay, type FeedPorts, type ReceiveRequest } from '../../../../lib/transit/feed/receive-day';
import { destroyOldRaw } from '../../../../lib/transit/feed/retention';
import { watchOnce, type FeedEvent } from '../../../../lib/transit/feed/watch';
import { writeZip } from '../../../../sandbox/transit/feeds/zip-writer.mts';
import { cardRows, DAY, feedPorts, filesBelow, receiveRequest, removeTempFolders, sha256, tempFolder } from '../../../support/transit-feed';

let drop: string;
let raw: string;
beforeEach(() => {
	drop = tempFolder();
	raw = tempFolder();
});
afterEach(removeTempFolders);

let changes = 0;
const put = (name: string, content: Buffer | string, folder = drop) => {
	writeFileSync(join(folder, name), content);
	changes += 1;
	utimesSync(join(folder, name), 1_700_000_000 + changes, 1_700_000_000 + changes);
};
const part = (number: string, day = '20260302') => `TB_KTS_DWTCD_${day}_${number}.csv`;
const one = cardRows(3_000, 1);
const two = cardRows(4_000, 2);
const receive = (more: Partial<ReceiveRequest> = {}, ports: Partial<FeedPorts> = {}) => receiveDay(receiveRequest(raw, more), folderSource(drop), feedPorts(ports));
const kinds = async (more: Partial<ReceiveRequest> = {}) => (await receive(more)).missing.map(({ what, name }) => [what, name]);

describe('a day in a folder', () => {
	it('is copied whole to a delivery of its own, with hashes and a record', async () => {
		put(part('01'), one);
		put(part('02'), two);
		put(part('01', '20260303'), 'another day');
		const delivery = await receive();
		expect(delivery).toEqual({
			feedDay: DAY,
			feed: 'taps',
			source: drop,
			complete: true,
			missing: [],
			files: [
				{ path: join(raw, 'taps', DAY, 'delivery-001', part('01')), name: part('01'), bytes: one.length, sha256: sha256(one), rows: one.toString().split('\n').length - 1 },
				{ path: join(raw, 'taps', DAY, 'delivery-001', part('02')), name: part('02'), bytes: two.length, sha256: sha256(two), rows: two.toString().split('\n').length - 1 },
			],
			number: 1,
			correction: false,
			seenBefore: false,
			deliveryHash: expect.stringMatching(/^[0-9a-f]{64}$/),
			receivedAt: '2026-03-03T05:10:00.000+09:00',
			skipped: [],
		});
		expect(await filesBelow(raw)).toEqual([`taps/${DAY}/delivery-001/${part('01')}`, `taps/${DAY}/delivery-001/${part('02')}`, 'taps/received.json']);
	});

	it('is recognised when it comes again, by listing and by content', async () => {
		put(part('01'), one);
		const first = await receive();
		expect(await receive()).toEqual({ ...first, seenBefore: true });
		put(part('01'), one);
		expect(await receive()).toEqual({ ...first, seenBefore: true });
		expect(await filesBelow(join(raw, 'taps', DAY))).toEqual([`delivery-001/${part('01')}`]);
	});

	it('is received anew beside the earlier one where its content changed, as a correction', async () => {
		put(part('01'), one);
		await receive();
		put(part('01'), two);
		expect(await receive()).toMatchObject({ number: 2, correction: true, seenBefore: false, files: [{ sha256: sha256(two) }] });
		expect(await filesBelow(join(raw, 'taps', DAY))).toEqual([`delivery-001/${part('01')}`, `delivery-002/${part('01')}`]);
	});

	it('that goes back to its first content is a correction of the second, recognised afterwards', async () => {
		for (const content of [one, two, one]) {
			put(part('01'), content);
			await receive();
		}
		expect(await receive()).toMatchObject({ number: 3, correction: true, seenBefore: true, files: [{ sha256: sha256(one) }] });
	});

	it('is fetched again where its files are gone', async () => {
		put(part('01'), one);
		const { files } = await receive();
		rmSync(files[0]?.path ?? '');
		expect(await receive()).toMatchObject({ complete: true, files: [{ sha256: sha256(one) }] });
	});

	it('that lacks something is data, and nothing is fetched', async () => {
		expect(await kinds()).toEqual([['file', 'TB_KTS_DWTCD_20260302_{NN}.csv']]);
		put(part('01'), one);
		put(part('03'), two);
		expect(await kinds()).toEqual([['part', part('02')]]);
		put(part('02'), '');
		expect(await kinds({ expectedParts: 4 })).toEqual([['part', part('04')], ['empty', part('02')]]);
		expect(await filesBelow(raw)).toEqual([]);
	});

	it('waits for its marker', async () => {
		put(part('01'), one);
		const rule = { kind: 'marker', pattern: '{yyyyMMdd}.done' } as const;
		expect(await kinds({ rule })).toEqual([['marker', '20260302.done']]);
		put('20260302.done', '');
		expect(await receive({ rule })).toMatchObject({ complete: true, files: [{ name: part('01') }] });
	});

	it('waits until its sizes stand still', async () => {
		put(part('01'), one);
		const rule = { kind: 'stable', seconds: 30 } as const;
		const waits: number[] = [];
		const growing = (ms: number) => {
			waits.push(ms);
			put(part('01'), two);
			return Promise.resolve();
		};
		expect((await receive({ rule }, { sleep: growing })).missing).toMatchObject([{ what: 'stable', name: part('01') }]);
		expect(waits).toEqual([30_000]);
		const arriving = () => {
			put(part('02'), one);
			return Promise.resolve();
		};
		expect((await receive({ rule }, { sleep: arriving })).missing).toMatchObject([{ what: 'stable', name: part('02') }]);
		expect(await receive({ rule })).toMatchObject({ complete: true });
	});

	it('is held against the list of hashes', async () => {
		const rule = { kind: 'manifest', pattern: 'SHA256SUMS_{yyyyMMdd}.txt' } as const;
		const list = (...entries: [Buffer, string][]) => put('SHA256SUMS_20260302.txt', entries.map(([content, name]) => `${sha256(content)}  ${name}\n`).join(''));
		put(part('01'), one);
		expect(await kinds({ rule })).toEqual([['manifest', 'SHA256SUMS_20260302.txt']]);
		list([one, part('01')], [two, part('02')]);
		expect(await kinds({ rule })).toEqual([['file', part('02')]]);
		put(part('02'), one);
		expect(await kinds({ rule })).toEqual([['hash', part('02')]]);
		put(part('02'), two);
		expect(await receive({ rule })).toMatchObject({ complete: true, number: 1 });
	});

	it('can be taken as far as it has come', async () => {
		put(part('01'), one);
		const rule = { kind: 'marker', pattern: '{yyyyMMdd}.done' } as const;
		expect(await receive({ rule, takePartial: true })).toMatchObject({ complete: false, number: 1, missing: [{ what: 'marker' }], files: [{ name: part('01') }] });
		put(part('02'), two);
		expect(await receive({ rule, takePartial: true })).toMatchObject({ complete: false, number: 2, files: [{}, {}] });
		put('20260302.done', '');
		expect(await receive({ rule })).toMatchObject({ complete: true, number: 3, correction: false });
	});

	it('is not received twice at the same time, and a dead process holds nothing up', async () => {
		put(part('01'), one);
		const both = await Promise.allSettled([receive(), receive()]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'feedBusy' } });
		put(part('01'), two);
		const lock = join(raw, 'taps', DAY, '.lock');
		writeFileSync(lock, 'dead');
		await expect(receive()).rejects.toMatchObject({ code: 'feedBusy' });
		utimesSync(lock, 1, 1);
		expect(await receive()).toMatchObject({ number: 2 });
	});

	it('sweeps what a crash between moving and recording left', async () => {
		put(part('01'), one);
		mkdirSync(join(raw, 'taps', DAY, 'delivery-001'), { recursive: true });
		writeFileSync(join(raw, 'taps', DAY, 'delivery-001', 'orphan.csv'), 'x');
		expect(await receive()).toMatchObject({ number: 1, complete: true });
		expect(await filesBelow(join(raw, 'taps', DAY))).toEqual([`delivery-001/${part('01')}`]);
	});

	it('stops on a record that cannot be read, rather than to forget what was told', async () => {
		put(part('01'), one);
		mkdirSync(join(raw, 'taps'));
		writeFileSync(join(raw, 'taps', 'received.json'), '{"format":1,');
		await expect(receive()).rejects.toMatchObject({ code: 'receivedBroken' });
	});

	it.each(['', '../taps', 'a/b', '.hidden'])('is refused under the name %j', async (feed) => {
		await expect(receive({ feed })).rejects.toMatchObject({ code: 'badFeedName' });
	});
});

describe('archives of a day', () => {
	const zip = (entries: Record<string, Buffer>) => writeZip(Object.entries(entries).map(([name, content]) => ({ name, content })));
	const patterns = ['DATA_{yyyyMMdd}*.zip'];

	it('are unpacked; what is not wanted is named', async () => {
		put('DATA_20260302.zip', zip({ [part('01')]: one, [part('02')]: two, 'TB_KTS_STTN_20260302.csv': one }));
		const delivery = await receive({ patterns, entryPatterns: ['TB_KTS_DWTCD_{yyyyMMdd}_NN.csv'] });
		expect(delivery).toMatchObject({ complete: true, skipped: ['TB_KTS_STTN_20260302.csv'], files: [{ name: part('01'), sha256: sha256(one) }, { name: part('02'), sha256: sha256(two) }] });
		for (const { path, sha256: hash } of delivery.files) expect(sha256(readFileSync(path))).toBe(hash);
		expect((await filesBelow(raw)).filter((name) => name.endsWith('.zip'))).toEqual([]);
	});

	it('stay where they are to be kept', async () => {
		put('DATA_20260302.zip', zip({ [part('01')]: one }));
		await receive({ patterns, keepArchives: true });
		expect((await filesBelow(raw)).filter((name) => name.endsWith('.zip'))).toEqual([`taps/${DAY}/delivery-001/DATA_20260302.zip`]);
	});

	it('that lack a part are incomplete, by number, by pattern and by the list of hashes', async () => {
		put('DATA_20260302.zip', zip({ [part('01')]: one, [part('03')]: two }));
		expect(await kinds({ patterns })).toEqual([['part', part('02')]]);
		expect(await kinds({ patterns, entryPatterns: ['OTHER_{yyyyMMdd}.csv'] })).toEqual([['file', 'OTHER_20260302.csv']]);
		put('LIST.txt', `${sha256(one)}  ${part('01')}\n${sha256(two)}  ${part('03')}\n${sha256(two)}  ${part('04')}\n`);
		expect(await kinds({ patterns, rule: { kind: 'manifest', pattern: 'LIST.txt' } })).toEqual([['part', part('02')], ['file', part('04')]]);
		expect((await filesBelow(raw)).some((name) => name.includes('delivery'))).toBe(false);
	});

	it('of which one number is missing are incomplete', async () => {
		put('DATA_20260302_01.zip', zip({ 'a.csv': one }));
		put('DATA_20260302_03.zip', zip({ 'c.csv': one }));
		expect(await kinds({ patterns })).toEqual([['part', 'DATA_20260302_02.zip']]);
	});

	it('that hold the same master twice give it once; another content under the same name is refused', async () => {
		put('DATA_20260302_01.zip', zip({ 'a.csv': one, 'STTN.csv': two }));
		put('DATA_20260302_02.zip', zip({ 'b.csv': one, 'STTN.csv': two }));
		expect((await receive({ patterns })).files.map(({ name }) => name).sort()).toEqual(['STTN.csv', 'a.csv', 'b.csv']);
		put('DATA_20260302_02.zip', zip({ 'b.csv': one, 'STTN.csv': one }));
		await expect(receive({ patterns })).rejects.toMatchObject({ code: 'zipTwice' });
	});

	it('that are cut short are refused, and a whole one is fetched afterwards', async () => {
		const whole = zip({ [part('01')]: one });
		put('DATA_20260302.zip', whole.subarray(0, whole.length - 30));
		await expect(receive({ patterns })).rejects.toMatchObject({ code: 'badZip' });
		put('DATA_20260302.zip', whole);
		expect(await receive({ patterns })).toMatchObject({ complete: true, number: 1 });
	});
});

it('a 50 GB day on a small disk is refused before it is begun', async () => {
	const source = { ...folderSource(drop), list: () => Promise.resolve([{ name: part('01'), bytes: 30e9, version: '1' }, { name: part('02'), bytes: 20e9, version: '1' }]) };
	await expect(receiveDay(receiveRequest(raw), source, feedPorts({ freeBytes: () => Promise.resolve(40e9) }))).rejects.toThrow('50.0 GB가 필요하여 받지 않았습니다. 여유 공간 40.0 GB');
});

describe('the watch over arriving days', () => {
	const times = { delayDays: 1, firstAttempt: '05:00', lateAt: '10:00', lookBackDays: 3 };
	const look = async (now: string, more: { trigger?: string; failed?: (day: string) => void } = {}) => {
		const events: FeedEvent[] = [];
		const { feedDay: _feedDay, takePartial: _takePartial, ...request } = receiveRequest(raw);
		await watchOnce({ request, times, trigger: more.trigger ?? 'w.n', emit: (event) => void events.push(event), failed: (day) => more.failed?.(day) }, folderSource(drop), feedPorts({ now: () => now }));
		return events.map(({ kind, delivery }) => `${kind} ${delivery.feedDay}${delivery.correction ? ' correction' : ''}`);
	};

	it('tells each whole day once, from the first attempt on', async () => {
		put(part('01'), one);
		expect(await look('2026-03-03T04:59:00+09:00')).toEqual([]);
		expect(await look('2026-03-03T05:00:00+09:00')).toEqual(['arrived 2026-03-02']);
		expect(await look('2026-03-03T05:10:00+09:00')).toEqual([]);
		expect(await look('2026-03-03T05:10:00+09:00', { trigger: 'other' })).toEqual(['arrived 2026-03-02']);
	});

	it('catches up oldest first after a long downtime, as far as it looks back', async () => {
		for (const day of ['20260226', '20260227', '20260228', '20260301', '20260302']) put(part('01', day), cardRows(500, Number(day)));
		expect(await look('2026-03-03T11:00:00+09:00')).toEqual(['arrived 2026-02-27', 'arrived 2026-02-28', 'arrived 2026-03-01', 'arrived 2026-03-02']);
	});

	it('tells a changed day again as a correction, an untouched repeat not', async () => {
		put(part('01'), one);
		await look('2026-03-03T05:00:00+09:00');
		put(part('01'), one);
		expect(await look('2026-03-03T06:00:00+09:00')).toEqual([]);
		put(part('01'), two);
		expect(await look('2026-03-04T06:00:00+09:00')).toEqual(['arrived 2026-03-02 correction']);
		expect(await look('2026-03-04T06:10:00+09:00')).toEqual([]);
	});

	it('says once that a day is late, and still tells it when it comes', async () => {
		expect(await look('2026-03-03T09:59:00+09:00')).toEqual([]);
		expect(await look('2026-03-03T10:00:00+09:00')).toEqual(['late 2026-03-02']);
		expect(await look('2026-03-03T10:10:00+09:00')).toEqual([]);
		put(part('01'), one);
		expect(await look('2026-03-03T13:00:00+09:00')).toEqual(['arrived 2026-03-02']);
	});

	it('starts a flow again that may have been lost in a crash, never forgets one', async () => {
		put(part('01'), one);
		const { feedDay: _feedDay, takePartial: _takePartial, ...request } = receiveRequest(raw);
		const crash = () => {
			throw new Error('crash');
		};
		await expect(watchOnce({ request, times, trigger: 'w.n', emit: crash, failed: () => undefined }, folderSource(drop), feedPorts())).rejects.toThrow('crash');
		expect(await look('2026-03-03T05:10:00+09:00')).toEqual(['arrived 2026-03-02']);
	});

	it('goes on past a day that fails', async () => {
		const failed: string[] = [];
		mkdirSync(join(raw, 'taps', '2026-03-01'), { recursive: true });
		writeFileSync(join(raw, 'taps', '2026-03-01', '.lock'), 'somebody');
		put(part('01', '20260301'), one);
		put(part('01'), two);
		expect(await look('2026-03-03T05:10:00+09:00', { failed: (day) => failed.push(day) })).toEqual(['arrived 2026-03-02']);
		expect(failed).toEqual(['2026-03-01']);
	});
});

describe('retention of raw files', () => {
	const destroy = (keepDays: number, today = '2026-03-05') => destroyOldRaw(raw, 'taps', keepDays, today, 'workflow:1', feedPorts({ now: () => `${today}T06:00:00.000+09:00` }));

	it('deletes days past the period with a record, and keeps the others and what was told', async () => {
		for (const day of ['01', '02', '03']) put(part('01', `202603${day}`), cardRows(500, Number(day)));
		for (const day of ['01', '02', '03']) await receive({ feedDay: `2026-03-${day}` });
		expect(await destroy(3)).toEqual({ keptFrom: '2026-03-03', days: ['2026-03-01', '2026-03-02'], files: 2, bytes: expect.any(Number) });
		expect(await filesBelow(raw)).toEqual([`taps/2026-03-03/delivery-001/${part('01', '20260303')}`, 'taps/destroyed.jsonl', 'taps/received.json']);
		const lines = readFileSync(join(raw, 'taps', 'destroyed.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as object);
		expect(lines).toMatchObject([{ feedDay: '2026-03-01', by: 'workflow:1', destroyedAt: '2026-03-05T06:00:00.000+09:00', files: [{ name: part('01', '20260301') }] }, { feedDay: '2026-03-02' }]);
		expect(await destroy(3)).toMatchObject({ days: [], files: 0 });
	});

	it.each([0, -1, 1.5, Number.NaN])('deletes nothing for %p days', async (days) => {
		await expect(destroy(days)).rejects.toMatchObject({ code: 'retentionPeriod' });
	});

	it('has nothing to do before anything came', async () => expect(await destroy(10)).toMatchObject({ days: [] }));
});
