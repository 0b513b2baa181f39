import { checkSheetHtml, draftHtml, fillFixed, renderCheckSheet, type CheckSheetInput } from '../../../../lib/drafting/render/render';
import type { Finding, Trace } from '../../../../lib/drafting/types';
import { bare, readHwpx } from './read-files';
import { sample } from './samples';

const LEAD = 'sections.0.blocks.0';
const BODY = 'sections.1.blocks.1';

function trace(place: string, text: string, changes: Partial<Trace>): Trace {
	const { content } = sample('press-release');
	const [, section = '', , block = ''] = place.split('.');
	const found = content.sections[Number(section)]?.blocks[Number(block)];
	const start = found?.kind === 'paragraph' ? found.text.indexOf(text) : -1;
	if (start < 0) throw new Error(`${text} is not at ${place}`);
	return { place, start, end: start + text.length, kind: 'number', text, factNos: [], verdict: 'traced', why: '', ...changes };
}

const finding = (changes: Partial<Finding>): Finding => ({ ruleId: 'sentence.length', severity: 'warning', place: LEAD, start: 0, end: 0, excerpt: '', message: '문장이 깁니다.', suggestion: '두 문장으로 나누시기 바랍니다.', fixed: false, ...changes });

function input(changes: Partial<CheckSheetInput> = {}): CheckSheetInput {
	const { content, profile, values, ...rest } = sample('press-release');
	const facts = {
		facts: [{ no: 1, fieldId: 'when', label: '일시', text: '2026. 12. 5.(토) 14:00~17:00' }, { no: 2, fieldId: 'facts', label: '핵심 내용', text: '지난해 참여 시민 830명' }],
		quotes: [],
		findings: [],
		missing: [{ fieldId: 'place', label: '장소' }],
	};
	const traces = [trace(LEAD, '12월 5일', { factNos: [1] }), trace(BODY, '830명', { factNos: [2] }), trace(BODY, '[확인 필요: 1,000명]', { verdict: 'open', why: '입력 사실에 없는 수입니다.' })];
	return { ...rest, profile, values, content: fillFixed(content, profile, values), facts, traces, findings: [], model: '시험 모형', draftId: 'D-1', at: '2026. 11. 23. 10:15', ...changes };
}

describe('the check sheet', () => {
	test('tells open points with what to do, sentences with their facts, the facts and the versions', async () => {
		const { issues, text, pages } = await readHwpx(await renderCheckSheet(input({ findings: [finding({})] })));
		expect(issues).toEqual([]);
		expect(pages).toBe(1);
		const read = bare(text.replace(/<[^>]+>/g, ' '));
		for (const word of ['보도자료점검표', 'D-1(초안)', '시험모형', '확인이필요한곳:2건', '장소', '[확인필요:1,000명]', '입력사실에없는수입니다.', '문장이깁니다.', '두문장으로나누시기바랍니다.', '본문1번째문단', '[2]확인필요', '핵심내용:지난해참여시민830명']) expect(read).toContain(word);
	});

	test('says so where there is nothing to settle', async () => {
		const { facts } = input();
		const { text } = await readHwpx(await renderCheckSheet(input({ content: { title: '알림', subtitles: [], sections: [] }, traces: [], facts: { ...facts, missing: [] } })));
		expect(bare(text)).toContain('확인이필요한곳:없음');
		expect(bare(text)).toContain('점검결과:주의할곳없음');
	});

	test('leaves the facts out before it takes a second page, and the open points never', async () => {
		const { facts } = input();
		const many = Array.from({ length: 90 }, (_, index) => ({ no: index + 1, fieldId: 'facts', label: '핵심 내용', text: `사실 ${index + 1}에 관한 설명이 이어짐` }));
		const { text, pages } = await readHwpx(await renderCheckSheet(input({ facts: { ...facts, facts: many } })));
		expect(pages).toBe(1);
		expect(bare(text)).not.toContain('□입력사실');
		expect(bare(text)).toContain('[확인필요:1,000명]');
	});

	test('tells a claim once, though a finding says it again', async () => {
		const { traces } = input();
		const open = traces.at(-1);
		const again = finding({ ruleId: 'ground.number', severity: 'error', place: BODY, start: open?.start ?? 0, end: open?.end ?? 0, excerpt: '1,000명', message: '입력 사실에 없는 수입니다.' });
		expect(bare((await readHwpx(await renderCheckSheet(input({ findings: [again] })))).text)).toContain('확인이필요한곳:2건');
	});

	test('names places in words of the office', () => {
		const page = checkSheetHtml(input({ findings: [finding({ severity: 'error', place: 'title', message: '제목이 깁니다.', suggestion: '' }), finding({ place: 'subtitles.1' }), finding({ place: '' }), finding({ place: 'sections.3.blocks.0' })] }));
		for (const place of ['제목', '부제 2', '문서 전체', '사진 설명 1번째 문단']) expect(page).toContain(place);
	});
});

