import fc from 'fast-check';

import { deriveKeys, noticeKey } from '../../../lib/ledger/identity';
import { decidedRow } from '../../../bench/drill/rows.mts';
import { cleanUp, LEDGER_KEY, openLedger, prepareInput, RUN, seals, take, tempFile } from '../../support/notice-run';

afterEach(cleanUp);

const keys = deriveKeys(LEDGER_KEY);
const identity = fc.record({
	campaign: fc.string({ minLength: 1 }),
	duty: fc.string({ minLength: 1 }),
	receiptKey: fc.string({ minLength: 1 }),
	recipientOrdinal: fc.integer({ min: 1, max: 9 }),
});

describe('the identity of a notice', () => {
	it('differs as soon as campaign, duty, receipt or recipient differ, and fits a gateway field', () => {
		fc.assert(
			fc.property(identity, identity, (one, other) => {
				const same = JSON.stringify(Object.values(one)) === JSON.stringify(Object.values(other));
				const [key, otherKey] = [noticeKey(keys, one), noticeKey(keys, other)];
				return key.length === 32 && (key === otherKey) === same;
			}),
		);
	});

	it('says nothing without the ledger key', () => {
		const one = { campaign: 'c', duty: 'd', receiptKey: 'r', recipientOrdinal: 1 };
		expect(noticeKey(deriveKeys(Buffer.alloc(32, 1)), one)).not.toBe(noticeKey(deriveKeys(Buffer.alloc(32, 2)), one));
	});

	it('needs a key of 32 bytes', () => {
		expect(() => deriveKeys(Buffer.alloc(31))).toThrow(expect.objectContaining({ code: 'ledgerKey' }));
	});

	it('does not change with text, rule version or phone', async () => {
		const base = { number: 1, phone: '01020000001' };
		const found = new Set<string>();
		for (const change of [{}, { templateVersion: 'v2' }, { ruleVersion: '2027.1' }, { phone: '01020009999' }, { text: 'long' as const }]) {
			const ledger = openLedger(tempFile());
			await ledger.prepare(await take(ledger), prepareInput([decidedRow(seals, { ...base, ...change })]));
			for (const notice of await ledger.notices({ runId: RUN }, 10)) found.add(notice.noticeKey);
		}
		expect(found.size).toBe(1);
	});
});
