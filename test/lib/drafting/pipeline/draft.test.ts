import type { ExemplarStore } from '../../../../lib/drafting/exemplars/store';
import { draftDocument, reviseDocument } from '../../../../lib/drafting/pipeline/draft';
import type { DraftContent, Exemplar } from '../../../../lib/drafting/types';
import { deps, golden, PRESS, profileOf, request, scripted, settings, wordsOf } from './support';

const ANSWER = JSON.stringify({
	title: '의정부시, 2026 겨울 책 나눔 한마당 개최',
	subtitles: ['시민이 기증한 책 1,200권 나눔', '12월 5일 의정부시청 대강당'],
	sections: {
		lead: ['의정부시(시장 서강민)는 12월 5일 오후 2시부터 의정부시청 대강당에서 2026 겨울 책 나눔 한마당을 개최한다고 밝혔다.'],
		body: ['이번 행사는 읽지 않는 책을 이웃과 나누는 문화를 넓히기 위해 마련했다.', '시민이 기증한 책 1,200권을 나누고 어린이 책 놀이 교실 4개를 운영한다.'],
		quote: ['⟦이름1⟧ 의정부시장은 “책으로 이웃을 만나는 하루가 되길 바란다”고 말했다.'],
	},
	missing: ['⟦이름1⟧ 시장의 참석 시각'],
});
const once = { settings: settings({ repairRounds: 0 }) };

const past: Exemplar = { id: 'e1', profileId: 'press-release', subType: 'event', title: '의정부시, 봄 책 나눔 개최', text: '의정부시(시장 안병용)는 4월 12일 봄 책 나눔을 열었다.' };
function exemplars(): ExemplarStore & { asked: Array<Parameters<ExemplarStore['nearest']>[1]> } {
	const asked: Array<Parameters<ExemplarStore['nearest']>[1]> = [];
	return { asked, faults: [], count: () => 1, style: () => null, saveStyle: async () => await Promise.resolve(), nearest: (_query, options) => (asked.push(options), [past]) };
}

describe('draftDocument', () => {
	it('hides names from the model and puts them back in what it wrote', async () => {
		const model = scripted(ANSWER);
		const result = await draftDocument(request('press-release', PRESS, once), deps(model));
		expect(model.asked[0]?.user).toContain('⟦이름1⟧ 의정부시장');
		expect(wordsOf(result.content)).toContain('서강민 의정부시장은 “책으로');
		expect(result.missing).toEqual(['서강민 시장의 참석 시각']);
		expect(wordsOf(result.content)).not.toContain('⟦');
	});

	it('tells how it was made, calls and tokens of repairs included', async () => {
		const times = [1_000, 1_030];
		const flawed = ANSWER.replace('1,200권을 나누고', '4,738권을 나누고');
		const { making } = await draftDocument(request('press-release', PRESS, { settings: settings({ repairRounds: 1 }) }), deps(scripted(flawed, '{"spans":[{"no":1,"text":"시민이 기증한 책 1,200권을 나눈다."}]}'), { now: () => times.shift() ?? 1_030 }));
		expect(making).toMatchObject({ model: 'scripted', mode: 'json_schema', calls: 2, rounds: 1, promptTokens: 2, completionTokens: 2, modelMs: 0, pipelineMs: 30, exemplarIds: [], profileVersion: profileOf('press-release').version });
	});

	it.each([
		['event', 'event'],
		['행사', 'event'],
		['', undefined],
		['그런 유형 없음', undefined],
	])('looks for past documents of the kind %j', async (subType, wanted) => {
		const store = exemplars();
		const { making } = await draftDocument(request('press-release', PRESS, { ...once, subType }), deps(scripted(ANSWER), { exemplars: store }));
		expect(store.asked).toEqual([{ profileId: 'press-release', limit: 2, ...(wanted === undefined ? {} : { subType: wanted }) }]);
		expect(making.exemplarIds).toEqual(['e1']);
	});

	it('shows the model past documents without persons', async () => {
		const model = scripted(ANSWER);
		await draftDocument(request('press-release', PRESS, once), deps(model, { exemplars: exemplars() }));
		expect(model.asked[0]?.user).toContain('봄 책 나눔을 열었다.');
		expect(model.asked[0]?.user).not.toContain('안병용');
	});

	it.each([
		['personalData', { settings: settings({ screen: 'block' }) }, PRESS],
		['modelNotApproved', { settings: settings({ modelApproved: false }) }, { ...PRESS, embargo: '2026-12-01 06:00' }],
		['factsEmpty', {}, {}],
		['fieldTooLong', {}, { ...PRESS, subject: '가'.repeat(400) }],
	])('asks no model where it ends in %s', async (code, changes, values) => {
		const model = scripted(ANSWER);
		await expect(draftDocument(request('press-release', values, changes), deps(model))).rejects.toMatchObject({ code });
		expect(model.asked).toEqual([]);
	});

	it.each([['즉시'], ['배포 즉시 보도 가능'], ['2026-11-01 06:00'], ['']])('sends a release to any model where the embargo is %j', async (embargo) => {
		await expect(draftDocument(request('press-release', { ...PRESS, embargo }, { settings: settings({ modelApproved: false, repairRounds: 0 }) }), deps(scripted(ANSWER)))).resolves.toMatchObject({ making: { calls: 1 } });
	});

	it('fills the parts that no model writes from the fields', async () => {
		const { values, answer } = golden('merit-record', 1);
		const { content } = await draftDocument(request('merit-record', values, once), deps(scripted(answer)));
		expect(content.sections.find(({ id }) => id === 'field')?.blocks).toEqual([{ kind: 'paragraph', text: '노인복지 증진' }]);
	});
});

