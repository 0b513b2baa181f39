import { RemoteError } from '../../../../lib/errors';
import { factSheet } from '../../../../lib/drafting/facts/fact-sheet';
import type { ModelPort } from '../../../../lib/drafting/model/port';
import { repair, type Repaired } from '../../../../lib/drafting/pipeline/repair';
import type { CheckContext, DraftRequest } from '../../../../lib/drafting/pipeline/request';
import { review, weightOf } from '../../../../lib/drafting/pipeline/review';
import { screenFacts } from '../../../../lib/drafting/screen/screen';
import type { DraftContent } from '../../../../lib/drafting/types';
import { PRESS, profileOf, request, scripted, settings, TODAY, wordsOf } from './support';

const profile = profileOf('press-release');
const context: CheckContext = { profile, values: PRESS, settings: settings(), sheet: factSheet(profile, PRESS, { city: settings().city, today: TODAY }), houseStyle: null, traced: true, byHand: false };

const GOOD = '시민이 기증한 책 1,200권을 나누고 어린이 책 놀이 교실 4개를 운영한다.';
const BAD = '시민이 기증한 책 4,738권을 나누고 어린이 책 놀이 교실 4개를 운영한다.';
const OTHER_BAD = '지난해에는 시민 9,999명이 참여했다.';
const OTHER_GOOD = '지난해에는 시민 830명이 참여했다.';

const draft = (...body: string[]): DraftContent => ({
	title: '의정부시, 2026 겨울 책 나눔 한마당 개최',
	subtitles: [],
	sections: [
		{ id: 'lead', heading: '', blocks: [{ kind: 'paragraph', text: '의정부시(시장 서강민)는 12월 5일 오후 2시부터 의정부시청 대강당에서 2026 겨울 책 나눔 한마당을 개최한다고 밝혔다.' }] },
		{ id: 'body', heading: '', blocks: body.map((text) => ({ kind: 'paragraph', text })) },
		{ id: 'quote', heading: '', blocks: [] },
	],
});
const spans = (...texts: string[]) => JSON.stringify({ spans: texts.map((text, index) => ({ no: index + 1, text })) });
const bodyOf = ({ content }: { content: DraftContent }) => wordsOf({ ...content, title: '', subtitles: [], sections: content.sections.filter(({ id }) => id === 'body') }).split('\n').filter((text) => text !== '');
const askedSpans = ({ asked }: { asked: ReadonlyArray<{ user: string }> }) => /<<<고칠 구간\n([\s\S]*?)고칠 구간>>>/.exec(asked[0]?.user ?? '')?.[1] ?? '';
const broken = (code: string) => new RemoteError(code, '안 됨', '다시 시도하시기 바랍니다.', { outcome: 'unknown', retryable: false });

async function run(content: DraftContent, model: ModelPort, rounds = 2, changes: Partial<DraftRequest> = {}): Promise<Repaired> {
	const screened = screenFacts(context.sheet, { mode: 'mask', names: ['서강민'], publicPhones: [] });
	return await repair(review(content, context, []), rounds, context, { request: request('press-release', PRESS, changes), model, screened, exemplars: [] });
}

it('asks nothing where no round is allowed', async () => {
	const model = scripted(spans('x'));
	expect(await run(draft(BAD), model, 0)).toMatchObject({ rounds: 0, answers: [] });
	expect(model.asked).toEqual([]);
});

it('sends only the failing spans, with what is wrong, and puts the better wording in', async () => {
	const model = scripted(spans(GOOD));
	const { reviewed, rounds, answers } = await run(draft(BAD, OTHER_GOOD), model, 1);
	expect(bodyOf(reviewed)).toEqual([GOOD, OTHER_GOOD]);
	expect([rounds, answers.length]).toEqual([1, 1]);
	expect(askedSpans(model)).toContain(`[구간 1] ${BAD}`);
	expect(askedSpans(model)).not.toContain(OTHER_GOOD);
	expect(model.asked[0]?.user).toMatch(/구간 1: .*4,738권/);
});

it('keeps of each span the wording with fewer findings, the old one where the new is no better', async () => {
	const { reviewed } = await run(draft(BAD, OTHER_BAD), scripted(spans(GOOD, OTHER_BAD.replace('9,999', '8,888'))), 1);
	expect(bodyOf(reviewed)).toEqual([GOOD, OTHER_BAD]);
});

it('goes on with what is left in the second round', async () => {
	const { reviewed, rounds } = await run(draft(BAD, OTHER_BAD), scripted(spans(GOOD, OTHER_BAD), spans(OTHER_GOOD)));
	expect(bodyOf(reviewed)).toEqual([GOOD, OTHER_GOOD]);
	expect(rounds).toBe(2);
});

it('ends where a round makes nothing better, and never makes the document worse', async () => {
	const model = scripted(spans('시민이 기증한 책 5,555권과 7,777권을 나누고 교실을 운영합니다.'));
	const { reviewed, rounds } = await run(draft(BAD), model);
	expect(weightOf(reviewed.findings)).toBe(weightOf(review(draft(BAD), context, []).findings));
	expect(bodyOf(reviewed)).toEqual([BAD]);
	expect([rounds, model.asked.length]).toEqual([1, 1]);
});

it('a model that breaks off, or answers with no spans, leaves the draft as it was', async () => {
	for (const model of [{ model: 'x', complete: async () => await Promise.reject(broken('modelDown')) }, scripted('{"spans":[]}')]) {
		const { reviewed, rounds } = await run(draft(BAD), model);
		expect(bodyOf(reviewed)).toEqual([BAD]);
		expect(rounds).toBe(1);
	}
});

it('a cancelled execution and a fault of our own are errors', async () => {
	const stop = new AbortController();
	const cancelled: ModelPort = { model: 'x', complete: async () => (stop.abort(), await Promise.reject(broken('modelCancelled'))) };
	await expect(run(draft(BAD), cancelled, 2, { signal: stop.signal })).rejects.toMatchObject({ code: 'modelCancelled' });
	await expect(run(draft(BAD), { model: 'x', complete: async () => await Promise.reject(new TypeError('ours')) })).rejects.toThrow(TypeError);
});

it('tells that it repairs', async () => {
	const told: string[] = [];
	await run(draft(BAD), scripted(spans(GOOD)), 1, { onProgress: ({ step }) => told.push(step) });
	expect(told).toEqual(['repairing']);
});

it('hides in spans what was hidden in the facts and puts it back', async () => {
	const model = scripted(spans(`${GOOD} ⟦이름1⟧ 시장이 참석한다.`));
	const { reviewed } = await run(draft(`${BAD} 서강민 시장이 참석한다.`), model, 1);
	expect(askedSpans(model)).toContain('⟦이름1⟧ 시장이');
	expect(askedSpans(model)).not.toContain('서강민');
	expect(bodyOf(reviewed)).toEqual([`${GOOD} 서강민 시장이 참석한다.`]);
});
