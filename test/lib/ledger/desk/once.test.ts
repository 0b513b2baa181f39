import { sqlOn } from '../../../support/ledger-home';
import { cleanUp, openLedger, tempFile, TestClock } from '../../../support/notice-run';

afterEach(cleanUp);

const MINUTE = 60_000;

it('a ticket is taken by one of many that ask at once, in whatever process, and by none after a restart', async () => {
	const file = tempFile();
	const until = Date.now() + MINUTE;
	const processes = [openLedger(file), openLedger(file), openLedger(file)];
	const taken = await Promise.all(processes.flatMap(({ desk }) => [desk.takeOnce('a', until), desk.takeOnce('a', until)]));
	expect(taken.filter(Boolean)).toHaveLength(1);
	for (const ledger of processes) await ledger.dispose();
	expect(await openLedger(file).desk.takeOnce('a', until)).toBe(false);
	expect(await openLedger(file).desk.takeOnce('b', until)).toBe(true);
});

it('what is void by itself is forgotten, and nothing else', async () => {
	const file = tempFile();
	const clock = new TestClock();
	const { desk } = openLedger(file, clock);
	await desk.takeOnce('short', clock.nowMs() + MINUTE);
	await desk.takeOnce('long', clock.nowMs() + 10 * MINUTE);
	clock.skip(2 * MINUTE);
	await desk.takeOnce('new', clock.nowMs() + MINUTE);
	const names = sqlOn(file, 'SELECT name FROM meta ORDER BY name').map(({ name }) => name);
	expect(names).toEqual(expect.arrayContaining(['key', 'once:long', 'once:new', 'schema']));
	expect(names).not.toContain('once:short');
});

it('what is given back may be taken again, once', async () => {
	const file = tempFile();
	const until = Date.now() + MINUTE;
	const [first, other] = [openLedger(file).desk, openLedger(file).desk];
	await first.takeOnce('form', until);
	await first.takeOnce('kept', until);
	await first.giveBack('form');
	expect([await other.takeOnce('form', until), await first.takeOnce('form', until), await other.takeOnce('kept', until)]).toEqual([true, false, false]);
});
