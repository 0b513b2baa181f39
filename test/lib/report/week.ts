import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { DecidedRow } from '../../../lib/exemption/decision';
import { Ledger } from '../../../lib/ledger/ledger';
import { SqliteStore } from '../../../lib/ledger/sqlite-store';
import type { DeliveryReport } from '../../../lib/ledger/results';
import type { RunLease } from '../../../lib/ledger/types';
import type { ReportOptions } from '../../../lib/report/build-report';
import type { SourceSummary } from '../../../lib/revenue/receipt';

export const ORIGIN = { actor: 'test' };
export const PERIOD = { campaign: 'vehicle-exemption-weekly', period: '2026-W47', from: '2026-11-09', to: '2026-11-15' };
export const RUN_ID = 'vehicle-exemption-weekly/2026-W47';
export const SEALED = 'sealed-value-that-must-stay-shut';

export const OPTIONS: ReportOptions = {
	prices: { sms: 8.063, lms: 26.763, kakao: 5, letter: 430, registeredLetter: 2830 },
	organisation: '의정부시',
	department: '세정과',
	contact: { person: '김주무관', phone: '031-828-0000' },
	generatedAt: '2026-11-16T11:20:00.000+09:00',
	simulated: false,
};

const TEXT = `[의정부시] 자동차 취득세 감면 차량 유의사항 안내

취득세를 감면받으신 차량(차량번호 끝 네 자리 #{차량번호뒤4자리}, 등록일 #{등록일})의 소유와 관련하여 아래 사항에 유의하시기 바랍니다.

○ #{주의기한}까지는 소유권을 이전하지 않도록 유의하시기 바랍니다.
문의: #{담당부서} #{담당전화} (#{문의시간})`;

/** A row as the selector hands it over; `changes` say what is special about it. */
export function decided(number: number, changes: Partial<DecidedRow> = {}): DecidedRow {
	const receiptNo = String(number).padStart(6, '0');
	return {
		receiptKey: `4115000-2026-${receiptNo}`,
		receivingOffice: '4115000',
		receiptNo,
		receivedOn: '2026-11-10',
		appearedOn: '2026-11-11',
		status: 'decided',
		category: 'twoChildren',
		reductionCode: 'A01',
		legalBasis: '지방세특례제한법 제22조의2제2항',
		acquiredOn: '2026-11-09',
		registeredOn: '2026-11-10',
		replacement: false,
		taxpayerType: 'person',
		coOwned: false,
		computedTax: 1_400_000,
		reliefAmount: 700_000,
		noticeMethod: null,
		electronicRequestedOn: null,
		recipientOrdinal: 1,
		recipientRole: 'taxpayer',
		relation: null,
		minor: false,
		name: { masked: '홍*동', sealed: SEALED },
		phone: { masked: '010-****-5678', sealed: SEALED },
		address: { masked: '의정부시 ***', sealed: SEALED },
		plate: { masked: '12가****', sealed: SEALED },
		phoneKind: 'mobile',
		phoneOwner: 'taxpayer',
		phoneSharedBy: 1,
		phoneFingerprint: `phone-${number}`,
		plateFingerprint: null,
		personFingerprint: `person-${number}`,
		sourceName: '감면접수_20261116.xlsx',
		sourceRow: number + 1,
		decision: 'notify',
		ruleId: 'two-children-2025',
		ruleVersion: '2026-11#a1b2c3',
		reasonCode: 'retentionDuty',
		reason: '등록일부터 1년 이내에 소유권을 이전하면 추징되는 감면이므로 안내합니다.',
		notify: {
			duty: 'retention',
			channel: 'text',
			channelReasonCode: null,
			channelReason: null,
			keepUntil: '2027-11-10',
			cautionUntil: '2027-11-10',
			legalBasis: '지방세특례제한법 제22조의2제2항',
			template: { id: 'retention', version: 't-9f8e7d', text: TEXT },
			values: { 등록일: '2026. 11. 10.', 주의기한: '2027. 11. 10.' },
		},
		...changes,
	};
}

const told = decided(1).notify;
const notTold = (changes: Partial<DecidedRow>): Partial<DecidedRow> => ({ notify: undefined, ...changes });

/** A row that is to be told by post. */
export const posted = (number: number): DecidedRow =>
	decided(number, told && { notify: { ...told, channel: 'post', channelReasonCode: 'phoneMissing', channelReason: '휴대전화번호가 없어 우편으로 안내합니다.' } });

