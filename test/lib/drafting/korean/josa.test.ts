import fc from 'fast-check';

import { correctJosa, josaFor, withJosa, type JosaPair } from '../../../../lib/drafting/korean/josa';

describe('josaFor', () => {
	it.each<[string, JosaPair, string]>([
		['의정부시', '은/는', '의정부시는'],
		['시장', '이/가', '시장이'],
		['서울', '으로/로', '서울로'],
		['의정부', '으로/로', '의정부로'],
		['행정동', '으로/로', '행정동으로'],
		['3', '으로/로', '3으로'],
		['10', '을/를', '10을'],
		['100', '은/는', '100은'],
		['1', '으로/로', '1로'],
		['1,000', '과/와', '1,000과'],
		['1000000000000', '은/는', '1000000000000는'],
		['0', '이/가', '0이'],
		['2.5', '이/가', '2.5가'],
		['2.0', '을/를', '2.0을'],
		['2026', '은/는', '2026은'],
		['AI', '을/를', 'AI를'],
		['KT', '은/는', 'KT는'],
		['R&D', '은/는', 'R&D는'],
		['MOU', '을/를', 'MOU를'],
		['LH', '이/가', 'LH가'],
		['GTX-C', '을/를', 'GTX-C를'],
		['SNS', '으로/로', 'SNS로'],
		['DL', '으로/로', 'DL로'],
		['APEC', '을/를', 'APEC을'],
		['KORAIL', '과/와', 'KORAIL과'],
		['Zoom', '으로/로', 'Zoom으로'],
		['20㎡', '을/를', '20㎡를'],
		['50%', '은/는', '50%는'],
		['3km', '을/를', '3km를'],
		['5kg', '이/가', '5kg이'],
		['5t', '을/를', '5t을'],
		['업무 협약(MOU)', '을/를', '업무 협약(MOU)을'],
		['의정부시(시장 김동근)', '은/는', '의정부시(시장 김동근)는'],
		['(한글)', '이/가', '(한글)이'],
		['「지방세특례제한법」', '을/를', '「지방세특례제한법」을'],
		['‘희망도시’', '은/는', '‘희망도시’는'],
		['[확인 필요: 120명]', '을/를', '[확인 필요: 120명]을'],
		['Ⅲ', '을/를', 'Ⅲ을'],
		['②', '은/는', '②는'],
		['홍길동', '이라고/라고', '홍길동이라고'],
		['김철수', '아/야', '김철수야'],
		['漢字', '은/는', '漢字은(는)'],
		['漢字', '으로/로', '漢字(으)로'],
		['', '이라/라', '(이)라'],
	])('%s with %s → %s', (word, pair, expected) => expect(withJosa(word, pair)).toBe(expected));
});

describe('correctJosa', () => {
	it.each([
		['3로 나눈다', '3으로 나눈다'],
		['예산은 10를 넘는다', '예산은 10을 넘는다'],
		['인공지능(AI)를 쓴다', '인공지능(AI)을 쓴다'],
		['AI을 활용해', 'AI를 활용해'],
		['KT은 28일', 'KT는 28일'],
		['R&D이 늘었다', 'R&D가 늘었다'],
		['면적은 20㎡을 넘지 않는다', '면적은 20㎡를 넘지 않는다'],
		['‘희망도시’을 열었다', '‘희망도시’를 열었다'],
		['"함께하는 도시"을 내걸고', '"함께하는 도시"를 내걸고'],
		['「국어기본법」를 따른다', '「국어기본법」을 따른다'],
		['김동근 시장는 이날', '김동근 시장은 이날'],
		['시장를 방문했다', '시장을 방문했다'],
		['센터으로 오시기 바랍니다', '센터로 오시기 바랍니다'],
		['서울으로 간다', '서울로 간다'],
		['의정부시은 올해', '의정부시는 올해'],
		['팀장가 맡는다', '팀장이 맡는다'],
		['복지관와 함께', '복지관과 함께'],
		['주민센터을 찾은', '주민센터를 찾은'],
		['120로 전화', '120으로 전화'],
	])('%s → %s', (wrong, right) => {
		expect(correctJosa(wrong).text).toBe(right);
		expect(correctJosa(right).changes).toEqual([]);
	});

	it('tells where and what it changed', () => {
		const text = 'AI을 배우고 3로 나눈다';
		expect(correctJosa(text).changes).toEqual([
			{ start: 2, end: 3, from: '을', to: '를' },
			{ start: 9, end: 10, from: '로', to: '으로' },
		]);
	});

	it.each([
		'마을 가을 노을 고을에 갔다',
		'있는 그대로 먹는 사람은 없는 편이다',
		'결과를 복지과 사과 효과와 성과가',
		'종로3가 제3과 테크노3로 을지로 2가',
		'기업가 시민가 작가 국가 전문가가',
		'시민로 1 평화로 호국로를 지나',
		'바로 서로 새로 스스로 오로지',
		'VR를 보고 VR을 보고 AR과 AR와',
		'나이는 아이는 차이는 어린이는 이이는',
		'(주)는 (가)는 한국(주)은',
		'A가 B를 만나 C와 D가 함께',
		'들어와 나와 찾아와 기와 집',
		'좋은 많은 같은 작은 보은군 가은 시은',
		'의사소통이라는 효과라는 차이라는 나이라는',
		'2026년은 3월은 1명이 5개가 10층으로',
		'홍길동(45)이 나와 김철수(23)가 말했다.',
		'그는 "이 사업은 좋다"고 말했다',
		'1·2·3을 4·5·6과 7·8을',
		'말로만 말라고 만들라는',
		'빈 값은 ""로 적고 \'\'으로 적는다',
		'담당 전화 (문의 시간)을 적고 담당 전화 (문의 시간)를 적는다',
		'10과 20, 3과 4, 5와 6, 7과 8',
	])('leaves right words alone: %s', (text) => expect(correctJosa(text)).toEqual({ text, changes: [] }));

	it('changes nothing that josaFor wrote, and is idempotent', () => {
		const word = fc.oneof(
			fc.integer({ min: 10, max: 9_999_999 }).map(String),
			fc.constantFrom('AI', 'KT', 'R&D', 'MOU', 'SNS', 'GTX', '20㎡', '3km', '50%', '의정부시', '시장', '센터', '복지관', '업무 협약(MOU)', '「국어기본법」'),
		);
		const pair = fc.constantFrom<JosaPair>('은/는', '이/가', '을/를', '과/와', '으로/로');
		fc.assert(
			fc.property(fc.array(fc.tuple(word, pair), { minLength: 1, maxLength: 5 }), (words) => {
				const text = words.map(([noun, particle]) => withJosa(noun, particle)).join(' ');
				expect(correctJosa(text)).toEqual({ text, changes: [] });
				const swapped = words.map(([noun, particle]) => noun + (particle.split('/').find((form) => form !== josaFor(noun, particle)) ?? '')).join(' ');
				const once = correctJosa(swapped).text;
				expect(correctJosa(once).text).toBe(once);
			}),
		);
	});
});
