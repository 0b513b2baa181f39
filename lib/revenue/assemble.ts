import { asUnreadable, sentence, type NormalReceipt } from './normalise';
import type { NormalBatch } from './normalise-batches';
import type { SourceBatch } from './raw';
import type { ControlTotal, ReceiptRow } from './receipt';
import { remarkSentences } from './remarks';

/** Sentences about single lines that a summary holds. */
const LINE_PROBLEMS_SHOWN = 200;

export interface Assembled {
	rows: ReceiptRow[];
	read: ControlTotal;
	controlTotal: ControlTotal | null;
	matches: boolean;
	problems: string[];
}

interface Totals {
	count: number;
	reliefSum: number;
}

/**
 * All receipts of a read, each once. Lines that say exactly the same, and lines that a later file says anew, count once
 * in what was read and once in the control total; lines of one file that contradict each other under one receipt
 * number are kept, each unreadable. Batches come oldest first.
 */
export function assembleReceipts(normal: readonly NormalBatch[]): Assembled {
	const ofSource: string[] = [];
	const ofLines: string[] = [];
	const kept = new Map<string, NormalReceipt>();
	const repeated: Totals = { count: 0, reliefSum: 0 };
	const lines: Totals = { count: 0, reliefSum: 0 };
	let matches = true;

	for (const { batch, receipts } of normal) {
		const own = totalsOf(receipts);
		for (const note of [...(batch.notes ?? []), ...remarkSentences(batch.name, receipts)]) ofSource.push(note);
		add(lines, own);
		if (batch.control && !agrees(batch.control, own)) {
			matches = false;
			ofSource.push(differenceSentence(batch, own));
		}
		for (const receipt of withinBatch(receipts, repeated, ofLines)) {
			const earlier = kept.get(receipt.receiptKey);
			if (earlier) add(repeated, totalsOf([earlier]));
			kept.delete(receipt.receiptKey);
			kept.set(receipt.receiptKey, receipt);
		}
	}

	const receipts = [...kept.values()];
	for (const receipt of receipts) if (receipt.problem !== undefined) ofLines.push(receipt.problem);
	return {
		rows: withSharing(receipts),
		read: { count: lines.count - repeated.count, reliefSum: lines.reliefSum - repeated.reliefSum },
		controlTotal: statedTotal(normal, repeated),
		matches,
		problems: [...ofSource, ...shortened(ofLines)],
	};
}

/** The summary is stored whole with each run; every unreadable row says its own problem besides. */
function shortened(sentences: readonly string[]): string[] {
	const more = sentences.length - LINE_PROBLEMS_SHOWN;
	return more <= 0 ? [...sentences] : [...sentences.slice(0, LINE_PROBLEMS_SHOWN), `그 밖에 같은 종류의 알림이 ${more.toLocaleString('ko-KR')}건 더 있습니다.`];
}

/** One receipt a key: identical lines once, contradicting ones unreadable and, after the first, under their own key. */
function withinBatch(receipts: readonly NormalReceipt[], repeated: Totals, problems: string[]): NormalReceipt[] {
	const byKey = new Map<string, NormalReceipt[]>();
	for (const receipt of receipts) {
		const same = byKey.get(receipt.receiptKey);
		if (same) same.push(receipt);
		else byKey.set(receipt.receiptKey, [receipt]);
	}
	const result: NormalReceipt[] = [];
	for (const same of byKey.values()) {
		if (same.length === 1) {
			for (const receipt of same) result.push(receipt);
			continue;
		}
		const distinct = new Map<string, NormalReceipt>();
		for (const receipt of same) {
			const content = receipt.content();
			const first = distinct.get(content);
			if (!first) distinct.set(content, receipt);
			else {
				add(repeated, totalsOf([receipt]));
				problems.push(sentence(receipt.sourceName, receipt.sourceRow, [`${first.sourceRow}행과 내용이 같아 한 번만 셉니다`]));
			}
		}
		const [first, ...others] = distinct.values();
		if (!first) continue;
		if (others.length === 0) {
			result.push(first);
			continue;
		}
		const rows = [...distinct.values()].map((receipt) => receipt.sourceRow).join(', ');
		const reason = `같은 접수번호가 내용이 다르게 여러 번 나옵니다(${rows}행)`;
		result.push(asUnreadable(first, reason));
		for (const other of others) result.push(asUnreadable(rekeyed(other), reason));
	}
	return result;
}

