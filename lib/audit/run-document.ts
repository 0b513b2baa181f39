import { type Block, type BlockDocument, type Cell, label, value } from '../documents/blocks';
import type { ChainHead } from '../ledger/chain';
import type { ReasonCount } from '../report/model';
import { cases, dayOrNothing, grouped, momentOrNothing, won } from '../report/numbers';
import { stageName } from '../report/words';
import type { RunReport } from './run-report';
import { gatewayName, rowProblemWords } from './words';

/** The table is of 24 columns, so that rows of two, three, four and eight cells share it. */
const COLUMNS = 24;
/** What stays on the one page; the rest is counted in a last line. */
const MOST = { files: 2, reasons: 6, texts: 4, openings: 4, problems: 2 };
const TITLE = '안내 회차 감사 확인서';

type Row = readonly Cell[];

/** Places that fit a cell of so many columns on one line; Korean letters take two. */
const placesIn = (columns: number) => Math.floor(columns * 4.4) - 1;

/** One line of text, cut where it would need a second one. */
function clip(text: string, columns: number): string {
	const letters = [...text.replace(/\s+/g, ' ').trim()];
	let left = placesIn(columns);
	for (const [index, letter] of letters.entries()) {
		left -= (letter.codePointAt(0) ?? 0) >= 0x1100 ? 2 : /[A-Zmw@%]/.test(letter) ? 1.5 : 1;
		if (left < 0) return `${letters.slice(0, Math.max(0, index - 1)).join('')}…`;
	}
	return letters.join('');
}

const section = (text: string): Row => [label(text, COLUMNS)];
const fact = (name: string, text: string): Row => [label(name, 4), value(text.split('\n').map((line) => clip(line, 20)).join('\n'), 'left', 20)];
const facts = (a: string, of: string, b: string, and: string): Row => [label(a, 4), value(clip(of, 8), 'left', 8), label(b, 4), value(clip(and, 8), 'left', 8)];
const eight = (cells: readonly string[], as: (text: string) => Cell): Row => cells.map((text) => ({ ...as(text), span: 3 }));
const heads = (cells: readonly string[]): Row => eight(cells, (text) => label(text));
const figures = (cells: ReadonlyArray<number | string>): Row => eight(cells.map((one) => (typeof one === 'number' ? grouped(one) : one)), (text) => value(text, 'center'));
const head = ({ seq, mac }: ChainHead) => `${seq}:${mac}`;

/** The first entries, and how many are left out in all. */
function cut<T>(list: readonly T[], most: number): { shown: readonly T[]; rest: readonly T[] } {
	return list.length <= most ? { shown: list, rest: [] } : { shown: list.slice(0, most - 1), rest: list.slice(most - 1) };
}

/**
 * 「안내 회차 감사 확인서」: source, rules, control totals, counts, reasons, texts, results, approver, openings and the state of
 * the ledger on one A4 page, to be signed. Lists are cut so that it stays one page; the export holds them whole.
 */
export function runDocument(report: RunReport): BlockDocument {
	const office = clip([report.organisation, report.department].filter(Boolean).join(' '), 14);
	const mock: Block[] = report.simulated ? [{ kind: 'line', text: '시험용(모의) · 실제 시민에게 발송된 문자가 아님', bold: true, align: 'center', alert: true, size: 18 }] : [];
	return {
		title: `${TITLE} (${report.run.runId})`,
		organisation: report.organisation,
		header: '',
		numbered: false,
		pages: [
			[
				{ kind: 'title', text: TITLE },
				...mock,
				{ kind: 'line', text: `${momentOrNothing(report.generatedAt)} 작성  ${office}`, align: 'right', size: 18 },
				{
					kind: 'table',
					small: true,
					widths: Array<number>(COLUMNS).fill(1),
					rows: [...outline(report), ...source(report), ...counts(report), ...reasons(report), ...texts(report), ...openings(report), ...ledger(report), ...signatures()],
				},
			],
		],
	};
}

