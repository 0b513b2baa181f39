import { ground } from '../../../../lib/drafting/ground/ground';
import { groundFindings } from '../../../../lib/drafting/ground/findings';
import type { FactSheet, TextUnit } from '../../../../lib/drafting/types';
import { profileOf } from './support';

const approved = { approvedBy: '홍보담당관', approvedOn: '2026-11-20' };
const sheet: FactSheet = {
	facts: [
		{ no: 1, fieldId: 'subject', label: '사업(행사)명', text: '‘함께 걷는 의정부’ 걷기 대회' },
		{ no: 2, fieldId: 'quotes', label: '인용문', text: '서강민 의정부시장: “걷기 좋은 도시가 살기 좋은 도시다. 시민과 함께 길을 넓혀 가겠다.”' },
		{ no: 3, fieldId: 'quotes', label: '인용문', text: '박서연 체육과장: “올해 참가자가 크게 늘어 안전에 더욱 신경 썼다.”' },
		{ no: 4, fieldId: 'quotes', label: '인용문', text: '한도윤 걷기연맹 회장: “가을 길을 시민과 걷게 되어 기쁘다”' },
	],
	quotes: [
		{ factNo: 2, speaker: '서강민', role: '의정부시장', text: '걷기 좋은 도시가 살기 좋은 도시다. 시민과 함께 길을 넓혀 가겠다.', ...approved },
		{ factNo: 3, speaker: '박서연', role: '체육과장', text: '올해 참가자가 크게 늘어 안전에 더욱 신경 썼다.', ...approved },
		{ factNo: 4, speaker: '한도윤', role: '걷기연맹 회장', text: '가을 길을 시민과 걷게 되어 기쁘다', approvedBy: '', approvedOn: '' },
	],
	findings: [],
	missing: [],
};
const unit = (text: string): TextUnit => ({ place: 'title', role: 'paragraph', sectionId: 'body', level: 0, column: '', fixed: false, text });
const rules = (text: string): string[] =>
	groundFindings(ground([unit(text)], sheet, { profile: profileOf('press-release'), city: { name: '의정부시', head: { title: '의정부시장', name: '서강민' }, department: '체육과' }, today: '2026-11-23' }), [unit(text)]).map(({ ruleId }) => ruleId);

describe('a quotation', () => {
	it.each([
		['whole', '서강민 시장은 “걷기 좋은 도시가 살기 좋은 도시다. 시민과 함께 길을 넓혀 가겠다.”라고 말했다.'],
		['split in two by 며', '서강민 시장은 “걷기 좋은 도시가 살기 좋은 도시다”며 “시민과 함께 길을 넓혀 가겠다”고 말했다.'],
		['split with a comma', '서강민 시장은 “걷기 좋은 도시가 살기 좋은 도시다”라며, “시민과 함께 길을 넓혀 가겠다”고 말했다.'],
		['with other spaces', '서강민 시장은 “걷기 좋은 도시가 살기좋은 도시다”라고 말했다.'],
		['in straight marks', '서강민 시장은 "시민과 함께 길을 넓혀 가겠다"고 말했다.'],
		['with the speaker behind it', '“걷기 좋은 도시가 살기 좋은 도시다”라고 서강민 시장은 말했다.'],
		['of an official', '박서연 체육과장은 “올해 참가자가 크게 늘어 안전에 더욱 신경 썼다”고 전했다.'],
		['after a sentence about somebody else', '박서연 체육과장이 행사를 준비했다. 서강민 시장은 “시민과 함께 길을 넓혀 가겠다”고 말했다.'],
		['that is a name in marks', '‘함께 걷는 의정부’ 걷기 대회를 연다.'],
	])('%s is traced', (_name, text) => {
		expect(rules(text)).toEqual([]);
	});

	it.each([
		['invented', '서강민 시장은 “앞으로도 시민 건강을 위해 최선을 다하겠다”고 말했다.', 'quote.invented'],
		['invented in the second part', '서강민 시장은 “걷기 좋은 도시가 살기 좋은 도시다”며 “앞으로도 최선을 다하겠다”고 말했다.', 'quote.invented'],
		['invented in single marks', '서강민 시장은 ‘앞으로도 시민 건강을 위해 최선을 다하겠다’고 말했다.', 'quote.invented'],
		['lengthened', '서강민 시장은 “시민과 함께 길을 넓혀 가겠다. 앞으로도 지켜봐 달라”고 말했다.', 'quote.altered'],
		['with a word changed', '서강민 시장은 “걷기 좋은 도시가 가장 살기 좋은 도시다”라고 말했다.', 'quote.altered'],
		['with another ending', '서강민 시장은 “시민과 함께 길을 넓혀 가겠습니다”라고 말했다.', 'quote.altered'],
		['cut in the middle of a sentence', '박서연 체육과장은 “올해 참가자가 크게 늘어”라고 전했다.', 'quote.altered'],
		['joined from two persons', '서강민 시장은 “시민과 함께 길을 넓혀 가겠다”며 “올해 참가자가 크게 늘어 안전에 더욱 신경 썼다”고 말했다.', 'quote.joined'],
		['joined inside one pair of marks', '서강민 시장은 “시민과 함께 길을 넓혀 가겠다. 올해 참가자가 크게 늘어 안전에 더욱 신경 썼다”고 말했다.', 'quote.joined'],
		['of another person', '박서연 체육과장은 “시민과 함께 길을 넓혀 가겠다”고 말했다.', 'quote.speaker'],
		['of nobody in particular', '시 관계자는 “시민과 함께 길을 넓혀 가겠다”고 말했다.', 'quote.speaker'],
		['with another office', '서강민 부시장은 “시민과 함께 길을 넓혀 가겠다”고 말했다.', 'quote.speaker'],
		['not approved', '한도윤 걷기연맹 회장은 “가을 길을 시민과 걷게 되어 기쁘다”고 전했다.', 'quote.unapproved'],
	])('%s is found', (_name, text, rule) => {
		expect(rules(text)).toContain(rule);
	});
});
