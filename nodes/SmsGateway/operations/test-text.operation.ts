import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import { koreanDay } from '../../../lib/calendar/day';
import { CityhallError, ConflictError, ValidationError } from '../../../lib/errors';
import type { TextExample } from '../../../lib/ledger/lookup';
import { reached } from '../../../lib/ledger/runs';
import type { RunView } from '../../../lib/ledger/types';
import { classifyPhone } from '../../../lib/sms/phone';
import { testTextOf } from '../../../lib/sms/test-text';
import { withWebMark } from '../../../lib/sms/text/measure';
import { wordingError } from '../../../lib/sms/text/template-findings';
import { type OpenLedger, originOf, withLedger } from '../../shared/ledger';
import { requiredTextAt } from '../../shared/parameters';
import { personalKeys } from '../../shared/personal-keys';
import { runIdAt, runIdField, staffField } from '../../shared/run-fields';
import { type Outputs, runItems } from '../../shared/run-items';
import { outcomeOf, shownOf } from './item-outcome';
import { type Entry, entryOf, plainRecipient } from './item-row';
import { type Call, Faulty, noticeOf, trySending } from './send-entries';
import { ONLY_SHOWN, onlyShows, sendingFields } from './send-ports';
import { SUBJECT } from './send-run.operation';

const SOURCE_NAME = '시험 문자';
const CAMPAIGN_PREFIX = 'test:';

const properties: INodeProperties[] = [
	runIdField,
	{
		displayName: '받는 담당자 휴대전화',
		name: 'to',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: 010-0000-0000',
		description: '시험 문자를 받을 담당자 본인의 휴대전화 번호. 암호화하여 다루며 결과에는 가린 번호만 남습니다.',
	},
	staffField,
	...sendingFields(SUBJECT),
];

export const description = updateDisplayOptions({ show: { resource: ['message'], operation: ['testText'] } }, properties);

/** Sends each text of a prepared run once to the officer's own phone, before anybody else gets it. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async (open) => await runItems(ctx, async (i) => [await testOne(ctx, open, i)]));
}

async function testOne(ctx: IExecuteFunctions, open: OpenLedger, item: number): Promise<INodeExecutionData[]> {
	const run = await preparedRun(open, runIdAt(ctx, item));
	const staff = requiredTextAt(ctx, 'staff', item, '담당자');
	const call: Call = {
		ctx,
		open,
		keys: await personalKeys(ctx, item),
		campaign: `${CAMPAIGN_PREFIX}${run.campaign}`,
		day: koreanDay(open.businessNow()),
		origin: { ...originOf(ctx), actor: staff },
		source: SOURCE_NAME,
		subject: SUBJECT,
		item,
	};
	const digits = officerPhone(ctx, item);
	const tests = (await open.ledger.textExamples(run.runId)).map((example) => testOf(call, run, example, digits));
	const end = onlyShows(ctx, open, item) ? null : await trySending(call, tests.map(({ entry }) => entry));
	if (end instanceof Faulty) throw end.error;
	if (end === null) ctx.addExecutionHints({ message: ONLY_SHOWN, location: 'outputPane' });
	if (tests.length === 0) return [{ json: { runId: run.runId, campaign: run.campaign, period: run.period, staff, status: 'noText', reason: NO_TEXT } }];
	const outcomes: INodeExecutionData[] = [];
	for (const { entry, example, text } of tests) {
		const result = end ? outcomeOf(entry, await noticeOf(call, entry), end) : shownOf(entry);
		outcomes.push({ json: itemOf(run, staff, example, text, entry, result) });
	}
	return outcomes;
}

const NO_TEXT = '이 회차에는 문자로 보낼 안내가 없어 시험할 문안이 없습니다.';

interface Test {
	entry: Entry;
	example: TextExample;
	text: string | null;
}

/** One test a run, text version and number: a second click sends nothing. */
function testOf({ keys, day, item }: Call, run: RunView, example: TextExample, digits: string): Test {
	const dedupeKey = `${run.runId}/${example.templateVersion}/${keys.fingerprints.of('phone', digits)}`;
	const written = textOf(example);
	const text = typeof written === 'string' ? written : '';
	const refusal = typeof written === 'string' ? wordingOf(example, written) : written;
	const entry = entryOf(keys, plainRecipient(keys, digits, `test:${dedupeKey}`), { dedupeKey, text, item, day, source: SOURCE_NAME, refusal });
	return { entry, example, text: text === '' ? null : withWebMark(text) };
}

function textOf({ template, values }: TextExample): string | NonNullable<Entry['refusal']> {
	try {
		return testTextOf(template, values);
	} catch (error) {
		if (error instanceof CityhallError) return { reasonCode: error.code, reason: `${error.message} ${error.remedy}` };
		throw error;
	}
}

function wordingOf({ template }: TextExample, text: string): Entry['refusal'] {
	const error = wordingError(template, text);
	return error ? { reasonCode: error.code, reason: `${error.message} ${error.remedy}` } : null;
}

const TOLD = '이 번호로 이미 시험한 문안이어서 다시 보내지 않았습니다. 문안을 고치면 다시 시험할 수 있습니다.';
const NOT_ARRIVED = '이 번호로 시험한 문안이 전송되지 않았거나 결과를 확인하지 못하였습니다. 번호를 확인하거나 다른 번호로 시험하시기 바랍니다.';
const WAITING = '앞서 시험한 문자가 발송을 기다리고 있습니다. 발송할 수 있는 시간에 다시 실행하시기 바랍니다.';
const TOLD_EARLIER: Readonly<Record<string, string>> = {
	reserved: WAITING,
	submitting: WAITING,
	failed: NOT_ARRIVED,
	rejected: NOT_ARRIVED,
	unknown: NOT_ARRIVED,
};

function itemOf(run: RunView, staff: string, example: TextExample, text: string | null, entry: Entry, result: IDataObject): IDataObject {
	const { dedupeKey: _key, runId: testRunId = null, ...rest } = result;
	return {
		runId: run.runId,
		campaign: run.campaign,
		period: run.period,
		testRunId,
		staff,
		templateId: example.templateId,
		templateVersion: example.templateVersion,
		...rest,
		...(rest.reasonCode === 'alreadyNotified' ? testedEarlier(String(rest.state)) : {}),
		type: entry.type,
		bytes: entry.bytes,
		text,
	};
}

const testedEarlier = (state: string) => ({ status: 'alreadyTested', reasonCode: 'alreadyTested', reason: TOLD_EARLIER[state] ?? TOLD });

async function preparedRun({ ledger }: OpenLedger, runId: string): Promise<RunView> {
	const run = await ledger.run(runId);
	if (reached(run.stage, 'prepared')) return run;
	throw new ConflictError(
		'notPrepared',
		`회차 '${runId}'은(는) 아직 발송 준비가 끝나지 않아 시험할 문안이 없습니다.`,
		"'발송 준비'가 끝난 뒤 다시 실행하시기 바랍니다.",
	);
}

function officerPhone(ctx: IExecuteFunctions, item: number): string {
	const number = classifyPhone(requiredTextAt(ctx, 'to', item, '받는 담당자 휴대전화'));
	if (number.kind === 'mobile' && number.digits !== null) return number.digits;
	throw new ValidationError(
		'notMobile',
		"'받는 담당자 휴대전화'가 휴대전화 번호가 아닙니다.",
		'010으로 시작하는 담당자 본인의 번호를 입력하시기 바랍니다.',
	);
}
