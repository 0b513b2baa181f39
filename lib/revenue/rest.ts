import { ConflictError, ValidationError } from '../errors';
import type { HttpClient } from '../http/client';
import { DEFAULT_RETRY_POLICY, type RetryPolicy, type RetryPorts } from '../http/retry-policy';
import { withRetry } from '../http/with-retry';
import type { RawReceipt, SourceBatch } from './raw';
import { isRecord, rawReceiptOf } from './rest-item';

const LIST_PATH = '/v1/exemption-receipts';
const TOTAL_PATH = '/v1/exemption-receipts/control-total';
/** Reads begun anew because the source changed meanwhile, before giving up. */
const READ_ATTEMPTS = 3;

export interface RestReadOptions {
	token: string;
	/** By the day a row appeared in the source, both included (`YYYY-MM-DD`). */
	appearedFrom: string;
	appearedTo: string;
	pageSize: number;
	/** More receipts than this are refused before they fill the memory. */
	maxReceipts: number;
	retry?: RetryPolicy;
	signal?: AbortSignal;
}

export interface RestPorts extends RetryPorts {
	client: HttpClient;
}

interface Page {
	totalCount: number;
	totalRelief: number;
	items: unknown[];
}

/**
 * Reads all receipts of a period by the contract in docs/openapi/revenue.yaml, with the control total. A source whose
 * totals change between pages, or that gives a receipt twice, is read again from the start.
 * @throws RemoteError from the client
 * @throws ConflictError `sourceMoved`
 * @throws ValidationError `pagesRepeat`, `pagesEndEarly`, `tooManyReceipts`, `unexpectedAnswer`, `badPeriod`
 */
export async function readRest(options: RestReadOptions, ports: RestPorts): Promise<SourceBatch> {
	checkPeriod(options);
	for (let attempt = 1; ; attempt++) {
		const control = await getControlTotal(options, ports);
		const receipts = await readPages(options, ports);
		if (receipts !== 'moved') return { name: 'REST', hash: null, receipts, control };
		if (attempt === READ_ATTEMPTS) {
			throw new ConflictError(
				'sourceMoved',
				`감면 접수 시스템: 읽는 동안 자료가 계속 바뀌어 ${READ_ATTEMPTS}번 모두 처음과 끝이 맞지 않았습니다.`,
				'자료 입력이 끝난 뒤에 다시 실행하시기 바랍니다.',
			);
		}
	}
}

async function readPages(options: RestReadOptions, ports: RestPorts): Promise<RawReceipt[] | 'moved'> {
	const receipts: RawReceipt[] = [];
	const seen = new Set<string>();
	let first: Page | undefined;
	for (let page = 1; ; page++) {
		const answer = await getPage(page, options, ports);
		first ??= answer;
		if (answer.totalCount !== first.totalCount || answer.totalRelief !== first.totalRelief) return 'moved';
		if (first.totalCount > options.maxReceipts) throw tooMany(first.totalCount, options.maxReceipts);
		if (first.totalCount === receipts.length && answer.items.length === 0) return receipts;
		if (answer.items.length === 0) throw endsEarly(receipts.length, first.totalCount);

		const found = answer.items.map((item, i) => rawReceiptOf(item, receipts.length + i + 1));
		const repeated = found.filter((receipt) => seen.has(identity(receipt))).length;
		if (repeated === found.length) throw repeats(page);
		if (repeated > 0) return 'moved';
		for (const receipt of found) {
			if (receipt.receiptNo !== null) seen.add(identity(receipt));
			receipts.push(receipt);
		}
		if (receipts.length === first.totalCount) return receipts;
		if (receipts.length > first.totalCount) return 'moved';
	}
}

async function getPage(page: number, options: RestReadOptions, ports: RestPorts): Promise<Page> {
	const { pageSize } = options;
	const body = await get(LIST_PATH, '접수 목록 조회', { page, pageSize }, options, ports);
	if (isRecord(body)) {
		const { totalCount, totalRelief, items } = body;
		if (isCount(totalCount) && isCount(totalRelief) && Array.isArray(items)) return { totalCount, totalRelief, items };
	}
	throw unexpected('접수 목록');
}

async function getControlTotal(options: RestReadOptions, ports: RestPorts): Promise<{ count: number; reliefSum: number }> {
	const body = await get(TOTAL_PATH, '원천 건수 조회', {}, options, ports);
	if (isRecord(body)) {
		const { count, reliefSum } = body;
		if (isCount(count) && isCount(reliefSum)) return { count, reliefSum };
	}
	throw unexpected('원천 건수');
}

async function get(
	path: string,
	operation: string,
	query: Readonly<Record<string, number>>,
	{ token, appearedFrom, appearedTo, retry, signal }: RestReadOptions,
	ports: RestPorts,
): Promise<unknown> {
	const { body } = await withRetry(
		() =>
			ports.client.request({
				method: 'GET',
				path,
				query: { appearedFrom, appearedTo, ...query },
				headers: { Authorization: `Bearer ${token}` },
				operation,
				signal,
			}),
		retry ?? DEFAULT_RETRY_POLICY,
		ports,
		signal,
	);
	return body;
}

function identity(receipt: RawReceipt): string {
	return [receipt.receivingOffice, receipt.receivedOn, receipt.receiptNo].join('|');
}

function isCount(value: unknown): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function checkPeriod({ appearedFrom, appearedTo }: RestReadOptions): void {
	const day = /^\d{4}-\d{2}-\d{2}$/;
	if (day.test(appearedFrom) && day.test(appearedTo) && appearedFrom <= appearedTo) return;
	throw new ValidationError(
		'badPeriod',
		'조회 기간이 올바르지 않습니다.',
		'시작일과 종료일을 2026-11-16과 같은 형식으로, 시작일이 종료일보다 늦지 않게 입력하시기 바랍니다.',
	);
}

function unexpected(what: string): ValidationError {
	return new ValidationError(
		'unexpectedAnswer',
		`감면 접수 시스템: ${what} 응답의 항목이 연계 규격과 다릅니다.`,
		'감면 접수 시스템 담당자에게 연계 규격(docs/openapi/revenue.yaml)과 맞는지 확인을 요청하시기 바랍니다.',
	);
}

function repeats(page: number): ValidationError {
	return new ValidationError(
		'pagesRepeat',
		`감면 접수 시스템: ${page}쪽이 앞쪽과 같은 자료를 되풀이합니다.`,
		'감면 접수 시스템 담당자에게 쪽 나누기(page, pageSize)가 동작하는지 확인을 요청하시기 바랍니다.',
	);
}

function endsEarly(read: number, total: number): ValidationError {
	return new ValidationError(
		'pagesEndEarly',
		`감면 접수 시스템: 전체 ${total}건 가운데 ${read}건만 내려오고 끝났습니다.`,
		'다시 실행하고, 되풀이되면 감면 접수 시스템 담당자에게 확인을 요청하시기 바랍니다.',
	);
}

function tooMany(count: number, limit: number): ValidationError {
	return new ValidationError(
		'tooManyReceipts',
		`감면 접수 시스템: 조회된 ${count.toLocaleString('ko-KR')}건이 한 번에 읽는 한도 ${limit.toLocaleString('ko-KR')}건을 넘습니다.`,
		'조회 기간을 줄이거나 노드의 최대 건수를 늘리시기 바랍니다.',
	);
}
