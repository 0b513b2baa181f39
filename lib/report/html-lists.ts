import type { CostSpan } from './costs';
import { type Column, html, type Html, nothing, table } from './markup';
import type { CategoryCount, FailedRow, ReasonCount, ReportModel, ReviewRow, Subject } from './model';
import { dayOrNothing, grouped, won } from './numbers';

/** Rows of a personal list on the page; the workbook holds all of them. */
const MOST_ROWS = 200;

const size = (one: CategoryCount) => one.notify + one.exclude + one.review + one.waiting;

/** A category's receipts as a bar beside those of the largest category. */
function share(row: CategoryCount, most: number): Html {
	const parts = (['notify', 'exclude', 'review', 'waiting'] as const).filter((kind) => row[kind] > 0);
	return html`<span class="mini">${parts.map((kind) => html`<i class="c-${kind}" style="width:${((100 * row[kind]) / most).toFixed(2)}%"></i>`)}</span>`;
}

/** Receipts by category and outcome, with totals. */
export function categories({ byCategory }: ReportModel): Html {
	const kinds = ['notify', 'exclude', 'review', 'waiting'] as const;
	const most = Math.max(1, ...byCategory.map(size));
	const names = { notify: '안내', exclude: '제외', review: '확인 필요', waiting: '대기' };
	const columns: Array<Column<CategoryCount>> = [
		{ title: '감면구분', of: (row) => row.category },
		...kinds.map((kind) => ({ title: names[kind], of: (row: CategoryCount) => grouped(row[kind]), look: 'num' as const })),
		{ title: '계', of: (row) => grouped(size(row)), look: 'num' },
		{ title: '구성', of: (row) => share(row, most) },
	];
	const total = (of: (row: CategoryCount) => number) => grouped(byCategory.reduce((sum, row) => sum + of(row), 0));
	const sums = ['계', ...kinds.map((kind) => total((row) => row[kind])), total(size)];
	return html`<section><h2>감면구분별 처리 <small>(접수 건)</small></h2>${table(columns, byCategory, '판정한 접수가 없습니다.', sums)}</section>`;
}

function reasonTable(title: string, rows: readonly ReasonCount[], none: string): Html {
	const columns: Array<Column<ReasonCount>> = [
		{ title: '사유', of: (row) => row.name },
		{ title: '건수', of: (row) => grouped(row.count), look: 'num' },
	];
	const sum = grouped(rows.reduce((total, row) => total + row.count, 0));
	return html`<div><h3>${title}</h3>${table(columns, rows, none, ['계', sum])}</div>`;
}

/** Why receipts were excluded, need a person or wait. */
export function reasons(model: ReportModel): Html {
	const waiting =
		model.waitingBy.length > 0 ? reasonTable('대기 사유', model.waitingBy, '') : nothing;
	return html`<section class="keep"><h2>사유별 건수 <small>(접수 건)</small></h2><div class="two">
${reasonTable('제외 사유', model.excludedBy, '제외한 접수가 없습니다.')}
<div>${reasonTable('확인 필요 사유', model.reviewBy, '확인이 필요한 접수가 없습니다.')}${waiting}</div></div></section>`;
}

const persons: Array<Column<Subject>> = [
	{ title: '접수번호', of: (row) => row.receiptKey, look: 'tight' },
	{ title: '성명', of: (row) => row.nameMasked, look: 'tight' },
	{ title: '감면구분', of: (row) => row.category },
];

function personList<T extends Subject>(columns: ReadonlyArray<Column<T>>, rows: readonly T[], none: string, sheet: string): Html {
	const more =
		rows.length > MOST_ROWS
			? html`<p class="more">처음 ${grouped(MOST_ROWS)}건만 표시하였습니다. 전체 ${grouped(rows.length)}건은 통합 문서의 「${sheet}」 시트를 확인하시기 바랍니다.</p>`
			: nothing;
	return html`${table([...persons, ...columns], rows.slice(0, MOST_ROWS), none)}${more}`;
}

