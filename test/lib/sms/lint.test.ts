import fc from 'fast-check';
import { addDays, officialDate } from '../../../lib/calendar/day';
import { lintText, type LintOptions } from '../../../lib/sms/text/lint';

const CLEAN =
	'[의정부시] 감면 차량 유의사항 안내\n2027. 11. 16.까지 소유권을 이전하시기 전에 문의하시기 바랍니다.\n세정과 031-828-2114 (평일 09:00~18:00)';

function codes(text: string, options?: LintOptions): string[] {
	return lintText(text, options).map((finding) => finding.code);
}

test('a proper notice has no findings', () => {
	expect(lintText(CLEAN, { contactPhone: '031-828-2114', knownPlaceholders: [] })).toEqual([]);
});

describe('wording that must not stand in an exemption notice', () => {
	test.each([
		['https://www.wetax.go.kr 참고', 'url'],
		['위택스(wetax.go.kr)', 'url'],
		['HTTP://192.168.0.1/a', 'url'],
		['203.0.113.7 접속', 'url'],
		['의정부시청.한국', 'url'],
		['tax-refund.top/a', 'url'],
		['bit.ly/3xYz', 'shortLink'],
		['장애인 감면', 'revealingGround'],
		['국가유공자 차량', 'revealingGround'],
		['보훈 대상', 'revealingGround'],
		['지방세특례제한법 제17조제1항', 'revealingGround'],
		['지방세특례제한법 제29조 제4항', 'revealingGround'],
		['보철용 차량', 'revealingGround'],
		['시각장애 감면', 'revealingGround'],
		['장애의 정도가 심한 경우', 'revealingGround'],
		['장애 3급', 'revealingGround'],
		['상이자 차량', 'revealingGround'],
		['특수임무 관련', 'revealingGround'],
		['지특법 §17', 'revealingGround'],
		['지특법 §29④', 'revealingGround'],
		['다자녀 감면', 'categoryName'],
		['3명의 자녀', 'categoryName'],
		['자녀에게 이전', 'categoryName'],
		['다둥이 가정', 'categoryName'],
		['양육용 차량', 'categoryName'],
		['140만원', 'amount'],
		['1,400,000원을', 'amount'],
		['백사십만 원', 'amount'],
		['￦500,000', 'amount'],
		['KRW 1,400,000', 'amount'],
		['가산세 20%', 'rate'],
		['100분의 20', 'rate'],
		['가산세 20프로를', 'rate'],
		['10만분의 22', 'rate'],
		['#{성명} 귀하', 'namePlaceholder'],
		['홍길동님께', 'namePlaceholder'],
		['12가3456 차량', 'fullPlate'],
		['123허 4567', 'fullPlate'],
		['800101-1234567', 'residentNumber'],
		['(광고) 안내', 'advertising'],
		['절대 이전하지', 'absoluteWording'],
		['무조건 추징', 'absoluteWording'],
		['반드시 추징됩니다', 'absoluteWording'],
		['예외는 없습니다', 'absoluteWording'],
		['어떠한 사유로도', 'absoluteWording'],
		['세대를 분리한 사유는 인정되지 않습니다', 'absoluteWording'],
		['1년이 지나면 추징되지 않습니다', 'absoluteWording'],
		['언제든지 양도할 수', 'absoluteWording'],
		['5·18 유공', 'revealingGround'],
		['100원을', 'amount'],
		['이후에는 제한이 없습니다', 'absoluteWording'],
		['2027-11-16까지', 'dateForm'],
		['2027.11.16.까지', 'dateForm'],
		['2027. 11. 16까지', 'dateForm'],
		['2027. 01. 05.까지', 'dateForm'],
		['2027년 11월 16일', 'dateForm'],
		['문의하세요.', 'tone'],
		['알려드려요', 'tone'],
		['담당부서로 문의 바람.', 'tone'],
		['1년간 이전하지 말 것.', 'tone'],
		['#{기관명', 'brokenPlaceholder'],
		['{{기관명}}', 'brokenPlaceholder'],
		['😀', 'unencodable'],
		['뷁', 'outsideKsx1001'],
		['010-1234-5678', 'mobileNumber'],
		['#{담당전하}', 'unknownPlaceholder'],
	])('%s → %s', (words, code) => {
		expect(
			codes(`${CLEAN}\n${words}`, { contactPhone: '031-828-2114', knownPlaceholders: ['기관명', '성명'] }),
		).toContain(code);
	});

	test.each([
		'사유 발생일부터 60일 이내에 신고·납부하시기 바랍니다.',
		'1년 이내',
		'2027. 1. 5.까지',
		'2027. 12. 31.까지',
		'수원시 세정과 2층',
		'문의 031-828-2114 원스톱민원실',
		'제117조',
		'감면된 취득세가 추징되지 않도록 유의하시기 바랍니다.',
		'교통안전 프로그램',
		'지분의 2분의 1',
		'「지방세특례제한법」 §183',
		'궁금하신 사항은 언제든지 문의하시기 바랍니다.',
		'등록일부터 1년이 되는 2027. 11. 16.까지 유의하시기 바랍니다.',
		'「지방세특례제한법」 제183조',
		'제22조의2',
		'차량번호 끝 네 자리 3456',
		'전산 장애로 늦어진 점 양해하시기 바랍니다.',
	])('%s has no finding', (words) => {
		expect(codes(`${CLEAN}\n${words}`, { contactPhone: '031-828-2114' })).toEqual([]);
	});
});