describe('reviseDocument', () => {
	const drafted = async (): Promise<DraftContent> => (await draftDocument(request('press-release', PRESS, once), deps(scripted(ANSWER)))).content;
	const revise = async (instruction: string, answer: string, content: DraftContent) => await reviseDocument({ ...request('press-release', PRESS, once), content, instruction }, deps(scripted(answer)));

	it('a number that an official corrects replaces the one entered, and nothing is marked', async () => {
		const { content, traces } = await revise("'1,200권'을 '1,350권'으로 바꿔 주세요.", ANSWER.replaceAll('1,200권', '1,350권'), await drafted());
		expect(wordsOf(content)).toContain('시민이 기증한 책 1,350권을 나누고');
		expect(wordsOf(content)).not.toContain('확인 필요');
		expect(traces.filter(({ text }) => text === '1,350권').map(({ verdict }) => verdict)).toEqual(['traced', 'traced']);
	});

	it('a number that neither facts nor request have is marked', async () => {
		const { content } = await revise('셋째 문단을 쉽게 고쳐 주세요.', ANSWER.replaceAll('1,200권을 나누고', '4,738권을 나누고'), await drafted());
		expect(wordsOf(content)).toContain('[확인 필요: 4,738권]');
	});

	it('fills an open slot when told what belongs there', async () => {
		const flawed = ANSWER.replace('교실 4개를', '교실 9개를');
		const { content } = await draftDocument(request('press-release', PRESS, once), deps(scripted(flawed)));
		expect(wordsOf(content)).toContain('[확인 필요: 9개]');
		const revised = await revise('교실은 9개로 늘었습니다. 빈칸을 채워 주세요.', flawed, content);
		expect(wordsOf(revised.content)).not.toContain('확인 필요');
	});

	it('leaves alone what the request does not name and counts it', async () => {
		const before = await drafted();
		const { content, undone } = await revise('제목만 바꿔 주세요.', ANSWER.replace('2026 겨울 책 나눔 한마당 개최', '책 나눔 한마당 개최').replace('이번 행사는', '올해 행사는'), before);
		expect(content.title).toBe('의정부시, 책 나눔 한마당 개최');
		expect(content.sections).toEqual(before.sections);
		expect(undone).toBe(1);
	});

	it.each([[''], [' \n\t']])('refuses the request %j', async (instruction) => {
		await expect(revise(instruction, ANSWER, await drafted())).rejects.toMatchObject({ code: 'instructionEmpty' });
	});
});
