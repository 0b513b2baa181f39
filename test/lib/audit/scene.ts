import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { decidedRow } from '../../../bench/drill/rows.mts';
import { writeExport, type ExportOptions } from '../../../lib/audit/export';
import type { Ledger } from '../../../lib/ledger/ledger';
import { collectResults } from '../../../lib/sms/results';
import { sendRun } from '../../../lib/sms/send-run';
import { approvedRun, CAMPAIGN, gatewayTo, openLedger, ORIGIN, PERIOD, phoneOf, portsFor, rowsOf, seals, sending, simulator, take, tempFile, tempFolder, TestClock } from '../../support/notice-run';

export const MONDAY = '2026-11-23T09:10:00.000+09:00';
export const WEEK_48 = { ...PERIOD, period: '2026-W48', from: '2026-11-23', to: '2026-11-29' };

export interface Scene {
	file: string;
	ledger: Ledger;
	clock: TestClock;
}

/** A closed week: delivered, failed, rejected and by post; somebody has asked about one of them. */
export async function closedWeek(file = tempFile(), clock = new TestClock(MONDAY)): Promise<Scene> {
	const [ledger, solapi] = [openLedger(file, clock), await simulator()];
	const special = [['01000001060', 'text'], ['01000003032', 'text'], [phoneOf(90), 'post']] as const;
	await approvedRun(ledger, [...rowsOf(6), ...special.map(([phone, channel], index) => decidedRow(seals, { number: 100 + index, phone, channel }))]);
	const ports = portsFor(ledger, gatewayTo(solapi));
	await sendRun(ports, sending());
	solapi.flush();
	await collectResults(ports, CAMPAIGN);
	await ledger.close(await take(ledger, 'sender'), ORIGIN);
	const [notice] = await ledger.notices({}, 1);
	await ledger.recordOpening({ fields: ['phone', 'plate'], reason: '문의 응대: 납세자 전화', subjects: [notice?.noticeKey ?? ''], runId: null, origin: { ...ORIGIN, actor: '박주무관' } });
	return { file, ledger, clock };
}

/** A second week, a week later, prepared only. */
export async function nextWeek({ ledger, clock }: Scene): Promise<void> {
	clock.set('2026-11-30T09:10:00.000+09:00');
	await approvedRun(ledger, [201, 202].map((number) => decidedRow(seals, { number, phone: phoneOf(number) })), WEEK_48);
}

export const NOVEMBER: ExportOptions = {
	from: '2026-11-01',
	to: '2026-11-29',
	by: '이감사',
	reason: '정기 감사',
	exportedAt: '2026-12-01T10:00:00.000+09:00',
	simulated: false,
	origin: ORIGIN,
};

export async function exported(ledger: Ledger, change: Partial<ExportOptions> = {}) {
	const made = await writeExport(ledger, tempFolder(), '감사자료', { ...NOVEMBER, ...change });
	return { ...made, lines: readFileSync(made.path, 'utf8').trimEnd().split('\n') };
}

export const linesOf = (path: string) => createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });

export function written(lines: readonly string[]): string {
	const path = `${tempFolder()}/감사자료.jsonl`;
	writeFileSync(path, `${lines.join('\n')}\n`);
	return path;
}
