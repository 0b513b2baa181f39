import { applyChanges, chooseChanges, receiptKeyOf, type ReceiptChange } from '../../sandbox/revenue/changes.mts';
import { generateCity } from '../../sandbox/revenue/generate.mts';
import { startRevenue } from '../../sandbox/revenue/server.mts';

const first = generateCity({ today: '2026-11-23', weeks: 2, seed: 7, rowsPerWeek: 40 });
const wish = { on: '2026-11-26', appearedFrom: '2026-11-16', appearedTo: '2026-11-22', withdrawn: 2, corrected: 1, refused: 1, newPhones: 2 };

const receiptOf = (city: typeof first, key: string) => city.receipts.find((receipt) => receiptKeyOf(receipt) === key);
const personOf = (city: typeof first, key: string) => city.planted.find((row) => receiptKeyOf(row) === key && row.recipientOrdinal === 1);

describe('changes after the notice', () => {
	const changes = chooseChanges(first, wish);

	it('concern different receipts of people who were to be told, the same for the same seed', () => {
		expect(changes.map(({ becomes }) => becomes)).toEqual(['withdrawn', 'withdrawn', 'corrected', 'refused', 'newPhone', 'newPhone']);
		expect(new Set(changes.map(({ receiptKey }) => receiptKey)).size).toBe(6);
		expect(changes.every(({ receiptKey }) => personOf(first, receiptKey)?.mustBeTexted)).toBe(true);
		expect(chooseChanges(first, wish)).toEqual(changes);
		expect(chooseChanges(first, { ...wish, seed: 2 })).not.toEqual(changes);
		expect(() => chooseChanges(first, { ...wish, withdrawn: 999 })).toThrow(RangeError);
	});

	it('show from their day on, and touch nothing else', () => {
		const options = { today: '2026-11-30', from: '2026-11-16', seed: 7, rowsPerWeek: 40 };
		const plain = generateCity(options);
		const changed = generateCity({ ...options, changes });
		expect(generateCity({ ...options, today: '2026-11-25', changes })).toEqual(generateCity({ ...options, today: '2026-11-25' }));
		const differing = changed.receipts.filter((receipt, index) => JSON.stringify(receipt) !== JSON.stringify(plain.receipts[index]));
		expect(differing.map(receiptKeyOf).sort()).toEqual(changes.map(({ receiptKey }) => receiptKey).sort());
		expect(differing.map(({ statusName }) => statusName).sort()).toEqual(['경정', '결정', '결정', '반려', '취하', '취하'].sort());
		for (const { receiptKey, becomes } of changes) {
			const row = personOf(changed, receiptKey);
			expect(row).toMatchObject(becomes === 'newPhone' ? { mustBeTexted: true, reason: 'none' } : { mustBeTexted: false, reason: becomes });
			if (becomes !== 'newPhone') continue;
			expect(row?.phone).toMatch(/^01000\d{6}$/);
			expect(receiptOf(changed, receiptKey)?.taxpayer.mobile?.replaceAll('-', '')).toBe(row?.phone);
			expect(row?.phone).not.toBe(personOf(plain, receiptKey)?.phone);
		}
	});

	it('can decide a pending receipt, give a co-owner a number, and follow one another', () => {
		const several = generateCity({ today: '2026-11-23', weeks: 8, seed: 7 });
		const pending = several.planted.find((row) => row.reason === 'notDecided' && row.reasonOnceDecided === 'none');
		const coOwner = several.planted.find((row) => row.recipientOrdinal === 2 && row.mustBeTexted);
		if (!pending || !coOwner) throw new Error('not in this city');
		const later: ReceiptChange[] = [
			{ receiptKey: receiptKeyOf(pending), on: '2026-11-27', becomes: 'withdrawn' },
			{ receiptKey: receiptKeyOf(pending), on: '2026-11-25', becomes: 'decided' },
			{ receiptKey: receiptKeyOf(coOwner), on: '2026-11-25', becomes: 'newPhone', recipientOrdinal: 2, phone: '010-0000-0042' },
		];
		const onDay = (day: string) => applyChanges(several, later, day).planted;
		expect(onDay('2026-11-24')).toBe(several.planted);
		expect(onDay('2026-11-25').find((row) => receiptKeyOf(row) === receiptKeyOf(pending))).toMatchObject({ mustBeTexted: true });
		expect(onDay('2026-11-27').find((row) => receiptKeyOf(row) === receiptKeyOf(pending))).toMatchObject({ mustBeTexted: false, reason: 'withdrawn' });
		expect(onDay('2026-11-25').find((row) => receiptKeyOf(row) === receiptKeyOf(coOwner) && row.recipientOrdinal === 2)?.phone).toBe('01000000042');
	});

	it('can be asked of the running source', async () => {
		const server = await startRevenue({ tokens: ['t'], today: '2026-11-23', weeks: 2, seed: 7, rowsPerWeek: 40 });
		try {
			server.change(changes);
			expect(server.receipts()).toEqual(first.receipts);
			server.setToday('2026-11-30');
			expect(server.planted().filter(({ reason }) => reason === 'withdrawn').length).toBeGreaterThanOrEqual(2);
			const sent = await fetch(`${server.url}/__sandbox/changes`, { method: 'POST', body: JSON.stringify({ changes: [{ ...changes[4], becomes: 'refused' }] }) });
			expect(sent.status).toBe(200);
			expect(server.planted().find((row) => receiptKeyOf(row) === changes[4]?.receiptKey)?.reason).toBe('refused');
		} finally {
			await server.close();
		}
	});
});
