import { BusinessCalendar } from '../../../lib/calendar/business-calendar';
import { selectRow } from '../../../lib/exemption/select';
import { selectRows } from '../../../lib/exemption/select-rows';
import type { ReceiptRow } from '../../../lib/revenue/receipt';
import { receipt, selection } from './receipts';

const context = selection();

describe('whether a receipt is told', () => {
	test.each<[string, Partial<ReceiptRow>, string, string]>([
		[
			'a row that could not be read',
			{ status: 'unreadable', problem: '등록일 열이 비었습니다.' },
			'review',
			'unreadable',
		],
		['a withdrawn application', { status: 'withdrawn' }, 'exclude', 'withdrawn'],
		['a refused application', { status: 'refused' }, 'exclude', 'refused'],
		['a corrected decision', { status: 'corrected' }, 'review', 'corrected'],
		['a pending application', { status: 'pending' }, 'waiting', 'pending'],
		['an unknown ground', { category: 'unknown' }, 'review', 'unknownCategory'],
		['a pending application of unknown ground', { status: 'pending', category: 'unknown' }, 'waiting', 'pending'],
		['no acquisition date', { acquiredOn: null }, 'review', 'missingAcquisitionDate'],
		['no registration date', { registeredOn: null }, 'review', 'missingRegistrationDate'],
		['a date that does not exist', { registeredOn: '2026-02-30' }, 'review', 'invalidDate'],
		['a registration in the future', { registeredOn: '2026-11-24' }, 'review', 'futureDate'],
		['a registration before the acquisition', { registeredOn: '2026-11-11' }, 'review', 'datesDisagree'],
		[
			'a basis that contradicts the ground',
			{ legalBasis: '지방세특례제한법 제22조의2제1항' },
			'review',
			'basisMismatch',
		],
		['no plate', { plate: null }, 'review', 'missingPlate'],
		['two children before 2025', { acquiredOn: '2024-12-31', registeredOn: '2025-12-31' }, 'review', 'noRuleForDate'],
		['a year that has passed', { acquiredOn: '2025-11-01', registeredOn: '2025-11-20' }, 'exclude', 'alreadyExpired'],
		[
			'a year whose last day is a Sunday just past, on Monday',
			{ acquiredOn: '2025-11-22', registeredOn: '2025-11-22' },
			'notify',
			'retentionDuty',
		],
		['two children', { legalBasis: '지방세특례제한법 제22조의2제2항' }, 'notify', 'retentionDuty'],
		['three children', { category: 'threeChildren' }, 'notify', 'retentionDuty'],
		['replacement', { category: 'childrenReplacement' }, 'notify', 'retentionDuty'],
		['from the spouse', { category: 'childrenFromSpouse' }, 'notify', 'retentionDuty'],
		['inheritance', { category: 'childrenInheritance' }, 'notify', 'retentionDuty'],
		['disabled', { category: 'disabled' }, 'notify', 'retentionDuty'],
		['veteran', { category: 'veteran' }, 'notify', 'retentionDuty'],
		['veteran, half', { category: 'veteranCompensation' }, 'notify', 'retentionDuty'],
		['light car', { category: 'lightCar' }, 'notify', 'useRestriction'],
		['light car not yet registered', { category: 'lightCar', registeredOn: null }, 'notify', 'useRestriction'],
		['electric car', { category: 'electricCar' }, 'exclude', 'noRetentionDuty'],
		['hydrogen car', { category: 'hydrogenCar' }, 'exclude', 'noRetentionDuty'],
		['light truck', { category: 'lightTruck' }, 'exclude', 'noRetentionDuty'],
		['dealer stock', { category: 'dealerStock', taxpayerType: 'corporation' }, 'exclude', 'corporateStock'],
		['export stock', { category: 'exportStock', taxpayerType: 'corporation' }, 'exclude', 'corporateStock'],
		[
			'transport business',
			{ category: 'transportBusiness', taxpayerType: 'corporation' },
			'exclude',
			'noRetentionDuty',
		],
		['defect replacement', { category: 'defectReplacement' }, 'exclude', 'noRetentionDuty'],
		['hybrid after its end', { category: 'hybridCar' }, 'review', 'reliefEnded'],
		[
			'ordinance without a text of our own',
			{ category: 'ordinance', legalBasis: '경기도 도세 감면 조례 제5조' },
			'review',
			'ordinance',
		],
		['a row that appeared late', { appearedOn: '2026-10-05' }, 'notify', 'retentionDuty'],
	])('%s', (_what, changes, decision, reasonCode) => {
		const decided = selectRow(receipt(changes), context);
		expect(decided).toMatchObject({ decision, reasonCode, ruleVersion: context.rules.version });
		expect(decided.ruleId).not.toBe('');
		expect(decided.reason).toMatch(/(니다|바랍니다)\.$/);
		expect(decided.notify === undefined).toBe(decision !== 'notify');
	});

	test('an unknown ground says why, as the source was read', () => {
		const problem = '연계 자료 3번째: 감면코드와 감면 근거규정이 서로 다른 감면구분을 가리킵니다.';
		expect(selectRow(receipt({ category: 'unknown', problem }), context).reason).toMatch(/^연계 자료 3번째.*확인하시기 바랍니다\.$/);
	});

	test('a mismatch of the tax withholds nothing', () => {
		expect(selectRow(receipt({ computedTax: 1, reliefAmount: 999 }), context).decision).toBe('notify');
	});

	test('an ordinance is told once the office has its own text, with the basis of the source', () => {
		const own = selection({
			textsByCategory: { ordinance: '#{주의기한}까지 유의하시기 바랍니다. #{담당부서} #{담당전화}' },
		});
		expect(selectRow(receipt({ category: 'ordinance', legalBasis: '경기도 도세 감면 조례 제5조' }), own)).toMatchObject(
			{
				decision: 'notify',
				reasonCode: 'ordinanceTemplate',
				notify: { legalBasis: '경기도 도세 감면 조례 제5조', template: { id: 'ordinance-custom' } },
			},
		);
	});
});

