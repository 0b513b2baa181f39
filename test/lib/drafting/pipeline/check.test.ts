import { checkContent, checkText } from '../../../../lib/drafting/pipeline/check';
import { withDefaults } from '../../../../lib/drafting/pipeline/defaults';
import { namesIn } from '../../../../lib/drafting/pipeline/names';
import { withInstructions, type CheckRequest } from '../../../../lib/drafting/pipeline/request';
import type { FactSheet } from '../../../../lib/drafting/types';
import { golden, PRESS, profileOf, settings, wordsOf } from './support';

const request = (changes: Partial<CheckRequest> = {}): CheckRequest => ({ profile: profileOf('press-release'), values: PRESS, settings: settings(), ...changes });
const TEXT = '의정부시, 2026 겨울 책 나눔 한마당 개최\n\n의정부시(시장 서강민)는 12월 5일 의정부시청 대강당에서 책 1,200권을 나눈다고 밝혔다.\n\n참가비는 5천 원이다.';

describe('checkText', () => {
	it('marks what no fact says and tells of the input too', () => {
		const { content, findings, traces, sheet } = checkText(TEXT, request({ values: { ...PRESS, when: '2026. 12. 5.(일)' } }), null);
		expect(wordsOf(content)).toContain('[확인 필요: 5천 원]');
		expect(traces.filter(({ verdict }) => verdict === 'untraced').map(({ text }) => text)).toEqual(['5천 원']);
		expect(findings.filter(({ ruleId }) => ruleId.startsWith('input.'))).toEqual(sheet.findings);
		expect(sheet.findings.map(({ ruleId }) => ruleId)).toContain('input.weekday');
	});

	it.each([[{}], [{ subject: ' ', facts: '' }]])('with the values %j traces and marks nothing', (values) => {
		const { content, findings, traces, sheet } = checkText(TEXT, request({ values }), null);
		expect(wordsOf(content)).toContain('5천 원');
		expect(wordsOf(content)).not.toContain('확인 필요');
		expect(traces).toEqual([]);
		expect(sheet.facts).toEqual([]);
		expect(findings.filter(({ ruleId }) => /^(?:input|ground|quote)\./.test(ruleId))).toEqual([]);
	});

	it('takes what was asked for later for a fact', () => {
		const { content } = checkText(TEXT, request({ instructions: ['참가비는 5천 원으로 바꿔 주세요.'] }), null);
		expect(wordsOf(content)).not.toContain('확인 필요');
	});

	it('refuses facts that cannot be read', () => {
		expect(() => checkText(TEXT, request({ values: { ...PRESS, subject: '가'.repeat(400) } }), null)).toThrow(expect.objectContaining({ code: 'fieldTooLong' }));
	});
});

it.each([['press-release'], ['work-report'], ['minutes'], ['greeting']])('a document checked in its parts (%s) stays whole', (id) => {
	const { values } = golden(id, 1);
	const content = { title: '제목이 있는 문서', subtitles: [], sections: profileOf(id).sections.map(({ id: section, heading }) => ({ id: section, heading, blocks: [] })) };
	expect(checkContent(content, request({ profile: profileOf(id), values }), null).content).toEqual(content);
});

describe('withInstructions', () => {
	const sheet: FactSheet = { facts: [{ no: 1, fieldId: 'a', label: 'ㄱ', text: 'x' }, { no: 2, fieldId: 'b', label: 'ㄴ', text: 'y' }], quotes: [], findings: [], missing: [] };

	it('numbers what was asked for behind the facts', () => {
		expect(withInstructions(sheet, ['하나', '둘']).facts.slice(2)).toEqual([{ no: 3, fieldId: 'instruction', label: '수정 요청', text: '하나' }, { no: 4, fieldId: 'instruction', label: '수정 요청', text: '둘' }]);
		expect(withInstructions({ ...sheet, facts: [] }, ['하나']).facts).toMatchObject([{ no: 1 }]);
		expect(withInstructions(sheet, [])).toEqual(sheet);
	});
});

describe('namesIn', () => {
	it('takes speakers, fields for a person and columns of persons, each once', () => {
		const profile = profileOf('press-release');
		expect(namesIn(profile, { ...PRESS, quotes: '서강민 | 시장 | 말 | 홍보담당관 | 2026-11-20\n이보람|과장|말\n서강민 | 시장 | 또', officer: ' 최민지 ', manager: '' })).toEqual(['서강민', '이보람', '최민지']);
	});

	it('of rows takes only the columns that hold persons', () => {
		const profile = { fields: [{ id: 'guests', label: '내빈', kind: 'rows' as const, required: false, help: '', example: '', fact: true, max: 100, columns: ['직위', '성명', '소속'], personColumns: ['성명'] }] };
		expect(namesIn({ ...profileOf('greeting'), ...profile }, { guests: '의장 | 박구름 | 시의회\n회장 | 이바다 |\n없음' })).toEqual(['박구름', '이바다']);
	});
});

describe('withDefaults', () => {
	it.each([
		[{ department: '' }, '도서관과'],
		[{}, '도서관과'],
		[{ department: '홍보담당관' }, '홍보담당관'],
	])('%j', (values, department) => {
		expect(withDefaults(profileOf('press-release'), values, settings().city).department).toBe(department);
	});

	it('adds no field that the type does not have', () => {
		const profile = { ...profileOf('press-release'), fields: [] };
		expect(withDefaults(profile, {}, settings().city)).toEqual({});
	});
});
