import type { ReportModel } from '../report/model';
import { cases, dayOrNothing, grouped, momentOrNothing, span, unitPrice, won } from '../report/numbers';
import { type Block, type BlockDocument, label, value } from './blocks';
import { remainingOf } from './result-counts';

const heading = (text: string): Block => ({ kind: 'line', text, bold: true, size: 24 });
const item = (text: string): Block => ({ kind: 'line', text, level: 1 });
const note = (text: string): Block => ({ kind: 'line', text, level: 1, size: 18 });

type Column = [head: string, count: number | string];
const cellOf = (count: number | string) => value(typeof count === 'number' ? grouped(count) : count, 'right');

/** One line of figures under their heads. */
const figures = (columns: readonly Column[]): Block => ({
	kind: 'table',
	widths: columns.map(() => 1),
	rows: [columns.map(([head]) => label(head)), columns.map(([, count]) => value(typeof count === 'number' ? grouped(count) : count, 'center'))],
	head: true,
});

/**
 * 「안내문자 발송 결과 보고」 out of the account of a run, without a model and without a personal value: the outline of an
 * official report (1. 가. …, 붙임, 끝.) in noun endings. One or two A4 pages.
 */
export function resultDocument(model: ReportModel): BlockDocument {
	const office = [model.organisation, model.department].filter(Boolean).join(' ');
	const title = '자동차 취득세 감면 안내문자 발송 결과 보고';
	const mock: Block[] = model.simulated ? [{ kind: 'line', text: '시험용(모의) · 실제 시민에게 발송된 문자가 아님', bold: true, align: 'center', alert: true }] : [];
	return {
		title: `${title} (${model.run.periodName})`,
		organisation: model.organisation,
		header: office,
		numbered: true,
		pages: [
			[
				{ kind: 'title', text: title },
				...mock,
				{ kind: 'line', text: `${momentOrNothing(model.generatedAt).replace(/ \d\d:\d\d$/, '')}  ${office}`, align: 'right', size: 20 },
				...outline(model),
				...results(model),
				...remaining(model),
				...costs(model),
				...plans(model),
				{ kind: 'space' },
				{ kind: 'line', text: `붙임  안내문자 발송 결과 통합 문서 1부.  끝.` },
			],
		],
	};
}

function outline({ run, receipts, notices, contact }: ReportModel): Block[] {
	const sent = run.sentFrom === null ? '발송 없음' : span(run.sentFrom, run.sentTo);
	const approved = run.approvedBy === null ? '승인 전' : `${run.approvedBy}(${momentOrNothing(run.approvedAt)})`;
	const state = run.closed ? `마감(${momentOrNothing(run.closedAt)})` : run.stage;
	return [
		heading('1. 추진 개요'),
		item('가. 근거: 「지방세특례제한법」 제183조제2항, 같은 법 시행규칙 제2조제2항'),
		item(`나. 대상기간: ${dayOrNothing(run.from)} ~ ${dayOrNothing(run.to)} (${run.periodName})`),
		item(`다. 안내 대상: 자동차 취득세 감면 접수 ${cases(receipts.read.count)} 중 ${cases(receipts.notify)}(수신자별 안내 ${cases(notices.due)})`),
		item('라. 안내 방법: 문자(보조 안내), 문자로 안내할 수 없는 경우 우편'),
		item(`마. 발송 일시: ${sent}`),
		item(`바. 승인: ${approved}, 진행 상태: ${state}`),
		item(`사. 담당자: ${[contact.person, contact.phone].filter(Boolean).join(', ')}`),
	];
}

