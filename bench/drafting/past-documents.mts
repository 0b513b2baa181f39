import { createRandom } from '../../sandbox/shared/random.mts';
import type { HeldOut } from './held-out.mts';

const EVENTS = ['나눔 장터', '시민 강좌', '숲길 걷기', '음악회', '독서 모임', '건강 상담', '하천 정화', '청년 축제', '마을 영화제', '체육 대회', '텃밭 교실', '사진전', '직거래 장터', '안전 체험', '문화 교실', '합창제'];
const DONGS = ['의정부동', '호원동', '장암동', '신곡동', '송산동', '자금동', '가능동', '녹양동', '흥선동', '민락동', '고산동', '낙양동', '용현동', '금오동'];
const SUBJECTS = ['주민', '어르신', '청소년', '자원봉사자', '소상공인', '학부모', '상인', '장애인', '다문화 가족', '청년'];
const DEEDS = ['모여 이야기를 나누었다', '직접 만든 물건을 전시했다', '새로운 의견을 내놓았다', '기념 나무를 심었다', '함께 노래를 불렀다', '마을 길을 걸었다', '공연을 즐겼다', '상담을 받았다'];

/** Past releases made up from a seed, no two alike. */
export function pastDocuments(count: number): Array<{ name: string; subType: string; title: string; text: string }> {
	const random = createRandom('past-documents');
	return Array.from({ length: count }, (_, index) => {
		const event = random.pick(EVENTS);
		const dong = random.pick(DONGS);
		const sentences = Array.from({ length: random.integer(5, 11) }, () => `${random.pick(DONGS)} ${random.pick(SUBJECTS)} ${random.integer(12, 980)}명이 ${random.pick(EVENTS)}에 참여해 ${random.pick(DEEDS)}.`);
		const text = `의정부시는 ${random.integer(1, 12)}월 ${random.integer(1, 28)}일 ${dong}에서 ${event} 제${index + 1}회 행사를 열었다고 밝혔다. ${sentences.join(' ')} 시는 앞으로 ${random.pick(EVENTS)}도 마련할 계획이다.`;
		return { name: `past-${index}.txt`, subType: random.pick(['policy', 'event', 'visit', 'agreement', 'award', 'recruit']), title: `의정부시, ${dong} ${event} 열어`, text };
	});
}

/** What is asked of the index: the facts of a document that is to be drafted. */
export function queries(documents: readonly HeldOut[]): string[] {
	const random = createRandom('queries');
	const own = documents.map(({ entered }) => entered.replaceAll('\n', ' '));
	return [...own, ...Array.from({ length: 170 }, () => `${random.pick(DONGS)} ${random.pick(EVENTS)} ${random.pick(SUBJECTS)} ${random.integer(10, 900)}명 ${random.pick(DEEDS)}`)];
}
