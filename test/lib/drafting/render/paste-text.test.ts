import fc from 'fast-check';

import '../../../support/property-seed';
import { pasteText } from '../../../../lib/drafting/render/render';
import type { Block } from '../../../../lib/drafting/types';
import { unitsOf } from '../../../../lib/drafting/units';
import { item, paragraph, PROFILE_IDS, sample } from './samples';

function letter(blocks: readonly Block[], attachments = ''): string {
	const { profile, values } = sample('official-letter');
	return pasteText(sample('official-letter', { content: { title: '제목', subtitles: [], sections: [{ id: 'body', heading: '', blocks }] }, values: { ...values, attachments }, profile }));
}

describe('the body of an office letter', () => {
	test('has the marks of each level, two 타 a level, attachments and the end mark to the letter', () => {
		expect(pasteText(sample('official-letter'))).toBe(
			[
				'1. 관련: 복지정책과-12345(2026. 11. 10.)',
				'2. 한 해 동안 봉사한 시민을 격려하기 위하여 자원봉사자의 날 기념식을 아래와 같이 개최하고자 하오니 참석하여 주시기 바랍니다.',
				'  가. 일시: 2026. 12. 4.(금) 14:00',
				'  나. 장소: 의정부예술의전당 소극장',
				'  다. 참석 대상: 봉사단체 대표 40명',
				'    단체별로 1명씩 참석하되, 대표가 참석하기 어려우면 부대표가 대신 참석할 수 있음',
				'3. 참석자 명단을 붙임 서식에 따라 2026. 11. 27.(금)까지 제출하여 주시기 바랍니다.',
				'붙임  1. 기념식 계획서 1부.',
				'      2. 참석자 명단 서식 1부.  끝.',
				'',
			].join('\n'),
		);
	});

	test('gives a single item no mark', () => {
		expect(letter([item(1, '자료를 제출하여 주시기 바랍니다.')])).toBe('자료를 제출하여 주시기 바랍니다.  끝.\n');
	});

	test('goes on with 거 after 하', () => {
		const lines = letter([item(1, '가'), item(1, '나'), ...Array.from({ length: 16 }, (_, index) => item(2, `항목 ${index}`))]).split('\n');
		expect(lines[2]).toBe('  가. 항목 0');
		expect(lines[15]).toBe('  하. 항목 13');
		expect(lines[16]).toBe('  거. 항목 14');
	});

	test('begins again under each item of the level above', () => {
		expect(letter([item(1, 'A'), item(2, 'a'), item(2, 'b'), item(1, 'B'), item(2, 'c'), item(2, 'd'), item(3, 'x'), item(3, 'y')])).toBe(
			'1. A\n  가. a\n  나. b\n2. B\n  가. c\n  나. d\n    1) x\n    2) y  끝.\n',
		);
	});

	test.each([
		['계획서', '붙임  계획서 1부.  끝.'],
		['계획서 2부', '붙임  계획서 2부.  끝.'],
		['붙임: 계획서 1부.  끝.', '붙임  계획서 1부.  끝.'],
		['1. 계획서 1부\n2. 명단', '붙임  1. 계획서 1부.\n      2. 명단 1부.  끝.'],
	])('writes the attachments %j as the rule wants them', (given, wanted) => {
		expect(letter([item(1, '본문')], given)).toBe(`본문\n${wanted}\n`);
	});

	test('says 끝 once, and below a table that ends the body', () => {
		expect(letter([paragraph('마칩니다.  끝.')])).toBe('마칩니다.  끝.\n');
		expect(letter([paragraph('아래와 같습니다.'), { kind: 'table', columns: ['구분', '인원'], rows: [['대표', '40명']] }])).toBe('아래와 같습니다.\n구분\t인원\n대표\t40명\n  끝.\n');
	});

	test('leaves head and foot to the approval system', () => {
		const text = pasteText(sample('official-letter'));
		for (const word of ['수신', '제목', '의정부시장', '기안자']) expect(text).not.toContain(word);
	});
});

describe('the other types', () => {
	test('a report has Ⅰ □ ○ - ㆍ and its tables as lines with tabs', () => {
		const text = pasteText(sample('work-report'));
		expect(text).toContain('\n\nⅠ. 추진 배경\n□ 야간 운영 확대 요구 증가\n ○ 2026년 시민 설문에서 야간 운영 확대 요구 41%\n');
		expect(text).toContain('\n   - 직장인과 학생이');
		expect(text).toContain('\n     ㆍ 2026. 10. 기준\n');
		expect(text).toContain('\n구분\t장점\t단점\t소요 예산\n1안(2곳 확대)\t예산 부담이 적음\t');
	});

	test('a press release has its sub-headlines between dashes and an empty line between paragraphs', () => {
		const [title, first, second, gap, lead, next] = pasteText(sample('press-release')).split('\n');
		expect([title, gap, next]).toEqual(['의정부시, 책으로 이웃을 잇는 겨울 책 나눔 한마당 연다', '', '']);
		expect([first, second]).toEqual(['- 12월 5일 시청 대강당에서 시민이 기증한 책 1,200권 나눔 -', '- 어린이 책 놀이 교실 4개 운영 -']);
		expect(lead).toMatch(/^의정부시\(시장 서강민\)는/);
	});

	test('what the fields name stands as items, contacts stand together', () => {
		expect(pasteText(sample('event-plan'))).toContain('Ⅱ. 행사 개요\n ○ 행사명: 2026 자원봉사자의 날 기념식\n ○ 일시: 2026. 12. 4.(금) 14:00~16:00\n');
		expect(pasteText(sample('civil-reply'))).toContain('담당부서: 도로과\n담당자: 최민지\n전화: 031-828-0000\n');
		expect(pasteText(sample('notice-copy'))).toContain('\n○ 유의 사항: 다른 난방비 지원을 받은 가구는 제외됩니다.\n○ 문의: 의정부시 복지정책과(031-828-0000)\n');
	});

	test.each(PROFILE_IDS)('%s: every text of the document is in it once the fields are filled in', (id) => {
		const input = sample(id);
		const text = pasteText(input);
		for (const unit of unitsOf(input.content, input.profile)) if (!(id === 'official-letter' && unit.role === 'title')) expect(text).toContain(unit.text);
	});
});

test('no text is lost whatever items, paragraphs and tables a document holds', () => {
	const word = fc.stringMatching(/^[가-힣0-9]{1,12}$/);
	const block = fc.oneof(
		word.map(paragraph),
		fc.tuple(fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const), word).map(([level, text]) => item(level, text)),
		fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 3 }).map((rows): Block => ({ kind: 'table', columns: ['가', '나'], rows })),
	);
	fc.assert(
		fc.property(fc.constantFrom('official-letter', 'work-report', 'civil-reply', 'press-release'), fc.array(block, { maxLength: 8 }), (id, blocks) => {
			const { profile } = sample(id);
			const sections = profile.sections.filter(({ form }) => form !== 'fixed').map((section, index) => ({ id: section.id, heading: section.heading, blocks: index === 0 ? blocks : [] }));
			const text = pasteText(sample(id, { content: { title: '제목', subtitles: [], sections }, values: {} }));
			let from = 0;
			for (const one of blocks.flatMap((each) => (each.kind === 'table' ? each.rows.flat() : [each.text]))) {
				const at = text.indexOf(one, from);
				expect(at).toBeGreaterThanOrEqual(0);
				from = at + one.length;
			}
		}),
		{ numRuns: 60 },
	);
});
