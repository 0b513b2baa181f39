import { diffTexts } from '../../../../lib/drafting/revise/diff';
import { keepUnasked } from '../../../../lib/drafting/revise/keep';
import type { DraftContent } from '../../../../lib/drafting/types';
import { item, paragraph, release, report, rewritten } from './small-draft';

/** Places that differ from the earlier document after what was not asked for has been taken back. */
function places(before: DraftContent, instruction: string, after = rewritten(before)): string[] {
	const { content } = keepUnasked(before, after, instruction);
	return diffTexts(before, content).filter(({ kind }) => kind !== 'kept').map(({ place }) => place);
}
const all = diffTexts(report, rewritten(report)).filter(({ kind }) => kind !== 'kept').map(({ place }) => place);

describe('keepUnasked, where everything was rewritten', () => {
	it.each([
		['제목을 더 짧게', ['title']],
		['제목만 바꿔 주세요', ['title']],
		['부제를 고쳐 줘', ['subtitles.0']],
		['현황을 더 자세히 써 줘', ['sections.1.blocks.0', 'sections.1.blocks.1', 'sections.1.blocks.2']],
		['소요예산 표를 고쳐 줘', ['sections.2.blocks.0.rows.0', 'sections.2.blocks.0.rows.1']],
		['제목과 향후 계획을 다듬어 줘', ['title', 'sections.3.blocks.0', 'sections.3.blocks.1']],
		['현황의 두 번째 항목을 40개에서 45개로', ['sections.1.blocks.1']],
		['향후 계획의 마지막 항목을 다듬어 줘', ['sections.3.blocks.1']],
		['현황은 그대로 두고 향후 계획만 바꿔 줘', ['sections.3.blocks.0', 'sections.3.blocks.1']],
		['제목 말고 요약을 고쳐 줘', ['sections.0.blocks.0']],
	])('%s changes nothing else', (instruction, expected) => {
		expect(places(report, instruction)).toEqual(expected);
	});

	it.each([
		['첫 문단을 짧게', ['sections.0.blocks.0']],
		['리드를 고쳐 줘', ['sections.0.blocks.0']],
		['3번째 문단을 둘로 나눠 줘', ['sections.1.blocks.1']],
		['마지막 문단을 다듬어 줘', ['sections.2.blocks.0']],
		['맺음말을 다듬어 줘', ['sections.2.blocks.0']],
		['인용문을 앞뒤로 나눠 줘', ['sections.2.blocks.0']],
		['본문을 다듬어 줘', ['sections.0.blocks.0', 'sections.1.blocks.0', 'sections.1.blocks.1', 'sections.2.blocks.0']],
	])('%s is understood without headings', (instruction, expected) => {
		expect(places(release, instruction)).toEqual(expected);
	});

	it.each(['더 공손하게', '12월 5일을 12월 6일로 바꿔 줘', '더 짧게 요약해 줘', '문서 전체를 다듬어 줘', '열째 문단을 고쳐 줘', '스마트 가로등 도입 시기를 2027년으로 바꿔 줘', '공사 마무리 시기를 12월로 바꿔 줘', '협약을 맺음이라고 적어 줘', '소제목을 붙여 줘'])('%s names no part, so the revision stays', (instruction) => {
		expect(places(report, instruction)).toEqual(all);
		expect(keepUnasked(report, rewritten(report), instruction).undone).toBe(0);
	});

	it.each(['제목은 그대로 두고 더 공손하게', '전체를 다듬되 제목은 바꾸지 말아 줘'])('%s leaves the title alone', (instruction) => {
		expect(places(report, instruction)).toEqual(all.filter((place) => place !== 'title'));
	});

	it('counts the texts that were taken back', () => {
		expect(keepUnasked(report, rewritten(report), '제목을 더 짧게').undone).toBe(all.length - 1);
	});
});

describe('keepUnasked, where texts came and went', () => {
	const [summary, status, budget, plan] = report.sections;
	if (!summary || !status || !budget || !plan) throw new Error('The report has four sections.');

	it('brings back sections and items that nobody asked to remove', () => {
		const after: DraftContent = { ...report, title: '가로등 교체 보고', sections: [summary, { ...status, blocks: status.blocks.slice(1) }, plan] };
		expect(keepUnasked(report, after, '제목을 더 짧게').content).toEqual({ ...report, title: '가로등 교체 보고' });
	});

	it('lets go what was asked to be removed', () => {
		const after: DraftContent = { ...report, sections: [summary, { ...status, blocks: status.blocks.slice(0, 2) }, plan] };
		expect(keepUnasked(report, after, '소요 예산을 삭제해 줘').content).toEqual({ ...report, sections: [summary, status, plan] });
		expect(keepUnasked(report, after, '현황의 세 번째 항목을 빼 줘').content.sections.map(({ blocks }) => blocks.length)).toEqual([1, 2, 1, 2]);
	});

	it('lets in a section that was asked for, and no other', () => {
		const effects = { id: 'effects', heading: '기대 효과', blocks: [item(1, '야간 보행 안전 확보')] };
		const risks = { id: 'risks', heading: '문제점', blocks: [item(1, '예산 부족')] };
		const after: DraftContent = { ...report, sections: [summary, status, risks, budget, effects, plan] };
		expect(keepUnasked(report, after, '기대 효과를 추가해 줘').content.sections.map(({ id }) => id)).toEqual(['summary', 'status', 'budget', 'effects', 'plan']);
	});

	it('counts no section of the form, which comes back empty', () => {
		const greeting = { id: 'opening', heading: '', blocks: [paragraph('안녕하십니까? 평소 시정에 관심을 가져 주셔서 감사합니다.')] };
		const contact = { id: 'contact', heading: '', blocks: [paragraph('담당부서: 도로과')] };
		const framed: DraftContent = { ...release, sections: [greeting, ...release.sections, contact] };
		const after: DraftContent = { ...framed, sections: [{ ...greeting, blocks: [] }, ...rewritten(release).sections, { ...contact, blocks: [] }] };
		expect(places(framed, '첫 문단을 짧게', after)).toEqual(['sections.1.blocks.0']);
		expect(places(framed, '리드를 고쳐 줘', after)).toEqual(['sections.1.blocks.0']);
		expect(places(framed, '마지막 문단을 다듬어 줘', after)).toEqual(['sections.3.blocks.0']);
	});

	it('lets a paragraph be split in two', () => {
		const after: DraftContent = { ...release, sections: release.sections.map((section) => (section.id === 'body' ? { ...section, blocks: [...section.blocks.slice(0, 1), paragraph('시민이 기증한 책을 나눈다.'), paragraph('책은 모두 1,200권이다.')] } : section)) };
		const { content, undone } = keepUnasked(release, after, '세 번째 문단을 두 문단으로 나눠 줘');
		expect(content).toEqual(after);
		expect(undone).toBe(0);
	});
});
