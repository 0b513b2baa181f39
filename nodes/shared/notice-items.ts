import type { IDataObject } from 'n8n-workflow';

import { ValidationError } from '../../lib/errors';
import type { DecidedRow } from '../../lib/exemption/decision';
import type { ReceiptRow, SourceSummary } from '../../lib/revenue/receipt';

const DECISIONS = ['notify', 'exclude', 'review', 'waiting'];

function isDecidedRow(json: object): json is DecidedRow {
	const row = json as Partial<Record<keyof DecidedRow, unknown>>;
	return (
		typeof row.receiptKey === 'string' &&
		typeof row.recipientOrdinal === 'number' &&
		typeof row.receivedOn === 'string' &&
		typeof row.ruleId === 'string' &&
		typeof row.ruleVersion === 'string' &&
		typeof row.reasonCode === 'string' &&
		typeof row.reason === 'string' &&
		DECISIONS.includes(String(row.decision)) &&
		(row.decision !== 'notify' || isNotify(row.notify))
	);
}

function isNotify(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return false;
	const notify = value as Partial<Record<keyof NonNullable<DecidedRow['notify']>, unknown>>;
	const template = notify.template as { id?: unknown; version?: unknown; text?: unknown } | undefined;
	return (
		typeof notify.duty === 'string' &&
		(notify.channel === 'text' || notify.channel === 'post') &&
		typeof notify.values === 'object' &&
		typeof template?.id === 'string' &&
		typeof template.version === 'string' &&
		typeof template.text === 'string'
	);
}

/** Items of the selector as rows. Throws `notDecided` naming the input and the first item on it that is not one. */
export function readDecidedRows(items: readonly IDataObject[], input: string): DecidedRow[] {
	return items.map((json, index) => {
		if (isDecidedRow(json)) return json;
		throw new ValidationError(
			'notDecided',
			`'${input}' 입력의 ${index + 1}번째 항목은 '감면 안내 대상 선별'이 내보낸 형식이 아닙니다.`,
			"'감면 안내 대상 선별'의 세 출력을 순서대로 '안내', '제외', '확인 필요' 입력에 연결하고, 그 사이에서 항목의 필드를 지우거나 바꾸지 마시기 바랍니다.",
		);
	});
}

function isReceiptRow(json: object): json is ReceiptRow {
	const row = json as Partial<Record<keyof ReceiptRow, unknown>>;
	return (
		typeof row.receiptKey === 'string' &&
		typeof row.recipientOrdinal === 'number' &&
		typeof row.receivedOn === 'string' &&
		typeof row.status === 'string' &&
		typeof row.category === 'string' &&
		typeof row.phoneKind === 'string'
	);
}

/** Items of the Revenue System node as rows. Throws `notReceipts` naming the first item that is not one. */
export function readReceiptRows(items: readonly IDataObject[]): ReceiptRow[] {
	return items.map((json, index) => {
		if (isReceiptRow(json)) return json;
		throw new ValidationError(
			'notReceipts',
			`${index + 1}번째 항목은 '감면 접수 자료 조회'가 내보낸 형식이 아닙니다.`,
			"'감면 접수 자료 조회'의 첫 번째 출력 '접수'를 그대로 연결하시기 바랍니다.",
		);
	});
}

function isSummary(json: object): json is SourceSummary {
	const summary = json as Partial<Record<keyof SourceSummary, unknown>>;
	return (
		typeof summary.periodFrom === 'string' &&
		typeof summary.periodTo === 'string' &&
		typeof summary.matches === 'boolean' &&
		typeof summary.read === 'object' &&
		Array.isArray(summary.fileHashes) &&
		Array.isArray(summary.sourceNames)
	);
}

/** The one summary item of a read. Throws `noSummary` unless there is exactly one. */
export function readSummary(items: readonly IDataObject[]): SourceSummary {
	const [summary] = items;
	if (items.length === 1 && summary && isSummary(summary)) return summary;
	throw new ValidationError(
		'noSummary',
		`원천 집계가 ${items.length}건 들어왔습니다(정확히 1건이어야 합니다).`,
		"'감면 접수 자료 조회'의 두 번째 출력 '원천 집계'를 '발송 준비'의 네 번째 입력에 연결하시기 바랍니다.",
	);
}
