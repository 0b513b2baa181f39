import fc from 'fast-check';

import {
	maskAddress,
	maskCorporation,
	maskName,
	maskPhone,
	maskPlate,
	maskText,
	scrubDigits,
} from '../../../lib/privacy/mask';

describe('masks', () => {
	it.each([
		['홍길동', '홍*동'],
		['홍 길 동', '홍*동'],
		['이산', '이*'],
		['남궁민수', '남**수'],
		['王小明', '王*明'],
		['김', '*'],
		['', ''],
		['NGUYEN VAN AN', 'N***** *** **'],
		['Li', 'L*'],
		['A B', '* *'],
		['홍길동(JOHN)', '홍********'],
	])('name %s → %s', (plain, masked) => expect(maskName(plain)).toBe(masked));

	it.each([
		['(주)의정부상사', '(주)의정***'],
		['주식회사 한빛', '주식회사 한*'],
		['㈜가나다라', '㈜가나**'],
		['홍길동상회', '홍길***'],
		['빛', '*'],
	])('corporation %s → %s', (plain, masked) => expect(maskCorporation(plain)).toBe(masked));

	it.each([
		['010-1234-5678', '010-****-5678'],
		['01012345678', '010-****-5678'],
		['+82 10-1234-5678', '010-****-5678'],
		['011-123-4567', '011-***-4567'],
		['02-123-4567', '02-***-4567'],
		['031-828-2114', '031-***-2114'],
		['1588-1234', '****1234'],
		['123', '****'],
		['모름', '****'],
	])('phone %s → %s', (plain, masked) => expect(maskPhone(plain)).toBe(masked));

	it.each([
		['경기도 의정부시 시민로 1, 101동 1203호', '경기도 의정부시 ***'],
		['서울특별시 노원구 상계동 12-3', '서울특별시 노원구 ***'],
		['경기 고양시 일산동구 중앙로 1', '경기 고양시 일산동구 ***'],
		['시민로 1', '***'],
		['', '***'],
	])('address %s → %s', (plain, masked) => expect(maskAddress(plain)).toBe(masked));

	it.each([
		['12가3456', '**가3456'],
		['123가4567', '***가4567'],
		['서울 12 가 3456', '****가3456'],
		['의정부가1234', '***가1234'],
		['임시1234', '*시1234'],
		['모름', '**'],
	])('plate %s → %s', (plain, masked) => expect(maskPlate(plain)).toBe(masked));

	it('never show the middle of a phone number', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1000, max: 9999 }), fc.integer({ min: 0, max: 9999 }), (middle, last) => {
				const end = String(last).padStart(4, '0');
				for (const separator of ['-', '', ' ', '.']) {
					const masked = maskPhone(['010', middle, end].join(separator));
					expect(masked).toBe(`010-****-${end}`);
				}
			}),
		);
	});

	it('never show more than two letters of a name', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), (name) => {
				const shown = [...maskName(name.replaceAll('*', ''))].filter((letter) => letter !== '*' && letter !== ' ');
				expect(shown.length).toBeLessThanOrEqual(2);
			}),
		);
	});

	it('never show what follows the district of an address', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[가-힣]{2,5}(로|길|동) \d{1,3}$/), (detail) => {
				expect(maskAddress(`경기도 의정부시 ${detail}`)).toBe('경기도 의정부시 ***');
			}),
		);
	});
});

describe('maskText', () => {
	it('hides given values however they are spaced', () => {
		const text = '홍길동 님(홍 길동), 010-1234-5678 / 01012345678, 12가 3456';
		expect(maskText(text, ['홍길동', '010-1234-5678', '12가3456', ''])).toBe('*** 님(****), ************* / ***********, ********');
	});

	it('takes the longer value first and special characters literally', () => {
		expect(maskText('(주)가나 가나다', ['가나', '(주)가나'])).toBe('***** **다');
	});

	it('leaves none of the values behind', () => {
		fc.assert(
			fc.property(fc.array(fc.stringMatching(/^[가-힣]{2,4}$/), { minLength: 1, maxLength: 5 }), fc.stringMatching(/^[가-힣 ]{0,20}$/), (values, filler) => {
				const masked = maskText(values.join(filler), values);
				for (const value of values) expect(masked).not.toContain(value);
			}),
		);
	});
});

describe('scrubDigits', () => {
	it.each([
		['연락처 010-1234-5678', '연락처 *************'],
		['900101-1234567 입력', '************** 입력'],
		['2026-11-16 처리', '2026-11-16 처리'],
		['계좌 12345678', '계좌 ********'],
		['HTTP 503, 1234건', 'HTTP 503, 1234건'],
	])('%s → %s', (text, scrubbed) => expect(scrubDigits(text)).toBe(scrubbed));
});
