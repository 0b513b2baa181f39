import type { NoticeAccount, ReceiptAccount } from '../ledger/types';
import { grouped } from './numbers';

/** An account (처리 건수 대사) written out so that a clerk can add it up. */
export interface Equation {
	name: string;
	/** E.g. `원천 150 = 읽음 150 = 안내 96 + 제외 40 + 확인 필요 9 + 대기 5`. */
	text: string;
	balanced: boolean;
	/** What the figures count, or what does not fit. */
	note: string;
}

type Part = [name: string, count: number];

const total = (parts: readonly Part[]) => parts.reduce((sum, [, count]) => sum + count, 0);
const added = (parts: readonly Part[]) => parts.map(([name, count]) => `${name} ${grouped(count)}`).join(' + ');
const sign = (left: number, right: number) => (left === right ? '=' : '≠');

/** Receipts: control total = read = notify + exclude + review + waiting. Each sign is worked out from the figures. */
export function receiptEquation(account: ReceiptAccount): Equation {
	const { controlTotal, read } = account;
	const parts: Part[] = [
		['안내', account.notify],
		['제외', account.exclude],
		['확인 필요', account.review],
		['대기', account.waiting],
	];
	const source = controlTotal ? `원천 ${grouped(controlTotal.count)} ${sign(controlTotal.count, read.count)} ` : '';
	return {
		name: '접수 대사',
		text: `${source}읽음 ${grouped(read.count)} ${sign(read.count, total(parts))} ${added(parts)}`,
		balanced: account.balanced,
		note: receiptNote(account),
	};
}

function receiptNote({ controlTotal, read }: ReceiptAccount): string {
	if (!controlTotal) return '단위: 접수 건. 원천 자료에 건수 합계가 없어 읽은 건수부터 대조하였습니다.';
	if (controlTotal.count === read.count && controlTotal.reliefSum !== read.reliefSum) {
		return '단위: 접수 건. 건수는 같으나 감면액 합계가 원천과 다릅니다.';
	}
	return '단위: 접수 건. 감면액 합계도 함께 대조합니다.';
}

/** Notices: due = delivered + failed + rejected + unknown + accepted + not sent (+ open while the run goes on). */
export function noticeEquation(account: NoticeAccount): Equation {
	const parts: Part[] = [
		['전송 성공', account.delivered],
		['전송 실패', account.failed],
		['접수 거부', account.rejected],
		['결과 미확인', account.unknown],
		['중계사 접수(결과 대기)', account.accepted],
		['미발송', account.notSent],
	];
	if (account.open > 0) parts.push(['발송 전', account.open]);
	return {
		name: '안내 대사',
		text: `안내 대상 ${grouped(account.due)} ${sign(account.due, total(parts))} ${added(parts)}`,
		balanced: account.balanced,
		note: noticeNote(account),
	};
}

function noticeNote({ open, byPost }: NoticeAccount): string {
	const unit = '단위: 안내 건(공동명의는 수신자별로 1건).';
	if (open > 0) return `${unit} 아직 발송하지 않은 안내가 있어 마감할 수 없습니다.`;
	return byPost > 0 ? `${unit} 미발송에는 우편 발송 대상 ${grouped(byPost)}건이 들어 있습니다.` : unit;
}
