import type { RuleSet } from '../../../../lib/drafting/types';
import { findingsIn, item, mendedIn } from './support';

/** Rule, sets it holds in, wrong text, and the text after the safe fix (null: only reported). */
type Row = readonly [rule: string, sets: readonly RuleSet[], wrong: string, right: string | null];

const ROWS: readonly Row[] = [
	['date.notation', ['office', 'citizen'], '개최일은 2025.03.14', '개최일은 2025. 3. 14.'],
	['date.notation', ['office', 'citizen'], '개최일: 2025.3.14.(금)', '개최일: 2025. 3. 14.(금)'],
	['date.notation', ['office', 'citizen'], '개최일: 2025-03-14', '개최일: 2025. 3. 14.'],
	['date.notation', ['office', 'citizen'], '개최일: 2025/3/14', '개최일: 2025. 3. 14.'],
	['date.notation', ['office', 'citizen'], '개최일: 2025. 3. 14', '개최일: 2025. 3. 14.'],
	['date.notation', ['office', 'citizen'], '개최일: 2025. 03. 14.', '개최일: 2025. 3. 14.'],
	['date.notation', ['office', 'citizen'], '개최일: 2025. 3. 14. (금)', '개최일: 2025. 3. 14.(금)'],
	['date.short', ['office', 'citizen'], '접수: 11.27.(금)', '접수: 11. 27.(금)'],
	['date.short', ['office', 'citizen'], '접수: 11/27(금)', '접수: 11. 27.(금)'],
	['date.notation', ['speech'], '2025.03.14 개최', '2025. 3. 14. 개최'],
	['date.impossible', ['office', 'press'], '접수는 11. 31.(화)', null],
	['money.agreement', ['office'], '3억 2,000만 원(삼억이백만 원)', null],
	['date.words', ['office'], '2025년 3월 14일 개최', '2025. 3. 14. 개최'],
	['date.words', ['office'], '3월 14일부터 접수', '3. 14.부터 접수'],
	['date.press', ['press'], '시는 2026. 3. 14. 개관식을 열었다.', '시는 2026년 3월 14일 개관식을 열었다.'],
	['date.press', ['press'], '시는 2026-03-14 개관식을 열었다.', '시는 2026년 3월 14일 개관식을 열었다.'],
	['date.press-short', ['press'], '시는 11. 27.(금) 개관식을 연다.', '시는 11월 27일(금) 개관식을 연다.'],
	['date.speech', ['speech'], '우리는 2026. 3. 14. 처음 만났습니다.', '우리는 2026년 3월 14일 처음 만났습니다.'],
	['date.short-year', ['office', 'press', 'citizen', 'speech'], "'25년 실적", '2025년 실적'],
	['date.short-year', ['office'], "'25. 3. 14. 개최", '2025. 3. 14. 개최'],
	['date.short-year', ['office'], '’24. 5.~’25. 6. 추진', '2024. 5.~2025. 6. 추진'],
	['date.short-year', ['office'], '추진일: 25. 3. 14.', '추진일: 2025. 3. 14.'],
	['date.impossible', ['office', 'citizen'], '기한: 2026. 2. 30.까지', null],
	['date.impossible', ['press'], '시는 13월 4일 행사를 열었다.', null],
	['date.impossible', ['office'], '기한: 2026. 2. 29.', null],
	['date.weekday', ['office', 'citizen'], '일시: 2026. 12. 9.(목) 14:00', null],
	['date.weekday', ['press'], '시는 오는 27일(목) 행사를 연다.', null],
	['date.weekday', ['press'], '시는 11월 27일 목요일 행사를 연다.', null],
	['date.weekday', ['press'], '시는 11월 27일(금)부터 29일(토)까지 행사를 연다.', null],
	['date.weekday', ['office'], '기간: 11. 27.(목)~11. 29.(일)', null],
	['time.notation', ['office'], '개회 오후 2시 30분', '개회 14:30'],
	['time.notation', ['office'], '개회 오전 8시 9분', '개회 08:09'],
	['time.notation', ['office'], '14시 30분 개회', '14:30 개회'],
	['time.notation', ['office'], '18시까지 접수', '18:00까지 접수'],
	['time.notation', ['office'], '오후 2시 반 개회', '14:30 개회'],
	['time.notation', ['office'], '2시 개회', null],
	['time.padding', ['office', 'citizen'], '접수 9:00~18:00', '접수 09:00~18:00'],
	['time.colon', ['office', 'citizen'], '접수 14 : 30', '접수 14:30'],
	['time.press', ['press'], '시는 14:30 개관식을 열었다.', '시는 오후 2시 30분 개관식을 열었다.'],
	['time.press', ['press'], '개관식은 19:00 시작했다.', '개관식은 오후 7시 시작했다.'],
	['time.press', ['press'], '개관식은 12:00 시작했다.', '개관식은 낮 12시 시작했다.'],
	['time.press', ['press'], '개관식은 19시에 시작했다.', '개관식은 오후 7시에 시작했다.'],
	['time.speech', ['speech'], '공연은 19:00에 시작하겠습니다.', '공연은 오후 7시에 시작하겠습니다.'],
	['time.impossible', ['office'], '일시: 25:10', null],
	['range.tilde', ['office', 'citizen', 'speech'], '기간은 2. 20. ~ 2. 24.', '기간은 2. 20.~2. 24.'],
	['range.tilde', ['office'], '기간은 2. 20. ∼ 2. 24.', '기간은 2. 20.∼2. 24.'],
	['range.until', ['office', 'citizen'], '기간은 2. 20.~2. 24.까지', '기간은 2. 20.~2. 24.'],
	['range.hyphen', ['office', 'citizen'], '기간은 2. 20.-2. 24.', '기간은 2. 20.~2. 24.'],
	['range.hyphen', ['office'], '운영 09:00-18:00', '운영 09:00~18:00'],
	['money.hangul', ['office', 'citizen'], '소요액: 금113,560원', '소요액: 금113,560원(금일십일만삼천오백육십원)'],
	['money.space', ['office', 'citizen'], '소요액: 금 113,560원(금일십일만삼천오백육십원)', '소요액: 금113,560원(금일십일만삼천오백육십원)'],
	['money.agreement', ['office', 'citizen', 'press', 'speech'], '금113,560원(금일십일만삼천오백육십이원)', null],
	['money.one', ['office', 'citizen'], '금113,560원(금십일만삼천오백육십원)', '금113,560원(금일십일만삼천오백육십원)'],
	['money.thousands', ['office', 'press'], '사업비 345천원', '사업비 345,000원'],
	['money.thousands', ['office'], '사업비 1,500백만원', '사업비 1,500,000,000원'],
	['number.comma', ['office', 'press', 'citizen', 'speech'], '예산 1500000원', '예산 1,500,000원'],
	['number.grouping', ['office', 'citizen'], '예산 1,5000원', null],
	['mark.colon', ['office', 'citizen', 'press', 'speech'], '장소 : 회룡홀', '장소: 회룡홀'],
	['mark.colon', ['office'], '장소:회룡홀', '장소: 회룡홀'],
	['mark.middle-dot', ['office', 'press'], '지원‧협력 강화', '지원·협력 강화'],
	['mark.item-form', ['office', 'citizen'], '⑴ 접수 ㈏ 심사', '(1) 접수 (나) 심사'],
	['mark.unbalanced', ['office', 'press'], '회룡홀(의정부시청 안내', null],
	['item.order', ['office', 'citizen'], '1. 접수\n3. 심사', null],
	['item.order', ['office'], '가. 접수\n다. 심사', null],
	['space.double', ['office', 'press'], '접수  기간', '접수 기간'],
	['space.before-mark', ['office', 'press'], '접수 , 심사', '접수, 심사'],
	['space.after-mark', ['office', 'press'], '접수,심사', '접수, 심사'],
	['punctuation.double', ['press'], '행사를 열었다..', '행사를 열었다.'],
	['space.ordinal', ['office', 'press'], '제 3회 시민 축제', '제3회 시민 축제'],
	['space.over', ['office', 'press'], '시민 50 여명 참석', '시민 50여 명 참석'],
	['space.dependent-noun', ['press'], '누구나 신청할수 있다.', '누구나 신청할 수 있다.'],
	['space.and', ['office', 'press'], '접수및 심사', '접수 및 심사'],
	['word.about', ['office', 'press'], '시민 약 50여 명 참석', '시민 50여 명 참석'],
	['word.doubled', ['office', 'press'], '시민을 위해 위해 추진', '시민을 위해 추진'],
	['attachment.colon', ['office'], '붙임: 계획서 1부.  끝.', '붙임  계획서 1부.  끝.'],
	['attachment.end', ['office'], '붙임  계획서 1부. 끝', '붙임  계획서 1부.  끝.'],
	['attachment.end', ['office'], '붙임  계획서 1부. (끝)', '붙임  계획서 1부.  끝.'],
	['law.brackets', ['office', 'citizen'], '국어기본법 제14조에 따름', null],
];

