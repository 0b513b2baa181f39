import type { Profile, RuleSet, SentenceStyle } from '../../../../lib/drafting/types';
import { contextOf, findingsIn, mendedIn, profileOf } from './support';

type Row = readonly [rule: string, set: RuleSet, wrong: string, right: string | null];

const ROWS: readonly Row[] = [
	['word.spelling', 'press', '며칠이 아니라 몇일 동안 이어졌다.', '며칠이 아니라 며칠 동안 이어졌다.'],
	['word.spelling', 'office', '년도별 추진 실적', '연도별 추진 실적'],
	['word.spelling', 'office', '회계년도 결산 결과', '회계연도 결산 결과'],
	['word.spelling', 'office', '참석율과 투표률 점검', '참석률과 투표율 점검'],
	['word.spelling', 'press', '시는 행사를 치뤘다.', '시는 행사를 치렀다.'],
	['word.spelling', 'press', '사업이 잘 됬다.', '사업이 잘 됐다.'],
	['word.loan-spelling', 'press', '시는 워크샵을 열었다.', '시는 워크숍을 열었다.'],
	['word.loan-spelling', 'press', '시는 컨텐츠를 만들었다.', '시는 콘텐츠를 만들었다.'],
	['word.loan-spelling', 'press', '새 비젼과 리더쉽을 밝혔다.', '새 비전과 리더십을 밝혔다.'],
	['word.loanword', 'press', '시는 거버넌스를 세웠다.', null],
	['word.loanword', 'office', '마스터플랜 수립', null],
	['word.plain', 'office', '금번 사업의 성과', '이번 사업의 성과'],
	['word.plain', 'citizen', '필히 제출하시기 바랍니다.', '반드시 제출하시기 바랍니다.'],
	['word.plain', 'office', '익일 회신', '다음 날 회신'],
	['word.respect', 'press', '시는 장애우를 도왔다.', '시는 장애인을 도왔다.'],
	['word.respect', 'press', '시는 학부형과 만났다.', '시는 학부모와 만났다.'],
	['word.respect', 'office', '미망인 지원', null],
	['word.redundant', 'office', '과반수 이상 찬성', null],
	['word.redundant', 'press', '좋은 결과가 나올 것으로 보여진다.', '좋은 결과가 나올 것으로 보인다.'],
	['trace.chat', 'press', '물론입니다! 시는 축제를 열었다.', null],
	['latin.order', 'press', '시는 MOU(업무 협약) 체결식을 열었다.', '시는 업무 협약(MOU) 체결식을 열었다.'],
	['latin.order-particle', 'press', '시는 MOU(업무 협약)를 맺었다.', null],
	['latin.alone', 'press', '시는 AI 행정을 편다.', null],
	['latin.alone', 'office', 'ESG 경영 확산', null],
	['script.hanja', 'press', '시는 市民을 만났다.', null],
	['script.foreign', 'press', '시는 привет 행사를 열었다.', null],
	['script.foreign', 'press', '시는 ありがとう 행사를 열었다.', null],
	['script.latin-run', 'press', '시는 the city of Uijeongbu 행사를 열었다.', null],
	['script.broken', 'press', '시는 행ㅅ사를 열었다.', null],
	['script.broken', 'press', '시는 행\ufffd사를 열었다.', null],
	['script.emoji', 'press', '시는 축제를 열었다 🎉', null],
	['trace.markdown', 'office', '**핵심** 과제 추진', '핵심 과제 추진'],
	['trace.markdown', 'office', '## 추진 배경', '추진 배경'],
	['trace.link', 'office', '[시 누리집](https://www.ui4u.go.kr) 참고', null],
	['trace.html', 'office', '추진 <b>배경</b>', '추진 배경'],
	['trace.html', 'office', '접수&nbsp;기간', '접수 기간'],
	['trace.dash', 'press', '시는 — 처음으로 — 축제를 열었다.', null],
	['trace.placeholder', 'press', '시는 [담당자명]을 통해 알렸다.', null],
	['trace.placeholder', 'press', '○○○ 과장은 자리를 함께했다.', null],
	['trace.placeholder', 'press', '⟦이름1⟧ 과장은 자리를 함께했다.', null],
	['repeat.run', 'press', '시민과 함께 시민과 함께 시민과 함께 나아간다.', null],
	['repeat.run', 'office', '우수 자원봉사자 표창 우수 자원봉사자 표창', null],
	['repeat.run', 'office', '개회 14:00 14:00', null],
	['repeat.run', 'office', '참석 30명 30명, 직원 2명', null],
	['word.doubled', 'office', '다음은 다음은 축사 순서', '다음은 축사 순서'],
	['word.doubled', 'office', '사회: “다음은 다음은 축사', '사회: “다음은 축사'],
	['word.doubled', 'office', '교육 및 및 홍보', '교육 및 홍보'],
	['josa.form', 'press', '지역주민가 행사을 즐겼다.', '지역주민이 행사를 즐겼다.'],
	['josa.form', 'press', '시는 AI을 쓴다.', '시는 AI를 쓴다.'],
	['josa.form', 'press', '시는 업무 협약(MOU)를 맺었다.', '시는 업무 협약(MOU)을 맺었다.'],
	['josa.both', 'office', '의정부시은(는) 추진', '의정부시는 추진'],
	['josa.doubled', 'press', '시는 행사을를 열었다.', '시는 행사를 열었다.'],
	['tone.directive', 'citizen', '신분증을 가져올 것. 서류는 제출할 것.', null],
	['tone.directive', 'citizen', '자세한 내용은 문의 바람.', '자세한 내용은 문의하시기 바랍니다.'],
	['tone.directive', 'citizen', '기한 안에 신청하시기 바람.', '기한 안에 신청하시기 바랍니다.'],
	['citizen.request', 'citizen', '기한 안에 신청하세요.', '기한 안에 신청하시기 바랍니다.'],
	['citizen.request', 'citizen', '기한 안에 제출해 주세요.', '기한 안에 제출해 주시기 바랍니다.'],
	['citizen.request', 'citizen', '동 주민센터로 오십시오.', '동 주민센터로 오시기 바랍니다.'],
	['citizen.casual', 'citizen', '축제가 열려요.', null],
	['press.list-comma', 'press', '내용은 ▲교통, ▲주차다.', '내용은 ▲교통 ▲주차다.'],
	['press.quote-verb', 'press', '서강민 시장은 “축하합니다”라고 밝혔다.', null],
	['press.quote-comma', 'press', '서강민 시장은 “축하합니다”라며, “고맙습니다”라고 말했다.', '서강민 시장은 “축하합니다”라며 “고맙습니다”라고 말했다.'],
	['press.exclamation', 'press', '시는 축제를 연다!', null],
	['press.lead', 'press', '축제가 3월 14일 열린다.', null],
	['phrase.forbidden', 'press', '사업은 귀추가 주목된다.', null],
	['channel.short-link', 'citizen', '신청: https://bit.ly/abc 참고', null],
	['length.sentence', 'press', `시는 ${'사업을 하고 '.repeat(40)}행사를 열었다.`, null],
];

