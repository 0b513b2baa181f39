import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { applySafeFixes } from '../../../../lib/drafting/lint/fixes';
import { lint, RULES } from '../../../../lib/drafting/lint/lint';
import type { RuleSet } from '../../../../lib/drafting/types';
import { unitsOf } from '../../../../lib/drafting/units';
import { contentOf, contextOf, findingsIn, item, mendedIn, paragraph, profileOf } from './support';

const SETS: readonly RuleSet[] = ['office', 'press', 'speech', 'citizen'];
const PIECES = [
	'의정부시는', '2026.03.14', '2026. 3. 14.(토)', '11.27.(금)', '오후 2시 30분', '14:30', '~', '까지', '금113,560원', '345천원', '워크샵', '년도별', '장소 :', '회룡홀', '을', 'AI를', 'MOU(업무 협약)',
	'“컨텐츠 2026.03.14”', '‘페스타’', '「국어기본법」', '제14조', '위해 위해', '..', '  ', '\n', '1. ', '가. ', '□ ', '붙임: 계획서 1부. 끝', '[확인 필요: 120명]', '[인용 필요]', '⟦이름1⟧', '신청하세요.', '**핵심**', '<b>', '열었다.', '했습니다.', '함.', '"', '(', '서강민 시장', "'25년", '—', '市民', '⑴',
];
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(' '));

/** Digits of a text in order, years with two digits written out, without the Hangul and clock forms that notation may choose. */
const quotations = (value: string): string[] => value.match(/“[^”]*”|‘[^’]*’|「[^」]*」|\[(?:확인|인용) 필요[^\]]*\]|⟦[^⟧]*⟧/g) ?? [];

describe('safe fixes', () => {
	it('do nothing the second time, whatever the text', () => {
		fc.assert(
			fc.property(text, fc.constantFrom(...SETS), fc.boolean(), (sample, set, asItem) => {
				const profile = profileOf(set);
				const once = applySafeFixes(contentOf([asItem ? item(sample) : paragraph(sample)]), profile, contextOf());
				const twice = applySafeFixes(once.content, profile, contextOf());
				expect(twice.content).toEqual(once.content);
				expect(twice.fixed).toEqual([]);
			}),
			{ numRuns: 1000 },
		);
	});

	it('leave quotations, laws, open slots and placeholders as they are', () => {
		fc.assert(
			fc.property(text, fc.constantFrom(...SETS), (sample, set) => {
				fc.pre((sample.split('"').length - 1) % 2 === 0);
				expect(quotations(mendedIn(sample, set))).toEqual(quotations(sample));
			}),
			{ numRuns: 500 },
		);
	});

	it('point at the words they put in', () => {
		fc.assert(
			fc.property(text, fc.constantFrom(...SETS), (sample, set) => {
				const { content, fixed } = applySafeFixes(contentOf([paragraph(sample)]), profileOf(set), contextOf());
				const block = content.sections[0]?.blocks[0];
				const mended = block === undefined || block.kind === 'table' ? '' : block.text;
				for (const { start, end } of fixed) expect(start >= 0 && start <= end && end <= mended.length).toBe(true);
			}),
			{ numRuns: 500 },
		);
		const { content, fixed } = applySafeFixes(contentOf([paragraph('2026.03.14 워크샵')]), profileOf('office'), contextOf());
		const block = content.sections[0]?.blocks[0];
		const mended = block?.kind === 'paragraph' ? block.text : '';
		expect(fixed.map(({ start, end, suggestion }) => [mended.slice(start, end), suggestion])).toEqual([
			['2026. 3. 14.', '2026. 3. 14.'],
			['워크숍', '워크숍'],
		]);
		expect(fixed.every(({ fixed: done, severity }) => done && severity === 'info')).toBe(true);
	});

	it('leave what our own code wrote', () => {
		const profile = profileOf('office', { sections: [{ id: 'body', heading: '', form: 'fixed', required: true, min: 0, max: 9, hint: '', template: ['일시: #{date}'] }] });
		const content = contentOf([paragraph('일시 : 2026.03.14')]);
		expect(applySafeFixes(content, profile, contextOf()).content).toEqual(content);
		expect(lint(unitsOf(content, profile), profile, contextOf())).toEqual([]);
	});
});

describe('findings', () => {
	it('lie in the text and quote it', () => {
		fc.assert(
			fc.property(text, fc.constantFrom(...SETS), (sample, set) => {
				for (const { start, end, excerpt, place, message } of findingsIn(sample, set)) {
					expect(message).not.toBe('');
					if (place === 'sections.0.blocks.0' && end > 0) expect(sample.slice(start, end).startsWith(excerpt.replace(/…$/, ''))).toBe(true);
				}
			}),
			{ numRuns: 500 },
		);
	});

	it('can be switched off alone and by group', () => {
		const wrong = '일시: 2026.03.14 오후 2시';
		const withOff = (off: string[]) => findingsIn(wrong, 'office', { profile: { rules: { set: 'office', off, forbidden: [] } } }).map(({ ruleId }) => ruleId);
		expect(withOff([])).toEqual(['date.notation', 'time.notation']);
		expect(withOff(['date.notation'])).toEqual(['time.notation']);
		expect(withOff(['date', 'time'])).toEqual([]);
	});

	it('come fast even from texts made to be slow', () => {
		for (const hostile of ['가 '.repeat(20_000), '1'.repeat(20_000), '2026. '.repeat(8000), '“'.repeat(5000), '<b '.repeat(10_000), '['.repeat(10_000), '가가'.repeat(10_000), 'a '.repeat(20_000), '1,'.repeat(10_000), '금'.repeat(20_000)])
			expect(Array.isArray(findingsIn(hostile, 'office'))).toBe(true);
	});
});

describe('the list of rules', () => {
	it('has unique ids, Korean names and a basis for each', () => {
		expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
		for (const { id, name, basis, sets } of RULES) {
			expect(id).toMatch(/^[a-z]+\.[a-z-]+$/);
			expect(`${name}${basis}`).toMatch(/[가-힣]/);
			expect(sets.length).toBeGreaterThan(0);
		}
	});

	it('has an example of every rule in these tests', () => {
		const tests = readdirSync(__dirname).filter((name) => name.endsWith('.test.ts')).map((name) => readFileSync(`${__dirname}/${name}`, 'utf8')).join('\n');
		expect(RULES.map(({ id }) => id).filter((id) => !tests.includes(`'${id}'`))).toEqual([]);
	});
});
