import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../../../lib/errors';
import { isMailClosed, type MailEntry } from '../../../../lib/ledger/mail';
import type { MailView } from '../../../../lib/ledger/types';
import { mailWords } from '../../../../lib/report/words';
import { originOf, withLedger } from '../../../shared/ledger';
import type { Operation } from '../../../shared/operations';
import { requiredTextAt, textAt } from '../../../shared/parameters';
import { recipientOrdinalField, staffField } from '../../../shared/run-fields';
import { runItems } from '../../../shared/run-items';
import { campaignFilter, codeOf, dayField, dayOrTodayAt, filtersAt, maxItemsField, numberAt, optionalAt, receiptField, receiptFilter, runFilter, shownFor } from './fields';

const OUTCOME_WORDS: Readonly<Record<string, string>> = { 발송: 'sent', 배달: 'delivered', 반송: 'returned' };

const when = (outcome: string, property: INodeProperties): INodeProperties => ({ ...property, displayOptions: { show: { outcome: [outcome] } } });

const properties: INodeProperties[] = [
	receiptField,
	recipientOrdinalField,
	{
		displayName: '기록할 내용',
		name: 'outcome',
		type: 'options',
		options: [
			{ name: '발송', value: 'sent', description: '우편물을 보냈거나 반송된 것을 다시 보냈습니다' },
			{ name: '배달', value: 'delivered', description: '배달이 확인되어 우편 안내를 마칩니다' },
			{ name: '반송', value: 'returned', description: '우편물이 돌아왔습니다' },
		],
		default: 'sent',
	},
	dayField('날짜', 'on', '보낸 날, 배달된 날, 돌아온 날. 비우면 오늘입니다.'),
	when('sent', {
		displayName: '등기번호',
		name: 'registeredNo',
		type: 'string',
		default: '',
		placeholder: '예: 1234567890123',
		description: '13자리 숫자. 일반우편이면 비웁니다.',
	}),
	when('returned', {
		displayName: '반송 사유',
		name: 'returnedReason',
		type: 'string',
		default: '',
		placeholder: '예: 수취인 불명',
	}),
	staffField,
];

function entryAt(ctx: IExecuteFunctions, i: number, now: string): MailEntry {
	const outcome = codeOf(OUTCOME_WORDS, textAt(ctx, 'outcome', i));
	const on = dayOrTodayAt(ctx, 'on', i, '날짜', now);
	const common = {
		receiptKey: requiredTextAt(ctx, 'receiptKey', i, '접수 식별 번호'),
		recipientOrdinal: numberAt(ctx, 'recipientOrdinal', i),
		by: requiredTextAt(ctx, 'staff', i, '담당자'),
		origin: originOf(ctx),
	};
	if (outcome === 'sent') return { ...common, outcome, sentOn: on, registeredNo: optionalAt(ctx, 'registeredNo', i) ?? null };
	if (outcome === 'delivered') return { ...common, outcome, outcomeOn: on };
	if (outcome === 'returned') return { ...common, outcome, outcomeOn: on, returnedReason: requiredTextAt(ctx, 'returnedReason', i, '반송 사유') };
	throw new ValidationError(
		'mailOutcome',
		`'기록할 내용'의 값 '${outcome.slice(0, 20)}'은(는) 쓸 수 없습니다.`,
		'발송, 배달, 반송 가운데 하나를 고르시기 바랍니다.',
	);
}

function letterItem(letter: MailView): IDataObject {
	return { ...letter, closed: isMailClosed(letter), course: mailWords(letter)?.course ?? '' };
}

/** A person's entry on a letter. */
export const recordMail: Operation = {
	description: shownFor('recordMail', properties),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger, businessNow }) =>
			await runItems(ctx, async (i) => {
				const letter = await ledger.desk.recordMail(entryAt(ctx, i, businessNow()));
				return [[{ json: letterItem(letter) }]];
			}),
		),
};

/** Letters and what came back. */
export const listMail: Operation = {
	description: shownFor('listMail', [runFilter, campaignFilter, receiptFilter, maxItemsField]),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger }) =>
			await runItems(ctx, async (i) => {
				const letters = await ledger.desk.mails(filtersAt(ctx, i, 'runId', 'campaign', 'receiptKey'), numberAt(ctx, 'maxItems', i));
				return [letters.map((letter) => ({ json: letterItem(letter) }))];
			}),
		),
};
