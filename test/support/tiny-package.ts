import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const FILES: Record<string, string> = {
	'package.json': JSON.stringify({
		name: 'n8n-nodes-cityhall-tiny',
		version: '1.0.0',
		license: 'MIT',
		peerDependencies: { 'n8n-workflow': '*' },
		n8n: {
			n8nNodesApiVersion: 1,
			nodes: ['dist/nodes/Tiny/Tiny.node.js'],
			credentials: ['dist/credentials/TinyKey.credentials.js'],
		},
	}),
	'dist/nodes/Tiny/Tiny.node.js': `
		const { NodeConnectionTypes } = require('n8n-workflow');
		exports.Tiny = class {
			description = {
				displayName: '작은 노드', name: 'tiny', group: ['transform'], version: 1, description: '시험용',
				defaults: { name: '작은 노드' }, inputs: [NodeConnectionTypes.Main], outputs: [NodeConnectionTypes.Main],
				credentials: [{ name: 'tinyKey', required: true }],
				properties: [{ displayName: '대기(ms)', name: 'waitMs', type: 'number', default: 0 }],
			};
			async execute() {
				const { key } = await this.getCredentials('tinyKey');
				await new Promise((resolve) => setTimeout(resolve, this.getNodeParameter('waitMs', 0)));
				return [[{ json: { key, 인사: '안녕하세요', list: [{ a: '1' }, { a: '1' }] }, pairedItem: { item: 0 } }]];
			}
		};`,
	'dist/credentials/TinyKey.credentials.js': `
		exports.TinyKey = class {
			name = 'tinyKey'; displayName = '작은 키';
			properties = [{ displayName: '키', name: 'key', type: 'string', default: '' }];
		};`,
};

/** Packs a package with one node and one credential and returns the .tgz: enough to prove the host. */
export function packTinyPackage(): string {
	const folder = mkdtempSync(join(tmpdir(), 'tiny-package-'));
	for (const [path, text] of Object.entries(FILES)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
	const name = execFileSync('npm', ['pack', '--silent'], { cwd: folder, encoding: 'utf8' }).trim();
	return join(folder, name);
}
