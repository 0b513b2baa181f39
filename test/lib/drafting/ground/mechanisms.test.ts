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
const unitOf = (text: string, changes: Partial<TextUnit> = {}): TextUnit => ({ place: 'sections.0.blocks.0', role: 'paragraph', sectionId: 'body', level: 0, column: '', fixed: false, text, ...changes });
const found = (units: readonly TextUnit[], facts: readonly Stated[], profileId = 'press-release'): string[] =>
	groundFindings(ground(units, sheetOf(facts), { profile: profileOf(profileId), city, today: '2026-11-23' }), units).map(({ ruleId, excerpt }) => `${ruleId} ${excerpt}`);
const inText = (text: string, ...facts: readonly string[]): string[] => found([unitOf(text)], facts.map((fact) => ({ text: fact })));

describe('numbers of one fact', () => {
	it.each([
		['the result of a change alone', '의정부시, 돌봄 교실 24곳으로 넓힌다', '돌봄 교실을 15곳에서 24곳으로 늘림'],
		['the start of a change alone', '기존 15곳이던 돌봄 교실을 넓힌다', '돌봄 교실을 15곳에서 24곳으로 늘림'],
		['a change told with another verb', '주 2회인 방문을 4회로 늘린다', '방문을 주 2회에서 4회로 늘림'],
		['a breakdown in brackets', '안내원: 7명(시 4명, 학교 3명)', '안내원: 7명(시 4명, 학교 3명)'],
		['a graded price', '처음 1시간은 800원, 그 뒤 10분마다 300원', '최초 1시간 800원, 이후 10분마다 300원'],
		['a score out of another', '만족도는 5점 만점에 4.31점이다', '만족도: 4.31점(5점 만점)'],
		['a part before its whole in brackets', '예산 5억 원 중 4억 7천만 원을 집행했다', '집행액: 4억 7천만 원(예산 5억 원의 94%)'],
		['two stretches of time', '일시: 09:00~11:00, 13:00~15:00', '일시: 2026. 12. 8.(화) 09:00~11:00, 13:00~15:00'],
		['the end of a stretch alone', '오후 5시까지 이어진다', '일시: 2026. 12. 8.(화) 14:00~17:00'],
		['a whole and its part', '제안 31건 중 12건을 골랐다', '제안 31건 가운데 12건을 선정'],
	])('%s stands where it belongs', (_name, text, fact) => {
		expect(inText(text, fact)).toEqual([]);
	});

	it.each([
		['a change told backwards', '돌봄 교실을 24곳에서 15곳으로 늘린다', '돌봄 교실을 15곳에서 24곳으로 늘림', '15곳'],
		['the start given as the result', '돌봄 교실을 15곳으로 넓힌다', '돌봄 교실을 15곳에서 24곳으로 늘림', '15곳'],
		['a change told backwards with another verb', '주 4회인 방문을 2회로 늘린다', '방문을 주 2회에서 4회로 늘림', '2회'],
		['a whole and its part exchanged', '제안 12건 중 31건을 골랐다', '제안 31건 가운데 12건을 선정', '31건'],
		['a part told in the next sentence', '위기 가구 12가구를 찾았음. 이 가운데 31가구가 지원을 받음', '31가구 중 12가구가 지원을 받음', '31가구'],
		['shares of each exchanged', '참가자 30명을 90명씩 나눔', '참가자 90명(30명씩 3개 반)', '90명'],
		['numbers of a breakdown exchanged', '안내원: 7명(시 3명, 학교 4명)', '안내원: 7명(시 4명, 학교 3명)', '3명'],
		['a total exchanged with a part', '안내원: 4명(시 7명, 학교 3명)', '안내원: 7명(시 4명, 학교 3명)', '4명'],
		['a stretch of time turned round', '오후 5시부터 오후 2시까지 열린다', '일시: 2026. 12. 8.(화) 14:00~17:00', '오후 5시'],
		['a stretch of ages turned round', '39세부터 19세까지의 청년', '19세부터 39세까지의 청년', '39세'],
		['a total exchanged with a share', '부서별 120명, 총 4명', '부서별 4명, 모두 120명', '120명'],
	])('%s is found', (_name, text, fact, excerpt) => {
		expect(inText(text, fact)).toContain(`ground.misplaced ${excerpt}`);
	});
});

