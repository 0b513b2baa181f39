import { writeFile } from 'node:fs/promises';

import { type PlacedFile, placeFile } from '../documents/place-file';
import { html, type Html } from '../report/markup';
import { momentOrNothing } from '../report/numbers';
import { safeFileName } from '../report/file-name';
import { stateName } from '../report/words';
import type { ToldText } from './told-text';

/** Who looks at it, why and when, printed on the page. */
export interface Viewing {
	by: string;
	reason: string;
	at: string;
	simulated: boolean;
}

/**
 * Writes the text as it was told on a page of its own: readable personal data, mode 0600, to be registered for destruction.
 * Throws `documentFolder`.
 */
export async function writeToldPage(told: ToldText & { exact: string }, viewing: Viewing, folder: string, baseName: string): Promise<PlacedFile> {
	const page = toldPage(told, viewing);
	return await placeFile(folder, `${safeFileName(baseName)}.html`, async (target) => await writeFile(target, page, { mode: 0o600 }));
}

const STYLE = `body{font-family:'Malgun Gothic','Noto Sans KR',sans-serif;max-width:720px;margin:24px auto;padding:0 16px;color:#1b2430;line-height:1.6}
h1{font-size:22px}dl{display:grid;grid-template-columns:9em 1fr;gap:4px 12px}dt{color:#5a6779}dd{margin:0;overflow-wrap:anywhere}
pre{white-space:pre-wrap;font:inherit;border:1px solid #b8c1cc;padding:16px;background:#f4f6f9}.note{color:#5a6779;font-size:14px}`;

function toldPage({ notice, exact }: ToldText & { exact: string }, { by, reason, at, simulated }: Viewing): string {
	const facts: Array<[string, string]> = [
		['접수 식별 번호', notice.receiptKey],
		['수신자', `${notice.recipientOrdinal === 1 ? '본인' : '공동명의'}${notice.nameMasked === null ? '' : ` ${notice.nameMasked}`}`],
		['회차', notice.runId],
		['보낸 일시', momentOrNothing(notice.submittedAt)],
		['결과', `${stateName(notice.state)}${notice.settledAt === null ? '' : ` (${momentOrNothing(notice.settledAt)})`}`],
		['안내문(판)', `${notice.templateId} (${notice.templateVersion})`],
		['규칙(판)', `${notice.ruleId} (${notice.ruleVersion})`],
		['문안 확인값', `${notice.textHash ?? ''} (발송할 때의 기록과 일치)`],
	];
	const rows = (list: ReadonlyArray<readonly [string, string]>): Html[] => list.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`);
	return html`<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="robots" content="noindex">
<title>안내한 문안</title><style>${{ markup: STYLE }}</style></head><body><main>
<h1>안내한 문안${simulated ? ' [시험용(모의)]' : ''}</h1>
<dl>${rows(facts)}</dl>
<h2>보낸 문자 그대로</h2>
<pre>${exact}</pre>
<h2>열람 기록</h2>
<dl>${rows([
		['열람한 사람', by],
		['사유', reason],
		['일시', momentOrNothing(at)],
	])}</dl>
<p class="note">개인정보가 들어 있는 파일입니다. 확인한 뒤 파기하시기 바랍니다. 파기하지 않으면 정한 날에 자동으로 파기됩니다.</p>
</main></body></html>
`.markup;
}
