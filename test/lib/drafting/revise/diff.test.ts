import fc from 'fast-check';

import { diffTexts } from '../../../../lib/drafting/revise/diff';
import { wordParts } from '../../../../lib/drafting/revise/word-parts';
import type { DraftContent } from '../../../../lib/drafting/types';
import { item, paragraph, release, report, rewritten, table } from './small-draft';

const changed = (before: DraftContent, after: DraftContent) => diffTexts(before, after).filter(({ kind }) => kind !== 'kept').map(({ place, kind, before: was, after: is }) => [place, kind, was, is]);
const withSection = (content: DraftContent, at: number, blocks: DraftContent['sections'][number]['blocks']): DraftContent => ({ ...content, sections: content.sections.map((section, index) => (index === at ? { ...section, blocks } : section)) });

describe('diffTexts', () => {
	it('finds nothing between a document and itself', () => {
		expect(changed(report, report)).toEqual([]);
		expect(diffTexts(report, report).map(({ after }) => after)).toContain('공사비 | 2,400만 원');
	});

	it('shows in a changed title which words went and came', () => {
		const [change] = diffTexts(report, { ...report, title: '노후 가로등 정비 결과 보고' });
		expect(change).toMatchObject({ place: 'title', kind: 'changed' });
		expect(change?.parts).toEqual([{ kind: 'same', text: '노후 가로등 ' }, { kind: 'out', text: '교체 ' }, { kind: 'in', text: '정비 ' }, { kind: 'same', text: '결과 보고' }]);
	});

	it('tells a new item from a changed one, and its neighbours as kept', () => {
		const after = withSection(report, 1, [item(1, '교체 대상 120개'), item(2, '의정부동 50개소 신규'), item(2, '흥선동 45개'), item(2, '가능동 80개')]);
		expect(changed(report, after)).toEqual([
			['sections.1.blocks.1', 'added', '', '의정부동 50개소 신규'],
			['sections.1.blocks.2', 'changed', '흥선동 40개', '흥선동 45개'],
		]);
	});

	it('names a removed text by its earlier place', () => {
		expect(changed(report, withSection(report, 3, [item(1, '12월 준공 검사 실시')]))).toEqual([['sections.3.blocks.1', 'removed', '내년 3월 잔여 구간 착수', '']]);
	});

	it('compares tables row by row', () => {
		expect(changed(report, withSection(report, 2, [table(['공사비', '2,600만 원'], ['감리비', '300만 원'])]))).toEqual([['sections.2.blocks.0.rows.0', 'changed', '공사비 | 2,400만 원', '공사비 | 2,600만 원']]);
	});

	it('knows a section again that was moved, and one that came or went', () => {
		const [summary, status, budget, plan] = report.sections;
		if (!summary || !status || !budget || !plan) throw new Error('The report has four sections.');
		const effects = { id: 'effects', heading: '기대 효과', blocks: [item(1, '야간 보행 안전 확보')] };
		expect(changed(report, { ...report, sections: [plan, summary, effects, status] })).toEqual([
			['sections.2.heading', 'removed', '소요 예산', ''],
			['sections.2.blocks.0.rows.0', 'removed', '공사비 | 2,400만 원', ''],
			['sections.2.blocks.0.rows.1', 'removed', '감리비 | 300만 원', ''],
			['sections.2.heading', 'added', '', '기대 효과'],
			['sections.2.blocks.0', 'added', '', '야간 보행 안전 확보'],
		]);
	});

	it('accounts for every text of both documents', () => {
		const text = fc.array(fc.constantFrom('가로등', '교체', '흥선동', '120개', '준공'), { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
		const content = fc.array(fc.array(text, { maxLength: 6 }), { maxLength: 4 }).map((sections): DraftContent => ({ title: '제목', subtitles: [], sections: sections.map((texts, index) => ({ id: `s${index}`, heading: '', blocks: texts.map(paragraph) })) }));
		fc.assert(
			fc.property(content, content, (before, after) => {
				const changes = diffTexts(before, after);
				const all = (made: DraftContent) => ['제목', ...made.sections.flatMap(({ blocks }) => blocks.map((block) => (block.kind === 'table' ? '' : block.text)))].sort();
				expect(changes.filter(({ kind }) => kind !== 'added').map((change) => change.before).sort()).toEqual(all(before));
				expect(changes.filter(({ kind }) => kind !== 'removed').map((change) => change.after).sort()).toEqual(all(after));
			}),
		);
	});

	it('calls every text of a wholly rewritten document changed', () => {
		expect(new Set(diffTexts(release, rewritten(release)).map(({ kind }) => kind))).toEqual(new Set(['changed']));
	});
});

it('puts both texts together again from their parts', () => {
	const text = fc.array(fc.constantFrom('책', '책을', '나눔', ' ', '  ', '한마당', '\n', '12월'), { maxLength: 20 }).map((words) => words.join(''));
	fc.assert(
		fc.property(text, text, (before, after) => {
			const parts = wordParts(before, after);
			const without = (kind: 'in' | 'out') => parts.filter((part) => part.kind !== kind).map((part) => part.text).join('');
			expect([without('in'), without('out')]).toEqual([before, after]);
		}),
	);
});