describe('what must stand in it', () => {
	test.each([
		['문의하시기 바랍니다.', {}, 'missingContact'],
		['문의하시기 바랍니다. 031-828-2115', { contactPhone: '031-828-2114' }, 'missingContact'],
		['문의하시기 바랍니다. 031-828-2114', { contactPhone: '' }, 'missingContact'],
		['문의 031-828-2114', {}, 'toneMissing'],
	])('%s', (text, options, code) => {
		expect(codes(text, options)).toContain(code);
	});

	test('the contact placeholder counts as the contact', () => {
		expect(
			codes('문의하시기 바랍니다. #{담당부서} #{담당전화} (#{문의시간})', { contactPhone: '031-828-2114' }),
		).toEqual([]);
	});
});

describe('size', () => {
	test('over 2,000 bytes is an error, just over 90 a hint', () => {
		expect(lintText('가'.repeat(1001), { purpose: 'general' })).toMatchObject([{ code: 'tooLong', severity: 'error' }]);
		expect(lintText('가'.repeat(50), { purpose: 'general' })).toMatchObject([
			{ code: 'nearlyShort', severity: 'warning' },
		]);
		expect(lintText('가'.repeat(45), { purpose: 'general', subject: '가'.repeat(21) })).toMatchObject([
			{ code: 'subjectTooLong' },
		]);
	});
});

test('another text is not held to the notice’s wording, and a link may be allowed, a short link never', () => {
	expect(codes('장애인 주차구역 5,000원 wetax.go.kr', { purpose: 'general', allowUrl: true })).toEqual([]);
	expect(codes('bit.ly/abc', { purpose: 'general', allowUrl: true })).toEqual(['shortLink']);
});

test('findings never quote a resident number, plate or phone', () => {
	const said = JSON.stringify(lintText(`${CLEAN}\n800101-1234567 12가3456 010-1234-5678`));
	expect(said).not.toMatch(/1234567|12가3456|1234-5678/);
});

test('no date in the official form and no four digits of a plate are ever a finding', () => {
	const day = fc.integer({ min: 0, max: 1500 }).map((offset) => officialDate(addDays('2026-01-01', offset)));
	const lastFour = fc.integer({ min: 0, max: 9999 }).map((digits) => String(digits).padStart(4, '0'));
	fc.assert(
		fc.property(day, day, lastFour, (first, second, plate) => {
			const text = `차량(차량번호 끝 네 자리 ${plate}, 등록일 ${first})은 ${second}까지 유의하시기 바랍니다.\n세정과 031-828-2114 (평일 09:00~18:00)`;
			expect(lintText(text, { contactPhone: '031-828-2114' })).toEqual([]);
		}),
		{ numRuns: 1500 },
	);
});
