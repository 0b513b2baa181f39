import fc from 'fast-check';
import { addDays, isDay } from '../../../lib/calendar/day';
import { selectRows } from '../../../lib/exemption/select-rows';
import { CATEGORIES, type Category, type ReceiptRow } from '../../../lib/revenue/receipt';
import { lintText } from '../../../lib/sms/text/lint';
import { fillTemplate } from '../../../lib/sms/text/template';
import { withAddedCategories } from '../../../lib/exemption/added-categories';
import { createSelection } from '../../../lib/exemption/selection';
import { CONTACT, receipt, selectionInput } from './receipts';

const ADDED = { identifier: 'own', name: '조례 감면', legalBasis: '경기도 도세 감면 조례 제5조', effectiveFrom: '2026-01-01', effectiveTo: '', clock: 'registration', causes: ['transfer', 'householdSplit'], contact: {} };
const context = createSelection(
	withAddedCategories(selectionInput(), [
		{ ...ADDED, text: '#{주의기한}까지 소유권 이전에 유의하시기 바랍니다.\n#{세대분리문구}\n#{담당부서} #{담당전화}' },
	]),
);
const day = fc.integer({ min: -800, max: 30 }).map((offset) => addDays('2026-11-23', offset));
const often = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
	fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const row: fc.Arbitrary<ReceiptRow> = fc
	.record({
		receiptKey: fc.uuid(),
		status: often<ReceiptRow['status']>('decided', 'pending', 'withdrawn', 'corrected', 'refused', 'unreadable'),
		category: fc.constantFrom<Category[]>(...CATEGORIES, 'added-own', 'added-other'),
		legalBasis: often<string | null>(null, '지방세특례제한법 제17조', '지방세특례제한법 제22조의2제1항', '조례', '?'),
		acquiredOn: fc.oneof(
			{ weight: 1, arbitrary: often<string | null>('2026-01-30', null, '2026-13-01') },
			{ weight: 4, arbitrary: day },
		),
		registrationTakes: fc.oneof(
			{ weight: 6, arbitrary: fc.integer({ min: 0, max: 40 }) },
			{ weight: 1, arbitrary: fc.constantFrom(-3, null) },
		),
		appearedOn: day,
		replacement: fc.boolean(),
		coOwned: fc.boolean(),
		taxpayerType: often<ReceiptRow['taxpayerType']>('person', 'corporation'),
		minor: fc.boolean(),
		phoneKind: often<ReceiptRow['phoneKind']>('mobile', 'landline', 'deadPrefix', 'invalid', 'missing'),
		phoneOwner: often<ReceiptRow['phoneOwner']>('taxpayer', 'agent', 'unknown'),
		phoneSharedBy: fc.integer({ min: 0, max: 9 }),
		computedTax: fc.constantFrom(null, 0, 700_000, 1_400_000, 2_800_000),
		reliefAmount: fc.constantFrom(null, 0, 700_000, 1_400_000, 2_380_000),
		relation: fc.constantFrom(null, '배우자', '자녀', '모', '지인', '가족'),
		recipientRole: fc.constantFrom<ReceiptRow['recipientRole'][]>('taxpayer', 'coOwner'),
	})
	.map(({ registrationTakes, ...changes }) => {
		const { acquiredOn } = changes;
		const known = acquiredOn !== null && isDay(acquiredOn) && registrationTakes !== null;
		return receipt({ ...changes, registeredOn: known ? addDays(acquiredOn, registrationTakes) : null });
	});
const key = fc.constantFrom('', 'a', 'b', 'c');
const rows = fc.oneof(
	fc.array(row, { maxLength: 12 }),
	fc.array(
		fc
			.tuple(row, key, fc.integer({ min: 1, max: 3 }))
			.map(([each, receiptKey, recipientOrdinal]) => ({ ...each, receiptKey, recipientOrdinal })),
		{ maxLength: 8 },
	),
	fc
		.tuple(row, fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }))
		.map(([first, minors]) =>
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
				expect([result.ruleId, result.reasonCode, result.reason, result.ruleVersion].every((text) => text !== '')).toBe(
					true,
				);
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

test('what only warns decides nothing: tax and relation change neither decision nor text', () => {
	let warned = 0;
	fc.assert(
		fc.property(rows, (read) => {
			const silent = read.map((each) => ({ ...each, computedTax: null, reliefAmount: null, relation: null }));
			const [loud, quiet] = [selectRows(read, context), selectRows(silent, context)];
			expect(loud.map(({ decision, reasonCode, ruleId, notify }) => ({ decision, reasonCode, ruleId, notify }))).toEqual(
				quiet.map(({ decision, reasonCode, ruleId, notify }) => ({ decision, reasonCode, ruleId, notify })),
			);
			warned += loud.filter((each) => each.warnings?.some((one) => one.code !== 'holidaysUnknown')).length;
		}),
		{ numRuns: 200 },
	);
	expect(warned).toBeGreaterThan(30);
});

test('the order of a read decides nothing', () => {
	const shuffled = rows.chain((read) => fc.tuple(fc.constant(read), fc.shuffledSubarray([...read.keys()], { minLength: read.length })));
	fc.assert(
		fc.property(shuffled, ([read, order]) => {
			const straight = selectRows(read, context);
			const mixed = selectRows(
				order.flatMap((index) => read[index] ?? []),
				context,
			);
			const short = (each: (typeof straight)[number] | undefined) => [each?.decision, each?.reasonCode, each?.notify];
			order.forEach((index, at) => expect(short(mixed[at])).toEqual(short(straight[index])));
		}),
		{ numRuns: 200 },
	);
});

test('no text that could be sent breaks a wording rule, and a text goes only to a mobile number of a person of age', () => {
	let told = 0;
	fc.assert(
		fc.property(rows, (read) => {
			for (const decided of selectRows(read, context)) {
				if (decided.notify === undefined) continue;
				told += 1;
				const text = fillTemplate(decided.notify.template.text, { ...decided.notify.values, 차량번호뒤4자리: '3456' });
				expect(lintText(text, { contactPhone: CONTACT.phone, knownPlaceholders: [] })).toEqual([]);
				expect(decided.notify.cautionUntil >= decided.notify.keepUntil).toBe(true);
				expect(decided.notify.cautionUntil >= context.today).toBe(true);
				if (decided.notify.channel === 'text') expect([decided.phoneKind, decided.minor]).toEqual(['mobile', false]);
			}
		}),
		{ numRuns: 300 },
	);
	expect(told).toBeGreaterThan(50);
});
