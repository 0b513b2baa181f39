import { html, type Html } from './markup';
import type { ReportModel } from './model';
import { grouped } from './numbers';

interface Stage {
	name: string;
	/** Null where the source gives no figure. */
	count: number | null;
	/** What the figure counts, and what did not go on to this stage. */
	notes: readonly string[];
}

const WIDTH = 860;
const CENTRE = 280;
const WIDEST = 340;
const NARROWEST = 6;
const BAND = 42;
const STEP = 54;
const NOTE_LINE = 18;

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
	const told = [`수신자별 안내 (접수 ${grouped(receipts.notify)}건)`, left === '' ? '' : `그 밖의 접수: ${left}`];
	const returned = mailCounts.returned > 0 ? ` (반송 ${grouped(mailCounts.returned)})` : '';
	return [
		{ name: '원천 건수', count: controlTotal?.count ?? null, notes: [controlTotal === null ? '원천 자료에 건수 합계 없음' : '접수 건'] },
		{ name: '읽은 건수', count: read.count, notes: ['접수 건', difference === 0 ? '' : `원천과 ${grouped(Math.abs(difference))}건 차이`] },
		{ name: '안내 대상', count: notices.due, notes: told },
		{ name: '문자 발송', count: sent, notes: ['중계사 접수', unsent === '' ? '' : `보내지 않음: ${unsent}${returned}`] },
		{ name: '전송 성공', count: notices.delivered, notes: [lost === '' ? '모두 전송 성공' : lost] },
	];
}

const widthOf = (count: number, most: number) => NARROWEST + ((WIDEST - NARROWEST) * count) / most;

/** One or two lines beside a band. */
function notesBeside(notes: readonly string[], top: number): Html[] {
	const shown = notes.filter((note) => note !== '');
	const middle = top + BAND / 2 - ((shown.length - 1) * NOTE_LINE) / 2;
	return shown.map((note, index) => html`<text class="note" x="${CENTRE + WIDEST / 2 + 20}" y="${middle + index * NOTE_LINE}" dominant-baseline="central">${note}</text>`);
}

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
<text class="stage" x="96" y="${top + BAND / 2}" text-anchor="end" dominant-baseline="central">${stage.name}</text>
<text class="${wide ? 'inside' : 'beside'}" x="${wide ? CENTRE : CENTRE + upper / 2 + 10}" y="${top + BAND / 2}" text-anchor="${wide ? 'middle' : 'start'}" dominant-baseline="central">${stage.count === null ? '없음' : grouped(stage.count)}</text>
${notesBeside(stage.notes, top)}`;
	});
	const label = stages.map((stage) => `${stage.name} ${stage.count === null ? '없음' : grouped(stage.count)}`).join(', ');
	return html`<svg class="funnel" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${label}">${bands}</svg>`;
}