function outline({ run, evidence }: RunReport): Row[] {
	const kind = evidence.approverKind === 'policy' ? '(자동 승인)' : '';
	const processors = evidence.processors.map(({ processor, contractedOn }) => `${processor}(계약 ${dayOrNothing(contractedOn)})`).join(', ');
	return [
		section('1. 회차'),
		facts('회차', run.runId, '대상기간', `${dayOrNothing(run.periodFrom)} ~ ${dayOrNothing(run.periodTo)}`),
		facts('진행 상태', run.closedAt === null ? stageName(run.stage) : `마감 (${momentOrNothing(run.closedAt)})`, '발송 중지', run.stoppedBy === null ? '없음' : `${run.stoppedBy}이(가) 남은 발송을 중지`),
		facts('승인자', run.approvedBy === null ? '승인 전' : `${run.approvedBy}${kind}`, '승인 일시', momentOrNothing(run.approvedAt)),
		facts('수탁자', processors === '' ? '기록 없음' : processors, '문자중계사업자', evidence.gateways.length === 0 ? '발송 없음' : evidence.gateways.map(gatewayName).join(', ')),
	];
}

function source({ evidence }: RunReport): Row[] {
	const { source: read } = evidence;
	const files = cut(read?.fileHashes ?? [], MOST.files);
	const hashes = [...files.shown, ...(files.rest.length > 0 ? [`외 ${grouped(files.rest.length)}개 파일(감사 자료의 회차 참조)`] : [])];
	const kind = read === null ? '기록 없음' : read.sourceKind === 'file' ? '추출 파일' : '연계 시스템 조회';
	return [
		section('2. 원천 자료와 규칙'),
		facts('원천', `${kind}${read === null ? '' : `: ${read.sourceNames.join(', ')}`}`, '대응표 판', evidence.mappingVersion || '기본값'),
		fact('원천 확인값', hashes.length > 0 ? `SHA-256 ${hashes.join('\n')}` : read?.contentHash ? `내용 확인값 ${read.contentHash}` : '해당 없음(시스템에서 바로 조회)'),
		fact('규칙 판', evidence.ruleVersions.join(', ') || '기록 없음'),
	];
}

function counts({ account, equations }: RunReport): Row[] {
	const { receipts, notices } = account;
	const { controlTotal, read } = receipts;
	const relief = controlTotal === null ? `읽은 감면액 ${won(read.reliefSum)}` : `감면액 원천 ${won(controlTotal.reliefSum)}, 읽음 ${won(read.reliefSum)}, 차이 ${won(controlTotal.reliefSum - read.reliefSum)}`;
	const unsent = notices.notSent - notices.byPost + notices.open;
	return [
		section('3. 처리 건수(접수 건, 수신자별 안내 건)'),
		heads(['원천', '읽음', '차이', '안내', '제외', '확인 필요', '대기', '접수 대사']),
		figures([controlTotal?.count ?? '없음', read.count, controlTotal === null ? '-' : controlTotal.count - read.count, receipts.notify, receipts.exclude, receipts.review, receipts.waiting, verdict(equations[0]?.balanced)]),
		heads(['안내 대상', '전송 성공', '전송 실패', '접수 거부', '미확인·대기', '우편', '미발송', '안내 대사']),
		figures([notices.due, notices.delivered, notices.failed, notices.rejected, notices.unknown + notices.accepted, notices.byPost, unsent, verdict(equations[1]?.balanced)]),
		fact('감면액·문자', `${relief}. 단문 ${cases(account.messages.sms)}, 장문 ${cases(account.messages.lms)}${account.messages.kakao > 0 ? `, 알림톡 ${cases(account.messages.kakao)}` : ''}`),
	];
}

const verdict = (balanced: boolean | undefined) => (balanced === true ? '일치' : '불일치');

