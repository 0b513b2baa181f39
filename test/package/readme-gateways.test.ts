import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { ICredentialDataDecryptedObject, ICredentialType } from 'n8n-workflow';

import { CityhallAligoApi } from '../../credentials/CityhallAligoApi.credentials';
import { CityhallNhnSmsApi } from '../../credentials/CityhallNhnSmsApi.credentials';
import { CityhallSensApi } from '../../credentials/CityhallSensApi.credentials';
import { CityhallSmsAgentApi } from '../../credentials/CityhallSmsAgentApi.credentials';
import { CityhallSolapiApi } from '../../credentials/CityhallSolapiApi.credentials';
import type { GatewayCapabilities } from '../../lib/sms/gateway';
import { GATEWAYS } from '../../nodes/shared/gateways';

const ROOT = join(__dirname, '../..');
const CREDENTIALS: readonly ICredentialType[] = [
	new CityhallSolapiApi(),
	new CityhallNhnSmsApi(),
	new CityhallSensApi(),
	new CityhallAligoApi(),
	new CityhallSmsAgentApi(),
];

/** What every gateway needs before it can be opened, and what each offers more with. */
const NEEDED = { sender: '031-000-0000', serviceId: 'ncp:sms:kr:000000000000:readme', host: '127.0.0.1', database: 'sms', user: 'sms', password: 'x' };
const MORE = { kakaoChannel: 'pf', kakaoSenderKey: 'k', kakaoAppKey: 'k', kakaoSecretKey: 'k', shortTemplate: 't', longTemplate: 't' };

interface Row {
	cells: string[];
	credential: ICredentialType;
	/** With a credential that holds what is needed, and with one that holds all. */
	plain: GatewayCapabilities;
	full: GatewayCapabilities;
}

async function capabilities(id: string, values: Record<string, string>): Promise<GatewayCapabilities> {
	const entry = GATEWAYS.find((one) => one.id === id);
	const type = CREDENTIALS.find(({ name }) => name === entry?.credential);
	if (!entry || !type) throw new Error(`no gateway ${id}`);
	const defaults = Object.fromEntries(type.properties.map(({ name, default: value }) => [name, value])) as ICredentialDataDecryptedObject;
	const { gateway, close } = entry.open({ ...defaults, ...values }, { subject: '안내' });
	await close();
	return gateway.capabilities;
}

/** The cells of the table that has a row for the name of each gateway. */
function tableRows(file: string): string[][] {
	return readFileSync(join(ROOT, file), 'utf8')
		.split('\n')
		.filter((line) => line.startsWith('| '))
		.map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
		.filter((cells) => cells.length === COLUMNS);
}

const COLUMNS = 9;
const numbers = (cell: string | undefined) => [...new Set([...(cell ?? '').matchAll(/\d[\d,]*/g)].map(([digits]) => Number(digits.replaceAll(',', ''))))].sort((a, b) => a - b);

describe.each([
	['README.ko.md', { yes: '○', no: '–', person: '담당자' }],
	['README.md', { yes: 'yes', no: 'no', person: 'a person' }],
])('the table of gateways in %s', (file, words) => {
	const rows = new Map<string, Row>();
	const mark = (has: boolean) => (has ? words.yes : words.no);

	beforeAll(async () => {
		const found = tableRows(file).slice(1);
		for (const [index, entry] of GATEWAYS.entries()) {
			const cells = found[index];
			const credential = CREDENTIALS.find(({ name }) => name === entry.credential);
			if (!cells || !credential) throw new Error(`no row for ${entry.id}`);
			rows.set(entry.id, { cells, credential, plain: await capabilities(entry.id, NEEDED), full: await capabilities(entry.id, { ...NEEDED, ...MORE }) });
		}
		expect(found).toHaveLength(GATEWAYS.length);
	});

	const rowOf = (id: string): Row => {
		const row = rows.get(id);
		if (!row) throw new Error(`no row for ${id}`);
		return row;
	};

	describe.each(GATEWAYS.map(({ id }) => id))('%s', (id) => {
		it('has its place under its name', () => {
			const { cells, full } = rowOf(id);
			if (file === 'README.ko.md') expect(cells[0]).toBe(full.name);
			else expect(cells[0]).toMatch({ solapi: /SOLAPI/, nhn: /NHN/, sens: /SENS/, aligo: /Aligo/, agent: /agent/ }[id]);
		});

		it('tells the batch sizes and the proof grade of the code', () => {
			const { cells, plain, full } = rowOf(id);
			expect(numbers(cells[1])).toEqual([...new Set([plain.batchSize, full.batchSize])].sort((a, b) => a - b));
			expect(cells[6]).toBe(full.grade);
		});

		it('tells what the gateway can do', () => {
			const { cells, full } = rowOf(id);
			const [range = '', cancel] = (cells[3] ?? '').split(' · ');
			expect(cells[2]).toBe(mark(full.clientKey));
			expect(numbers(range)).toEqual(full.schedule ? [full.schedule.atLeastMinutes, full.schedule.atMostDays] : []);
			expect(cancel).toBe(mark(full.cancel));
			expect([cells[4], cells[5]]).toEqual([mark(full.webhook), mark(full.kakao)]);
		});

		it('names a person exactly where nothing else can settle a doubt', () => {
			const { cells, full } = rowOf(id);
			expect((cells[7] ?? '').includes(words.person)).toBe(full.flow === 'direct' && full.absenceProofMs === null);
		});

		it('names settings that its credential has', () => {
			const { cells, credential } = rowOf(id);
			const named = [...(cells[8] ?? '').matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
			expect(named.length).toBeGreaterThan(0);
			expect(credential.properties.map(({ displayName }) => displayName)).toEqual(expect.arrayContaining(named));
		});
	});
});

/** As GitHub makes them, closely enough. */
const slugs = (text: string) =>
	new Set([
		...[...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-')),
		...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id),
	]);

describe.each(['README.md', 'README.ko.md', 'docs/notice.ko.md'])('%s', (file) => {
	const text = readFileSync(join(ROOT, file), 'utf8');

	it('links to files and headings that exist', () => {
		for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
			const [path = '', heading] = target.split('#');
			const linked = path === '' ? join(ROOT, file) : join(dirname(join(ROOT, file)), path);
			expect([target, existsSync(linked)]).toEqual([target, true]);
			if (heading !== undefined) expect([target, slugs(readFileSync(linked, 'utf8')).has(heading)]).toEqual([target, true]);
		}
	});

	it('names workflows and npm scripts that exist', () => {
		const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
		for (const [, workflow = ''] of text.matchAll(/`(?:workflows\/)?([a-z-]+\.json)`/g)) {
			if (workflow !== 'package.json') expect([workflow, existsSync(join(ROOT, 'workflows', workflow))]).toEqual([workflow, true]);
		}
		for (const [, script = ''] of text.matchAll(/npm run ([a-z:0-9]+)/g)) expect(Object.keys(scripts)).toContain(script);
	});
});

describe('a credential', () => {
	it.each(CREDENTIALS.map(({ displayName, documentationUrl }) => [displayName, documentationUrl ?? '']))('%s leads to a place of README.md', (_name, url) => {
		expect(slugs(readFileSync(join(ROOT, 'README.md'), 'utf8'))).toContain(decodeURIComponent(url.split('#')[1] ?? ''));
	});
});
