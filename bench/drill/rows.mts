import type { DecidedRow } from '../../lib/exemption/decision.ts';
import type { SealBox } from '../../lib/privacy/seal.ts';
import type { SourceSummary } from '../../lib/revenue/receipt.ts';
import { createRandom } from '../../sandbox/shared/random.mts';

export const START_DATE = '2026-11-01';
export const CAMPAIGN = 'drill-weekly';
export const PERIOD = { campaign: CAMPAIGN, period: '2026-W47', from: '2026-11-16', to: '2026-11-22' };

/** Short and long texts, so that both message types go out. */
const TEXTS = {
	short: '[시청] #{차량번호뒤4자리} 차량은 #{기한}까지 매각·증여하면 감면세액이 추징됩니다. ☎031-000-0000',
	long:
		'[시청 세정과 안내]\n취득세를 감면받으신 #{차량번호뒤4자리} 차량은 #{기한}까지 보유하여야 하며, 그 전에 매각·증여하거나 ' +
		'세대를 분가하면 감면받은 세액이 추징될 수 있습니다. 부득이한 사유는 개별 판단하므로 먼저 문의하시기 바랍니다.\n담당 ☎031-000-0000',
} as const;

export interface RowWish {
	/** Running number of the receipt. */
	number: number;
	phone: string;
	channel?: 'text' | 'post';
	decision?: DecidedRow['decision'];
	text?: keyof typeof TEXTS;
	receivedOn?: string;
	templateVersion?: string;
	ruleVersion?: string;
	recipientOrdinal?: number;
}

export const receiptKeyOf = (number: number) => `4115000-2026-${String(number).padStart(6, '0')}`;

/** One decided recipient as it reaches the ledger. */
export function decidedRow(seals: SealBox, wish: RowWish): DecidedRow {
	const { number, phone, channel = 'text', decision = 'notify', text = 'short', recipientOrdinal = 1 } = wish;
	const receiptNo = String(number).padStart(6, '0');
	const receiptKey = receiptKeyOf(number);
	const binding = { receiptKey, recipientOrdinal };
	const plate = `${String(10 + (number % 90))}가${String(1000 + (number % 9000))}`;
	return {
		receiptKey,
		receivingOffice: '4115000',
		receiptNo,
		receivedOn: wish.receivedOn ?? '2026-11-17',
		appearedOn: '2026-11-18',
		status: 'decided',
		category: 'twoChildren',
		reductionCode: 'B022',
		legalBasis: '지방세특례제한법 제22조의2제2항',
		acquiredOn: '2026-11-16',
		registeredOn: '2026-11-16',
		replacement: false,
		taxpayerType: 'person',
		coOwned: false,
		computedTax: 1_400_000,
		reliefAmount: 700_000,
		noticeMethod: null,
		electronicRequestedOn: null,
		recipientOrdinal,
		recipientRole: recipientOrdinal === 1 ? 'taxpayer' : 'coOwner',
		relation: null,
		minor: false,
		name: seals.field('김시민', { ...binding, field: 'name' }),
		phone: seals.field(phone, { ...binding, field: 'phone' }),
		address: null,
		plate: seals.field(plate, { ...binding, field: 'plate' }),
		phoneKind: 'mobile',
		phoneOwner: 'taxpayer',
		phoneSharedBy: 1,
		phoneFingerprint: `fp-${phone}`,
		plateFingerprint: null,
		personFingerprint: `person-${number}`,
		sourceName: 'REST',
		sourceRow: number,
		decision,
		ruleId: 'two-children',
		ruleVersion: wish.ruleVersion ?? '2026.1',
		reasonCode: decision === 'notify' ? 'retention' : 'notEligible',
		reason: decision === 'notify' ? '의무보유 기간 안내 대상입니다.' : '안내 대상이 아닙니다.',
		...(decision === 'notify' && {
			notify: {
				duty: 'retention',
				channel,
				channelReasonCode: channel === 'post' ? 'noPhone' : null,
				channelReason: channel === 'post' ? '휴대전화 번호가 없습니다.' : null,
				keepUntil: '2027-11-16',
				cautionUntil: '2027-11-16',
				legalBasis: '지방세특례제한법 제22조의2제2항',
				template: { id: `retention-${text}`, version: wish.templateVersion ?? `v1-${text}`, text: TEXTS[text] },
				values: { 기한: '2027. 11. 16.' },
			},
		}),
	};
}

/** What the source would say of the rows it gave. */
export function summaryOf(rows: readonly DecidedRow[], wish: Partial<SourceSummary> = {}): SourceSummary {
	const receipts = new Map(rows.map((row) => [row.receiptKey, row.reliefAmount ?? 0]));
	const read = { count: receipts.size, reliefSum: [...receipts.values()].reduce((sum, relief) => sum + relief, 0) };
	return {
		sourceKind: 'rest',
		sourceNames: ['REST'],
		periodFrom: PERIOD.from,
		periodTo: PERIOD.to,
		controlTotal: read,
		read,
		matches: true,
		fileHashes: [],
		contentHash: null,
		mappingVersion: '',
		problems: [],
		...wish,
	};
}

/**
 * A week of 50–64 people due by text: some with two cars and one phone, some whose number the gateway refuses or the
 * carrier fails, and beside them people told by post or not at all.
 */
export function drillWeek(seals: SealBox, seed: string): DecidedRow[] {
	return drillWishes(seed).map((wish) => decidedRow(seals, wish));
}

/** The same week as plain wishes: who is due by text, and on which phone. */
export function drillWishes(seed: string): RowWish[] {
	const random = createRandom(seed);
	const due = random.integer(50, 64);
	const phones: string[] = [];
	const wishes: RowWish[] = [];
	for (let number = 1; number <= due; number++) {
		const own = `010${random.integer(20_000_000, 99_999_999)}`;
		const phone = number % 6 === 0 ? random.pick(phones) : own;
		phones.push(phone);
		wishes.push({ number, phone, text: random.chance(0.3) ? 'long' : 'short' });
	}
	const special = ['01000001060', '01000003032', '01000003054', '01000003043'];
	special.forEach((phone, index) => wishes.push({ number: 100 + index, phone }));
	for (let number = 200; number < 205; number++) wishes.push({ number, phone: '01055556666', channel: 'post' });
	for (let number = 300; number < 310; number++) wishes.push({ number, phone: '01077778888', decision: number % 2 ? 'exclude' : 'review' });
	return wishes;
}