function results({ receipts, notices, equations, run, byCategory, formCounts, mailCounts }: ReportModel): Block[] {
	const { controlTotal, read } = receipts;
	const good = equations.every((one) => one.balanced);
	const forms = formCounts.open + formCounts.direct + formCounts.post + formCounts.electronic;
	return [
		heading('2. 처리 결과'),
		item('가. 접수 처리(단위: 접수 건)'),
		figures([
			['원천', controlTotal?.count ?? '없음'],
			['읽음', read.count],
			['차이', controlTotal === null ? '-' : controlTotal.count - read.count],
			['안내', receipts.notify],
			['제외', receipts.exclude],
			['확인 필요', receipts.review],
			['대기', receipts.waiting],
		]),
		item('나. 안내 결과(단위: 수신자별 안내 건)'),
		figures([
			['안내 대상', notices.due],
			['전송 성공', notices.delivered],
			['전송 실패', notices.failed],
			['접수 거부', notices.rejected],
			['결과 미확인', notices.unknown],
			['결과 대기', notices.accepted],
			['우편', notices.byPost],
			['미발송', notices.notSent - notices.byPost + notices.open],
		]),
		note(good ? '※ 접수 대사와 안내 대사가 모두 일치함' : `※ 대사 불일치: ${equations.filter((one) => !one.balanced).map((one) => one.text).join(' / ')}`),
		...run.holds.map((hold): Block => ({ kind: 'line', text: `※ ${hold}`, level: 1, size: 18, alert: true })),
		item('다. 감면구분별 접수 처리(단위: 접수 건)'),
		{
			kind: 'table',
			widths: [3, 1, 1, 1, 1, 1],
			head: true,
			rows: [
				['감면구분', '안내', '제외', '확인 필요', '대기', '계'].map((head) => label(head)),
				...byCategory.map((one) => [value(one.category), ...[one.notify, one.exclude, one.review, one.waiting, one.notify + one.exclude + one.review + one.waiting].map(cellOf)]),
			],
		},
		item('라. 서식 안내(별지 제2호서식) 이행 현황(단위: 건, 전자는 요청이 기록된 경우)'),
		figures([
			['대상', forms],
			['직접교부', formCounts.direct],
			['우편', formCounts.post],
			['전자', formCounts.electronic],
			['미이행', formCounts.open],
			['우편 배달', mailCounts.delivered],
			['우편 반송', mailCounts.returned],
		]),
	];
}

function remaining(model: ReportModel): Block[] {
	const rows = remainingOf(model);
	const table: Block = {
		kind: 'table',
		widths: [14, 8, 33, 45],
		head: true,
		rows: [['구분', '건수', '주요 사유', '조치'].map((head) => label(head)), ...rows.map((row) => [value(row.name), cellOf(row.count), value(row.reasons), value(row.action)])],
	};
	return [heading('3. 확인 필요 및 조치'), ...(rows.length === 0 ? [item('처리할 건 없음')] : [table])];
}

function costs({ cost }: ReportModel): Block[] {
	const heads = ['구분', '문자(건)', '문자 비용', '전자(건)', '절감(일반)', '참고(등기)', '차액'];
	return [
		heading('4. 비용'),
		{
			kind: 'table',
			widths: [31, 10, 12, 10, 12, 13, 12],
			head: true,
			rows: [
				heads.map((head) => label(head)),
				...cost.spans.map((one) => [
					value(one.days === '' ? one.name : `${one.name}\n(${one.days})`),
					...[grouped(one.texts), won(one.messages), grouped(one.formsByText), won(one.postageSaved), won(one.registeredPostageSaved), won(one.net)].map((text) => value(text, 'right')),
				]),
			],
		},
		note(`※ 문자 비용: ${cost.lines.map((line) => `${line.name} ${unitPrice(line.price)}`).join(', ')} 기준. 우편요금 절감액은 전자적 안내 요청이 기록되고 문자가 전송 성공한 서식 안내만 계산함`),
	];
}

function plans({ receipts, notices, formCounts, mailCounts, openTasks, run }: ReportModel): Block[] {
	const unproven = notices.failed + notices.rejected + notices.unknown;
	const planned = [
		openTasks.leaks > 0 ? `전송 성공 뒤 번호가 바뀐 ${cases(openTasks.leaks)} 개인정보 유출 여부 우선 점검` : '',
		openTasks.total > openTasks.leaks ? `확인 필요·정정 안내 대상 ${cases(openTasks.total - openTasks.leaks)} 확인 후 처리` : '',
		unproven > 0 ? `전송 실패·접수 거부·결과 미확인 ${cases(unproven)} 확인 후 우편 등으로 안내` : '',
		notices.byPost > 0 ? `우편 발송 대상 ${cases(notices.byPost)} 우편 안내 및 배달 결과 확인` : '',
		mailCounts.returned > 0 ? `우편 반송 ${cases(mailCounts.returned)} 주소 확인 후 다시 발송` : '',
		formCounts.open > 0 ? `감면 안내 서식 미이행 ${cases(formCounts.open)} 직접교부 또는 우편으로 안내` : '',
		receipts.waiting > 0 ? `감면 결정 대기 ${cases(receipts.waiting)} 결정 후 다음 회차에 다시 판정` : '',
		run.closed ? '' : '처리 건수 대사가 맞는지 확인하여 회차 마감',
	].filter((plan) => plan !== '');
	const marks = ['가', '나', '다', '라', '마', '바', '사', '아'];
	return [heading('5. 향후 계획'), ...(planned.length === 0 ? [item('다음 회차 안내 추진')] : planned.map((plan, index) => item(`${marks[index] ?? ''}. ${plan}`)))];
}
