import type { Block, BlockDocument, Cell } from '../documents/blocks';
import { html, type Html, trusted } from '../report/markup';

const STYLE = `@page{size:A4;margin:14mm 15mm}
body{font-family:'Malgun Gothic','Noto Sans KR','NanumGothic',sans-serif;font-size:9pt;line-height:1.25;color:#1b2430;margin:0 auto;max-width:180mm;padding:12px}
h1{font-size:17pt;text-align:center;margin:0 0 6pt}p{margin:2pt 0}p.right{text-align:right}p.center{text-align:center}p.alert{color:#b3261e;font-weight:bold}
table{border-collapse:collapse;width:100%;table-layout:fixed}td,th{border:1px solid #8994a3;padding:1.5pt 4pt;overflow-wrap:anywhere;text-align:left;font-weight:normal}
th{background:#e8eef6;text-align:center;font-weight:bold}.center{text-align:center}.right{text-align:right}
@media print{body{padding:0;max-width:none}}`;

/** The document as a page of its own: nothing is loaded, nothing runs, prints on A4. */
export function pageHtml({ title, pages }: BlockDocument): string {
	return html`<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="robots" content="noindex">
<title>${title}</title><style>${trusted(STYLE)}</style></head><body><main>
${pages.flat().map(blockOf)}
</main></body></html>
`.markup;
}

function blockOf(block: Block): Html {
	switch (block.kind) {
		case 'title':
			return html`<h1>${block.text}</h1>`;
		case 'line':
			return html`<p class="${block.align ?? 'left'} ${block.alert === true ? 'alert' : ''}">${block.text}</p>`;
		case 'table': {
			const whole = block.widths.reduce((sum, width) => sum + width, 0);
			const columns = block.widths.map((width) => html`<col style="width:${((100 * width) / whole).toFixed(2)}%">`);
			return html`<table><colgroup>${columns}</colgroup><tbody>${block.rows.map((row) => html`<tr>${row.map(cellOf)}</tr>`)}</tbody></table>`;
		}
		case 'space':
			return html`<p>&nbsp;</p>`;
	}
}

function cellOf({ text, label, align, span = 1 }: Cell): Html {
	const lines = text.split('\n').map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`));
	return label === true ? html`<th colspan="${span}">${lines}</th>` : html`<td colspan="${span}" class="${align ?? 'left'}">${lines}</td>`;
}
