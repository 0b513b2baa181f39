import { readFileSync, statSync } from 'node:fs';

import { writeToldPage } from '../../../lib/audit/told-page';
import { noticeAt, toldText } from '../../../lib/audit/told-text';
import { SealBox } from '../../../lib/privacy/seal';
import { sql } from '../../support/desk';
import { cleanUp, RUN, seals, tempFolder } from '../../support/notice-run';
import { closedWeek } from './scene';

afterEach(cleanUp);

async function week() {
	const scene = await closedWeek();
	const notices = await scene.ledger.notices({ runId: RUN }, 20);
	const sent = notices.find(({ state }) => state === 'delivered');
	if (!sent) throw new Error('nothing was delivered');
	return { ...scene, notices, sent };
}

describe('a text shown again', () => {
	it('is the one that was sent, by its hash, and its masked form hides the plate', async () => {
		const { ledger, sent } = await week();
		const { exact, masked, problem } = await toldText(ledger, seals, sent);
		expect(problem).toBeNull();
		const digits = /\d{4}(?=[,)])/.exec(exact ?? '')?.[0] ?? '';
		expect(exact).toContain('차량');
		if (digits !== '') expect(masked).not.toContain(digits);
		expect(masked?.length).toBe(exact?.length);
	});

	it('comes on a page that nobody else reads, with what it was about and who looked at it', async () => {
		const { ledger, sent } = await week();
		const told = await toldText(ledger, seals, sent);
		if (told.exact === null) throw new Error('no text');
		const { path } = await writeToldPage({ ...told, exact: told.exact }, { by: '이감사', reason: '정기 감사 <표본>', at: '2026-12-01T10:00:00.000+09:00', simulated: false }, tempFolder(), '안내문안');
		const page = readFileSync(path, 'utf8');
		for (const words of [sent.receiptKey, sent.templateVersion, '이감사', '정기 감사 &lt;표본&gt;', '2026. 12. 1. 10:00', sent.textHash ?? '']) expect(page).toContain(words);
		for (const line of told.exact.split('\n')) expect(page).toContain(line);
		expect(statSync(path).mode & 0o777).toBe(0o600);
	});

	it.each<[string, string, RegExp]>([
		['its wording was replaced', `UPDATE template SET body = body || ' 끝'`, /확인값과 다릅니다/],
		['a date in it was changed', `UPDATE notice SET details = replace(details, '2027', '2028')`, /확인값과 다릅니다/],
		['its hash was replaced', `UPDATE notice SET text_hash = 'x' WHERE text_hash IS NOT NULL`, /확인값과 다릅니다/],
		['retention has removed the contact', `UPDATE notice SET sealed = NULL`, /파기하여/],
	])('is not shown when %s', async (_name, statement, words) => {
		const { file, ledger, sent } = await week();
		sql(file, statement);
		expect(await toldText(ledger, seals, await noticeAt(ledger, sent.noticeKey))).toMatchObject({ exact: null, masked: null, problem: expect.stringMatching(words) });
	});

	it.each(['reserved', 'notSent', 'rejected'])('is not shown as told where the text never left (%s), though its hash was kept', async (state) => {
		const { file, ledger, sent } = await week();
		sql(file, `UPDATE notice SET state = '${state}'`);
		expect(await toldText(ledger, seals, await noticeAt(ledger, sent.noticeKey))).toMatchObject({ exact: null, problem: expect.stringContaining('문자로 보낸 기록이 없는') });
	});

	it('is not there for a letter, nor without the key, nor for a notice that does not exist', async () => {
		const { ledger, notices, sent } = await week();
		const letter = notices.find(({ channel }) => channel === 'post');
		if (!letter) throw new Error('no letter');
		expect(await toldText(ledger, seals, letter)).toMatchObject({ exact: null, problem: expect.stringContaining('문자로 보낸 기록이 없는') });
		const others = new SealBox({ keyId: 'other', key: Buffer.alloc(32, 5) });
		expect(await toldText(ledger, others, sent)).toMatchObject({ exact: null, problem: expect.stringContaining('키') });
		await expect(noticeAt(ledger, 'nothing')).rejects.toMatchObject({ code: 'noticeMissing' });
	});
});
