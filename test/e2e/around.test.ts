import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openPage, startChromium } from '../../sandbox/browser/chromium.mts';
import { Editor } from '../../sandbox/browser/editor.mts';
import { receiptKeyOf } from '../../sandbox/revenue/changes.mts';
import { approveInBrowser, DESK_ENV, enterDesk, pictured } from '../support/desk-login';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { litPhones, plantedPhones } from '../support/week-checks';
import { fromFolder, openWeek, PERIOD } from '../support/weekly-run';
import type { Week, WeekOptions } from '../support/weekly-run';

const NEXT_MONDAY = '2026-11-30';
const MONDAY_AFTER = '2026-12-07';
const at = (day: string, time = '09:10'): string => `${day}T${time}:00+09:00`;

/** Numbers that the carriers fail, and one that they do not. */
const DEAD = ['010-0000-3032', '010-0000-3043', '010-0000-3042'] as const;
const MENDED = '010-0077-0001';
const SWAPPED = '010-0077-0002';
const OFFICER = '010-0077-0003';
const digits = (phone: string): string => phone.replaceAll('-', '');

/** What the officer does around the notice, in the real n8n with the shipped workflows. */
describe('around the weekly notice', () => {
	let n8n: TestN8n;
	const weeks: Week[] = [];

	beforeAll(async () => {
		n8n = await startTestN8n({ env: DESK_ENV });
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		for (const week of weeks) await week.close();
		await n8n?.dispose();
	}, 60_000);

	const open = async (options: WeekOptions = {}): Promise<Week> => {
		const week = await openWeek(n8n, n8n.folder, options);
		weeks.push(week);
		return week;
	};
	const runWell = async (week: Week): Promise<void> => {
		const { status, error } = await week.run();
		expect({ status, error }).toEqual({ status: 'success', error: null });
	};

	describe('receipts that change after people were told', () => {
		let week: Week;
		let browser: Browser;
		let page: Page;
		/** Receipts with one recipient who got the text, by what becomes of them. */
		let told: { withdrawn: string; corrected: string; refused: string; renumbered: string };
		/** Receipts whose text the carriers failed. */
		let failed: { mended: string; hopeless: string };

		const since = (count: number) => week.city.solapi.oracle.deliveries().slice(count);
		const arrived = (): number => week.city.solapi.oracle.deliveries().length;
		const tasks = (): Record<string, unknown>[] =>
			week.ledger.rows(`SELECT kind, receipt_key, reason_code, state FROM task WHERE kind IN ('correction', 'leak') ORDER BY kind, reason_code`);
		const nextWeek = async (monday: string): Promise<string[]> => {
			week.city.revenue.setToday(monday);
			await week.setClock(at(monday));
			const before = arrived();
			await runWell(week);
			expect(week.city.solapi.oracle.duplicates()).toEqual([]);
			return since(before)
				.map(({ phone }) => phone)
				.sort();
		};

		beforeAll(async () => {
			week = await open();
			const { revenue } = week.city;
			const [first, second] = revenue
				.planted()
				.filter((row) => row.mustBeTexted && row.recipientOrdinal === 1 && row.receivedOn >= '2026-11-16')
				.map(receiptKeyOf);
			failed = { mended: first ?? '', hopeless: second ?? '' };
			revenue.change([
				{ receiptKey: failed.mended, on: '2026-11-16', becomes: 'newPhone', phone: DEAD[0] },
				{ receiptKey: failed.hopeless, on: '2026-11-16', becomes: 'newPhone', phone: DEAD[1] },
			]);
			await runWell(week);
			const alone = week.ledger
				.rows(`SELECT receipt_key FROM notice GROUP BY receipt_key HAVING COUNT(*) = 1 AND MAX(state) = 'delivered' ORDER BY receipt_key`)
				.map((row) => String(row.receipt_key));
			const [withdrawn = '', corrected = '', refused = '', renumbered = ''] = alone;
			expect(renumbered).not.toBe('');
			told = { withdrawn, corrected, refused, renumbered };
		}, 180_000);
		afterAll(async () => {
			await browser?.close();
		});

		it('make tasks, one retry and one look at a leak; nobody is told twice', async () => {
			const { revenue } = week.city;
			expect(week.ledger.states()).toMatchObject({ failed: 2 });
			const on = '2026-11-25';
			revenue.change([
				{ receiptKey: told.withdrawn, on, becomes: 'withdrawn' },
				{ receiptKey: told.corrected, on, becomes: 'corrected' },
				{ receiptKey: told.refused, on, becomes: 'refused' },
				{ receiptKey: told.renumbered, on, becomes: 'newPhone', phone: SWAPPED },
				{ receiptKey: failed.mended, on, becomes: 'newPhone', phone: MENDED },
				{ receiptKey: failed.hopeless, on, becomes: 'newPhone', phone: DEAD[2] },
			]);
			const lit = await nextWeek(NEXT_MONDAY);
			expect(lit).toEqual([...plantedPhones(week.city, '2026-11-23', '2026-11-29'), digits(MENDED)].sort());
			expect(tasks()).toEqual([
				{ kind: 'correction', receipt_key: told.corrected, reason_code: 'correctedAfterNotice', state: 'open' },
				{ kind: 'correction', receipt_key: told.refused, reason_code: 'refusedAfterNotice', state: 'open' },
				{ kind: 'correction', receipt_key: told.withdrawn, reason_code: 'withdrawnAfterNotice', state: 'open' },
				{ kind: 'leak', receipt_key: told.renumbered, reason_code: 'numberChangedAfterDelivery', state: 'open' },
			]);
			expect(week.city.solapi.oracle.byPhone(SWAPPED)).toEqual([]);
		}, 180_000);

		it('are asked about once, and a number is tried anew once only', async () => {
			week.city.revenue.change([{ receiptKey: failed.hopeless, on: '2026-12-01', becomes: 'newPhone', phone: '010-0077-0009' }]);
			const before = tasks();
			const lit = await nextWeek(MONDAY_AFTER);
			expect(lit).toEqual(plantedPhones(week.city, '2026-11-30', '2026-12-06'));
			expect(tasks()).toEqual(before);
			expect(week.ledger.rows('SELECT COUNT(*) AS n FROM notice WHERE receipt_key = ? AND recipient_ordinal = 1', failed.hopeless)).toEqual([{ n: 2 }]);
		}, 180_000);

		it('are put right from the desk: after the approval the recipient gets exactly one correction', async () => {
			const desk = await week.add('notice-correction.json');
			await n8n.workflows.activate(desk);
			browser = await startChromium();
			page = await openPage(browser);
			const ask = async (): Promise<void> => {
				const known = (await n8n.workflows.executions(desk)).map(({ id }) => id);
				await page.getByRole('row').filter({ hasText: told.withdrawn }).getByRole('link', { name: '선택' }).click();
				await page.getByLabel('정정 사유').fill('감면 신청 취하');
				await page.getByRole('button', { name: '정정 안내 접수' }).click();
				await page.getByText('정정 안내를 접수하였습니다').waitFor();
				const waiting = await nextExecution(desk, known);
				expect(waiting.status).toBe('waiting');
				const shown = await approveInBrowser(page, await n8n.workflows.formUrl(waiting.id), '세정과장 김모의');
				expect(shown).toContain('정정 안내는 언제나 담당자 승인이 필요합니다');
				expect(shown).toContain('취하되어');
				const ended = await week.ended(waiting.id);
				expect({ status: ended.status, error: ended.error }).toEqual({ status: 'success', error: null });
			};
			await pictured(page, 'around-correction', async () => {
				await new Editor(page, n8n).signIn();
				await enterDesk(page, n8n, 'notice-correction');
				const before = arrived();
				await ask();
				const [text, ...more] = since(before);
				expect(more).toEqual([]);
				const [notice] = week.ledger.rows(`SELECT notice_key, phone_masked FROM notice WHERE rule_id = 'correction'`);
				expect(text?.key).toBe(notice?.notice_key);
				const [first] = week.ledger.rows(`SELECT notice_key FROM notice WHERE rule_id <> 'correction' AND receipt_key = ?`, told.withdrawn);
				expect(text?.phone).toBe(week.city.solapi.oracle.deliveries().find(({ key }) => key === first?.notice_key)?.phone);
				expect(text?.text).toContain('자동차 취득세 감면 차량 안내 정정');
				expect(text?.text).toContain('2026. 11. 23.');
				expect(tasks().find(({ receipt_key }) => receipt_key === told.withdrawn)).toMatchObject({ state: 'done' });
				expect(week.ledger.rows(`SELECT stage, approved_by FROM run WHERE campaign = 'vehicle-exemption-correction'`)).toEqual([{ stage: 'closed', approved_by: '세정과장 김모의' }]);

				// The same correction is asked for once more, by hand.
				await page.goto(`${n8n.url}/webhook/notice-correction`);
				expect(await page.getByRole('row').filter({ hasText: told.withdrawn }).count()).toBe(0);
				await page.getByLabel('접수 식별 번호').fill(told.withdrawn);
				await page.getByLabel('정정 사유').fill('감면 신청 취하');
				const known = (await n8n.workflows.executions(desk)).map(({ id }) => id);
				await page.getByRole('button', { name: '정정 안내 접수' }).click();
				await page.getByText('정정 안내를 접수하였습니다').waitFor();
				await nextExecution(desk, known);
				expect(arrived()).toBe(before + 1);
				expect(week.city.solapi.oracle.duplicates()).toEqual([]);
			});
			await n8n.workflows.deactivate(desk);
		}, 180_000);

		it('are reached from desks that open after the login, as they are shipped', async () => {
			for (const [name, heading] of [
				['notice-inquiry', '문의 응대'],
				['notice-desk', '회차 현황'],
			] as const) {
				const id = await week.add(`${name}.json`);
				await n8n.workflows.activate(id);
				await pictured(page, `around-${name}`, async () => {
					await enterDesk(page, n8n, name);
					await page.getByRole('heading', { name: heading }).first().waitFor();
				});
				await n8n.workflows.deactivate(id);
			}
		}, 120_000);

		const nextExecution = async (workflowId: string, known: readonly string[]) => {
			for (;;) {
				const next = (await n8n.workflows.executions(workflowId)).find(({ id }) => !known.includes(id));
				if (next) return await week.ended(next.id);
			}
		};
	});

	describe('the watch', () => {
		it('texts the officer once a day while the week is not closed, and is silent when it is', async () => {
			const week = await open({ approval: true, clock: at('2026-11-23', '12:10') });
			const watch = await week.add('notice-watch.json', ({ nodes }) => {
				const settings = nodes.find(({ name }) => name === '알림 설정');
				const { assignments } = settings?.parameters['assignments'] as { assignments: { value: unknown }[] };
				for (const one of assignments) one.value = OFFICER;
			});
			const look = async (time: string, day = '2026-11-23') => {
				await week.setClock(at(day, time));
				const ended = await week.ended(await n8n.workflows.runWorkflow(watch, '근무 시간 점검'));
				expect({ status: ended.status, error: ended.error }).toEqual({ status: 'success', error: null });
				return ended.items('운영 점검').map(({ code }) => code);
			};
			const texts = () => week.city.solapi.oracle.byPhone(OFFICER).map(({ text }) => text);

			expect(await look('09:30')).toEqual([]);
			expect(texts()).toEqual([]);
			expect(await look('10:30')).toEqual(['notStarted']);
			expect(await look('11:00')).toEqual(['notStarted']);
			expect(texts()).toEqual([expect.stringContaining('시작되지 않았습니다')]);

			await week.setClock(at('2026-11-23', '11:30'));
			const waiting = await week.run();
			expect(waiting.status).toBe('waiting');
			expect(await look('12:30')).toEqual(['approvalWaiting']);
			expect(await look('13:00')).toEqual(['approvalWaiting']);
			expect(texts()).toHaveLength(2);
			expect(await look('09:30', '2026-11-24')).toEqual(['approvalWaiting']);
			expect(await look('17:30', '2026-11-24')).toEqual(['approvalWaiting']);
			expect(texts()).toHaveLength(3);

			await n8n.workflows.submitForm(waiting.id, ['승인', '세정과장 김모의', '']);
			expect((await week.ended(waiting.id)).error).toBeNull();
			expect(week.ledger.stage(PERIOD)).toBe('closed');
			expect(await look('17:40', '2026-11-24')).toEqual([]);
			expect(await look('10:00', '2026-11-25')).toEqual([]);
			expect(texts()).toHaveLength(3);
			expect(week.city.solapi.oracle.duplicates()).toEqual([]);
		}, 180_000);
	});

	describe('the daily clearing up', () => {
		it('archives the export once its week is closed, destroys it on its day, forgets contacts and facts, and the chain verifies', async () => {
			const exports = join(n8n.folder, 'exports');
			mkdirSync(exports);
			const week = await open({ edit: fromFolder(exports) });
			/** Names of the nodes on the canvas, by what they do. */
			const steps = new Map<unknown, string>();
			const clearing = await week.add('notice-watch.json', ({ nodes }) => {
				for (const { name, parameters } of nodes) {
					steps.set(parameters['operation'], name);
					if (parameters['operation'] === 'archiveFiles') parameters['exportFolder'] = exports;
				}
			});
			const clear = async (day: string) => {
				await week.setClock(at(day, '18:30'));
				const ended = await week.ended(await n8n.workflows.runWorkflow(clearing, '하루 한 번 정리'));
				expect({ status: ended.status, error: ended.error }).toEqual({ status: 'success', error: null });
				const [purged, destroyed, archived] = ['purge', 'destroyDue', 'archiveFiles'].map((step) => ended.items(steps.get(step) ?? '')[0]);
				return { purged, destroyed, archived };
			};
			const verified = async (expectedHead: string): Promise<string> => {
				const [item] = (await week.act('verify', { resource: 'ledger', expectedHead })).items('조치');
				expect(item).toMatchObject({ intact: true });
				return String(item?.['chainHead']);
			};
			const contacts = () => week.ledger.rows(`SELECT COUNT(*) AS n FROM notice WHERE sealed IS NOT NULL`)[0]?.n;
			const archive = join(week.folder, 'archive');

			const file = await week.city.exportFile(exports, { from: '2026-09-07', to: '2026-11-22' });
			chmodSync(file, 0o644);
			expect((await clear('2026-11-23')).archived).toMatchObject({ moved: [], left: 1 });
			await week.setClock(at('2026-11-23'));
			await runWell(week);
			const printed = await verified('');
			expect(contacts()).toBeGreaterThan(20);

			expect((await clear('2026-11-23')).archived).toMatchObject({ left: 0, moved: [expect.any(String)], problems: [] });
			expect(readdirSync(exports)).toEqual([]);
			const [kept = ''] = readdirSync(archive);
			expect(statSync(join(archive, kept)).mode & 0o777).toBe(0o600);
			expect((await clear('2026-12-22')).destroyed).toMatchObject({ destroyed: 0, clean: true });
			expect(existsSync(join(archive, kept))).toBe(true);
			expect((await clear('2026-12-23')).destroyed).toMatchObject({ destroyed: 1, clean: true });
			expect(readdirSync(archive)).toEqual([]);
			expect(week.ledger.rows(`SELECT kind, substr(destroyed_at, 1, 10) AS day FROM file`)).toEqual([{ kind: 'export', day: '2026-12-23' }]);

			await clear('2028-02-16');
			expect(contacts()).toBeGreaterThan(0);
			const { purged } = await clear('2028-02-17');
			expect(purged).toMatchObject({ contacts: { notices: expect.any(Number), kept: 0 } });
			expect(contacts()).toBe(0);
			await verified(printed);
			await clear('2031-11-24');
			expect(week.ledger.rows('SELECT COUNT(*) AS n FROM decision')).toEqual([{ n: 0 }]);
			expect(week.ledger.rows(`SELECT COUNT(*) AS n FROM notice WHERE receipt_key <> '' OR name_masked IS NOT NULL`)).toEqual([{ n: 0 }]);
			await verified(printed);

			// The same week read anew after all that: who was told is still known to have been.
			const before = litPhones(week.city).length;
			await week.city.exportFile(exports, { from: '2026-09-07', to: '2026-11-22' });
			await week.setClock(at('2026-11-23'));
			await runWell(week);
			expect(litPhones(week.city)).toHaveLength(before);
		}, 240_000);
	});
});