export const electric: Partial<DecidedRow> = notTold({
	decision: 'exclude', category: 'electricCar', ruleId: 'electric-2025', reasonCode: 'noRetentionDuty', legalBasis: '지방세특례제한법 제66조제4항',
	reason: '전기자동차 감면은 취득 후 의무보유 기간이 없는 감면이므로 안내하지 않습니다.',
});
export const unclear: Partial<DecidedRow> = notTold({
	decision: 'review', category: 'unknown', ruleId: 'unknown', reasonCode: 'unknownCategory', legalBasis: null,
	reason: '감면구분 또는 근거규정의 항·호를 알 수 없으므로 감면코드 대응표와 원자료를 확인하시기 바랍니다.',
});
export const pending: Partial<DecidedRow> = notTold({
	status: 'pending', decision: 'waiting', ruleId: 'receipt-status', reasonCode: 'pending', reason: '감면 결정 전이므로 결정될 때까지 기다립니다.',
});

/** A source summary that matches the rows. */
export function sourceOf(rows: readonly DecidedRow[], changes: Partial<SourceSummary> = {}): SourceSummary {
	const receipts = new Map(rows.map((row) => [row.receiptKey, row.reliefAmount ?? 0]));
	const read = { count: receipts.size, reliefSum: [...receipts.values()].reduce((sum, relief) => sum + relief, 0) };
	return {
		sourceKind: 'file', sourceNames: ['감면접수_20261116.xlsx'], periodFrom: PERIOD.from, periodTo: PERIOD.to,
		controlTotal: read, read, matches: true, fileHashes: ['hash'], contentHash: null, mappingVersion: '', problems: [], ...changes,
	};
}

/** A real ledger in a temporary folder, at a fixed Korean time. */
export function openLedger(): Ledger {
	const store = SqliteStore.at(join(mkdtempSync(join(tmpdir(), 'report-')), 'ledger.db'));
	return new Ledger(store, {
		key: Buffer.alloc(32, 7),
		clock: { now: () => '2026-11-16T10:05:00.000+09:00', nowMs: () => Date.parse('2026-11-16T10:05:00+09:00') },
		leaseMs: 60_000,
	});
}

export async function prepareRun(ledger: Ledger, rows: readonly DecidedRow[], source = sourceOf(rows), startDate = '2026-11-09'): Promise<RunLease> {
	const lease = await ledger.takeRun(PERIOD, 'owner', ORIGIN);
	if (!lease) throw new Error('The run is taken.');
	await ledger.prepare(lease, { rows, summary: source, startDate, approval: null, origin: ORIGIN });
	return lease;
}

/** What becomes of a receipt's notice at the gateway, by receipt key; `delivered` where nothing is said. */
export type Fate = 'delivered' | 'failed' | 'rejected' | 'unknown' | 'accepted' | 'reserved';

/** Approves the run and sends it as a gateway would, one batch. */
export async function sendRun(ledger: Ledger, lease: RunLease, fates: Readonly<Record<string, Fate>> = {}): Promise<void> {
	await ledger.approve(lease.runId, { kind: 'person', name: '이팀장' }, ORIGIN);
	const working = await ledger.lease(lease.runId, 'sender');
	if (!working) throw new Error('The run is taken.');
	await ledger.setStage(working, 'sending');
	const opened = await ledger.openBatch(working, { id: 'batch-1', gateway: 'solapi', account: 'test', size: 100_000 });
	if (!opened) return;
	const notices = await ledger.noticesOf(opened.id);
	const fateOf = (key: string): Fate => fates[key] ?? 'delivered';
	let batch = opened;
	for (const step of ['created', 'adding', 'verified', 'sending'] as const) batch = await ledger.step(batch, step, { groupId: 'G1' });
	const refusals = {
		rejected: { state: 'rejected', reasonCode: 'unencodable', reason: "문자로 보낼 수 없는 글자가 있습니다: '😀'" },
		unknown: { state: 'unknown', messageType: 'LMS', bytes: 480, reasonCode: 'sendInDoubt', reason: '중계사 응답을 받지 못하여 발송 여부를 확인하지 못하였습니다.' },
		reserved: { state: 'reserved' },
	} as const;
	await ledger.settleAndStep(
		batch,
		notices.map(({ noticeKey, receiptKey }) => {
			const fate = fateOf(receiptKey);
			if (fate === 'rejected' || fate === 'unknown' || fate === 'reserved') return { noticeKey, ...refusals[fate] };
			return { noticeKey, state: 'accepted' as const, messageId: `M-${noticeKey}`, statusCode: '2000', messageType: 'LMS', bytes: 480, textHash: 'h' };
		}),
		'sent',
	);
	await ledger.applyReports(
		notices.flatMap(({ noticeKey, receiptKey, attempt }): DeliveryReport[] => {
			const fate = fateOf(receiptKey);
			const report = { noticeKey, attempt, messageId: `M-${noticeKey}` };
			if (fate === 'delivered') return [{ ...report, state: 'delivered', statusCode: '4000', reason: null }];
			if (fate === 'failed') return [{ ...report, state: 'failed', statusCode: '3032', reason: '가입자가 없는 번호입니다.' }];
			return [];
		}),
	);
	await ledger.setStage(working, 'results');
	await ledger.close(working, ORIGIN);
}

