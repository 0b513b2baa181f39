import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { html, type Html, nothing, trusted } from '../../report/markup';
import { PAGE_SCRIPT } from './script';

const read = (...path: string[]): string => readFileSync(join(__dirname, ...path), 'utf8');

/** The look of all reports of the package, then that of the bus pages. */
const style = (): Html => trusted(`${read('..', '..', 'report', 'report.css')}\n${read('page.css')}`);

const scriptHash = (script: string): string => createHash('sha256').update(script, 'utf8').digest('base64');

/**
 * A page that needs nothing else: the content security policy forbids every request and every script but the page's own,
 * which it names by its hash.
 */
export function documentOf(title: string, body: readonly Html[], interactive: boolean): string {
	const scripts = interactive ? ` script-src 'sha256-${scriptHash(PAGE_SCRIPT)}';` : '';
	return html`<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline';${trusted(scripts)} base-uri 'none'; form-action 'none'">
<meta name="robots" content="noindex"><title>${title}</title>
<style>${style()}</style></head>
<body class="bus"><main>
${body}
</main>${interactive ? trusted(`<script>${PAGE_SCRIPT}</script>`) : nothing}</body></html>
`.markup;
}
