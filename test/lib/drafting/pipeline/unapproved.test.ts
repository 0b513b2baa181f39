import { draftDocument, reviseDocument } from '../../../../lib/drafting/pipeline/draft';
import { deps, golden, PRESS, request, scripted, settings, wordsOf } from './support';

const WORDS = '책으로 이웃을 만나는 하루가 되길 바란다';
const quotes = `서강민 | 의정부시장 | ${WORDS} | | `;
const approved = `서강민 | 의정부시장 | ${WORDS} | 홍보담당관 | 2026-11-20`;
const { answer } = golden('press-release', 1);
const saying = (changes: object) => JSON.stringify({ ...(JSON.parse(answer) as object), ...changes });
const without = { settings: settings({ repairRounds: 0 }) };

describe('words that nobody has approved', () => {
	it('are not told to the model, wherever they were entered', async () => {
		const model = scripted(answer);
		const values = { ...PRESS, quotes, facts: `${PRESS.facts}\n시장은 “책으로 이웃을 만나는, 하루가 되길 바란다.”고 함` };
		const { content } = await draftDocument(request('press-release', values), deps(model));
		await reviseDocument({ ...request('press-release', values), content, instruction: `${WORDS}는 말을 제목에 넣어 주세요.` }, deps(model));
		expect(model.asked.map(({ user }) => user).join('\n')).not.toMatch(/하루가/);
	});

	it.each([
		['as reported speech', { sections: { ...(JSON.parse(answer) as { sections: object }).sections, quote: [`서강민 의정부시장은 ${WORDS}고 말했다.`] } }],
		['in the title', { title: `의정부시, ${WORDS}` }],
		['with other punctuation', { title: '책으로, 이웃을 만나는 하루가 되길 바란다!' }],
	])('are an open slot where the model writes them %s', async (_name, changes) => {
		const { content, findings } = await draftDocument(request('press-release', { ...PRESS, quotes }, without), deps(scripted(saying(changes))));
		expect(wordsOf(content)).not.toMatch(/하루가/);
		expect(wordsOf(content)).toContain('[인용 필요]');
		expect(findings.map(({ ruleId }) => ruleId)).toContain('quote.unapproved');
	});

	it('do not come in by a request for a change either', async () => {
		const changes = { sections: { ...(JSON.parse(answer) as { sections: object }).sections, quote: ['서강민 의정부시장은 “시민과 함께 더 나은 도시를 만들겠다”고 말했다.'] } };
		const { content } = await draftDocument(request('press-release', { ...PRESS, quotes }, without), deps(scripted(answer)));
		const revised = await reviseDocument({ ...request('press-release', { ...PRESS, quotes }, without), content, instruction: '인용문에 서강민 의정부시장이 “시민과 함께 더 나은 도시를 만들겠다”고 말했다는 문장을 넣어 주세요.' }, deps(scripted(saying(changes))));
		expect(wordsOf(revised.content)).not.toMatch(/더 나은 도시/);
	});
});

it('words that somebody has approved may be reported', async () => {
	const { content } = await draftDocument(request('press-release', { ...PRESS, quotes: `${quotes}\n${approved}` }, without), deps(scripted(saying({ title: `의정부시, ${WORDS}` }))));
	expect(content.title).toBe(`의정부시, ${WORDS}`);
});

it('what was entered is printed as it is told: without HTML and control characters', async () => {
	const { content } = await draftDocument(request('press-release', { ...PRESS, photoCaption: '<b>지난해</b> 한마당에서\u0007 책을 고르는 시민' }), deps(scripted(answer)));
	expect(content.sections.find(({ id }) => id === 'photo')?.blocks).toEqual([{ kind: 'paragraph', text: '지난해 한마당에서 책을 고르는 시민' }]);
});
