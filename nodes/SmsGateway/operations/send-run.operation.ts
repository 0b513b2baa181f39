import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../../lib/errors';
import type { Ledger } from '../../../lib/ledger/ledger';
import { reached } from '../../../lib/ledger/runs';
import type { Origin } from '../../../lib/ledger/types';
import { REFERENCE_PRICES } from '../../../lib/sms/cost';
import { requireSameText } from '../../../lib/sms/kakao';
import { previewRun } from '../../../lib/sms/preview';
import { sendRun } from '../../../lib/sms/send-run';
import { wordingError } from '../../../lib/sms/text/template-findings';
import { cancelSignal } from '../../shared/clients';
import { type OpenLedger, originOf, ownerOf, withLedger } from '../../shared/ledger';
import { personalKeys } from '../../shared/personal-keys';
import { runIdAt, runIdField } from '../../shared/run-fields';
import { type Outputs, runItems } from '../../shared/run-items';
import { requireActiveGateway, withGateway } from '../../shared/sms';
import { kakaoFields, kakaoTemplatesAt } from './kakao-fields';
import { ONLY_SHOWN, onlyShows, sendingFields, sendPorts, sendSettings } from './send-ports';

/** Title of long texts of a notice run. */
export const SUBJECT = '차량 감면 안내';

const properties: INodeProperties[] = [
	runIdField,
	...sendingFields(SUBJECT),
	...kakaoFields,
];

export const description = updateDisplayOptions({ show: { resource: ['message'], operation: ['sendRun'] } }, properties);

/** Sends what is left of an approved run; counts only, no person, in the item. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async (open) => await runItems(ctx, async (i) => await sendOne(ctx, open, i), 2));
}

async function sendOne(ctx: IExecuteFunctions, open: OpenLedger, i: number): Promise<INodeExecutionData[][]> {
	const runId = runIdAt(ctx, i);
	const { approvedBy, stage } = await open.ledger.run(runId);
	const origin: Origin = { ...originOf(ctx), ...(approvedBy === null ? {} : { approver: approvedBy }) };
	const keys = await personalKeys(ctx, i);
	if (onlyShows(ctx, open, i)) {
		const preview = await previewRun(open.ledger, keys.seals, runId, REFERENCE_PRICES, origin);
		ctx.addExecutionHints({ message: ONLY_SHOWN, location: 'outputPane' });
		return [[], [{ json: { runId, status: 'dryRun', preview: preview as unknown as IDataObject } }]];
	}
	const processor = await requireActiveGateway(ctx, i, open);
	await refuseBadWording(open.ledger, runId);
	const settings = sendSettings(ctx, i, SUBJECT);
	const templates = kakaoTemplatesAt(ctx, i);
	let late = false;
	const report = await withGateway(ctx, i, open.environment, settings.subject, async (gateway) => {
		const ports = await sendPorts(ctx, open, gateway, keys, settings, { runId, origin, processor, templates });
		late = settings.scheduledAt !== null && ports.scheduledAt === null && !reached(stage, 'results');
		if (templates) await requireSameText(gateway, templates, await open.ledger.templates(runId), cancelSignal(ctx));
		return await sendRun(ports, { runId, owner: ownerOf(ctx), origin, batchSize: settings.batchSize });
	});
	if (late) ctx.addExecutionHints({ message: LATE, location: 'outputPane' });
	const run = await open.ledger.run(runId);
	const item: INodeExecutionData = {
		json: {
			runId,
			campaign: run.campaign,
			period: run.period,
			stage: run.stage,
			status: report.status,
			message: late ? [LATE, report.message].filter((one) => one !== null).join(' ') : report.message,
			remedy: report.remedy,
			adopted: report.adopted,
			notices: { ...report.notices },
		},
	};
	return report.status === 'sent' ? [[item], []] : [[], [item]];
}

const LATE = "이 회차의 '예약 발송 시각'이 지났거나 너무 가까워, 남은 문자는 예약하지 않고 발송 가능 시간 안에서 바로 보냅니다.";

async function refuseBadWording(ledger: Ledger, runId: string): Promise<void> {
	for (const template of await ledger.templates(runId)) {
		const error = wordingError(template.text);
		if (!error) continue;
		throw new ValidationError(
			'wordingRefused',
			`'${template.id}' 안내문에 고쳐야 할 표현이 있어 보내지 않았습니다: ${error.message}`,
			error.remedy,
		);
	}
}
