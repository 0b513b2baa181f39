import fc from 'fast-check';
import { measureStyle } from '../../../../lib/drafting/style/measure-style';
import { profileOf } from '../lint/support';

const DOCUMENTS = [
	{
		title: '의정부시, 새 도서관 문 열어',
		text: '의정부시(시장 서강민)는 3월 14일 새 도서관의 문을 열었다.\n\n이번 개관은 시민의 배움을 돕기 위해 마련했다. 도서관은 인공지능(AI) 안내와 정보자료(데이터)실을 갖췄다.\n\n서강민 시장은 “많은 시민이 찾아 주시길 바랍니다”며 “앞으로도 배움을 돕겠습니다”라고 말했다.',
	},
	{
		title: '의정부시, 겨울 축제 열어',
		text: '의정부시는 12월 축제를 연다.\n\n축제에는 ▲노래 ▲춤 ▲먹거리가 마련된다. 시는 인공지능(AI)으로 교통‧주차를 살필 계획이다.\n\n이 과장은 “안전하게 준비하겠습니다”라고 전했다.',
	},
	{ title: '서강민 의정부시장, 현장 점검', text: '서강민 의정부시장은 오늘 현장을 살폈다. 시는 결과를 알릴 예정이다.' },
];

describe('house style', () => {
	const style = measureStyle(DOCUMENTS, profileOf('press', { id: 'press-release' }));

	it('counts documents, endings and lengths', () => {
		expect(style).toMatchObject({ profileId: 'press-release', documents: 3 });
		expect(style.endings[0]?.ending).toBe('했다');
		expect(style.endings.find(({ ending }) => ending === '이다')?.share).toBeGreaterThan(0);
		expect(style.endings.some(({ ending }) => ending.endsWith('습니다'))).toBe(false);
		expect(style.endings.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 1);
		expect(style.length.min).toBe(DOCUMENTS[2]?.text.length);
		expect(style.sentence.p90).toBeGreaterThanOrEqual(style.sentence.median);
	});

	it('sees how leads begin, the city and its head replaced', () => {
		expect(style.leads.map(({ pattern }) => pattern).sort()).toEqual(['#{city}(#{head})는', '#{city}는', '#{head}은']);
	});

	it('sees marks, quotation verbs and loanwords', () => {
		expect(style.marks).toEqual({ middleDot: '‧', quoteOpen: '“', quoteClose: '”', item: '▲' });
		expect(style.quoteVerbs).toEqual([
			{ verb: '말했다', share: 0.5 },
			{ verb: '전했다', share: 0.5 },
		]);
		expect(style.loanwords).toEqual([
			{ easy: '인공지능', loan: 'AI', count: 2 },
			{ easy: '정보자료', loan: '데이터', count: 1 },
		]);
	});

	it('is the same in any order and measures nothing of nothing', () => {
		expect(measureStyle([...DOCUMENTS].reverse(), profileOf('press', { id: 'press-release' }))).toEqual(style);
		expect(measureStyle([], profileOf('press'))).toMatchObject({ documents: 0, endings: [], length: { median: 0, min: 0, max: 0 }, leads: [] });
	});

	it('takes any text', () => {
		fc.assert(
			fc.property(fc.array(fc.record({ title: fc.string(), text: fc.string({ unit: 'grapheme' }) }), { maxLength: 5 }), (documents) => {
				const { endings, leads } = measureStyle(documents, profileOf('office'));
				expect([...endings, ...leads].every(({ share }) => share > 0 && share <= 1)).toBe(true);
			}),
		);
	});
});
