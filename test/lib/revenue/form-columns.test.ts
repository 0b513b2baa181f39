import { noticeMethodOf } from '../../../lib/revenue/notice-method';
import { plainRelation } from '../../../lib/revenue/relation';
import { assembled, batch, person, raw } from './support';

describe('감면 안내 방법', () => {
	it.each([
		['직접교부', 'direct'],
		['1. 직접 교부', 'direct'],
		['☑ 방문수령', 'direct'],
		['등기우편', 'post'],
		['②등기우편', 'post'],
		['우편', 'post'],
		['등기우편(배우자 수령)', 'post'],
		['전자우편', 'email'],
		['e-mail', 'email'],
		['문자', 'text'],
		['문자 메시지', 'text'],
		['SMS', 'text'],
		[null, null],
		['-', null],
		['미선택', null],
		['직접교부, 문자', undefined],
		['□직접교부 ■등기우편', undefined],
		['전자적 방법', undefined],
		['알림톡', undefined],
		['1', undefined],
		['010-1234-5678', undefined],
	] as const)('%j → %s', (text, method) => expect(noticeMethodOf(text)).toBe(method));

	it('is on the receipt; a request without a day keeps its way', () => {
		const { rows, problems } = assembled([batch([raw({ noticeMethod: '문자', electronicRequestedOn: null })])]);
		expect(rows[0]).toMatchObject({ status: 'decided', noticeMethod: 'text', electronicRequestedOn: null });
		expect(problems).toEqual([]);
	});

	it('and the day of the request spoil no receipt, and say once a source what was left out', () => {
		const receipts = ['문자', '텔레파시', '텔레파시', '텔레파시', '텔레파시', '텔레파시', '텔레파시'].map((noticeMethod, i) =>
			raw({ row: i + 2, receiptNo: String(i + 1), noticeMethod, electronicRequestedOn: i === 0 ? '동의함' : i === 1 ? '2026. 11. 16.' : null }),
		);
		const { rows, problems } = assembled([batch(receipts)]);
		expect(rows.map((row) => [row.status, row.noticeMethod, row.electronicRequestedOn])).toEqual([
			['decided', 'text', null],
			['decided', null, '2026-11-16'],
			...Array.from({ length: 5 }, () => ['decided', null, null]),
		]);
		expect(problems).toEqual([
			'접수.csv: 감면 안내 방법의 뜻을 알 수 없는 접수가 6건 있어 안내 방법을 비워 둡니다(3행, 4행, 5행, 6행, 7행 등).',
			'접수.csv: 전자적 안내 요청일을 날짜로 알아볼 수 없는 접수가 1건 있어 요청이 없는 것으로 봅니다(2행).',
		]);
	});
});

describe('공동명의자 관계', () => {
	it.each([
		['배우자', '배우자'],
		['며 느 리', '며느리'],
		['자녀(장남)', '자녀'],
		['배우자(홍길동)', '배우자'],
		['배우자의 직계존속', '배우자의직계존속'],
		['자부'.normalize('NFD'), '자부'],
		['홍길동', null],
		['자녀 홍길동', null],
		['900101-1234567', null],
		['01', null],
		[null, null],
	])('%j → %j', (text, word) => expect(plainRelation(text)).toBe(word));

	it('stands on the co-owner only', () => {
		const coOwners = [person({ name: '김하나', relation: '배우자' }), person({ name: '박둘', relation: '이셋' })];
		const { rows } = assembled([batch([raw({ taxpayer: person({ relation: '배우자' }), coOwners })])]);
		expect(rows.map((row) => row.relation)).toEqual([null, '배우자', null]);
		expect(JSON.stringify(rows)).not.toContain('이셋');
	});
});