describe('numbers of different facts', () => {
	it('belong to the section made from their field', () => {
		const facts = [
			{ field: 'problems', label: '문제점', text: '짧은 대여로 회전율이 하루 1.9회에 그침' },
			{ field: 'effects', label: '기대 효과', text: '회전율 하루 3.4회 예상' },
		];
		const effects = (text: string) => found([unitOf(text, { sectionId: 'effects' })], facts, 'work-report');
		expect(effects('대여 회전율이 하루 3.4회로 높아질 것으로 예상함')).toEqual([]);
	});

	it('are not compared with the other cells of a row where somebody speaks at length', () => {
		const cell = (column: string, text: string, at: number) => unitOf(text, { role: 'cell', column, place: `sections.0.blocks.0.rows.0.${at}`, sectionId: 'script' });
		const spoken = '안녕하십니까? 도서관 재개관 주민 설명회에 함께해 주신 주민 여러분, 고맙습니다. 오늘 설명회는 오후 4시 30분까지 이어집니다.';
		expect(found([cell('시간', '15:00', 0), cell('순서', '설명', 1), cell('진행 발언', spoken, 2)], [{ label: '일시', text: '2026. 12. 8.(화) 15:00~16:30' }, { label: '순서', text: '15:00|설명|설명회 안내' }], 'event-script')).toEqual([]);
	});
});

describe('the same number in other words', () => {
	it.each([
		['배추 1만 3천 포기', '배추 1만 3,000포기를 담금'],
		['배추 1만3천 포기', '배추 1만 3,000포기를 담금'],
		['위기 가구 스물두 곳', '위기 가구 22가구를 발굴'],
		['열일곱 가구의 대피', '침수 가구 17곳의 대피'],
		['출입구가 1개소이다', '출입구가 한 곳뿐이어서 불편'],
		['한 건에 5분씩 발표한다', '제안 발표(건당 5분)'],
		['한 사람에 2매씩 받는다', '1인당 2매'],
		['4레인 수영장', '네 레인을 갖춘 수영장'],
	])('%s ← %s', (text, fact) => {
		expect(inText(text, fact)).toEqual([]);
	});

	it.each([
		['열두 레인을 갖춘 수영장', '여섯 레인을 갖춘 수영장', 'ground.number 열두 레인'],
		['2026. 12. 1. 08:00: 합동 훈련', '2026. 12. 1. 06:00: 합동 훈련', 'ground.time 08:00'],
		['올해 3월까지 지원한다', '2027년 3월까지 지원', 'ground.date 올해 3월'],
		['내년 5월에 문을 연다', '2026년 5월에 개관', 'ground.date 내년 5월'],
	])('%s is not %s', (text, fact, finding) => {
		expect(inText(text, fact)).toEqual([finding]);
	});
});

describe('days in other words', () => {
	it.each([
		['지난해 8,120명보다 늘었다', '방문객: 9,340명(전년 8,120명)'],
		['2024. 3. 4.부터 목요일마다 찾았다', '2024. 3. 4.부터 매주 목요일 방문'],
		['내년 3월까지 지원한다', '2027년 3월까지 지원'],
		['2027년 3월까지 지원한다', '내년 3월까지 지원'],
	])('%s ← %s', (text, fact) => {
		expect(inText(text, fact)).toEqual([]);
	});
});

it('the wrong teller of a quotation is found as well as the quotation', () => {
	const quote = { factNo: 2, speaker: '서가람', role: '의정부시자원봉사센터장', text: '봉사자가 해마다 늘어 든든하다', approvedBy: '서가람', approvedOn: '2026-11-19' };
	const sheet: FactSheet = { ...sheetOf([{ text: '봉사자 대회 개최' }, { field: 'quotes', label: '인용문', text: '서가람 의정부시자원봉사센터장: “봉사자가 해마다 늘어 든든하다”' }]), quotes: [quote] };
	const rules = (text: string) => groundFindings(ground([unitOf(text)], sheet, { profile: profileOf('press-release'), city, today: '2026-11-23' }), [unitOf(text)]).map(({ ruleId, excerpt }) => `${ruleId} ${excerpt}`);
	expect(rules('서가람 의정부시자원봉사센터장은 “봉사자가 해마다 늘어 든든하다”고 전했다.')).toEqual([]);
	expect(rules('서강민 시장은 “봉사자가 해마다 늘어 든든하다”고 전했다.')).toEqual(['ground.misplaced 서강민', 'quote.speaker “봉사자가 해마다 늘어 든든하다”']);
});

