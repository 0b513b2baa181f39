import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** What the flow gets to know of an act; never anything personal. */
export interface Emission {
	output: 'acts' | 'corrections';
	json: IDataObject;
}

/** What the desk answers: a page, or the way to one. */
export interface Reply {
	status: number;
	page?: string;
	/** Relative address to go to. */
	location?: string;
	/** Value of `Set-Cookie`. */
	cookie?: string;
	emission?: Emission;
}

/**
 * The page's own form may post to the page, and nothing else is allowed. The referrer stays within the site: without any,
 * browsers hide the origin by which the desk knows its own forms.
 */
const HEADERS: Readonly<Record<string, string>> = {
	'content-type': 'text/html; charset=utf-8',
	'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
	'cache-control': 'no-store',
	'referrer-policy': 'same-origin',
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'x-robots-tag': 'noindex',
};

/** Answers the browser and hands the emission, if any, to the flow; without one no execution starts. */
export function send(ctx: IWebhookFunctions, { status, page, location, cookie, emission }: Reply): IWebhookResponseData {
	const response = ctx.getResponseObject();
	response.status(status);
	for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
	if (cookie !== undefined) response.setHeader('set-cookie', cookie);
	if (location !== undefined) response.setHeader('location', location);
	response.end(page ?? '');
	if (!emission) return { noWebhookResponse: true };
	const item = [{ json: emission.json }];
	return { noWebhookResponse: true, workflowData: emission.output === 'acts' ? [item, []] : [[], item] };
}
