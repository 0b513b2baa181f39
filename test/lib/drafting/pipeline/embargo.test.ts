import { draftDocument } from '../../../../lib/drafting/pipeline/draft';
import { deps, golden, PRESS, request, scripted, settings } from './support';

/** Today is 2026-11-23. */
async function asked(embargo: string, modelApproved = false): Promise<boolean> {
	const model = scripted(golden('press-release', 1).answer);
	const outcome = await draftDocument(request('press-release', { ...PRESS, embargo }, { settings: settings({ modelApproved }) }), deps(model)).then(() => '', (error: unknown) => (error as { code?: unknown }).code);
	if (outcome !== '') expect([outcome, model.asked]).toEqual(['modelNotApproved', []]);
	return outcome === '';
}

describe('a model that is not approved never sees what is embargoed', () => {
	it.each([
		['2026-11-25 06:00'],
		['11. 25. 06:00'],
		['2026-11-25 06:00 (예외 없음)'],
		['11월 25일 06:00, 변경 없음'],
		['즉시 보도 금지, 11월 25일 이후'],
		['2026-11-23 06:00'],
		['2026-11-22부터 2026-11-30까지'],
		['6월 1일 06:00'],
		['다음 주 수요일'],
		['미정'],
	])('%s', async (embargo) => expect(await asked(embargo)).toBe(false));
});

it.each([[''], ['즉시'], ['배포 즉시'], ['배포 즉시 보도 가능'], ['제한 없음'], ['없음'], ['-'], ['2026-11-22'], ['2026-11-22 06:00']])('%j is no embargo', async (embargo) => expect(await asked(embargo)).toBe(true));

it('an approved model drafts what is embargoed', async () => expect(await asked('2026-11-25 06:00', true)).toBe(true));
