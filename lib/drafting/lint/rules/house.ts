import { bodyLength } from './lengths';
import { ALL_SETS, type Rule } from '../rule';

/** Fewer past documents say little about habits. */
const ENOUGH = 5;

/** How far a document is from the measured habits of the city; good to know, never wrong. */
export const HOUSE_RULES: readonly Rule[] = [
	{
		id: 'house.length',
		sets: ALL_SETS,
		name: '시 문서의 길이',
		basis: '시 문체 측정',
		severity: 'info',
		safeFix: false,
		*document(document) {
			const { houseStyle } = document.context;
			if (houseStyle === null || houseStyle.documents < ENOUGH) return;
			const characters = bodyLength(document);
			const { min, max, median } = houseStyle.length;
			if (characters < min * 0.7 || characters > max * 1.3)
				yield { place: '', start: 0, end: 0, message: `본문이 ${characters.toLocaleString('ko-KR')}자로 지난 문서(${min.toLocaleString('ko-KR')}~${max.toLocaleString('ko-KR')}자, 중앙값 ${median.toLocaleString('ko-KR')}자)와 다릅니다.`, suggestion: '길이를 맞출지 확인하시기 바랍니다.' };
		},
	},
];
