import { groundFindings } from '../../../../lib/drafting/ground/findings';
import { ground } from '../../../../lib/drafting/ground/ground';
import type { FactSheet, TextUnit } from '../../../../lib/drafting/types';
import { profileOf } from './support';

const city = { name: '의정부시', head: { title: '의정부시장', name: '서강민' }, department: '평생교육과' };

interface Stated {
	field?: string;
	label?: string;
	text: string;
}

const sheetOf = (facts: readonly Stated[]): FactSheet => ({
	facts: facts.map(({ field = 'facts', label = '핵심 내용', text }, at) => ({ no: at + 1, fieldId: field, label, text })),
	quotes: [],
	findings: [],
	missing: [],
});

function found(text: string, facts: ReadonlyArray<Stated | string>, changes: Partial<TextUnit> = {}, profileId = 'press-release'): string[] {
	const units: TextUnit[] = [{ place: 'sections.0.blocks.0', role: 'paragraph', sectionId: 'body', level: 0, column: '', fixed: false, text, ...changes }];
	const sheet = sheetOf(facts.map((fact) => (typeof fact === 'string' ? { text: fact } : fact)));
	return groundFindings(ground(units, sheet, { profile: profileOf(profileId), city, today: '2026-11-23' }), units).map(({ ruleId, excerpt }) => `${ruleId} ${excerpt}`);
}

describe('too little to count as a wrong place', () => {
	it.each<[string, string, ReadonlyArray<Stated | string>]>([
		['a word beside many amounts', '초등 입학생 모두에게 축하금 10만 원 지급', ['학생 1명당 10만 원을 지역 화폐로 지급', '둘째 이상 학생에게는 5만 원을 더 지급', '올해 지급액: 2억 원']],
		['a day that stands alone under its label', '하천 정비 평가에서 첫째로 뽑혀 11월 20일 상을 받았다', [{ field: 'when', label: '일시', text: '2026. 11. 20.(금)' }, '평가단이 10월 13일부터 현장을 확인']],
		['what stands in the same sentence where it belongs', '해설사 52명은 어린이집 138곳을 찾아 6천250명에게 분리배출을 알렸다', ['교육 참여 인원: 6,250명', '해설사 52명이 어린이집 138곳에서 분리배출 교육']],
		['a share told before its payer', '시가 11만 원을 부담한다', ['접종비 15만 원 가운데 11만 원을 시가 지원하고 4만 원은 본인이 냄']],
		['the word right before a number', '교직원 3천4백 명이 어린이 만 천 명을 돌본다', ['어린이집 312곳에서 교직원 3,400명이 어린이 1만 1,000명을 돌봄']],
		['bodies that one fact names side by side', '방음벽을 관리하는 북부국토관리청 의정부국토관리사무소로 넘겼다', ['방음벽은 의정부국토관리사무소가 관리', '이송 기관: 북부국토관리청 의정부국토관리사무소']],
	])('%s', (_name, text, facts) => {
		expect(found(text, facts)).toEqual([]);
	});
});

describe('no claim of a number', () => {
	it.each([
		['a verb that looks like a count of years', '이용 실태를 조사해 반영한다', '이용 실태를 조사하여 반영'],
		['so many a day', '이용하는 사람은 1일 540명이다', '하루 540명 이용'],
		['one each', '하루 1개 과정씩 모두 5개 과정을 운영한다', '하루에 한 과정씩 모두 5개 과정 운영'],
		['one of several', '의료 기관 96곳 중 한 곳을 찾으면 된다', '위탁 의료 기관 96곳'],
		['twice as many', '종량기를 240대에서 480대로 두 배로 늘렸다', '종량기를 240대에서 480대로 늘림'],
	])('%s', (_name, text, fact) => {
		expect(found(text, [fact])).toEqual([]);
	});

	it('but another share than the facts give is one', () => {
		expect(found('시민 120명을 41명씩 세 반으로 나눈다', ['시민 120명을 40명씩 세 반으로 나눔'])).toEqual(['ground.number 41명']);
		expect(found('종량기를 세 배로 늘렸다', ['종량기를 240대에서 480대로 늘림'])).toEqual(['ground.number 세 배']);
	});
});

describe('days', () => {
	it('at the beginning of a fact are no item mark', () => {
		expect(found('도서관은 12월 19일 토요일부터 문을 연다', [{ field: 'when', label: '일시', text: '2026. 12. 18.(금)' }, '12. 19.(토)부터 문을 엶'])).toEqual([]);
	});

	it('of a speech are counted from the year in which it is given', () => {
		const facts = [{ field: 'when', label: '일시', text: '2027. 1. 4.(월)' }, '2026년 7월 집중 호우 복구에 참여'];
		expect(found('지난해 7월 큰비를 기억합니다.', facts, {}, 'greeting')).toEqual([]);
		expect(found('지난해 7월 큰비를 기억한다.', facts)).toEqual(['ground.date 지난해 7월']);
	});

	it('on which a document is written stand only where it names that day', () => {
		expect(found('시는 11월 23일 이같이 밝혔다.', ['보호망 설치'])).toEqual([]);
		expect(found('2026. 11. 23. 보호망을 설치했습니다.', ['2026. 11. 20. 보호망 설치'])).toEqual(['ground.date 2026. 11. 23.']);
	});
});

describe('what does not belong together', () => {
	const awards = ['감사패|마도윤|푸른솔건축사사무소', '감사패|반소연|흥선동어머니회'];

	it.each<[string, string, ReadonlyArray<string>, string]>([
		['a person behind the body of another', '푸른솔건축사사무소의 반소연 님을 모십니다.', awards, 'ground.misplaced 반소연'],
		['a body before the person of another', '흥선동어머니회의 마도윤 님을 모십니다.', awards, 'ground.misplaced 흥선동어머니회'],
		['one name twice in a list', '한국전력공사, 한국전력공사와 합동 점검', ['한국가스공사, 한국전력공사와 합동 점검'], 'ground.misplaced 한국전력공사'],
		['a part that is more than its whole', '병상 14개 중 37개가 차 있다', ['병상 14개 중 9개가 차 있음', '의료 기관의 병상 37개'], 'ground.misplaced 37개'],
		['the start of one change with the number of another thing', '주민은 2,150명에서 3명으로 늘었다', ['주민이 2,150명에서 3,480명으로 늘었으나 통역 인력이 3명에 불과'], 'ground.misplaced 3명'],
	])('%s', (_name, text, facts, finding) => {
		expect(found(text, facts, {}, 'event-script')).toContain(finding);
	});

	it('a number in a line whose other numbers one fact holds', () => {
		const facts = ['음악도서관: 악기, 1. 19.~1. 22., 20명', '미술도서관: 그림, 1. 26.~1. 29., 18명'];
		const line = (text: string) => found(text, facts, { role: 'item', level: 1 }, 'notice-copy');
		expect(line('음악도서관: 악기(1. 19.~1. 22., 20명)')).toEqual([]);
		expect(line('음악도서관: 악기(1. 19.~1. 22., 18명)')).toEqual(['ground.misplaced 18명']);
	});
});

it('whoever bears a small title is a person, also with a rare name', () => {
	expect(found('자율방범대 대장 강리안은 15년 동안 방범 활동을 해 왔음', ['성명: 석진태', '자율방범대 대장으로 15년 동안 방범 활동'], {}, 'merit-record')).toEqual(['ground.person 강리안']);
	expect(found('건축물 대장 정보는 누리집에서 볼 수 있다', ['건축물 대장 정보를 누리집에서 공개'])).toEqual([]);
});