function reasons({ excludedBy, reviewBy }: RunReport): Row[] {
	const [left, right] = [listed(excludedBy), listed(reviewBy)];
	const rows: Row[] = [[label('제외 사유', 9), label('건수', 3), label('확인 필요 사유', 9), label('건수', 3)]];
	for (let index = 0; index < Math.max(left.length, right.length, 1); index += 1) {
		const [a, b] = [left[index], right[index]];
		rows.push([value(a?.name ?? '', 'left', 9), value(a ? grouped(a.count) : '', 'center', 3), value(b?.name ?? '', 'left', 9), value(b ? grouped(b.count) : '', 'center', 3)]);
	}
	return rows;
}

function listed(list: readonly ReasonCount[]): ReasonCount[] {
	const { shown, rest } = cut(list, MOST.reasons);
	const named = shown.map(({ name, count }) => ({ name: clip(name, 9), count }));
	return rest.length === 0 ? named : [...named, { name: `그 밖의 사유 ${rest.length}종`, count: rest.reduce((sum, one) => sum + one.count, 0) }];
}

function texts({ evidence }: RunReport): Row[] {
	const { shown, rest } = cut(evidence.texts, MOST.texts);
	const rows = shown.map((one): Row => [value(clip(one.id, 5), 'left', 5), value(clip(one.version, 4), 'center', 4), value(one.bodyHash, 'left', 12), value(grouped(one.notices), 'right', 3)]);
	const sum = rest.reduce((total, one) => total + one.notices, 0);
	return [
		section('4. 사용 문안'),
		[label('안내문', 5), label('판', 4), label('문안 확인값(SHA-256)', 12), label('안내(건)', 3)],
		...(rows.length === 0 ? [[value('사용한 문안이 없습니다.', 'left', COLUMNS)]] : rows),
		...(rest.length === 0 ? [] : [[value(`그 밖의 문안 ${rest.length}종`, 'left', 21), value(grouped(sum), 'right', 3)]]),
	];
}

function openings({ evidence }: RunReport): Row[] {
	const { shown, rest } = cut(evidence.openings, MOST.openings);
	const rows = shown.map(({ reason, times, subjects }): Row => [value(clip(reason, 16), 'left', 16), value(`${grouped(times)}회`, 'right', 4), value(cases(subjects), 'right', 4)]);
	const sum = (pick: (one: { times: number; subjects: number }) => number) => rest.reduce((total, one) => total + pick(one), 0);
	return [
		section('5. 개인정보 열람'),
		[label('사유', 16), label('횟수', 4), label('대상(누계)', 4)],
		...(rows.length === 0 ? [[value('이 회차로 기록된 열람이 없습니다.', 'left', COLUMNS)]] : rows),
		...(rest.length === 0 ? [] : [[value(`그 밖의 사유 ${rest.length}종`, 'left', 16), value(`${grouped(sum((one) => one.times))}회`, 'right', 4), value(cases(sum((one) => one.subjects)), 'right', 4)]]),
	];
}

function ledger({ chainBroken, rowProblems, head: last }: RunReport): Row[] {
	const { shown, rest } = cut(rowProblems, MOST.problems);
	const said = [...shown.map(rowProblemWords), ...(rest.length > 0 ? [`외 ${grouped(rest.length)}건`] : [])];
	return [
		section('6. 발송 대장 확인'),
		fact('대장 기록 검증', chainBroken === null ? '이상 없음(처음 기록부터 마지막 기록까지 연결됨)' : `이상 있음: ${grouped(chainBroken.seq)}번 기록부터 맞지 않음`),
		fact('자료와 기록 대조', said.length === 0 ? '이상 없음(자료가 기록과 일치함)' : `이상 있음: ${said.join('\n')}`),
		fact('대장 확인값', head(last)),
	];
}

const signatures = (): Row[] => [
	[label('확인', 3), label('담당', 7), label('팀장', 7), label('감사 담당', 7)],
	[value('(서명)', 'center', 3), value('\n', 'center', 7), value('', 'center', 7), value('', 'center', 7)],
];
