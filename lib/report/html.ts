import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { categories, costs, failures, reasons, reviews, taxChecks, texts } from './html-lists';
import { accounts, conclusion, facts, glance, masthead, tasks } from './html-summary';
import { html, trusted } from './markup';
import type { ReportModel } from './model';

const style = () => trusted(readFileSync(join(__dirname, 'report.css'), 'utf8'));

/**
 * The report of a run as one HTML page that needs nothing else: no script, no outside resource (a content security
 * policy forbids both), prints on A4. Long personal lists are cut at 200 rows; the workbook holds them whole.
 */
export function renderHtml(model: ReportModel): string {
	const { run, head } = model;
	return html`<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex"><title>안내문자 발송 결과 ${run.periodName}</title>
<style>${style()}</style></head>
<body><main>
${masthead(model)}
${conclusion(model)}
${glance(model)}
${tasks(model)}
${accounts(model)}
${costs(model)}
${categories(model)}
${reasons(model)}
${facts(model)}
${failures(model)}
${reviews(model)}
${taxChecks(model)}
${texts(model)}
<footer>
<p>대장 확인값: <code>${head.seq}:${head.mac}</code></p>
<p>이 값을 보관하였다가 「발송 대장」의 「대장 검증」에 입력하면, 보고 이후 대장 기록이 고쳐지거나 없어졌는지 확인할 수 있습니다.</p>
<p>성명과 전화번호는 마스킹하였으며, 이 보고서를 만들 때 암호화된 개인정보는 열람하지 않았습니다.</p>
</footer>
</main></body></html>
`.markup;
}
