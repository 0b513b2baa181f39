import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as realTime } from 'node:timers/promises';

import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { IDataObject } from 'n8n-workflow';

import { addDays, koreanDay } from '../../../lib/calendar/day';
import { BmsFeedTrigger } from '../../../nodes/BmsFeed/BmsFeedTrigger.node';
import { activateTrigger, type ActiveTrigger } from '../../support/engine';
import { cardRows, removeTempFolders, sha256, tempFolder } from '../../support/transit-feed';

jest.setTimeout(60_000);

const NAME = '도착';
const YESTERDAY = addDays(koreanDay(new Date().toISOString()), -1);
const fileOf = (day: string) => `TAPS_${day.replaceAll('-', '')}_01.csv`;

let drop: string;
let raw: string;
let active: ActiveTrigger[];
let logged: jest.SpyInstance;
beforeEach(() => {
	drop = tempFolder();
	raw = tempFolder();
	active = [];
	logged = jest.spyOn(Container.get(Logger), 'error').mockReturnValue(undefined);
});
afterEach(async () => {
	for (const one of active) await one.response?.closeFunction?.();
	logged.mockRestore();
	await removeTempFolders();
});

async function activate(parameters: IDataObject = {}, mode: 'trigger' | 'manual' = 'trigger'): Promise<ActiveTrigger> {
	const trigger = await activateTrigger({
		workflow: {
			nodes: [
				{
					name: NAME,
					type: 'n8n-nodes-cityhall.bmsFeedTrigger',
					parameters: { source: 'folder', dropFolder: drop, rawFolder: raw, patterns: 'TAPS_{yyyyMMdd}_NN.csv', rule: 'none', firstAttempt: '00:00', lateAt: '', ...parameters },
				},
			],
			connections: {},
		},
		nodes: [BmsFeedTrigger],
		node: NAME,
		mode,
	});
	active.push(trigger);
	return trigger;
}

const told = (trigger: ActiveTrigger) => trigger.emitted.map((outputs) => (outputs[0]?.[0] ?? outputs[1]?.[0])?.json);

async function until(is: () => boolean): Promise<void> {
	for (let tries = 0; tries < 300 && !is(); tries += 1) await realTime(20);
}

it('starts a flow with the files of each whole day, oldest first', async () => {
	const days = [addDays(YESTERDAY, -2), addDays(YESTERDAY, -1), YESTERDAY];
	for (const [i, day] of days.entries()) writeFileSync(join(drop, fileOf(day)), cardRows(1_000, i));
	const trigger = await activate();
	await until(() => trigger.emitted.length === 3);
	expect(told(trigger)).toMatchObject(days.map((feedDay, i) => ({ feedDay, complete: true, correction: false, files: [{ name: fileOf(feedDay), sha256: sha256(cardRows(1_000, i)) }] })));
	expect(trigger.emitted.every((outputs) => outputs[1]?.length === 0)).toBe(true);
});

it('remembers over a restart what it has told, and tells what came meanwhile', async () => {
	writeFileSync(join(drop, fileOf(YESTERDAY)), cardRows(1_000, 1));
	const first = await activate();
	await until(() => first.emitted.length === 1);
	await first.response?.closeFunction?.();
	writeFileSync(join(drop, fileOf(addDays(YESTERDAY, -3))), cardRows(1_000, 2));
	const second = await activate();
	await until(() => second.emitted.length === 1);
	await realTime(200);
	expect(told(second)).toMatchObject([{ feedDay: addDays(YESTERDAY, -3) }]);
	await second.response?.closeFunction?.();
	writeFileSync(join(drop, fileOf(YESTERDAY)), cardRows(1_000, 9));
	const third = await activate();
	await until(() => third.emitted.length === 1);
	expect(told(third)).toMatchObject([{ feedDay: YESTERDAY, correction: true }]);
});

it('tells a late day once, on its own output, with the reason', async () => {
	const trigger = await activate({ lateAt: '00:01', firstAttempt: '00:00' });
	await until(() => trigger.emitted.length === 1);
	const now = new Date().toISOString();
	if (koreanDay(now) !== addDays(YESTERDAY, 1) || trigger.emitted.length === 0) return;
	expect(trigger.emitted[0]?.[0]).toEqual([]);
	expect(told(trigger)).toMatchObject([{ feedDay: YESTERDAY, complete: false, reason: expect.stringContaining('파일이 아직 없습니다') }]);
});

it('reports what fails and goes on watching', async () => {
	const trigger = await activate({ dropFolder: join(drop, 'gone') });
	await until(() => logged.mock.calls.length > 0);
	expect(String(logged.mock.calls[0]?.[0])).toMatch(/^교통카드 자료 도착: .*폴더를 열 수 없습니다/);
	expect(trigger.emitted).toEqual([]);
});

it.each<[IDataObject, string]>([
	[{ firstAttempt: '5시' }, "'첫 확인 시각'"],
	[{ firstAttempt: '11:00', lateAt: '10:00' }, "'지연 알림 시각'"],
	[{ lookBackDays: -1 }, "'재조회 기간(일)'"],
	[{ pollMinutes: 0 }, "'확인 주기(분)'"],
	[{ patterns: '' }, "'파일 이름 조건'"],
])('refuses to be switched on with %j', async (parameters, message) => {
	await expect(activate(parameters)).rejects.toThrow(message);
});

describe('a click on the canvas', () => {
	it('gives the newest whole day without counting as told', async () => {
		writeFileSync(join(drop, fileOf(addDays(YESTERDAY, -2))), cardRows(1_000, 1));
		for (let clicks = 0; clicks < 2; clicks += 1) {
			const trigger = await activate({}, 'manual');
			await trigger.response?.manualTriggerFunction?.();
			expect(told(trigger)).toMatchObject([{ feedDay: addDays(YESTERDAY, -2) }]);
		}
		const trigger = await activate();
		await until(() => trigger.emitted.length === 1);
		expect(told(trigger)).toMatchObject([{ feedDay: addDays(YESTERDAY, -2) }]);
	});

	it('says what is missing where no day is whole', async () => {
		const trigger = await activate({}, 'manual');
		await expect(trigger.response?.manualTriggerFunction?.()).rejects.toThrow(/도착이 끝난 자료가 없습니다.*파일이 아직 없습니다/);
	});
});
