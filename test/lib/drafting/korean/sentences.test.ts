import fc from 'fast-check';

import { endingOf, sentencesOf } from '../../../../lib/drafting/korean/sentences';

const texts = (text: string) => sentencesOf(text).map((sentence) => sentence.text);

describe('sentencesOf', () => {
	it.each<[string, string[]]>([
		['의정부시는 축제를 열었다. 시민 500명이 참여했다.', ['의정부시는 축제를 열었다.', '시민 500명이 참여했다.']],
		['행사는 2026. 3. 14.(토) 14:00에 열린다. 참가비는 없다.', ['행사는 2026. 3. 14.(토) 14:00에 열린다.', '참가비는 없다.']],
		['기간: 2026. 3. 1. ~ 3. 14. 접수', ['기간: 2026. 3. 1. ~ 3. 14. 접수']],
		['면적은 2.5㎡이다. 끝', ['면적은 2.5㎡이다.', '끝']],
		['김 시장은 “함께하겠다. 고맙다.”고 말했다. 이어 인사했다.', ['김 시장은 “함께하겠다. 고맙다.”고 말했다.', '이어 인사했다.']],
		['그는 "좋다. 정말 좋다"고 했다. 끝이다.', ['그는 "좋다. 정말 좋다"고 했다.', '끝이다.']],
		['“여기가 좋아요!” 아이들이 외쳤다.', ['“여기가 좋아요!” 아이들이 외쳤다.']],
		['첫 줄\n둘째 줄', ['첫 줄', '둘째 줄']],
		['가. 목적\n나. 일시: 3월 14일', ['가. 목적', '나. 일시: 3월 14일']],
		['1. 관련: 총무과-123(2026. 3. 2.)', ['1. 관련: 총무과-123(2026. 3. 2.)']],
		['붙임  계획서 1부.  끝.', ['붙임  계획서 1부.', '끝.']],
		['No. 3 버스가 온다. 타자.', ['No. 3 버스가 온다.', '타자.']],
		['마쳤다.이어 회의가 열렸다.', ['마쳤다.', '이어 회의가 열렸다.']],
		['“닫히지 않은 인용. 다음 문장이다.', ['“닫히지 않은 인용.', '다음 문장이다.']],
		['누리집(www.ui4u.go.kr. 참조)에서 본다. 끝.', ['누리집(www.ui4u.go.kr. 참조)에서 본다.', '끝.']],
		['', []],
		[' \n ', []],
	])('%j', (text, expected) => expect(texts(text)).toEqual(expected));

	it('gives sentences in order, without overlap, that together hold every character but blanks', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom('가', '다.', ' ', '\n', '“', '”', '(', ')', '3.', '"', '!', '요.', 'A.'), { maxLength: 40 }), (parts) => {
				const text = parts.join('');
				let end = 0;
				let held = '';
				for (const sentence of sentencesOf(text)) {
					expect(sentence.start).toBeGreaterThanOrEqual(end);
					expect(text.slice(sentence.start, sentence.end)).toBe(sentence.text);
					end = sentence.end;
					held += sentence.text;
				}
				expect(held.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
			}),
		);
	});
});

describe('endingOf', () => {
	it.each([
		['시민 500명이 참여했다.', '했다'],
		['행사가 마련됐다.', '했다'],
		['관심이 높았다', '했다'],
		['추진하고 있다.', '있다'],
		['계획이다.', '이다'],
		['노력하겠다”고 말했다.', '했다'],
		['노력하겠다.', '겠다'],
		['지원한다.', '한다'],
		['나눈다.', '한다'],
		['오른다.', '한다'],
		['읽는다.', '한다'],
		['좋다.', '다'],
		['알려드립니다.', '습니다'],
		['최선을 다하겠습니다!', '겠습니다'],
		['방문하시기 바랍니다.', '바랍니다'],
		['어떠십니까?', '니까'],
		['신청하세요.', '요'],
		['확인이 필요', '명사'],
		['추진함.', '함'],
		['예정임', '임'],
		['기여하였음.', '음'],
		['완료됨', '됨'],
		['개선 방침', '명사'],
		['문화 프로그램', '명사'],
		['제출할 것.', '것'],
		['행사 개최(3. 14.)', '명사'],
		['1,500', ''],
		['', ''],
	])('%s → %s', (sentence, ending) => expect(endingOf(sentence)).toBe(ending));
});
