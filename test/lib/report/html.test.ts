import fc from 'fast-check';

import type { DecidedRow } from '../../../lib/exemption/decision';
import { buildReport, type ReportOptions } from '../../../lib/report/build-report';
import { renderHtml } from '../../../lib/report/html';
import { html, visible } from '../../../lib/report/markup';
import { decided, officeWeek, OPTIONS, openLedger, ordinaryWeek, posted, prepareRun, RUN_ID, SEALED, sendRun, unclear } from './week';

async function page(rows: readonly DecidedRow[], options: Partial<ReportOptions> = {}): Promise<string> {
	const ledger = openLedger();
	await prepareRun(ledger, rows);
	const text = renderHtml(await buildReport(ledger, RUN_ID, { ...OPTIONS, ...options }));
	await ledger.dispose();
	return text;
}

describe('the page of a run', () => {
	it('shows accounts, reasons, failures, reviews, texts and the chain head', async () => {
		const ledger = openLedger();
		const { rows, fates } = ordinaryWeek();
		await sendRun(ledger, await prepareRun(ledger, rows), fates);
		const model = await buildReport(ledger, RUN_ID, OPTIONS);
		const text = renderHtml(model);
		for (const part of [
			'<h1>안내문자 발송 결과</h1>', '원천 150 = 읽음 150 = 안내 96 + 제외 40 + 확인 필요 9 + 대기 5', '✔ 일치', '의무보유 기간이 없는 감면',
			'가입자가 없는 번호입니다.', '감면코드 대응표에 코드를 추가하거나', '#{차량번호뒤4자리}', model.head.mac, '2,409원',
		]) {
			expect(text).toContain(part);
		}
		expect(text).not.toContain(SEALED);
		expect(text).not.toContain('시험용(모의)');
		await ledger.dispose();
	});

	it('draws the way from the source to the handset and says where the rest went', async () => {
		const ledger = openLedger();
		await officeWeek(ledger);
		const text = renderHtml(await buildReport(ledger, RUN_ID, OPTIONS));
		await ledger.dispose();
		expect(text).toContain('aria-label="원천 건수 150, 읽은 건수 150, 안내 대상 97, 문자 발송 90, 전송 성공 86"');
		for (const part of ['그 밖의 접수: 제외 40 · 확인 필요 9 · 대기 5', '보내지 않음: 우편 6 · 접수 거부 1 (반송 1)', '실패 2 · 결과 미확인 1 · 결과 대기 1']) expect(text).toContain(part);
		for (const part of ['세액 확인', '안내에는 영향이 없습니다', '월 누계', '연 누계', '-1,119원', '8,490원', '2026. 11. 16. 김주무관']) expect(text).toContain(part);
	});

	it('draws no band wider than the picture, whatever the figures', async () => {
		const text = await page([decided(1), posted(2)]);
		for (const [, x, width] of text.matchAll(/<rect [^>]*x="([\d.-]+)"[^>]*width="([\d.]+)"/g)) {
			expect(Number(x)).toBeGreaterThanOrEqual(96);
			expect(Number(x) + Number(width)).toBeLessThanOrEqual(860);
		}
	});

	it('needs nothing from outside and runs no script', async () => {
		const text = await page([decided(1)]);
		expect(text).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:/i);
		expect(text).toContain("default-src 'none'");
	});

	it('says 시험용(모의) where nothing real was sent', async () => {
		expect(await page([decided(1)], { simulated: true })).toContain('시험용(모의)');
	});

	it.each(['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='x", '&lt;b&gt;', '</style><b>'])(
		'shows a hostile value as text: %s',
		async (hostile) => {
			const text = await page([decided(1, { ...unclear, name: { masked: hostile, sealed: SEALED }, reason: hostile, reasonCode: hostile, sourceName: hostile }), posted(2)], {
				organisation: hostile, contact: { person: hostile, phone: hostile },
			});
			expect(text).not.toMatch(/<script|<img|onmouseover='|<b>\s*$/);
			expect(text.split('</style>')).toHaveLength(2);
			expect(text).toContain(hostile.replace(/[&<>"']/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? '&#39;'));
		},
	);

	it('cuts long personal lists and points to the workbook', async () => {
		const text = await page(Array.from({ length: 230 }, (_, index) => decided(index + 1, unclear)));
		expect(text).toContain('전체 230건은 통합 문서의 「4 확인 필요」');
		expect(text).toContain('4115000-2026-000200');
		expect(text).not.toContain('4115000-2026-000201');
	});
});

describe('markup', () => {
	it('lets no text open a tag or leave an attribute', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const { markup } = html`<i title="${text}">${text}</i>`;
				expect(markup.replace(/^<i title="/, '').replace(/<\/i>$/, '').match(/[<"]/g)).toEqual(['"']);
			}),
		);
	});

	it('drops characters that hide or reverse text, and keeps Korean as it is', () => {
		expect(visible('홍\u202e길\u200b동\u0000\n가')).toBe('홍길동\n가');
	});
});
