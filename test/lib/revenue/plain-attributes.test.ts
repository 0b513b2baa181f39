import { codeMap } from '../../../lib/revenue/code-map';
import { plainBasis, plainCode } from '../../../lib/revenue/plain-attributes';

const PERSONAL = ['홍길동', '남궁은하수', '010-1234-5678', '01012345678', '031-828-1234', '경기도 의정부시 호원동 모의로 12번길 3', '012가3456', '800101-1234567'];

describe('what leaves the source in clear', () => {
	const codes = codeMap([{ code: '장애 1~3급', category: 'disabled' }]);

	it.each(['1701', 'A-01', 'TX_22.1', '장애1~3급', '장애 1~3급', '22-2-1'])('keeps the reduction code %s', (code) => {
		expect(plainCode(code, codes)).toBe(code);
	});

	it.each(['지방세특례제한법 제17조제1항', '지특법 §22의2 ③ 1호', '제22조의2 제1항', '17조', '지방세특례제한법', '의정부시 시세 감면 조례', '「지방세특례제한법」 제66조제4항'])(
		'keeps the legal basis %s',
		(basis) => {
			expect(plainBasis(basis)).toBe(basis);
		},
	);

	it.each(PERSONAL)('leaves out what slipped into these columns: %s', (value) => {
		expect([plainCode(value, codes), plainBasis(value)]).toEqual([null, null]);
	});

	it('keeps an empty value empty', () => {
		expect([plainCode(null, codes), plainBasis(null)]).toEqual([null, null]);
	});
});
