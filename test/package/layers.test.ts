import { join } from 'node:path';
import { breaches, importsOf, readSources } from '../support/imports';

const root = join(__dirname, '..', '..');

describe('imports between the layers', () => {
	it.each([
		['lib/a/b.ts', "import { x } from '../../nodes/shared/run-items';", 'lib/ may not import nodes/'],
		['lib/a/b.ts', "export * from '../../sandbox/solapi.mts';", 'lib/ may not import sandbox/'],
		['lib/a/b.ts', "import type { INode } from 'n8n-workflow';", 'knows nothing of n8n'],
		['lib/a/b.ts', "const x = await import('@n8n/di');", 'knows nothing of n8n'],
		['lib/a/b.ts', "import axios from 'axios';", 'through lib/vendor/'],
		['lib/a/b.ts', "const axios = require('axios');", 'through lib/vendor/'],
		['lib/a/b.ts', "let x: import('axios').AxiosError;", 'through lib/vendor/'],
		['lib/a/b.ts', "import { createHash } from 'crypto';", 'node:*'],
		['lib/vendor/x.ts', "export { NodeApiError } from 'n8n-workflow';", 'knows nothing of n8n'],
		['nodes/A/A.node.ts', "import luxon from 'luxon';", 'through lib/vendor/'],
		['nodes/A/A.node.ts', "import { x } from '../../test/support/x';", 'nodes/ may not import test/'],
		['credentials/A.credentials.ts', "import { x } from '../nodes/shared/x';", 'may not import nodes/'],
		['sandbox/solapi.mts', "import { sign } from '../lib/sms/solapi-sign.ts';", 'sandbox/ may not import lib/'],
		['sandbox/solapi.mts', "import { sign } from '../dist/lib/sms/sign.js';", 'sandbox/ may not import dist/'],
		['sandbox/a/b.mts', "import { A } from '../../nodes/A/A.node.ts';", 'sandbox/ may not import nodes/'],
	])('finds a breach planted in %s: %s', (path, text, reason) => {
		expect(breaches({ path, imports: importsOf(path, text) })).toEqual([expect.stringContaining(reason)]);
	});

	it.each([
		['lib/a/b.ts', "import { x } from '../vendor/axios'; import { createHash } from 'node:crypto';"],
		['lib/vendor/axios.ts', "export { default } from 'axios';"],
		['nodes/A/A.node.ts', "import { x } from '../../lib/a/b'; import { NodeApiError } from 'n8n-workflow';"],
		['sandbox/city.mts', "import { x } from './solapi.mts'; import papaparse from 'papaparse';"],
	])('leaves what is allowed in %s alone', (path, text) => {
		expect(breaches({ path, imports: importsOf(path, text) })).toEqual([]);
	});

	it('are kept by every file of the repository', () => {
		const sources = readSources(root, ['lib', 'nodes', 'credentials', 'sandbox']);
		expect(sources.length).toBeGreaterThan(5);
		expect(sources.flatMap(breaches)).toEqual([]);
	});
});
