import { hash } from 'node:crypto';

import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { CityhallError } from '../../../lib/errors';
import { collectBatch } from '../../../lib/sms/results';
import { type NamedMessages, tooLarge, WebhookRefusal } from '../../../lib/sms/webhook/call';
import { readJsonBody } from '../../../lib/sms/webhook/read-body';
import { fitsSecret } from '../../../lib/sms/webhook/secret';
import { type TakenIn, takeIn } from '../../../lib/sms/webhook/take-in';
import { retryPorts } from '../../shared/clients';
import { wordsOf } from '../../shared/desk-words';
import { LEDGER, openLedger } from '../../shared/ledger';
import { GATEWAY_RETRY, requireSameEnvironment, withGatewayOf } from '../../shared/sms';
import type { ResultReply } from './reply';
import { type ResultSettings, resultSettings, secretMissing } from './settings';

const NODE = '문자 결과 수신';

/**
 * Answers one call of the vendor: 401 without the agreed secret, before a byte of the body is read; 400, 413, 415 for what
 * it does not send; 200 only when what the gateway itself says of the named messages is committed; 503 while that is
 * impossible, so that it calls again. Never throws: n8n would store the error of a request as an execution.
 */
export async function handleResults(ctx: IWebhookFunctions): Promise<ResultReply> {
	try {
		const settings = await resultSettings(ctx);
		const named = await readCall(ctx, settings);
		if (named === null) return { status: 200, words: '처리할 것이 없는 통지입니다.' };
		const taken = await lookUp(ctx, settings, named);
		const words = taken.batches === 0 ? '이 대장의 문자가 아닙니다.' : '발송 대장에 반영하였습니다.';
		return taken.changed > 0 ? { status: 200, words, item: itemOf(settings, named, taken) } : { status: 200, words };
	} catch (error) {
		const [problem, remedy] = wordsOf(ctx, NODE, error);
		if (error instanceof CityhallError) warnRarely(ctx, error.code, `${NODE}: ${problem} ${remedy}`);
		return { status: error instanceof WebhookRefusal ? error.status : 503, words: problem };
	}
}

async function readCall(ctx: IWebhookFunctions, { vendor, entry, credential, secret, limitBytes, limitReports }: ResultSettings): Promise<NamedMessages | null> {
	const request = ctx.getRequestObject();
	const header = (name: string) => {
		const value = request.headers[name];
		return typeof value === 'string' ? value : undefined;
	};
	if (!fitsSecret(header(vendor.secretHeader), secret, vendor.secretForm(credential))) {
		if (secret === '') warnRarely(ctx, 'webhookSecretMissing', `${NODE}: ${secretMissing(entry.name).message}`);
		throw notAllowed();
	}
	const body = await readJsonBody(
		{
			contentLength: header('content-length'),
			contentEncoding: header('content-encoding'),
			// Left open where reading ends early, or the answer could not be sent.
			chunks: Buffer.isBuffer(request.rawBody) ? one(request.rawBody) : request.iterator({ destroyOnReturn: false }),
		},
		limitBytes,
	);
	const named = vendor.read(header, body);
	if (named && named.reports > limitReports) throw tooLarge('결과 수');
	return named;
}

async function* one(body: Buffer): AsyncGenerator<Buffer> {
	yield await Promise.resolve(body);
}

async function lookUp(ctx: IWebhookFunctions, { entry, credential }: ResultSettings, named: NamedMessages): Promise<TakenIn> {
	const { ledgerKey } = await ctx.getCredentials(LEDGER);
	const { ledger, environment } = await openLedger(ctx);
	try {
		requireSameEnvironment(environment, entry.isLoopback(credential));
		return await takeIn(named, {
			ledger,
			gateway: entry.id,
			ledgerName: hash('sha256', String(ledgerKey)),
			collect: async (batch) =>
				await withGatewayOf(entry, credential, '', async (gateway) =>
					await collectBatch({ ledger, gateway, retry: GATEWAY_RETRY, retryPorts: retryPorts() }, { batch }),
				),
		});
	} finally {
		await ledger.dispose();
	}
}

/** Counts and runs, nothing of what the call said. */
const itemOf = ({ entry }: ResultSettings, { event, reports }: NamedMessages, { batches, changed, missing, runIds }: TakenIn): IDataObject => ({
	gateway: entry.id,
	event,
	reports,
	batches,
	changed,
	missing,
	runIds,
});

const notAllowed = () =>
	new WebhookRefusal(
		401,
		'webhookSecretWrong',
		'비밀값이 맞지 않는 전송 결과 통지를 거절하였습니다.',
		"중계사의 통지가 맞다면 콘솔에 정한 비밀값과 자격 증명의 '웹훅 비밀값', '웹훅 비밀값 전달 방식'이 같은지 확인하시기 바랍니다.",
	);

const QUIET_MS = 60_000;
const warned = new Map<string, number>();

/** One line a minute for each kind of trouble: whoever calls without end must not fill the log. */
function warnRarely(ctx: IWebhookFunctions, code: string, line: string): void {
	const key = `${ctx.getNode().id} ${code}`;
	const now = Date.now();
	if (now - (warned.get(key) ?? -QUIET_MS) < QUIET_MS) return;
	warned.set(key, now);
	ctx.logger.warn(line);
}