describe('the dates', () => {
	test.each<[Partial<ReceiptRow>, string, string]>([
		[{}, '2027-11-16', '2027-11-16'],
		[{ acquiredOn: '2026-02-06', registeredOn: '2026-02-06' }, '2027-02-06', '2027-02-10'],
		[{ category: 'lightCar', acquiredOn: '2026-11-12' }, '2027-11-12', '2027-11-12'],
	])('%j: until %s, printed %s', (changes, keepUntil, cautionUntil) => {
		const { notify } = selectRow(receipt(changes), context);
		expect(notify).toMatchObject({ keepUntil, cautionUntil });
		expect(notify?.values.주의기한).toBe(
			`${cautionUntil.slice(0, 4)}. ${Number(cautionUntil.slice(5, 7))}. ${Number(cautionUntil.slice(8))}.`,
		);
	});

	test('beyond the holiday table the decision says that holidays are not known', () => {
		const later = selection({ today: '2027-02-01' });
		const decided = selectRow(receipt({ acquiredOn: '2027-01-11', registeredOn: '2027-01-12' }), later);
		expect(decided.warnings).toEqual([{ code: 'holidaysUnknown', message: expect.stringContaining('토·일요일만') }]);
		expect(selectRow(receipt(), context).warnings).toBeUndefined();
	});
});

describe('how a recipient is told', () => {
	test.each<[string, Partial<ReceiptRow>, string, string | null]>([
		['own mobile number', {}, 'text', null],
		['number of unknown owner, not shared', { phoneOwner: 'unknown' }, 'text', null],
		['number of three taxpayers', { phoneSharedBy: 3 }, 'text', null],
		['number of four taxpayers', { phoneSharedBy: 4 }, 'post', 'sharedPhone'],
		['agent’s number', { phoneOwner: 'agent' }, 'post', 'agentPhone'],
		['corporation', { taxpayerType: 'corporation' }, 'post', 'corporation'],
		['minor', { minor: true }, 'post', 'minor'],
		['no number', { phoneKind: 'missing', phone: null }, 'post', 'phoneMissing'],
		['number lost on the way', { phone: null }, 'post', 'phoneMissing'],
		['land line', { phoneKind: 'landline' }, 'post', 'phoneLandline'],
		['dead prefix', { phoneKind: 'deadPrefix' }, 'post', 'phoneDeadPrefix'],
		['faulty number', { phoneKind: 'invalid' }, 'post', 'phoneInvalid'],
		['minor co-owner', { recipientOrdinal: 2, recipientRole: 'coOwner', minor: true }, 'post', 'minor'],
	])('%s: %s', (_what, changes, channel, channelReasonCode) => {
		const { decision, notify } = selectRow(receipt(changes), context);
		expect(decision).toBe('notify');
		expect(notify).toMatchObject({ channel, channelReasonCode });
		expect(notify?.channelReason === null).toBe(channel === 'text');
	});
});

describe('rows of one receipt', () => {
	const coOwner: Partial<ReceiptRow> = {
		recipientOrdinal: 2,
		recipientRole: 'coOwner',
		coOwned: true,
		personFingerprint: 'p2',
		phoneFingerprint: 'f2',
		sourceRow: 2,
	};

	test('each co-owner is told on an own row', () => {
		const decided = selectRows([receipt({ coOwned: true }), receipt({ ...coOwner, minor: true })], context);
		expect(decided.map((row) => [row.recipientOrdinal, row.decision, row.notify?.channel])).toEqual([
			[1, 'notify', 'text'],
			[2, 'notify', 'post'],
		]);
	});

	test.each<[string, Partial<ReceiptRow>]>([
		['in the registration date', { registeredOn: '2026-11-15' }],
		['in the ground', { category: 'threeChildren' }],
		['in the state', { status: 'pending' }],
		['because one cannot be read', { status: 'unreadable', problem: '접수일자가 비었습니다.' }],
		['because one has no plate', { plate: null }],
	])('that differ %s all go to 확인 필요', (_what, changes) => {
		const decided = selectRows(
			[receipt({ coOwned: true }), receipt({ ...coOwner, ...changes }), receipt({ receiptKey: 'other' })],
			context,
		);
		expect(decided.map((row) => [row.decision, row.reasonCode])).toEqual([
			['review', 'rowsDisagree'],
			['review', 'rowsDisagree'],
			['notify', 'retentionDuty'],
		]);
	});

	test('the same recipient twice is left to the ledger; two persons under one ordinal are not told', () => {
		expect(selectRows([receipt(), receipt({ sourceRow: 2 })], context).map((row) => row.decision)).toEqual([
			'notify',
			'notify',
		]);
		expect(selectRows([receipt(), receipt({ personFingerprint: 'p9' })], context).map((row) => row.reasonCode)).toEqual(
			['rowsDisagree', 'rowsDisagree'],
		);
	});
});

test('an extra holiday moves the printed date, not the statutory one', () => {
	const own = selection({ calendar: new BusinessCalendar({ extraHolidays: ['2027-11-16'] }) });
	expect(selectRow(receipt(), own).notify).toMatchObject({ keepUntil: '2027-11-16', cautionUntil: '2027-11-17' });
});
