import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';

import type { ICredentialDataDecryptedObject, INode, INodeExecutionData } from 'n8n-workflow';

import { Ledger } from '../../lib/ledger/ledger';
import { SqliteStore } from '../../lib/ledger/sqlite-store';
import { parseKey } from '../../lib/privacy/keys';
import { startRevenue, type RevenueServer } from '../../sandbox/revenue/server.mts';
import { baseNodes, emitted } from '../support/base-nodes';
import { activateTrigger, type WorkflowJson } from '../support/engine';
import { LedgerProbe } from '../support/ledger-probe';
import { credentialsWanted, parameterIssues, unknownParameters } from '../support/node-parameters';
import { CAMPAIGN, NoticeCity, OUR_NODES } from '../support/notice-city';

/** See README.md there. */
const BEFORE = join(__dirname, '../fixtures/schema-3');
const read = (file: string) => readFileSync(join(BEFORE, file), 'utf8');
const office = JSON.parse(read('office.json')) as { ledgerKey: string; personal: ICredentialDataDecryptedObject; told: string[]; due: string[] };
const flow = (file: string): unknown => JSON.parse(read(`workflows/${file}`));

const TRIGGER = '근무일 예약 실행';
const MONDAY = '2026-11-30T09:10:00+09:00';
const RUN_ID = `${CAMPAIGN}/2026-W48`;
const PACKAGE = 'n8n-nodes-cityhall.';

jest.setTimeout(60_000);

const descriptions = new Map(
	OUR_NODES.map((NodeClass) => {
		const { description } = new NodeClass();
		return [`${PACKAGE}${description.name}`, description];
	}),
);

describe.each(readdirSync(join(BEFORE, 'workflows')))('%s of the version before', (file) => {
	it('opens as it is: nodes, parameters and credentials are known, and nothing is missing', () => {
		const { nodes } = flow(file) as { nodes: INode[] };
		const ours = nodes.filter(({ type }) => type.startsWith(PACKAGE));
		expect(ours.length).toBeGreaterThan(0);
		for (const node of ours) {
			const description = descriptions.get(node.type);
			if (!description) throw new Error(`the package has no ${node.type} any more`);
			expect([node.name, [description.version].flat()]).toEqual([node.name, expect.arrayContaining([node.typeVersion])]);
			expect([node.name, unknownParameters(node, description)]).toEqual([node.name, []]);
			expect([node.name, parameterIssues(node, description)]).toEqual([node.name, null]);
			expect([node.name, Object.keys(node.credentials ?? {}).sort()]).toEqual([node.name, credentialsWanted(node, description)]);
		}
	});
});

describe('a ledger of the version before, with that version’s workflow', () => {
	const weekly = flow('weekly-notice.json') as WorkflowJson;
	let city: NoticeCity;
	let revenue: RevenueServer;

	beforeEach(async () => {
		city = await NoticeCity.start();
		city.clock = MONDAY;
		city.overrides = { cityhallLedgerApi: { ledgerKey: office.ledgerKey }, cityhallPersonalDataKeyApi: office.personal };
		const database = new DatabaseSync(city.ledgerPath);
		database.exec(read('ledger.sql'));
		database.close();
		revenue = await startRevenue({ tokens: ['upgrade-test'], today: '2026-11-30', weeks: 3, rowsPerWeek: 12, seed: 7 });
	});
	afterEach(async () => {
		await revenue.close();
		await city.close();
	});

	const credentials = () => ({ ...city.credentials(), cityhallRevenueApi: { baseUrl: revenue.url, token: 'upgrade-test', caPem: '' } });
	const trigger = async (): Promise<INodeExecutionData[][] | undefined> => {
		const active = await activateTrigger({ workflow: weekly, nodes: OUR_NODES, otherNodes: baseNodes({}), credentials: credentials(), node: TRIGGER });
		for (let i = 0; i < 60 && active.emitted.length === 0; i++) await wait(50);
		await active.response?.closeFunction?.();
		return active.emitted[0];
	};
	const run = async (start: INodeExecutionData[][]) => {
		const nodes = weekly.nodes.map((node) => {
			if (node.name === TRIGGER) return { ...node, type: 'test.trigger', parameters: {} };
			if (node.parameters?.operation === 'report') return { ...node, parameters: { ...node.parameters, folder: city.folder } };
			return node;
		});
		const workflow: WorkflowJson = {
			...weekly,
			nodes: [{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }, ...nodes],
			connections: { ...weekly.connections, Start: { main: [[{ node: TRIGGER, type: 'main', index: 0 }]] } },
		};
		const answer = { 결정: '승인', 승인자: '세정과장 김담당', 의견: '' };
		return await city.run(workflow, { credentials: credentials(), otherNodes: { ...baseNodes(answer), 'test.trigger': emitted(start) } });
	};
	const phones = () => city.solapi.oracle.deliveries().map(({ phone }) => phone).sort();

	it('goes on with the week it was stopped in: everyone due is told once, nobody of a closed week again', async () => {
		const start = await trigger();
		expect(start?.[1]?.[0]?.json).toMatchObject({ runId: RUN_ID });
		const { json, error } = await run(start ?? []);
		expect(error).toBeUndefined();
		expect(json('회차 마감')).toMatchObject([{ closed: true, balanced: true }]);
		expect(phones()).toEqual([...office.due].sort());
		expect(phones()).toHaveLength(new Set(phones()).size);

		expect(new LedgerProbe(city.ledgerPath).states()).toMatchObject({ delivered: office.told.length + office.due.length });
		const ledger = new Ledger(SqliteStore.at(city.ledgerPath), { key: parseKey(office.ledgerKey, '키'), clock: { now: () => MONDAY, nowMs: Date.now }, leaseMs: 60_000 });
		expect(await ledger.verify()).toMatchObject({ broken: null });
		expect(await ledger.audit.check()).toMatchObject({ problems: [] });
		await ledger.dispose();
	});

	it('starts nothing for a week that was closed, and reads it again without telling anybody', async () => {
		await run((await trigger()) ?? []);
		const before = phones();
		expect(await trigger()).toBeUndefined();
		const again = await run([[{ json: { campaign: CAMPAIGN, period: '2026-W48', from: '2026-11-23', to: '2026-11-29', lookBackFrom: '2026-09-14', runDate: '2026-11-30' } }], []]);
		expect(again.error).toBeUndefined();
		expect(phones()).toEqual(before);
	});
});