const OPTIONS = { profile: { rules: { set: 'press' as RuleSet, off: [], forbidden: [{ phrase: '귀추가 주목', suggestion: '확인된 내용만 적으시기 바랍니다.' }] } } };

describe('wording', () => {
	it.each(ROWS.map(([rule, set, wrong, right]) => ({ rule, set, wrong, right })))('$rule, $set: $wrong', ({ rule, set, wrong, right }) => {
		const options = set === 'press' ? OPTIONS : {};
		expect(findingsIn(wrong, set, options).map(({ ruleId }) => ruleId)).toContain(rule);
		expect(mendedIn(wrong, set, options)).toBe(right ?? mendedIn(wrong, set, options));
		if (right !== null) expect(findingsIn(right, set, options).map(({ ruleId }) => ruleId)).not.toContain(rule);
	});
});

const CLEAN: readonly (readonly [RuleSet, string])[] = [
	['press', '시는 민관 협력(거버넌스)을 넓히고 정보자료(데이터)를 모은다.'],
	['press', '시는 인공지능(AI)을 쓴다. AI는 민원에 답한다.'],
	['press', '시는 챗지피티(GPT)와 업무 처리 자동화(RPA)를 들였다.'],
	['press', '시는 ‘블랙뮤직 페스타’와 「국어기본법」 워크숍을 열었다.'],
	['press', '시는 “컨텐츠”라는 말을 쓰지 않는다.'],
	['press', '둘러싸인 산과 타올랐던 횃불, 내부 페인트를 살폈다.'],
	['press', '시는 여기까지 안고 온 사진을 전시했다.'],
	['press', '시는 3년간 30곳을 새로 열고 연간 10회 돌본다.'],
	['press', '시는 수년간 쌓은 경험을 연말에 나눈다.'],
	['press', '청소부터 조세 포탈까지 살피고 장애 자녀를 도왔다.'],
	['press', '시는 시설이 정상인지 점검했다.'],
	['press', '의정부(議政府)라는 이름을 되새겼다.'],
	['office', '금일봉 전달, 구좌읍 방문'],
	['office', '일자는 2026. 3. 3. 오전, 점수는 100 100 98'],
	['office', '개인형 이동 장치 안전 교육 실시'],
	['citizen', '안녕하세요.'],
	['citizen', '무엇을 도와드릴까요?'],
	['citizen', '찬 바람. 더운 바람.'],
];

