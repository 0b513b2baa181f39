import fc from 'fast-check';
import { addDays } from '../../../lib/calendar/day';
import { selectRows } from '../../../lib/exemption/select-rows';
import { CATEGORIES, type ReceiptRow } from '../../../lib/revenue/receipt';
import { lintText } from '../../../lib/sms/text/lint';
import { fillTemplate } from '../../../lib/sms/text/template';
import { CONTACT, receipt, selection } from './receipts';

const context = selection();
const day = fc.integer({ min: -800, max: 30 }).map((offset) => addDays('2026-11-23', offset));
const row: fc.Arbitrary<ReceiptRow> = fc
	.record({
		receiptKey: fc.constantFrom('', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
		status: fc.constantFrom('decided' as const, 'decided' as const, 'decided' as const, 'pending' as const, 'withdrawn' as const, 'corrected' as const, 'refused' as const, 'unreadable' as const),
		category: fc.constantFrom(...CATEGORIES),
		legalBasis: fc.constantFrom(null, '지방세특례제한법 제17조', '지방세특례제한법 제22조의2제1항', '조례', '?'),
		acquiredOn: fc.oneof(fc.constant(null), fc.constant('2026-13-01'), day),
		registeredOn: fc.oneof(fc.constant(null), day),
		appearedOn: day,
		replacement: fc.boolean(),
		coOwned: fc.boolean(),
		taxpayerType: fc.constantFrom('person' as const, 'corporation' as const),
		recipientOrdinal: fc.integer({ min: 1, max: 3 }),
		minor: fc.boolean(),
		phoneKind: fc.constantFrom('mobile' as const, 'landline' as const, 'deadPrefix' as const, 'invalid' as const, 'missing' as const),
		phoneOwner: fc.constantFrom('taxpayer' as const, 'agent' as const, 'unknown' as const),
		phoneSharedBy: fc.integer({ min: 0, max: 9 }),
	})
	.map((changes) => receipt(changes));
const rows = fc.oneof(
	fc.array(row, { maxLength: 12 }),
	fc.tuple(row, fc.array(fc.boolean(), { minLength: 1, maxLength: 3 })).map(([first, minors]) =>
		minors.map((minor, index) => ({ ...first, minor, recipientOrdinal: index + 1, personFingerprint: `p${index}` })),
	),
);

test('every row gets exactly one decision, in order, and nothing of the row is lost', () => {
	fc.assert(
		fc.property(rows, (read) => {
			const decided = selectRows(read, context);
			expect(decided).toHaveLength(read.length);
			decided.forEach((result, index) => {
				expect(result).toMatchObject({ ...read[index] });
				expect((result.notify !== undefined) === (result.decision === 'notify')).toBe(true);
				expect([result.ruleId, result.reasonCode, result.reason, result.ruleVersion].every((text) => text !== '')).toBe(true);
			});
		}),
		{ numRuns: 300 },
	);
});

test('all recipients of a receipt get the same decision', () => {
	fc.assert(
		fc.property(rows, (read) => {
			const byReceipt = new Map<string, string>();
			for (const { receiptKey, decision, reasonCode } of selectRows(read, context)) {
				if (receiptKey === '') continue;
				expect(byReceipt.get(receiptKey) ?? `${decision}/${reasonCode}`).toBe(`${decision}/${reasonCode}`);
				byReceipt.set(receiptKey, `${decision}/${reasonCode}`);
			}
		}),
		{ numRuns: 300 },
	);
});

test('no text that could be sent breaks a wording rule, and a text goes only to a mobile number of a person of age', () => {
	fc.assert(
		fc.property(rows, (read) => {
			for (const decided of selectRows(read, context)) {
				if (decided.notify === undefined) continue;
				const text = fillTemplate(decided.notify.template.text, { ...decided.notify.values, 차량번호뒤4자리: '3456' });
				expect(lintText(text, { contactPhone: CONTACT.phone, knownPlaceholders: [] })).toEqual([]);
				expect(decided.notify.cautionUntil >= decided.notify.keepUntil).toBe(true);
				expect(decided.notify.cautionUntil >= context.today).toBe(true);
				if (decided.notify.channel === 'text') expect([decided.phoneKind, decided.minor]).toEqual(['mobile', false]);
			}
		}),
		{ numRuns: 300 },
	);
});
