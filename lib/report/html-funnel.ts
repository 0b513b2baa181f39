import { html, type Html } from './markup';
import type { ReportModel } from './model';
import { grouped } from './numbers';

interface Stage {
	name: string;
	/** Null where the source gives no figure. */
	count: number | null;
	/** What did not go on to this stage, or what the figure counts. */
	note: string;
}

const WIDTH = 860;
const CENTRE = 330;
const WIDEST = 340;
const NARROWEST = 6;
const BAND = 46;
const STEP = 58;

/** Parts that are not zero, e.g. `제외 40 · 대기 5`. */
const parts = (named: ReadonlyArray<readonly [string, number]>) =>
	named
		.filter(([, count]) => count > 0)
		.map(([name, count]) => `${name} ${grouped(count)}`)
		.join(' · ');

function stagesOf({ receipts, notices, mailCounts }: ReportModel): Stage[] {
	const { controlTotal, read } = receipts;
	const sent = notices.accepted + notices.delivered + notices.failed + notices.unknown;
	const left = parts([['제외', receipts.exclude], ['확인 필요', receipts.review], ['대기', receipts.waiting]]);
	const stopped = notices.notSent - notices.byPost;
	const unsent = parts([['우편', notices.byPost], ['접수 거부', notices.rejected], ['발송 중지', stopped], ['발송 전', notices.open]]);
	const lost = parts([['실패', notices.failed], ['결과 미확인', notices.unknown], ['결과 대기', notices.accepted]]);
	const difference = controlTotal === null ? 0 : controlTotal.count - read.count;
	return [
		{ name: '원천 건수', count: controlTotal?.count ?? null, note: controlTotal === null ? '원천 자료에 건수 합계 없음' : '접수 건' },
		{ name: '읽은 건수', count: read.count, note: difference === 0 ? '접수 건' : `접수 건 · 원천과 ${grouped(Math.abs(difference))}건 차이` },
		{ name: '안내 대상', count: notices.due, note: `접수 ${grouped(receipts.notify)}건의 수신자별 안내${left === '' ? '' : ` (그 밖의 접수: ${left})`}` },
		{ name: '문자 발송', count: sent, note: unsent === '' ? '중계사 접수' : `보내지 않음: ${unsent}${mailCounts.returned > 0 ? ` (반송 ${grouped(mailCounts.returned)})` : ''}` },
		{ name: '전송 성공', count: notices.delivered, note: lost === '' ? '모두 전송 성공' : lost },
	];
}

const widthOf = (count: number, most: number) => NARROWEST + ((WIDEST - NARROWEST) * count) / most;

/** From the source's figure to the handset as one picture: each band narrows to the next, beside it what was left behind. */
export function funnel(model: ReportModel): Html {
	const stages = stagesOf(model);
	const most = Math.max(1, ...stages.map((stage) => stage.count ?? 0));
	const height = STEP * stages.length - (STEP - BAND);
	const bands = stages.map((stage, index) => {
		const top = index * STEP;
		const next = stages[index + 1];
		const upper = stage.count === null ? NARROWEST : widthOf(stage.count, most);
		const lower = next === undefined ? upper : widthOf(next.count ?? 0, most);
		const slope = next === undefined ? html`` : html`<path class="slope" d="M${CENTRE - upper / 2} ${top + BAND}h${upper}L${CENTRE + lower / 2} ${top + STEP}h${-lower}z"/>`;
		const last = index === stages.length - 1;
		const wide = upper > 90;
		return html`<rect class="${last ? 'end' : 'band'}" x="${CENTRE - upper / 2}" y="${top}" width="${upper}" height="${BAND}"/>${slope}
<text class="stage" x="140" y="${top + BAND / 2}" text-anchor="end" dominant-baseline="central">${stage.name}</text>
<text class="${wide ? 'inside' : 'beside'}" x="${wide ? CENTRE : CENTRE + upper / 2 + 10}" y="${top + BAND / 2}" text-anchor="${wide ? 'middle' : 'start'}" dominant-baseline="central">${stage.count === null ? '없음' : grouped(stage.count)}</text>
<text class="note" x="${CENTRE + WIDEST / 2 + 20}" y="${top + BAND / 2}" dominant-baseline="central">${stage.note}</text>`;
	});
	const label = stages.map((stage) => `${stage.name} ${stage.count === null ? '없음' : grouped(stage.count)}`).join(', ');
	return html`<svg class="funnel" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${label}">${bands}</svg>`;
}
