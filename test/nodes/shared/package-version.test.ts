import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { version } from '../../../nodes/shared/package-version';

it('the version in the user agent is that of package.json', () => {
	const manifest: unknown = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8'));
	expect(manifest).toMatchObject({ version });
});
