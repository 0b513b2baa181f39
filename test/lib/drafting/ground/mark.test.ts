import { groundFindings } from '../../../../lib/drafting/ground/findings';
import { ground } from '../../../../lib/drafting/ground/ground';
import { markUntraced } from '../../../../lib/drafting/ground/mark';
import type { DraftContent, FactSheet } from '../../../../lib/drafting/types';
import { unitsOf } from '../../../../lib/drafting/units';
import { profileOf } from './support';

const profile = profileOf('press-release');
const context = { profile, city: { name: '의정부시', head: { title: '의정부시장', name: '서강민' }, department: '도서관과' }, today: '2026-11-23' };
const sheet: FactSheet = {
	facts: [
		{ no: 1, fieldId: 'facts', label: '핵심 내용', text: '시민 100명이 참여함' },
		{ no: 2, fieldId: 'quotes', label: '인용문', text: '서강민 의정부시장: “함께 읽겠다”' },
	],
	quotes: [{ factNo: 2, speaker: '서강민', role: '의정부시장', text: '함께 읽겠다', approvedBy: '', approvedOn: '' }],
	findings: [],
	missing: [],
};
const contentOf = (...texts: readonly string[]): DraftContent => ({
	title: '시민이 참여한 책 축제',
	subtitles: [],
	sections: [{ id: 'body', heading: '', blocks: texts.map((text) => ({ kind: 'paragraph', text })) }],
});
const tracesOf = (content: DraftContent) => ground(unitsOf(content, profile), sheet, context);
const marked = (...texts: readonly string[]): string[] => {
	const content = contentOf(...texts);
	return markUntraced(content, tracesOf(content)).sections.flatMap(({ blocks }) => blocks.map((block) => (block.kind === 'table' ? '' : block.text)));
};

describe('markUntraced', () => {
	it('leaves what facts hold as it is', () => {
		expect(marked('시민 100명이 참여했다.')).toEqual(['시민 100명이 참여했다.']);
	});

	it('puts an open slot in place of what none holds and keeps the particle', () => {
		expect(marked('시민 120명이 12월 5일에 참여했다.')).toEqual(['시민 [확인 필요: 120명]이 [확인 필요: 12월 5일]에 참여했다.']);
	});

	it('takes words out that nobody has said or approved', () => {
		expect(marked('서강민 시장은 “더 넓히겠다”고 말했다.', '서강민 시장은 “함께 읽겠다”고 말했다.')).toEqual(['서강민 시장은 [인용 필요]고 말했다.', '서강민 시장은 [인용 필요]고 말했다.']);
	});

	it('changes nothing a second time', () => {
		const content = contentOf('시민 120명과 이정민 관장이 “반갑다”고 말했다.');
		const once = markUntraced(content, tracesOf(content));
		expect(markUntraced(once, tracesOf(once))).toEqual(once);
		expect(tracesOf(once).map(({ verdict }) => verdict)).toEqual(['open', 'open', 'open']);
		expect(groundFindings(tracesOf(once), unitsOf(once, profile))).toEqual([]);
	});

	it('marks cells of tables and titles too', () => {
		const content: DraftContent = { title: '시민 130명 참여', subtitles: ['1,000명 넘어'], sections: [{ id: 'body', heading: '', blocks: [{ kind: 'table', columns: ['인원'], rows: [['140명'], ['100명']] }] }] };
		const once = markUntraced(content, tracesOf(content));
		expect(once.title).toBe('시민 [확인 필요: 130명] 참여');
		expect(once.subtitles).toEqual(['[확인 필요: 1,000명] 넘어']);
		expect(once.sections[0]?.blocks[0]).toMatchObject({ rows: [['[확인 필요: 140명]'], ['100명']] });
	});
});

describe('groundFindings', () => {
	it.each([
		['시민 120명이 참여했다.', 'ground.number', 'error'],
		['사업비는 3억 원이다.', 'ground.amount', 'error'],
		['12월 5일에 열렸다.', 'ground.date', 'error'],
		['오후 2시에 시작한다.', 'ground.time', 'error'],
		['「도서관법」 제3조에 따른다.', 'ground.law', 'error'],
		['한국도로공사와 함께한다.', 'ground.organisation', 'error'],
		['이정민 관장이 참석했다.', 'ground.person', 'error'],
		['ESG 사업이다.', 'ground.latin', 'warning'],
		['서강민 시장은 “더 넓히겠다”고 말했다.', 'quote.invented', 'error'],
		['서강민 시장은 “함께 읽겠다”고 말했다.', 'quote.unapproved', 'error'],
	])('%s → %s', (text, ruleId, severity) => {
		const content = contentOf(text);
		const findings = groundFindings(tracesOf(content), unitsOf(content, profile));
		expect(findings.map((finding) => [finding.ruleId, finding.severity, finding.place])).toEqual([[ruleId, severity, 'sections.0.blocks.0']]);
		expect(findings[0]?.message).toMatch(/다\.$/);
		expect(findings[0]?.suggestion).toMatch(/시기 바랍니다\.$/);
	});

	it('is silent about texts that our own code filled in', () => {
		const units = unitsOf(contentOf('시민 120명'), profile).map((unit) => ({ ...unit, fixed: true }));
		expect(ground(units, sheet, context)).toEqual([]);
	});
});
