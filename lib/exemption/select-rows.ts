import type { ReceiptRow } from '../revenue/receipt';
import type { DecidedRow, Decision } from './decision';
import { selectRow } from './select';
import type { SelectionContext } from './selection';

/** Fields that must be the same on each row of a receipt, with their Korean names. */
const RECEIPT_FIELDS = {
	status: '처리상태',
	category: '감면구분',
	acquiredOn: '취득일',
	registeredOn: '등록일',
	replacement: '대체취득 여부',
	taxpayerType: '납세자 구분',
	coOwned: '공동명의 여부',
} as const satisfies Partial<Record<keyof ReceiptRow, string>>;
type ReceiptField = keyof typeof RECEIPT_FIELDS;
const FIELD_NAMES = Object.entries(RECEIPT_FIELDS) as Array<[ReceiptField, string]>;

/**
 * Decides every row of a read, in its order: exactly one decision each. Rows of one receipt get the same decision; where
 * they contradict each other, or carry two different persons or numbers under one ordinal, all of them go to 확인 필요.
 */
export function selectRows(rows: readonly ReceiptRow[], context: SelectionContext): DecidedRow[] {
	const decisions = rows.map((row) => selectRow(row, context));
	const byReceipt = new Map<string, number[]>();
	rows.forEach((row, index) => {
		if (row.receiptKey === '') return;
		const group = byReceipt.get(row.receiptKey);
		if (group) group.push(index);
		else byReceipt.set(row.receiptKey, [index]);
	});
	for (const indexes of byReceipt.values()) {
		if (indexes.length === 1) continue;
		const group = indexes.flatMap((index) => rows[index] ?? []);
		const contradiction = contradictionIn(group) ?? disagreement(indexes.flatMap((index) => decisions[index] ?? []));
		if (contradiction === null) continue;
		for (const index of indexes) {
			const own = decisions[index];
			if (own !== undefined) decisions[index] = rowsDisagree(contradiction, own);
		}
	}
	return rows.flatMap((row, index) => {
		const decision = decisions[index];
		return decision ? [{ ...row, ...decision }] : [];
	});
}

function contradictionIn(group: readonly ReceiptRow[]): string | null {
	const [first] = group;
	if (first === undefined) return null;
	for (const [field, name] of FIELD_NAMES) {
		if (group.some((row) => row[field] !== first[field])) return `행마다 ${name}이(가) 다릅니다.`;
	}
	const seen = new Map<number, ReceiptRow>();
	for (const row of group) {
		const before = seen.get(row.recipientOrdinal);
		if (
			before &&
			(before.personFingerprint !== row.personFingerprint || before.phoneFingerprint !== row.phoneFingerprint)
		) {
			return '같은 순번의 수신자가 서로 다르게 두 번 들어 있습니다.';
		}
		seen.set(row.recipientOrdinal, row);
	}
	return null;
}

function disagreement(decisions: readonly Decision[]): string | null {
	const [first] = decisions;
	return decisions.every(
		(decision) => decision.decision === first?.decision && decision.reasonCode === first.reasonCode,
	)
		? null
		: '수신자마다 판정이 달라집니다.';
}

/** The row's own warnings stay: they are about the row, whatever the others say. */
function rowsDisagree(what: string, own: Decision): Decision {
	return {
		decision: 'review',
		ruleId: 'receipt-fields',
		ruleVersion: own.ruleVersion,
		reasonCode: 'rowsDisagree',
		reason: `한 접수의 행들이 서로 맞지 않습니다: ${what} 원자료를 확인하시기 바랍니다.`,
		...(own.categoryName === undefined ? {} : { categoryName: own.categoryName }),
		...(own.warnings === undefined ? {} : { warnings: own.warnings }),
	};
}
