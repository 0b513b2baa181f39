import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ICredentialType, INodeProperties, INodePropertyCollection, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { CityhallBmsHttpApi } from '../../credentials/CityhallBmsHttpApi.credentials';
import { CityhallBmsSftpApi } from '../../credentials/CityhallBmsSftpApi.credentials';
import { CityhallDataGoKrApi } from '../../credentials/CityhallDataGoKrApi.credentials';
import { CityhallLedgerApi } from '../../credentials/CityhallLedgerApi.credentials';
import { CityhallPersonalDataKeyApi } from '../../credentials/CityhallPersonalDataKeyApi.credentials';
import { CityhallRevenueApi } from '../../credentials/CityhallRevenueApi.credentials';
import { CityhallSolapiApi } from '../../credentials/CityhallSolapiApi.credentials';
import { CityhallTransitKeyApi } from '../../credentials/CityhallTransitKeyApi.credentials';
import { OUR_NODES } from '../support/notice-city';

const ROOT = join(__dirname, '../..');
const HANGUL = /[가-힣]/;
/** Latin that people on the canvas meet outside it too. */
const KNOWN_LATIN = /\b(SOLAPI|NHN Cloud|NHN|SENS|API|JSON|CA|TLS|SQLite|PostgreSQL|HTML|URL|CSV|Key|Secret|REST|PEM|CP949|EUC-KR|UTF-8|MB|GB|ID|SFTP|HTTPS|STCIS|GBIS|km|KB|SHA-1|SMS|LMS|HWPX|DOCX|TXT)\b/g;

const nodes = OUR_NODES.map((NodeClass): [string, INodeTypeDescription] => [NodeClass.name, new NodeClass().description]);
const credentials = [CityhallBmsHttpApi, CityhallBmsSftpApi, CityhallDataGoKrApi, CityhallLedgerApi, CityhallPersonalDataKeyApi, CityhallRevenueApi, CityhallSolapiApi, CityhallTransitKeyApi].map((CredentialClass): [string, ICredentialType] => [
	CredentialClass.name,
	new CredentialClass(),
]);

interface Label {
	where: string;
	text: string | undefined;
}

/** Every text by which a person finds a parameter or an option. */
function labelsOf(properties: readonly INodeProperties[], path: string): Label[] {
	return properties.flatMap((property): Label[] => {
		const where = `${path}.${property.name}`;
		const own = { where, text: property.displayName };
		const options = property.options ?? [];
		if (property.type === 'collection') return [own, ...labelsOf(options as INodeProperties[], where)];
		if (property.type === 'fixedCollection') {
			return [own, ...(options as INodePropertyCollection[]).flatMap((group) => [{ where: `${where}.${group.name}`, text: group.displayName }, ...labelsOf(group.values, `${where}.${group.name}`)])];
		}
		return [
			own,
			...(options as INodePropertyOptions[]).flatMap((option) => [
				{ where: `${where}=${String(option.value)}`, text: option.name },
				...(option.action === undefined ? [] : [{ where: `${where}=${String(option.value)} (action)`, text: option.action }]),
			]),
		];
	});
}

const isKorean = (text: string | undefined) => text !== undefined && !/[A-Za-z]/.test(text.replace(KNOWN_LATIN, '')) && (HANGUL.test(text) || /^(SOLAPI|NHN Cloud|API Key|API Secret|CSV|HWPX|DOCX|JSON|UTF-8|CP949\(EUC-KR\))$/.test(text));

it.each([...nodes.map(([name, node]) => [name, node.properties] as const), ...credentials.map(([name, one]) => [name, one.properties] as const)])(
	'%s labels every parameter and option in Korean',
	(name, properties) => {
		expect(labelsOf(properties, name).filter(({ text }) => !isKorean(text))).toEqual([]);
	},
);

/** Resource and operation, where a node has them. */
function combinationsOf({ properties }: INodeTypeDescription): Array<{ resource?: string; operation?: string }> {
	const operations = properties.filter((property) => property.name === 'operation');
	if (operations.length === 0) return [{}];
	return operations.flatMap((property) => {
		const resource = String(property.displayOptions?.show?.resource?.[0] ?? '');
		return ((property.options ?? []) as INodePropertyOptions[]).map((option) => ({ resource, operation: String(option.value) }));
	});
}

const combinations = nodes.flatMap(([name, node]) => combinationsOf(node).map((one) => [name, one.operation ?? '', node, one] as const));

it.each(combinations)('%s %s shows each parameter once', (_name, _operation, description, chosen) => {
	const node = { id: '', name: '', type: '', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
	const values = NodeHelpers.getNodeParameters(description.properties, chosen, true, false, node, description) ?? {};
	const shown = description.properties.filter((property) => NodeHelpers.displayParameter(values, property, node, description)).map((property) => property.name);
	expect(shown.filter((one, i) => shown.indexOf(one) !== i)).toEqual([]);
	expect(values).toMatchObject(chosen);
});

it.each(combinations)('%s %s has a subtitle of its own on the canvas', (_name, operation, description) => {
	if (operation === '') return;
	expect(description.subtitle).toMatch(new RegExp(`\\b${operation}: '[^']*[가-힣]`));
});

/** A trigger lies beside its node. */
const folderOf = (name: string) => [name, name.replace(/Trigger$/, ''), 'SmsGateway'].find((folder) => existsSync(join(ROOT, 'nodes', folder, `${name}.node.json`))) ?? name;

it.each(nodes)('%s is found in both languages and has both icons', (name, description) => {
	const folder = join(ROOT, 'nodes', folderOf(name));
	const codex = JSON.parse(readFileSync(join(folder, `${name}.node.json`), 'utf8')) as { node: string; alias?: string[] };
	expect(codex.node).toBe(`n8n-nodes-cityhall.${description.name}`);
	const alias = JSON.stringify(codex);
	expect(alias).toMatch(HANGUL);
	expect(alias).toMatch(/"[A-Za-z][A-Za-z ]+"/);
	expectIcons(description.icon, folder);
});

it.each(credentials)('%s has both icons', (_name, credential) => {
	expectIcons(credential.icon, join(ROOT, 'credentials'));
});

function expectIcons(icon: unknown, folder: string): void {
	const { light, dark } = icon as { light: string; dark: string };
	expect(light).not.toBe(dark);
	for (const one of [light, dark]) expect(existsSync(join(folder, one.replace(/^file:/, '')))).toBe(true);
}
