import { selectRow } from '../../../lib/exemption/select';
import type { Category } from '../../../lib/revenue/receipt';
import { receipt, selection } from './receipts';

const context = selection();

function warned(category: Category, relation: string | null, role: 'taxpayer' | 'coOwner' = 'coOwner') {
	const row = receipt({ category, coOwned: true, recipientOrdinal: 2, recipientRole: role, relation, computedTax: null });
	const { decision, warnings = [] } = selectRow(row, context);
	if (decision === 'notify') expect(warnings.every((one) => one.message.endsWith('안내에는 영향이 없습니다.'))).toBe(true);
	return warnings.map((one) => one.code);
}

test.each<[string, Category, string, boolean]>([
	['제22조의2① 단서: the spouse', 'threeChildren', '배우자', true],
	['제22조의2① 단서: not a child', 'threeChildren', '자녀', false],
	['제22조의2① 단서: not the mother', 'threeChildren', '모', false],
	['제22조의2② 단서: the spouse', 'twoChildren', '처', true],
	['제22조의2② 단서: not a sibling', 'twoChildren', '형제', false],
	['제22조의2③1: the spouse', 'childrenReplacement', '남편', true],
	['제22조의2③1: not a child', 'childrenReplacement', '아들', false],
	['제22조의2③2: not a child', 'childrenFromSpouse', '딸', false],
	['제22조의2③3: the spouse', 'childrenInheritance', '배우자', true],
	['제22조의2③3: the children', 'childrenInheritance', '장남', true],
	['제22조의2③3: the other heirs as seen from a child', 'childrenInheritance', '모', true],
	['제22조의2③3: not a son-in-law', 'childrenInheritance', '사위', false],
	['영 제8조③1: the spouse', 'disabled', '배우자(처)', true],
	['영 제8조③1: lineal kin', 'disabled', '손자', true],
	['영 제8조③1: siblings', 'disabled', '여동생', true],
	['영 제8조③2: spouses of lineal kin', 'disabled', '며느리', true],
	['영 제8조③3: lineal kin of the spouse', 'disabled', '장모', true],
	['영 제8조③3: siblings of the spouse', 'disabled', '처남', true],
	['영 제8조③: not spouses of siblings', 'disabled', '형수', false],
	['영 제8조③: not cousins', 'disabled', '사촌', false],
	['영 제8조③: not lodgers', 'disabled', '동거인', false],
	['영 제12조의2③: lineal kin', 'veteran', '아들', true],
	['영 제12조의2③: not nephews', 'veteran', '조카', false],
	['영 제12조의2③ with 제29조④ 괄호: not friends', 'veteranCompensation', '지인', false],
	['제66조④ names nobody', 'electricCar', '지인', true],
	['제67조① names nobody', 'lightCar', '친구', true],
])('%s', (_article, category, relation, permitted) => {
	expect(warned(category, relation)).toEqual(permitted ? [] : ['coOwnerRelation']);
});

test.each(['부', '가족', '기타', '세대원', '', '?', 'constructor', null])('%j is not certain, so nothing is said', (relation) => {
	expect(warned('twoChildren', relation)).toEqual([]);
});

test('the taxpayer is no co-owner', () => {
	expect(warned('twoChildren', '지인', 'taxpayer')).toEqual([]);
});
