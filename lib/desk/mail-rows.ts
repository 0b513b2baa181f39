import type { MailRow } from '../documents/mail-list';
import type { MailDue } from '../ledger/mail-due';
import type { SealBox } from '../privacy/seal';
import { type LeftOut, openSeals } from './open-seals';

/**
 * Opens name and address of those to be told by post, who belong on record before. Who has no address any more or whose
 * seals do not fit is left out with the reason. Throws `sealKeyUnknown`.
 */
export function mailRows(seals: SealBox, due: readonly MailDue[]): { rows: MailRow[]; leftOut: LeftOut[] } {
	const rows: MailRow[] = [];
	const leftOut: LeftOut[] = [];
	for (const one of due) {
		const { receiptKey, recipientOrdinal } = one;
		const opened = openSeals(seals, one, one.sealed, ['name', 'address']);
		if ('problem' in opened) {
			leftOut.push({ receiptKey, recipientOrdinal, problem: opened.problem });
			continue;
		}
		const { name, address } = opened.values;
		if (name === undefined || address === undefined) {
			leftOut.push({ receiptKey, recipientOrdinal, problem: '성명이나 주소가 없거나 보존기간이 지나 삭제되었습니다. 원자료에서 확인하시기 바랍니다.' });
			continue;
		}
		const reason = one.returnedReason === null ? one.reason : `반송(${one.returnedReason})`;
		rows.push({ receiptKey, name, address, postalCode: null, reason, number: one.number, corporation: one.corporation });
	}
	return { rows, leftOut };
}