/** Notices that did not arrive or cannot be proven to have arrived. */
export function failures(model: ReportModel): Html {
	const columns: Array<Column<FailedRow>> = [
		{ title: '결과', of: (row) => row.result, look: 'tight' },
		{ title: '사유', of: (row) => row.reason },
		{ title: '조치 방법', of: (row) => row.action },
	];
	const counts = model.failedBy.length > 0 ? reasonTable('사유별', model.failedBy, '') : nothing;
	return html`<section><h2>전송 실패·미확인</h2>${counts}${model.failed.length > 0 ? html`<h3>내역</h3>` : nothing}${personList(columns, model.failed, '실패하거나 확인되지 않은 안내가 없습니다.', '6 실패·미확인')}</section>`;
}

const settled: Array<Column<ReviewRow>> = [
	{ title: '사유', of: (row) => row.reason },
	{ title: '조치 방법', of: (row) => row.action },
	{ title: '처리', of: (row) => (row.doneOn === null ? '처리 전' : [dayOrNothing(row.doneOn), row.doneBy].filter(Boolean).join(' ')) },
];

/** What a person must settle, with what to do; most urgent first. */
export function reviews(model: ReportModel): Html {
	const columns: Array<Column<ReviewRow>> = [{ title: '구분', of: (row) => row.kind, look: 'tight' }, ...settled];
	return html`<section><h2>확인 필요</h2>${personList(columns, model.review, '확인이 필요한 건이 없습니다.', '4 확인 필요')}</section>`;
}

/** Relief and co-registration to check beside the notice. */
export function taxChecks(model: ReportModel): Html {
	if (model.taxChecks.length === 0) return nothing;
	return html`<section><h2>세액 확인 <small>(안내에는 영향이 없습니다)</small></h2>${personList(settled.slice(0, 2), model.taxChecks, '', '4 확인 필요')}</section>`;
}

/** Texts against the postage they spared: run, month, year. */
export function costs({ cost, receipts }: ReportModel): Html {
	const columns: Array<Column<CostSpan>> = [
		{ title: '구분', of: (row) => (row.days === '' ? row.name : html`${row.name} <small>${row.days}</small>`) },
		{ title: '문자(건)', of: (row) => grouped(row.texts), look: 'num' },
		{ title: '문자 비용', of: (row) => won(row.messages), look: 'num' },
		{ title: '전자 안내(건)', of: (row) => grouped(row.formsByText), look: 'num' },
		{ title: '우편 절감(일반)', of: (row) => won(row.postageSaved), look: 'num' },
		{ title: '참고(등기)', of: (row) => won(row.registeredPostageSaved), look: 'num' },
		{ title: '차액', of: (row) => won(row.net), look: 'num' },
	];
	const count = grouped(cost.lines.reduce((total, line) => total + line.count, 0));
	return html`<section class="keep"><h2>비용과 우편요금 절감액</h2>${table(columns, cost.spans, '')}
<p class="small">이번 회차: ${cost.lines.map((line) => line.text).join(', ')} (계 ${count}건, ${won(cost.total)}) · 읽은 접수의 감면액 합계: ${won(receipts.read.reliefSum)}</p>
${cost.notes.map((note) => html`<p class="small">※ ${note}</p>`)}</section>`;
}

/** Texts as used, with placeholders, and the rules that decided. */
export function texts(model: ReportModel): Html {
	const figures = model.templates.map(
		(one) => html`<figure class="text"><figcaption>안내문 <b>${one.id}</b> · 판 <code>${one.version}</code> · ${grouped(one.notices)}건</figcaption><pre>${one.text}</pre></figure>`,
	);
	const columns: Array<Column<ReportModel['rules'][number]>> = [
		{ title: '적용 규칙', of: (row) => row.ruleId },
		{ title: '규칙 판', of: (row) => row.ruleVersion },
		{ title: '수신자', of: (row) => grouped(row.recipients), look: 'num' },
	];
	return html`<section><h2>사용 안내문·규칙 판</h2>${figures.length > 0 ? figures : html`<p class="empty">사용한 안내문이 없습니다.</p>`}
${table(columns, model.rules, '적용한 규칙이 없습니다.')}</section>`;
}