describe('persons', () => {
	const guests = [
		{ field: 'mc', label: '사회자', text: '제갈윤' },
		{ field: 'guests', label: '내빈 소개 순서', text: '의정부시체육회장|박하늘' },
		{ field: 'guests', label: '내빈 소개 순서', text: '의정부문화원장|선우진' },
	];
	const said = (text: string) => found([unitOf(text)], guests, 'event-script');

	it.each(['저는 사회를 맡은 제갈윤입니다. 박하늘 의정부시체육회장님과 선우진 의정부문화원장님께서 함께하셨습니다.', '박하늘 의정부시체육회장님께서 오셨습니다.'])('introduced as the facts have them: %s', (text) => {
		expect(said(text)).toEqual([]);
	});

	it.each([
		['somebody else introduces himself', '저는 사회를 맡은 강리안입니다.', 'ground.person 강리안'],
		['a double surname with one syllable', '남궁솔 의정부문화원장님께서 오셨습니다.', 'ground.person 남궁솔'],
		['a guest with the body of another guest', '박하늘 의정부문화원장님께서 오셨습니다.', 'ground.misplaced 의정부문화원'],
	])('%s', (_name, text, finding) => {
		expect(said(text)).toContain(finding);
	});

	it('in a cell for names are names whatever they are', () => {
		expect(found([unitOf('탁이든', { role: 'cell', column: '성명' })], guests, 'minutes')).toEqual(['ground.person 탁이든']);
	});

	it('stand in their row with their own body', () => {
		const attendees = [{ field: 'attendees', label: '참석자', text: '의정부문화원|원장|박하늘' }, { field: 'attendees', label: '참석자', text: '의정부소방서|서장|한도윤' }];
		const row = (body: string) => [
			unitOf(body, { role: 'cell', column: '소속', place: 'sections.0.blocks.0.rows.0.0' }),
			unitOf('박하늘', { role: 'cell', column: '성명', place: 'sections.0.blocks.0.rows.0.1' }),
		];
		expect(found(row('의정부문화원'), attendees, 'minutes')).toEqual([]);
		expect(found(row('의정부소방서'), attendees, 'minutes')).toEqual(['ground.misplaced 의정부소방서']);
	});

	it('are not seen in words behind a colon', () => {
		expect(inText('나경희 교수: 옥상의 녹지 비율을 높여야 한다고 함', '나경희 교수: 옥상 녹지 비율을 높여야 함')).toEqual([]);
	});
});

describe('bodies', () => {
	it('alone in brackets belong to what stands before them', () => {
		const facts = ['팥죽 500그릇 나눔(의정부적십자봉사회)', '차 나눔(의정부문화원)', '따뜻한 팥죽: 의정부적십자봉사회'];
		expect(inText('의정부적십자봉사회가 팥죽 500그릇을 나눔', ...facts)).toEqual([]);
		expect(inText('의정부문화원이 팥죽 500그릇을 나눔', ...facts)).toContain('ground.misplaced 의정부문화원');
	});
});

describe('a body and its matter', () => {
	const tasks = [
		{ field: 'requests', label: '협조 사항', text: '회계과: 소강당 사용 협조' },
		{ field: 'requests', label: '협조 사항', text: '홍보담당관: 사진 촬영과 보도자료 배포' },
		{ field: 'tasks', label: '업무 분담', text: '예산법무과 | 행사 총괄' },
		{ field: 'tasks', label: '업무 분담', text: '정보통신과 | 장비 점검' },
	];
	const row = (body: string) => [
		unitOf(body, { role: 'cell', column: '담당 부서', place: 'sections.0.blocks.0.rows.0.0' }),
		unitOf('행사 총괄', { role: 'cell', column: '업무', place: 'sections.0.blocks.0.rows.0.1' }),
	];

	it.each([
		['before a colon', [unitOf('회계과: 소강당 사용 협조')], []],
		['before a colon, another one', [unitOf('예산법무과: 소강당 사용 협조')], ['ground.misplaced 예산법무과']],
		['in a row', row('예산법무과'), []],
		['in a row, another one', row('정보통신과'), ['ground.misplaced 정보통신과']],
	])('%s', (_name, units, findings) => {
		expect(found(units, tasks, 'event-plan')).toEqual(findings);
	});
});

it.each(['붙임  운영 계획서 1부.  끝.', '붙임  1. 운영 계획서 1부\n2. 명단 서식 1부', '운영 계획서 각 1부', '운영 계획서 1부씩'])('customary copies of an attachment are no claim: %s', (text) => {
	expect(found([unitOf(text)], [{ field: 'attachments', label: '붙임', text: '운영 계획서' }, { field: 'attachments', label: '붙임', text: '명단 서식' }], 'official-letter')).toEqual([]);
});

it('messages have the particle that fits the word', () => {
	const units = [unitOf('시민 120명이 12월 5일에 왔다.')];
	const messages = groundFindings(ground(units, sheetOf([{ text: '시민 100명' }]), { profile: profileOf('press-release'), city, today: '2026-11-23' }), units).map(({ message }) => message);
	expect(messages).toEqual(["'120명'은 입력 사실에 없습니다.", "'12월 5일'은 입력 사실에 없습니다."]);
});
