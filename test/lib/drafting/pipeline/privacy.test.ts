import { draftDocument, reviseDocument } from '../../../../lib/drafting/pipeline/draft';
import { namesIn } from '../../../../lib/drafting/pipeline/names';
import { deps, golden, PRESS, profileOf, request, scripted, settings } from './support';

const { values, answer } = golden('merit-record', 1);

async function told(name: string, achievements: string): Promise<string> {
	const model = scripted(answer);
	await draftDocument(request('merit-record', { ...values, name, achievements }), deps(model));
	return model.asked.map(({ user }) => user).join('\n');
}

describe('the model never reads a name that was entered as one', () => {
	it.each([
		['decomposed as some systems type it', '홍길동'.normalize('NFD')],
		['with HTML around it', '<b>홍길동</b>'],
		['with an invisible character in it', '홍길\u200b동'],
		['with a blank behind the surname', '홍 길동'],
	])('%s', async (_name, entered) => {
		const sent = await told(entered, '홍길동은 2025년 어르신 300명을 찾아감\n홍  길동에게 문의');
		expect(sent.normalize('NFC')).not.toMatch(/홍\s*길\s*동/);
		expect(sent).toContain('⟦이름1⟧은 2025년 어르신 300명을 찾아감');
	});

	it.each([
		['pasted with tabs', '의정부시\t복지국장\t홍길동'],
		['pasted with outer lines', '| 의정부시 | 복지국장 | 홍길동 |'],
		['typed', '의정부시 | 복지국장 | 홍길동'],
	])('a table of persons %s', (_name, attendees) => expect(namesIn(profileOf('minutes'), { attendees })).toEqual(['홍길동']));

	it('a quotation pasted with tabs', () => expect(namesIn(profileOf('press-release'), { quotes: '홍길동\t주민\t고맙다' })).toEqual(['홍길동']));
});

it('what a request for a change hides from the eye is hidden from the model too', async () => {
	const entered = { ...values, name: '홍길동' };
	const { content } = await draftDocument(request('merit-record', entered), deps(scripted(answer)));
	const model = scripted(answer);
	const instruction = `홍길\u200b동, ${'홍길동'.normalize('NFD')}, 900101\u200b-1234568, 010-12\u200b34-5678을 넣어 주세요.`;
	await reviseDocument({ ...request('merit-record', entered), content, instruction }, deps(model));
	const sent = model.asked.map(({ user }) => user).join('\n').normalize('NFC').replaceAll('\u200b', '');
	expect(sent).not.toMatch(/홍길동|1234568|1234-5678/);
});

it('persons whom only a request for a change names are hidden, the head of the city is not', async () => {
	const { content } = await draftDocument(request('press-release', PRESS), deps(scripted(golden('press-release', 1).answer)));
	const model = scripted(golden('press-release', 1).answer);
	await reviseDocument({ ...request('press-release', { ...PRESS, quotes: '' }), content, instruction: '담당자를 박민수 주무관으로 바꾸고 서강민 시장과 이하늘 씨가 참석했다고 넣어 주세요.' }, deps(model));
	const sent = model.asked.map(({ user }) => user).join('\n');
	expect(sent).not.toMatch(/박민수|이하늘/);
	expect(sent).toContain('서강민 시장과');
});

it('a request for a change has an end', async () => {
	const { content } = await draftDocument(request('merit-record', values), deps(scripted(answer)));
	const model = scripted(answer);
	await expect(reviseDocument({ ...request('merit-record', values), content, instruction: '가'.repeat(5_001) }, deps(model))).rejects.toMatchObject({ code: 'instructionTooLong' });
	expect(model.asked).toEqual([]);
});

it('persons whom the facts name in passing are hidden while names are masked', async () => {
	const sent = async (screen: 'mask' | 'warn') => {
		const model = scripted(golden('press-release', 1).answer);
		const facts = '자원봉사자 이하늘 씨가 책 1,200권을 정리함\n박민수 관장이 안내를 맡음\n운전자 교육을 마침';
		await draftDocument(request('press-release', { ...PRESS, facts }, { settings: settings({ screen }) }), deps(model));
		return model.asked.map(({ user }) => user).join('\n');
	};
	expect(await sent('mask')).not.toMatch(/이하늘|박민수/);
	expect(await sent('mask')).toContain('운전자 교육을 마침');
	expect(await sent('warn')).toMatch(/이하늘/);
});
