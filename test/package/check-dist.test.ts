import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');
// eslint-disable-next-line @typescript-eslint/no-require-imports -- a CommonJS build script without types
const { checkDist } = require('../../scripts/check-dist.cjs') as { checkDist: (root: string) => string[] };

const NODE = 'dist/nodes/Echo/Echo.node.js';
const wholePackage: Record<string, string> = {
	'package.json': JSON.stringify({
		name: 'n8n-nodes-tiny',
		n8n: { nodes: [NODE], credentials: ['dist/credentials/EchoKey.credentials.js'] },
	}),
	[NODE]: `
		const { NodeConnectionTypes } = require('n8n-workflow');
		exports.Echo = class { description = {
			name: 'echo', icon: { light: 'file:echo.svg', dark: 'file:echo.dark.svg' },
			credentials: [{ name: 'echoKey' }], outputs: [NodeConnectionTypes.Main],
		} };`,
	'dist/nodes/Echo/Echo.node.json': JSON.stringify({ node: 'n8n-nodes-tiny.echo', categories: ['Utility'] }),
	'dist/nodes/Echo/echo.svg': '<svg/>',
	'dist/nodes/Echo/echo.dark.svg': '<svg/>',
	'dist/credentials/EchoKey.credentials.js': `
		exports.EchoKey = class { name = 'echoKey'; icon = { light: 'file:key.svg', dark: 'file:key.dark.svg' }; };`,
	'dist/credentials/key.svg': '<svg/>',
	'dist/credentials/key.dark.svg': '<svg/>',
	'dist/lib/vendor/axios.js': "const crypto = require('crypto'); try { require('debug'); } catch {}",
};

describe('the check of a built package', () => {
	let folder = '';
	const write = (path: string, text: string): void => {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	};

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'check-dist-'));
		for (const [path, text] of Object.entries(wholePackage)) write(path, text);
		symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	it('finds nothing wrong with a whole package', () => {
		expect(checkDist(folder)).toEqual([]);
	});

	it.each([
		['a listed file that is not there', (): void => unlinkSync(join(folder, NODE)), 'listed in package.json but not in dist'],
		['a node nobody listed', (): void => write('dist/nodes/Other/Other.node.js', ''), 'not listed in package.json'],
		['a missing dark icon', (): void => unlinkSync(join(folder, 'dist/nodes/Echo/echo.dark.svg')), 'is not in dist'],
		['a missing codex', (): void => unlinkSync(join(folder, 'dist/nodes/Echo/Echo.node.json')), '(codex) is missing'],
		[
			'a codex of another node',
			(): void => write('dist/nodes/Echo/Echo.node.json', '{"node":"n8n-nodes-tiny.other","categories":["Utility"]}'),
			'is for n8n-nodes-tiny.other',
		],
		['a credential nobody has', (): void => write('dist/credentials/EchoKey.credentials.js', 'exports.EchoKey = class { name = "x"; icon = { light: "file:key.svg", dark: "file:key.dark.svg" }; };'), 'credential echoKey'],
		['a class under a wrong name', (): void => write(NODE, 'exports.Eco = class {};'), 'does not export a class Echo'],
		['a library left outside', (): void => write('dist/lib/http/client.js', "require('axios');"), 'needs "axios"'],
		['n8n in lib', (): void => write('dist/lib/http/client.js', "require('n8n-workflow');"), 'needs "n8n-workflow"'],
		['a library left outside a bundle', (): void => write('dist/lib/vendor/axios.js', "require('follow-redirects');"), 'needs "follow-redirects"'],
	])('names %s', (_what, damage, sentence) => {
		damage();
		expect(checkDist(folder)).toEqual([expect.stringContaining(sentence)]);
	});
});