describe('notation', () => {
	it.each(ROWS.flatMap(([rule, sets, wrong, right]) => sets.map((set) => ({ rule, set, wrong, right }))))('$rule, $set: $wrong', ({ rule, set, wrong, right }) => {
		expect(findingsIn(wrong, set).map(({ ruleId }) => ruleId)).toContain(rule);
		if (right === null) return;
		const mended = mendedIn(wrong, set);
		expect(mended).toBe(right);
		expect(findingsIn(mended, set).filter(({ ruleId }) => ruleId === rule)).toEqual([]);
	});

	it('takes marks off items, which the form puts there itself', () => {
		for (const [stored, text] of [['□ 추진 배경', '추진 배경'], ['1. 접수', '접수'], ['가. 접수', '접수'], ['- 접수', '접수'], ['① 접수', '접수']] as const) {
			expect(findingsIn('', 'office', { block: item(stored) }).map(({ ruleId }) => ruleId)).toContain('mark.stored');
			expect(mendedIn('', 'office', { block: item(stored) })).toBe(text);
		}
		for (const kept of ['3. 14.(토) 개최', '2026. 3. 14. 개최', '-5℃ 이하', '1부 50명'])
			expect(mendedIn('', 'office', { block: item(kept) })).toBe(kept);
	});
});