it.each(CLEAN.map(([set, text]) => ({ set, text })))('$set has nothing to say of: $text', ({ set, text }) => {
	const off = ['press.lead', 'ending', 'citizen.casual'];
	expect(findingsIn(text, set, { profile: { rules: { set, off, forbidden: [] } } })).toEqual([]);
	expect(mendedIn(text, set)).toBe(text);
});

describe('sentence endings', () => {
	const styled = (style: SentenceStyle): Partial<Profile> => ({ sentence: { style, maxChars: 200 }, rules: { set: 'office', off: ['tone'], forbidden: [] } });
	const wrong: ReadonlyArray<readonly [SentenceStyle, string]> = [
		['plain', '시는 축제를 열었습니다.'],
		['plain', '많은 분이 함께해요.'],
		['plain', '시는 축제를 개최함.'],
		['polite', '시는 축제를 열었다.'],
		['polite', '많은 관심이 필요하다.'],
		['polite', '축제를 개최함.'],
		['noun', '축제를 열었다.'],
		['noun', '축제를 열 계획입니다.'],
		['noun', '개선이 필요하다'],
		['merit', '시민을 위해 힘썼다.'],
		['merit', '시민을 위해 힘썼습니다.'],
		['letter', '계획을 알린다.'],
		['letter', '계획을 제출함.'],
	];
	it.each(wrong)('%s refuses %s', (style, text) => {
		expect(findingsIn(text, 'office', { profile: styled(style) }).map(({ ruleId }) => ruleId)).toContain('ending.style');
	});
	const right: ReadonlyArray<readonly [SentenceStyle, string]> = [
		['plain', '시는 축제를 열 계획이다. 많은 시민이 함께했다.'],
		['plain', '서강민 시장은 “축하합니다. 고맙습니다.”라고 말했다.'],
		['plain', '□ 시민과 함께하는 축제'],
		['polite', '반갑습니다. 함께 가시겠습니까? 응원하겠습니다.'],
		['polite', '존경하는 시민 여러분!'],
		['noun', '축제 개최 예정, 지난해보다 12% 증가'],
		['noun', '예산을 확보하여 추진하고자 함.'],
		['noun', '전년보다'],
		['merit', '시민 안전에 기여하였음. 성과가 뚜렷함.'],
		['letter', '계획을 알려 드리오니 협조하여 주시기 바랍니다.'],
		['letter', '일시: 2026. 12. 9.(수) 14:00'],
	];
	it.each(right)('%s takes %s', (style, text) => {
		expect(findingsIn(text, 'office', { profile: styled(style) })).toEqual([]);
	});
	it('knows speech from notes in the table of a script', () => {
		const cell = (column: string, text: string) => ({ kind: 'table', columns: [column], rows: [[text]] }) as const;
		const ids = (column: string, text: string) => findingsIn('', 'speech', { block: cell(column, text) }).map(({ ruleId }) => ruleId);
		expect(ids('멘트', '모두 일어나 주시기 바람. 국기에 경례함.')).toEqual(['ending.style']);
		expect(ids('비고', '조명을 낮춤.')).toEqual([]);
		expect(ids('비고', '조명을 낮춘다.')).toEqual(['ending.style']);
		expect(ids('시각', '오후 4시 30분')).toEqual(['time.notation']);
		expect(ids('멘트', '행사는 오후 4시 30분에 마칩니다.')).toEqual([]);
	});
	it('lets people speak in the table of a report', () => {
		const columns = ['순서', '멘트'];
		const block = { kind: 'table', columns, rows: [['개회', '지금부터 시작하겠습니다.']] } as const;
		expect(findingsIn('', 'office', { block })).toEqual([]);
	});
});

