import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** What the vendor is answered, and what the flow gets to know. */
export interface ResultReply {
	status: 200 | 400 | 401 | 413 | 415 | 503;
	/** Korean; for the vendor's log. */
	words: string;
	item?: IDataObject;
}

/** When the vendor may call again. */
const RETRY_SECONDS = '30';

/** Answers the vendor itself, so that nothing it sent enters n8n; without an item no execution starts. */
export function sendResultReply(ctx: IWebhookFunctions, { status, words, item }: ResultReply): IWebhookResponseData {
	const response = ctx.getResponseObject();
	response.status(status);
	response.setHeader('content-type', 'text/plain; charset=utf-8');
	response.setHeader('cache-control', 'no-store');
	if (status === 503) response.setHeader('retry-after', RETRY_SECONDS);
	// The rest of a body that is not wanted is not waited for.
	if (status === 413) response.setHeader('connection', 'close');
	response.end(words);
	return item ? { noWebhookResponse: true, workflowData: [[{ json: item }]] } : { noWebhookResponse: true };
}
