import { draftDocument } from '../../../../lib/drafting/pipeline/draft';
import type { ModelPort } from '../../../../lib/drafting/model/port';
import { deps, golden, PRESS, request, scripted, wordsOf } from './support';

interface Answer {
	title: string;
	sections: { body: string[]; quote: string[] };
}

const FLAWED = '시민이 기증한 책 1,200권을 나누고 어린이 책 놀이 교실 4개를 운영한다. 참여 업체는 77곳이다.';
const MARKED = FLAWED.replace('77곳', '[확인 필요: 77곳]');

async function repaired(text: string): Promise<string> {
	const answer = JSON.parse(golden('press-release', 1).answer) as Answer;
	answer.sections = { ...answer.sections, body: ['이번 한마당은 읽지 않는 책을 이웃과 나누는 문화를 넓히기 위해 마련했다.', FLAWED], quote: [] };
	const model = scripted(JSON.stringify(answer));
	const complete: ModelPort['complete'] = async (asked) => {
		const given = await model.complete(asked);
		const [, no] = /\[구간 (\d+)\] .*77곳/.exec(asked.user) ?? [];
		return no === undefined ? given : { ...given, text: JSON.stringify({ spans: [{ no: Number(no), text }] }) };
	};
	const { content } = await draftDocument(request('press-release', PRESS), deps({ ...model, complete }));
	return wordsOf({ ...content, title: '', subtitles: [], sections: content.sections.filter(({ id }) => id === 'body') });
}

describe('a repair never takes away what nothing was wrong with', () => {
	it.each([['없음'], ['운영한다.'], ['[확인 필요: 내용]'], ['.'], ['해당 문장을 삭제했다.']])('%s', async (text) => expect(await repaired(text)).toContain(MARKED));
});

it('a repair may leave out the sentence that no fact holds', async () => {
	const kept = '시민이 기증한 책 1,200권을 나누고 어린이 책 놀이 교실 4개를 운영한다.';
	const words = await repaired(kept);
	expect(words).toContain(kept);
	expect(words).not.toContain('77곳');
});

it('a repair in several lines stays one paragraph', async () => {
	expect(await repaired('시민이 기증한 책 1,200권을 나눈다.\n\n어린이 책 놀이 교실 4개를 운영한다.')).toContain('시민이 기증한 책 1,200권을 나눈다. 어린이 책 놀이 교실 4개를 운영한다.');
});

it('what no file can hold is taken out of an answer', async () => {
	const answer = JSON.parse(golden('press-release', 1).answer) as Answer;
	const model = scripted(JSON.stringify({ ...answer, title: '의정부시,\u0000 책\ud800 나눔\ufffe 한마당\u000b개최' }));
	const { content } = await draftDocument(request('press-release', PRESS), deps(model));
	expect(content.title).toBe('의정부시, 책 나눔 한마당 개최');
});