const CLEAN: Readonly<Record<RuleSet, readonly string[]>> = {
	office: [
		'일시: 2026. 12. 9.(수) 14:00~16:30',
		'기간: 2026. 12. 1.~12. 18.(3주간)',
		'추진 기간은 2026. 3.~2027. 2.임',
		'소요 예산: 금113,560원(금일십일만삼천오백육십원)',
		'「국어기본법」 제14조 및 같은 법 시행령 제11조에 따름',
		'2026년 상반기 집행률 62.5%, 2027년 목표 80%',
		'회의 시간 2시간 30분, 참석 12명',
		'경쟁률 3:1, 의정부시 31개 시·군 중 3위',
		'문의: 총무과(031-828-2000)',
		'총무과-1234(2026. 11. 10.)호 관련',
		'24시간 돌봄 체계 구축, 365일 운영',
		'지난해보다 12% 증가, 2026. 11. 23. 기준',
		'1인당 10만 원씩 3만 5천 원 할인',
		'붙임  1. 계획서 1부.\n      2. 명단 1부.  끝.',
		'연간 10회, 3년간 30회 추진',
		'시비 3억 2,000만 원(삼억이천만 원) 확보',
		'제3회 의정부시 청년정책위원회 개최',
		'누리집: https://www.ui4u.go.kr/portal/main.do',
	],
	press: [
		'의정부시(시장 서강민)는 3월 14일 오후 7시 시청 대강당에서 개관식을 열었다.',
		'개관식은 오전 8시 20분경 시작해 낮 12시까지 이어졌다.',
		'시는 오는 27일(금)부터 29일(일)까지 축제를 연다.',
		'주요 내용은 ▲교통 안내 ▲주차 지원 ▲안전 점검이다.',
		'서강민 시장은 “컨텐츠를 2026.03.14까지 만들 거예요”라며 “앞으로도 노력하겠습니다”라고 말했다.',
		'시는 지난 2025년 3월부터 15억 원을 들여 공사를 했다.',
		'이번 사업은 시민 1천500명이 참여한 것으로, 지난해보다 3배 늘었다.',
		'시는 인공지능(AI)을 활용해 민원을 처리할 계획이다. AI가 답을 찾는다.',
	],
	speech: ['존경하는 의정부시민 여러분, 안녕하십니까?', '오늘 3월 14일 오후 2시, 우리는 새 도서관의 문을 열었습니다.', '여러분의 걸음걸음이 모여 길이 되었습니다.'],
	citizen: [
		'신청 기간은 2026. 12. 1.(화)부터 12. 18.(금)까지입니다.',
		'12월 18일까지 신청하시기 바랍니다.',
		'귀하의 민원은 「도로교통법」 제32조에 따라 검토하였습니다.',
		'문의: 복지정책과(031-828-2000), 평일 09:00~18:00',
		'안녕하십니까? 평소 시정에 관심을 가져 주셔서 감사합니다.',
	],
};

it.each(Object.entries(CLEAN).flatMap(([set, texts]) => texts.map((text) => ({ set: set as RuleSet, text }))))('$set leaves alone: $text', ({ set, text }) => {
	expect(findingsIn(text, set, { profile: { rules: { set, off: ['press.lead'], forbidden: [] } } })).toEqual([]);
	expect(mendedIn(text, set)).toBe(text);
});

it('holds the press to other notation than the office', () => {
	expect(findingsIn('시는 3월 14일 오후 7시 개관식을 열었다.', 'press', { profile: { rules: { set: 'press', off: ['press.lead'], forbidden: [] } } })).toEqual([]);
	expect(findingsIn('3월 14일 오후 7시 개관식 개최', 'office').map(({ ruleId }) => ruleId)).toEqual(['date.words', 'time.notation']);
	expect(findingsIn('시는 2026. 3. 14. 19:00 개관식을 열었다.', 'press', { profile: { rules: { set: 'press', off: ['press.lead'], forbidden: [] } } }).map(({ ruleId }) => ruleId)).toEqual(['date.press', 'time.press']);
	expect(findingsIn('2026. 3. 14. 19:00 개관식 개최', 'office')).toEqual([]);
});
