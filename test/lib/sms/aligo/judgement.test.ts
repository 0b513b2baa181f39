import { blamesAccount, blamesMessage, refused } from '../../../../lib/sms/aligo/refusals';
import { readAligoState } from '../../../../lib/sms/aligo/states';
import { checkSubject, wireType, wouldAlter } from '../../../../lib/sms/aligo/texts';

describe('a negative result_code', () => {
	it.each([
		['-101', '', 'accountRefused'],
		['-201', '', 'accountRefused'],
		['-102', '등록/인증되지 않은 발신번호입니다.', 'accountRefused'],
		['-301', '허용되지 않은 IP입니다.', 'accountRefused'],
		['-999', '메시지 잔여건수가 부족합니다.', 'accountRefused'],
		['-103', '수신번호가 올바르지 않습니다.', 'messageRefused'],
		['-104', '메세지 내용을 입력하여 주십시오.', 'messageRefused'],
		['-804', '예약취소는 발송 5분전까지만 가능합니다.', 'refused'],
		['-777', '알 수 없는 오류입니다.', 'refused'],
		['-99', '시스템 점검 중입니다.', 'serverError'],
	])('%s (%s) is %s', (code, words, expected) => {
		const error = refused('문자 접수', code, words);
		expect(error).toMatchObject({ code: expected, failure: { vendorCode: code, outcome: expected === 'serverError' ? 'unknown' : 'notSent', retryable: false } });
		expect([blamesMessage(error), blamesAccount(error)]).toEqual([expected === 'messageRefused', expected === 'accountRefused']);
	});

	it("does not repeat the vendor's sentence, which may name a number", () => {
		const { message, remedy } = refused('문자 접수', '-103', '01012345678은 올바르지 않은 수신번호입니다.');
		expect(message + remedy).not.toContain('01012345678');
	});
});

describe('sms_state', () => {
	it.each([
		['발송완료', 'delivered', false],
		['전송 완료', 'delivered', false],
		['전송중', 'accepted', false],
		['발송중', 'accepted', false],
		['예약대기중', 'registered', false],
		['취소완료', 'failed', true],
		['가입자없음', 'failed', false],
		['결번', 'failed', false],
		['전원꺼짐', 'failed', false],
		['전송실패', 'failed', false],
		['', 'registered', false],
		['처음 보는 말', 'registered', false],
	])('%s means %s', (word, state, isRefused) => {
		expect(readAligoState(word)).toMatchObject({ state, refused: isRefused });
	});

	it('is kept only while it cannot hold a number', () => {
		expect(readAligoState('실패 01012345678')).toMatchObject({ state: 'failed', statusCode: '알 수 없음', reason: expect.not.stringContaining('0101') as string });
	});
});

describe('a text that Aligo would alter', () => {
	it.each([
		['확인하시기 바랍니다 😀', 'unencodable'],
		['A–B', 'unencodable'],
		['뷁', 'unencodable'],
		['%고객명%님', 'placeholder'],
		[`${'가'.repeat(999)}\n\n`, 'tooLong'],
	])('%s is kept back', (text, code) => {
		expect(wouldAlter(text, false)).toMatchObject({ statusCode: code, blocksAccount: false });
	});

	it('may hold rare Hangul where the office has tried it, and nothing else', () => {
		expect([wouldAlter('뷁', true), wouldAlter('뷁😀', true)?.statusCode]).toEqual([null, 'unencodable']);
	});

	it('is not one of plain Korean, signs and line breaks', () => {
		expect(wouldAlter('[감면 안내] 12가 3456 · 2027. 11. 16.\n문의: 031-828-0000 ※ ☎', false)).toBeNull();
	});

	it.each([
		['가'.repeat(45), 'SMS'],
		[`${'가'.repeat(44)}\nA`, 'LMS'],
		[`${'가'.repeat(43)}\nAB`, 'SMS'],
	])('goes as a long one where a line break of two bytes would make it longer than 90: %#', (text, type) => {
		expect(wireType({ type: 'SMS', text })).toBe(type);
	});

	it.each(['가'.repeat(23), '감면 😀', '감면\n안내', '뷁'])('is not taken as a title: %s', (subject) => {
		expect(() => checkSubject(subject)).toThrow(expect.objectContaining({ code: 'badSubject' }));
	});

	it.each(['', '가'.repeat(22)])('nor is a good title refused: %s', (subject) => {
		expect(() => checkSubject(subject)).not.toThrow();
	});
});