const CATEGORIES = ['twoChildren', 'threeChildren', 'disabled', 'veteran', 'lightCar'] as const;

/** An ordinary week of 150 receipts with one of everything. */
export function ordinaryWeek(): { rows: DecidedRow[]; fates: Record<string, Fate> } {
	const rows: DecidedRow[] = [];
	for (let number = 1; number <= 150; number += 1) {
		if (number <= 90) rows.push(decided(number, { category: CATEGORIES[number % 5] ?? 'twoChildren', name: { masked: ['홍*동', '김*수', '이*'][number % 3] ?? '', sealed: SEALED } }));
		else if (number <= 96) rows.push(posted(number));
		else if (number <= 128) rows.push(decided(number, electric));
		else if (number <= 136) rows.push(decided(number, { receivedOn: '2026-11-02' }));
		else if (number <= 142) rows.push(decided(number, unclear));
		else if (number <= 145) rows.push(decided(number, notTold({ decision: 'review', ruleId: 'receipt-fields', reasonCode: 'missingRegistrationDate', reason: '등록일이 없어 의무보유 기간을 계산할 수 없으므로 등록일을 확인하시기 바랍니다.', registeredOn: null })));
		else rows.push(decided(number, pending));
	}
	rows.push(decided(7, { recipientOrdinal: 2, recipientRole: 'coOwner', coOwned: true, name: { masked: '박*희', sealed: SEALED } }));
	const key = (number: number) => decided(number).receiptKey;
	return { rows, fates: { [key(3)]: 'failed', [key(11)]: 'failed', [key(20)]: 'rejected', [key(31)]: 'unknown', [key(40)]: 'accepted' } };
}

/** Numbers of the receipts of `officeWeek` with something special about them. */
export const SPECIAL = { byText: [50, 51, 52], lostText: 3, reliefMismatch: 60, coOwnerRelation: 61, direct: 1, returned: 91, arrived: 92, settled: 137 } as const;

/** An ordinary week with everything the office does around it: forms asked for by text, letters, settled tasks, tax checks. */
export async function officeWeek(ledger: Ledger): Promise<void> {
	const { rows, fates } = ordinaryWeek();
	const asked = { noticeMethod: 'text', electronicRequestedOn: '2026-11-10' } as const;
	const special = new Map<string, Partial<DecidedRow>>([
		...[...SPECIAL.byText, SPECIAL.lostText].map((number) => [decided(number).receiptKey, asked] as const),
		[decided(SPECIAL.reliefMismatch).receiptKey, { warnings: [{ code: 'reliefMismatch', message: '감면세액이 계산과 다르므로 세액을 확인하시기 바랍니다. 안내에는 영향이 없습니다.' }] }],
		[decided(SPECIAL.coOwnerRelation).receiptKey, { warnings: [{ code: 'coOwnerRelation', message: '공동명의자의 관계(지인)가 공동등록 요건에 맞는지 확인하시기 바랍니다.' }, { code: 'holidaysUnknown', message: '공휴일 자료가 2027. 12. 31.까지입니다.' }] }],
	]);
	const changed = rows.map((row) => ({ ...row, ...special.get(row.receiptKey) }));
	await sendRun(ledger, await prepareRun(ledger, changed), fates);
	const by = { by: '김주무관', origin: ORIGIN };
	const to = (number: number) => ({ receiptKey: decided(number).receiptKey, recipientOrdinal: 1, ...by });
	await ledger.desk.recordForm({ receiptKey: decided(SPECIAL.direct).receiptKey, status: 'direct', doneOn: '2026-11-13', basis: '민원실 직접 교부', ...by });
	await ledger.desk.recordMail({ ...to(SPECIAL.returned), outcome: 'sent', sentOn: '2026-11-16', registeredNo: '1234567890123' });
	await ledger.desk.recordMail({ ...to(SPECIAL.returned), outcome: 'returned', outcomeOn: '2026-11-16', returnedReason: '수취인 부재' });
	await ledger.desk.recordMail({ ...to(SPECIAL.arrived), outcome: 'sent', sentOn: '2026-11-16', registeredNo: '1234567890124' });
	await ledger.desk.recordMail({ ...to(SPECIAL.arrived), outcome: 'delivered', outcomeOn: '2026-11-16' });
	const task = (await ledger.desk.tasks({ receiptKey: decided(SPECIAL.settled).receiptKey }, 1))[0];
	if (!task) throw new Error('No task.');
	await ledger.desk.settleTask({ id: task.id, note: '감면코드 대응표에 추가', doneOn: '2026-11-16', ...by });
}
