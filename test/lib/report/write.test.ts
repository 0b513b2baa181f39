import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import fc from 'fast-check';

import { buildReport } from '../../../lib/report/build-report';
import { reportBaseName, safeFileName } from '../../../lib/report/file-name';
import type { ReportModel } from '../../../lib/report/model';
import { writeReport } from '../../../lib/report/write';
import { ExcelJS, type Workbook, type Worksheet } from '../../../lib/vendor/exceljs';
import { decided, electric, officeWeek, OPTIONS, openLedger, ordinaryWeek, prepareRun, RUN_ID, SEALED, sendRun } from './week';
import { compileWorker } from './worker';

const newFolder = () => mkdtempSync(join(tmpdir(), 'reports-'));
let workerFile: string;
let model: ReportModel;

beforeAll(async () => {
	workerFile = compileWorker();
	const ledger = openLedger();
	const { rows, fates } = ordinaryWeek();
	const hostile = ['=HYPERLINK("http://x","y")', '+1', '-1+2', '@SUM(A1)'];
	for (const [index, name] of hostile.entries()) rows.push(decided(200 + index, { ...electric, name: { masked: name, sealed: SEALED } }));
	await sendRun(ledger, await prepareRun(ledger, rows), fates);
	model = await buildReport(ledger, RUN_ID, OPTIONS);
	await ledger.dispose();
});

async function open(path: string): Promise<Workbook> {
	const workbook = new ExcelJS.Workbook();
	await workbook.xlsx.readFile(path);
	return workbook;
}

function sheet(workbook: Workbook, name: string): Worksheet {
	const found = workbook.getWorksheet(name);
	if (!found) throw new Error(`No sheet ${name}`);
	return found;
}

const heads = (one: Worksheet) => [...Array(one.columnCount).keys()].map((index) => one.getRow(3).getCell(index + 1).value);
const textsOf = (one: Worksheet) => {
	const texts: string[] = [];
	one.eachRow((row) => row.eachCell((cell) => texts.push(String(cell.value ?? ''))));
	return texts;
};