describe('the draft on a page', () => {
	test('shows what needs a person in bold and the numbers of the facts behind the rest', () => {
		const page = draftHtml(input());
		expect(page).toMatch(/<h2>의정부시, 책으로/);
		expect(page).toMatch(/<strong [^>]*>\[확인 필요: 1,000명\]<\/strong>/);
		expect(page).toMatch(/연다\.<sup [^>]*> 사실 1<\/sup>/);
	});

	test('lists findings with what to write, and counts what has been mended', () => {
		const page = draftHtml(input({ findings: [finding({ excerpt: '의정부시' }), finding({ fixed: true })] }));
		expect(page).toContain('점검 결과: 1건');
		expect(page).toContain('“의정부시” 문장이 깁니다.');
		expect(page).toContain('자동으로 바로잡은 곳: 1건');
	});

	test('a letter has its marks and attachments', () => {
		const page = draftHtml({ ...input(), ...sample('official-letter'), traces: [], findings: [] });
		expect(page).toContain('가. 일시: 2026. 12. 4.(금) 14:00');
		expect(page).toContain('붙임  1. 기념식 계획서 1부.');
	});

	test('tells by nesting what a form without styles would lose: the document apart from the findings, levels of items', () => {
		const page = draftHtml({ ...input(), ...sample('event-plan'), traces: [], findings: [] });
		expect(page).toMatch(/^<div><div><h2>/);
		expect(page).toMatch(/<div style="[^"]*"><p>○ /);
		expect(page.indexOf('확인이 필요한 곳')).toBeGreaterThan(page.lastIndexOf('○ '));
	});

	test('an open slot stands out as a whole, also where its claim has been moved into it', () => {
		const text = '시민 [확인 필요: 1,000명]이 함께한다.';
		const { content, traces } = input();
		const changed = { ...content, title: text };
		const inside = { place: 'title', start: text.indexOf('1,000명'), end: text.indexOf(']'), kind: 'number' as const, text: '1,000명', factNos: [], verdict: 'untraced' as const, why: '' };
		expect(draftHtml(input({ content: changed, traces: [...traces.filter(({ place }) => place !== 'title'), inside] }))).toMatch(/<h2>시민 <strong [^>]*>\[확인 필요: 1,000명\]<\/strong>이 함께한다\./);
	});

	test('lists the facts by number where they are given', () => {
		const { facts } = input();
		expect(draftHtml({ ...input(), facts })).toMatch(/입력한 사실<\/h3>\s*<table[\s\S]*<td [^>]*>1<\/td>/);
	});

	test('a text behind which nearly every fact stands has no numbers', () => {
		const { traces } = input();
		const many = traces.map((trace) => ({ ...trace, factNos: [1, 2, 3, 4, 5, 6, 7] }));
		expect(draftHtml({ ...input(), traces: many })).not.toContain('사실 1, 2, 3, 4, 5, 6, 7');
	});

	test('nothing that was entered or written becomes markup', () => {
		const hostile = '<script>alert(1)</script><img src=x onerror="x">';
		const { content, facts } = input();
		const spoiled = input({
			content: { ...content, title: hostile, subtitles: [hostile] },
			traces: [],
			findings: [finding({ message: hostile, excerpt: hostile, suggestion: hostile })],
			facts: { ...facts, facts: [{ no: 1, fieldId: 'x', label: hostile, text: hostile }], missing: [{ fieldId: 'x', label: hostile }] },
			model: hostile,
			draftId: hostile,
		});
		for (const page of [draftHtml(spoiled), checkSheetHtml(spoiled)]) {
			expect(page).not.toMatch(/<script|<img/);
			expect(page).toContain('&lt;script&gt;');
		}
	});
});
