import type { IDataObject } from 'n8n-workflow';

import type { NoticeView } from '../../../lib/ledger/lookup';
import type { Entry } from './item-row';
import type { Sent } from './send-entries';

const base = ({ dedupeKey, row }: Entry): IDataObject => ({ dedupeKey, to: row.phone?.masked ?? '' });

/** What would be sent. */
export function shownOf(entry: Entry): IDataObject {
	const { refusal, double, type, bytes } = entry;
	const status = refusal ? 'refused' : double ? 'alreadyNotified' : 'dryRun';
	return { ...base(entry), status, reasonCode: refusal?.reasonCode ?? null, reason: refusal?.reason ?? null, type, bytes };
}

const TOLD_EARLIER: Readonly<Record<string, string>> = {
	reserved: '앞선 실행에서 받은 안내이며 아직 보내지 않았습니다. 발송할 수 있을 때 이어서 보냅니다.',
	submitting: '앞선 실행에서 받은 안내이며 아직 보내지 않았습니다. 발송할 수 있을 때 이어서 보냅니다.',
	rejected: "앞선 실행에서 접수가 거부되어 보내지 못한 안내입니다. 다시 보내려면 '중복 방지 값'을 새로 정하시기 바랍니다.",
	failed: "앞선 실행에서 보냈으나 전송에 실패한 안내입니다. 다시 보내려면 '중복 방지 값'을 새로 정하시기 바랍니다.",
	notSent: "앞선 실행에서 발송이 중지된 안내입니다. 다시 보내려면 '중복 방지 값'을 새로 정하시기 바랍니다.",
	unknown: '앞선 실행에서 보냈으나 결과를 확인하지 못한 안내여서 다시 보내지 않았습니다.',
};

/** What became of an item; business refusals are data, with a reason a clerk understands. */
export function outcomeOf(entry: Entry, notice: NoticeView | null, sent: Sent): IDataObject {
	const { refusal, double } = entry;
	if (refusal) return { ...base(entry), runId: null, status: 'refused', state: null, ...pick(refusal) };
	const state = notice?.state ?? null;
	const runId = notice?.runId ?? null;
	if (double) {
		const reason = '이 실행에 같은 중복 방지 값의 항목이 먼저 있어 한 번만 보냈습니다.';
		return { ...base(entry), runId, status: 'alreadyNotified', state, reasonCode: 'duplicateItem', reason };
	}
	if (notice && notice.runId !== sent.runId) {
		const reason = TOLD_EARLIER[notice.state] ?? '이미 보낸 안내여서 다시 보내지 않았습니다.';
		return { ...base(entry), runId, status: 'alreadyNotified', state, reasonCode: 'alreadyNotified', reason };
	}
	return { ...base(entry), runId, status: state ?? 'reserved', state, reasonCode: notice?.reasonCode ?? null, reason: notice?.reason ?? sent.message };
}

const pick = ({ reasonCode, reason }: { reasonCode: string; reason: string }) => ({ reasonCode, reason });
