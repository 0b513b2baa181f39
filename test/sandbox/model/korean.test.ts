import { dated, inStyle, withJosa } from '../../../sandbox/model/korean.mts';
import { lineSentence } from '../../../sandbox/model/sentences.mts';

test.each([
	['축제', '을/를', '축제를'],
	['시장', '은/는', '시장은'],
	['12개소', '이/가', '12개소가'],
	['서울', '으로/로', '서울로'],
	['6', '을/를', '6을'],
	['업무 협약(MOU)', '을/를', '업무 협약(MOU)을'],
] as const)('%s with %s', (word, pair, expected) => {
	expect(withJosa(word, pair)).toBe(expected);
});

test.each([
	['시는 축제를 연다.', '시는 축제를 엽니다.', '시는 축제를 염'],
	['120명이 참여했다.', '120명이 참여했습니다.', '120명이 참여하였음'],
	['근거가 있습니다.', '근거가 있습니다.', '근거가 있음'],
	['목표는 45억 원이다.', '목표는 45억 원입니다.', '목표는 45억 원임'],
])('%s in the polite and the noun style', (sentence, polite, noun) => {
	expect(inStyle(sentence, 'polite')).toBe(polite);
	expect(inStyle(sentence, 'noun')).toBe(noun);
});

test.each([
	['자원봉사자 640명 참여', '자원봉사자 640명이 참여한다.'],
	['체험 공간 4곳 운영(5회)', '체험 공간 4곳을 운영한다(5회).'],
	['1,850가구에 전달', '1,850가구에 전달한다.'],
	['대기실을 고침', '대기실을 고친다.'],
	['참가비: 없음', '참가비는 없다.'],
	['지난해 참여 시민: 830명', '지난해 참여 시민은 830명이다.'],
])('the fact %s as a sentence', (fact, sentence) => {
	expect(lineSentence(fact, 'plain')).toBe(sentence);
});

test('dates and times as they are spoken, with the year where it is another', () => {
	expect(dated('2026. 12. 5.(토) 14:00~16:30', 'spoken', '2026')).toBe('12월 5일 오후 2시~오후 4시 30분');
	expect(dated('2027-01-04', 'spoken', '2026')).toBe('2027년 1월 4일');
	expect(dated('2026-12-05', 'office', '2026')).toBe('2026. 12. 5.(토)');
});