describe('the workbook', () => {
	let workbook: Workbook;
	let path: string;

	beforeAll(async () => {
		path = (await writeReport(model, newFolder(), reportBaseName(model), { workerFile })).workbookPath;
		workbook = await open(path);
	});

	it('has the seven sheets in their order', () => {
		expect(workbook.worksheets.map((one) => one.name)).toEqual([
			'1 총괄', '2 발송내역', '3 서식 안내', '4 확인 필요', '5 제외', '6 실패·미확인', '7 사용 안내문·규칙 판',
		]);
	});

	it('has a cover for one A4 with both accounts, the boxes to sign and the chain head', () => {
		const cover = sheet(workbook, '1 총괄');
		expect(cover.pageSetup).toMatchObject({ paperSize: 9, orientation: 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 1, printArea: expect.stringMatching(/^A1:H\d+$/) });
		const texts = textsOf(cover);
		expect(texts).toEqual(expect.arrayContaining(['안내문자 발송 결과', '담당', '팀장', '✔ 일치', ...model.equations.map((one) => one.text), `${model.head.seq}:${model.head.mac}`]));
	});

	it('lists the notices with the columns of the office', () => {
		const sent = sheet(workbook, '2 발송내역');
		expect(heads(sent)).toEqual(['연번', '접수기관', '접수번호', '성명', '감면구분', '근거규정', '등록일', '만료일', '수신자 구분', '발송일시', '결과', '사유']);
		expect(sent.rowCount).toBe(3 + model.notices.due);
		expect(sent.getRow(4).getCell(3).value).toBe('2026-000001');
	});

	it('holds days and instants as real dates, in Korean wall time', () => {
		const row = sheet(workbook, '2 발송내역').getRow(4);
		expect(row.getCell(7).value).toEqual(new Date('2026-11-10T00:00:00Z'));
		expect(row.getCell(10).value).toEqual(new Date('2026-11-16T10:05:00Z'));
		expect(row.getCell(10).numFmt).toContain('hh:mm');
	});

	it.each(['2 발송내역', '3 서식 안내', '4 확인 필요', '5 제외', '6 실패·미확인'])('%s has a frozen, filtered, printed header', (name) => {
		const one = sheet(workbook, name);
		expect(one.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
		expect(one.autoFilter).toMatch(/^A3:[A-Z]+\d+$/);
		expect(one.pageSetup).toMatchObject({ orientation: 'landscape', fitToWidth: 1, printTitlesRow: '3:3' });
		expect(one.getRow(3).getCell(1).font.bold).toBe(true);
	});

	it('tells for each review and each failure what to do, and leaves room for who did it', () => {
		for (const name of ['4 확인 필요', '6 실패·미확인']) {
			expect(heads(sheet(workbook, name))).toEqual(expect.arrayContaining(['사유', '조치 방법', '담당자', '처리일']));
		}
		const marks = sheet(workbook, '4 확인 필요').getColumn(1).values.filter((value) => typeof value === 'number');
		expect(marks).toHaveLength(model.review.length + model.taxChecks.length);
		expect(sheet(workbook, '6 실패·미확인').rowCount).toBe(3 + model.failed.length);
	});

	it('keeps a value that begins like a formula as text', () => {
		const cells = sheet(workbook, '5 제외').getColumn(5).values;
		expect(cells).toEqual(expect.arrayContaining(['=HYPERLINK("http://x","y")', '+1', '-1+2', '@SUM(A1)']));
		sheet(workbook, '5 제외').eachRow((row) => {
			const cell = row.getCell(5);
			expect(cell.type).not.toBe(ExcelJS.ValueType.Formula);
			if (/^[=+\-@]/.test(cell.text)) expect(cell.numFmt).toBe('@');
		});
	});

	it('shows the texts as used, with their versions, and the rules', () => {
		const texts = textsOf(sheet(workbook, '7 사용 안내문·규칙 판'));
		expect(texts).toEqual(expect.arrayContaining(['retention', 't-9f8e7d', 'two-children-2025', '2026-11#a1b2c3']));
		expect(texts.some((text) => text.includes('#{차량번호뒤4자리}'))).toBe(true);
	});

	it('holds no sealed value', () => {
		expect(workbook.worksheets.flatMap(textsOf).join('\n')).not.toContain(SEALED);
	});
});

describe('the workbook of a week with the office\'s work', () => {
	let workbook: Workbook;
	const rowsOf = (name: string) => {
		const rows: string[][] = [];
		sheet(workbook, name).eachRow((row) => rows.push([...Array(16).keys()].map((index) => row.getCell(index + 1).text)));
		return rows;
	};

	beforeAll(async () => {
		const ledger = openLedger();
		await officeWeek(ledger);
		const office = await buildReport(ledger, RUN_ID, OPTIONS);
		await ledger.dispose();
		workbook = await open((await writeReport(office, newFolder(), 'office', { workerFile })).workbookPath);
	});

	it('has the status of each form with date, basis and letter', () => {
		const rows = rowsOf('3 서식 안내');
		expect(rows[2]).toEqual(expect.arrayContaining(['신청한 안내 방법', '전자 안내 요청일', '이행 상태', '이행일', '근거', '등기번호', '우편 결과']));
		expect(rows.find((row) => row[2] === '2026-000050')).toEqual(expect.arrayContaining(['전자(문자)', '전자', '문자 수신 요청(2026. 11. 10.)에 따라 문자 전송 성공']));
		expect(rows.find((row) => row[2] === '2026-000091')).toEqual(expect.arrayContaining(['1234567890123', '우편 반송']));
	});

	it('has 세액 확인 as a table of its own below 확인 필요, outside its filter', () => {
		const rows = rowsOf('4 확인 필요');
		const start = rows.findIndex((row) => row[0] === '세액 확인');
		expect(start).toBeGreaterThan(11);
		expect(rows[start + 1]?.[0]).toContain('안내에는 영향이 없습니다.');
		expect(rows[start + 2]).toEqual(rows[2]);
		expect(rows.slice(start + 3).map((row) => [row[0], row[1], row[8]])).toEqual([['1', '세액 확인', '세액 불일치'], ['2', '세액 확인', '공동등록 관계 확인']]);
		expect(sheet(workbook, '4 확인 필요').autoFilter).toBe('A3:O12');
	});

	it('shows who settled a task, when and how', () => {
		expect(rowsOf('4 확인 필요').find((row) => row[3] === '2026-000137')).toEqual(expect.arrayContaining(['김주무관', '감면코드 대응표에 추가']));
	});

	it('puts run, month and year against the postage on the cover', () => {
		const texts = textsOf(sheet(workbook, '1 총괄'));
		expect(texts).toEqual(expect.arrayContaining(['이번 회차', '월 누계(2026. 11. 1. ~ 11. 16.)', '연 누계(2026. 1. 1. ~ 11. 16.)', '1290', '8490', '-1118.67']));
	});
});

describe('writing a report', () => {
	it('writes page and workbook and leaves nothing else', async () => {
		const folder = join(newFolder(), 'new', 'folder');
		const written = await writeReport(model, folder, '안내결과_2026-W47', { workerFile });
		expect(readdirSync(folder).sort()).toEqual(['안내결과_2026-W47.html', '안내결과_2026-W47.xlsx']);
		expect(written).toEqual({ htmlPath: join(folder, '안내결과_2026-W47.html'), workbookPath: join(folder, '안내결과_2026-W47.xlsx') });
	});

	it('replaces an earlier report of the same name', async () => {
		const folder = newFolder();
		writeFileSync(join(folder, 'a.html'), 'old');
		await writeReport(model, folder, 'a', { workerFile });
		expect(readFileSync(join(folder, 'a.html'), 'utf8')).toContain('안내문자 발송 결과');
	});

	it('leaves the earlier report as it was, and nothing else, where the work is cancelled or the child fails', async () => {
		const folder = newFolder();
		writeFileSync(join(folder, 'a.html'), 'old');
		const cancelled = AbortSignal.abort();
		await expect(writeReport(model, folder, 'a', { workerFile, signal: cancelled })).rejects.toMatchObject({ code: 'workerCancelled' });
		await expect(writeReport(model, folder, 'a', { workerFile: join(folder, 'missing.js') })).rejects.toMatchObject({ code: 'workerDied' });
		expect(readdirSync(folder)).toEqual(['a.html']);
		expect(readFileSync(join(folder, 'a.html'), 'utf8')).toBe('old');
	});

	it('names the remedy where the folder cannot be used', async () => {
		const file = join(newFolder(), 'file');
		writeFileSync(file, '');
		await expect(writeReport(model, join(file, 'x'), 'a', { workerFile })).rejects.toMatchObject({ code: 'reportFolder', remedy: expect.stringContaining('쓰기 권한') });
	});

	it('writes 20,000 rows within a small heap', async () => {
		const [row] = model.sent;
		if (!row) throw new Error('No row.');
		const long = { ...model, sent: Array.from({ length: 20_000 }, () => row) };
		const { workbookPath } = await writeReport(long, newFolder(), 'long', { workerFile, maxOldSpaceMb: 128 });
		expect(statSync(workbookPath).size).toBeGreaterThan(500_000);
	}, 60_000);
});

describe('file names', () => {
	it.each([
		['안내결과_2026-W47', '안내결과_2026-W47'],
		['vehicle-exemption-weekly/2026-W47', 'vehicle-exemption-weekly_2026-W47'],
		['../../etc/passwd', '_.._etc_passwd'],
		['..', '안내결과'],
		['a\u0000b\u202e.', 'ab'],
		['con', '_con'],
		['C:\\x', 'C__x'],
		['', '안내결과'],
	])('%j becomes %j', (name, safe) => {
		expect(safeFileName(name)).toBe(safe);
	});

	it('never leave the folder, hide, or grow too long', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
				const safe = safeFileName(name);
				expect(dirname(join('/reports', safe))).toBe('/reports');
				expect(basename(join('/reports', safe))).toBe(safe);
				expect(safe).not.toMatch(/^\.|[/\\\0]/);
				expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(201);
			}),
		);
	});
});