/**
 * A contradicting line leaves the receipt's key to the first one. Its sealed fields stay bound to the old key, so
 * they are dropped: the clerk finds the line by file and row.
 */
function rekeyed(receipt: NormalReceipt): NormalReceipt {
	const receiptKey = `row:${receipt.content()}`;
	return {
		...receipt,
		receiptKey,
		rows: receipt.rows.map(({ row, phoneDigits }) => ({
			phoneDigits,
			row: { ...row, receiptKey, name: null, phone: null, address: null, plate: null },
		})),
	};
}

/** Counts, for each number, the different taxpayers on whose receipts it stands. */
function withSharing(receipts: readonly NormalReceipt[]): ReceiptRow[] {
	const counted = new Set<string>();
	const taxpayersOf = new Map<string, number>();
	for (const receipt of receipts) {
		const taxpayer = receipt.rows[0]?.row.personFingerprint ?? receipt.receiptKey;
		for (const { phoneDigits } of receipt.rows) {
			const pair = `${phoneDigits} ${taxpayer}`;
			if (phoneDigits === null || counted.has(pair)) continue;
			counted.add(pair);
			taxpayersOf.set(phoneDigits, (taxpayersOf.get(phoneDigits) ?? 0) + 1);
		}
	}
	const rows: ReceiptRow[] = [];
	for (const receipt of receipts) {
		for (const { row, phoneDigits } of receipt.rows) {
			// Into the row itself: nobody else has it yet, and a copy of each costs more than all the counting.
			if (phoneDigits !== null) row.phoneSharedBy = taxpayersOf.get(phoneDigits) ?? 1;
			rows.push(row);
		}
	}
	return rows;
}

/** What a source leaves unsaid, the count or the sum, is taken as read. */
function statedTotal(normal: readonly NormalBatch[], repeated: Totals): ControlTotal | null {
	const total: Totals = { count: 0, reliefSum: 0 };
	for (const { batch, receipts } of normal) {
		if (!batch.control) return null;
		const read = totalsOf(receipts);
		add(total, { count: batch.control.count ?? read.count, reliefSum: batch.control.reliefSum ?? read.reliefSum });
	}
	if (normal.length === 0) return null;
	return { count: total.count - repeated.count, reliefSum: total.reliefSum - repeated.reliefSum };
}

function totalsOf(receipts: readonly NormalReceipt[]): Totals {
	return {
		count: receipts.length,
		reliefSum: receipts.reduce((sum, receipt) => sum + (receipt.reliefAmount ?? 0), 0),
	};
}

function add(to: Totals, from: Totals): void {
	to.count += from.count;
	to.reliefSum += from.reliefSum;
}

function agrees(control: NonNullable<SourceBatch['control']>, read: Totals): boolean {
	return (control.count === null || control.count === read.count) && (control.reliefSum === null || control.reliefSum === read.reliefSum);
}

function differenceSentence(batch: SourceBatch, read: Totals): string {
	const won = (amount: number) => `${amount.toLocaleString('ko-KR')}원`;
	const { count, reliefSum } = batch.control ?? { count: null, reliefSum: null };
	const stated = [...(count === null ? [] : [`${count.toLocaleString('ko-KR')}건`]), ...(reliefSum === null ? [] : [won(reliefSum)])].join(', ');
	const place = batch.name === 'REST' ? '연계 자료' : batch.name;
	return `${place}: 원천 합계(${stated})와 읽은 합계(${read.count.toLocaleString('ko-KR')}건, ${won(read.reliefSum)})가 다릅니다.`;
}