describe('cells of a table', () => {
	const ids = (text: string, column = '내용') => findingsIn('', 'speech', { block: { kind: 'table', columns: [column], rows: [[text]] } }).map(({ ruleId }) => ruleId);
	const paragraph = '오늘 이 자리를 찾아 주신 시민 여러분께 깊이 감사드립니다. 축제를 준비한 여러분께도 고맙습니다.';
	it('say a paragraph once', () => {
		expect(ids(paragraph, '멘트')).toEqual([]);
		expect(ids(Array<string>(5).fill(paragraph).join(' '), '멘트')).toContain('repeat.run');
		expect(ids(`안녕하십니까. ${Array<string>(3).fill(paragraph).join('\n')}`, '멘트')).toContain('repeat.sentence');
	});
	it('may say what another row says', () => {
		const rows = [[paragraph], [paragraph]];
		expect(findingsIn('', 'speech', { block: { kind: 'table', columns: ['멘트'], rows } })).toEqual([]);
	});
	it('hold a value once, and a word once where a quotation begins', () => {
		expect(ids('14:00 14:00', '시각')).toEqual(['repeat.run']);
		expect(ids('“다음은 다음은 축사가 있겠습니다.”', '멘트')).toEqual(['word.doubled']);
	});
	it('write sums to the won', () => {
		expect(ids('150천원', '금액')).toEqual(['money.thousands']);
		expect(ids('30천원×10명', '산출 근거')).toEqual(['money.thousands']);
		expect(ids('1,500', '금액(천원)')).toEqual([]);
	});
});

describe('names that were entered', () => {
	it('keep a misspelt word that is part of one, and it is reported', () => {
		const context = { values: { place: '한국컨텐츠센터 회의실' } };
		const text = '의정부시는 한국컨텐츠센터를 찾았다.';
		expect(mendedIn(text, 'press', { context })).toBe(text);
		expect(findingsIn(text, 'press', { context }).map(({ ruleId }) => ruleId)).toEqual(['word.loan-spelling']);
	});
	it('may hold a loanword', () => {
		const context = { values: { name: '행복로 커피 페스타' } };
		expect(findingsIn('의정부시는 행복로 커피 페스타를 열었다.', 'press', { context })).toEqual([]);
		expect(findingsIn('의정부시는 새 페스타를 열었다.', 'press', { context }).map(({ ruleId }) => ruleId)).toEqual(['word.loanword']);
	});
});

it("takes a city's own words, also where the better word holds the other", () => {
	const words = { ...contextOf().words, plain: [{ find: '고지', use: '알림 / 안내', safe: true }, { find: '주민센터', use: '동 주민센터', safe: true }] };
	expect(findingsIn('고지와 주민센터 이용', 'office', { context: { words } }).map(({ suggestion }) => suggestion)).toEqual(['알림 / 안내', '동 주민센터']);
	expect(mendedIn('고지와 주민센터 이용', 'office', { context: { words } })).toBe('고지와 주민센터 이용');
	expect(findingsIn('동 주민센터 이용', 'office', { context: { words } })).toEqual([]);
});

it('says an abbreviation once', () => {
	expect(findingsIn('시는 AI 행정과 AI 교육을 편다.', 'press').filter(({ ruleId }) => ruleId === 'latin.alone')).toHaveLength(1);
});

it('has examples with the shipped lists of the context', () => {
	expect(contextOf().words.spelling.length).toBeGreaterThan(100);
	expect(profileOf('press').rules.set).toBe('press');
});
