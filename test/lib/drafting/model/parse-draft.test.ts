import fc from 'fast-check';

import { draftSchema, spanSchema } from '../../../../lib/drafting/model/draft-schema';
import { parseDraft, parseSpans } from '../../../../lib/drafting/model/parse-draft';
import { CityhallError } from '../../../../lib/errors';
import { profile } from './a-profile';

const ANSWER = {
	title: '의정부시, 겨울철 제설 대책 추진',
	subtitles: ['3개월간 비상 근무'],
	sections: {
		lead: ['의정부시는 겨울철 제설 대책을 추진한다고 밝혔다.', '기간은 2026년 12월부터 2027년 2월까지다.'],
		plan: [
			{ level: 1, text: '장비 12대 배치' },
			{ level: 2, text: '취약 구간 30곳 우선' },
		],
		schedule: [{ 시간: '09:00', '담당 부서': '도로과' }],
	},
	missing: ['담당자 전화번호'],
};
const TEXT = JSON.stringify(ANSWER);

const PARSED = {
	content: {
		title: ANSWER.title,
		subtitles: ANSWER.subtitles,
		sections: [
			{ id: 'head', heading: '', blocks: [] },
			{ id: 'lead', heading: '', blocks: ANSWER.sections.lead.map((text) => ({ kind: 'paragraph', text })) },
			{ id: 'plan', heading: '추진 계획', blocks: ANSWER.sections.plan.map(({ level, text }) => ({ kind: 'item', level, text })) },
			{ id: 'schedule', heading: '일정', blocks: [{ kind: 'table', columns: ['시간', '담당 부서'], rows: [['09:00', '도로과']] }] },
		],
	},
	missing: ANSWER.missing,
};

function codeOf(work: () => unknown): string {
	try {
		work();
	} catch (error) {
		if (error instanceof CityhallError) return error.code;
		throw error;
	}
	return 'none';
}

const changed = (change: (answer: Record<string, unknown> & { sections: Record<string, unknown> }) => void): string => {
	const answer = structuredClone<Record<string, unknown> & { sections: Record<string, unknown> }>(ANSWER);
	change(answer);
	return JSON.stringify(answer);
};

describe('the schema of a draft', () => {
	it('is what strict mode takes: every property required, none beside them, no limits of its own', () => {
		const walk = (schema: unknown): void => {
			if (typeof schema !== 'object' || schema === null) return;
			const one = schema as Record<string, unknown>;
			expect(Object.keys(one)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(min|max|pattern|format|anyOf|default)/)]));
			if (one.type === 'object') {
				expect(one.required).toEqual(Object.keys(one.properties as object));
				expect(one.additionalProperties).toBe(false);
				Object.values(one.properties as object).forEach(walk);
			}
			walk(one.items);
		};
		walk(draftSchema(profile));
		walk(spanSchema());
	});

	it('has a property for each section that the model writes, and no other', () => {
		const { properties } = draftSchema(profile) as { properties: { sections: { properties: object } } };
		expect(Object.keys(properties)).toEqual(['title', 'subtitles', 'sections', 'missing']);
		expect(Object.keys(properties.sections.properties)).toEqual(['lead', 'plan', 'schedule']);
		expect(Object.keys((draftSchema({ ...profile, subtitles: null }) as { properties: object }).properties)).not.toContain('subtitles');
	});
});

describe('an answer that is a draft', () => {
	it.each<[string, string]>([
		['plain JSON', TEXT],
		['JSON with a byte order mark and blanks', `\uFEFF\n ${TEXT} \n`],
		['a fenced block with prose around', `네, 초안입니다.\n\n\`\`\`json\n${JSON.stringify(ANSWER, null, 2)}\n\`\`\`\n검토 바랍니다.`],
		['prose around without a fence', `초안은 {아래}와 같습니다.\n${TEXT}\n이상입니다. {끝}`],
		['reasoning before it', `<think>\n{"title":"아니다"} 생각 중\n</think>\n${TEXT}`],
		['reasoning by another name', `<thought>음…</thought>${TEXT}`],
		['one wrapping object too many', JSON.stringify({ output: ANSWER })],
		['two wrapping objects too many', JSON.stringify({ output: { response: ANSWER } })],
		['a list of one', JSON.stringify([ANSWER])],
		['JSON in a JSON string', JSON.stringify(TEXT)],
		['bare line breaks in a text', TEXT.replace('밝혔다.","기간', '밝혔다.\n기간')],
		['unknown properties', changed((answer) => (answer.comment = '추가'))],
		['a text for a list of paragraphs', changed((answer) => (answer.sections.lead = ANSWER.sections.lead.join('\n\n')))],
		['several paragraphs in one text', changed((answer) => (answer.sections.lead = [ANSWER.sections.lead.join('\n')]))],
		['rows as lists of cells', changed((answer) => (answer.sections.schedule = [['09:00', '도로과']]))],
		['column names with other blanks', changed((answer) => (answer.sections.schedule = [{ 시간: '09:00', 담당부서: '도로과' }]))],
		['empty rows', changed((answer) => (answer.sections.schedule = [{ 시간: ' ', '담당 부서': '' }, ...ANSWER.sections.schedule]))],
		['levels as texts', changed((answer) => (answer.sections.plan = ANSWER.sections.plan.map((item) => ({ ...item, level: `${item.level}` }))))],
		[
			'marks before the items',
			changed((answer) => {
				answer.sections.plan = [
					{ level: 1, text: '□ 장비 12대 배치' },
					{ level: 2, text: '  ○ 취약 구간 30곳 우선' },
				];
			}),
		],
		['marked lines in one item', changed((answer) => (answer.sections.plan = [{ level: 1, text: '장비 12대 배치\n ○ 취약 구간 30곳 우선' }]))],
		['blank texts between', changed((answer) => (answer.sections.lead = ['', ...ANSWER.sections.lead, '  ']))],
	])('is read from %s', (_name, text) => {
		expect(parseDraft(text, profile)).toEqual(PARSED);
	});

	it('keeps sections in their places where the model leaves them out', () => {
		const { content, missing } = parseDraft(JSON.stringify({ title: '제목', sections: { lead: ['본문이다.'] } }), profile);
		expect(content.sections.map(({ id, blocks }) => [id, blocks.length])).toEqual([['head', 0], ['lead', 1], ['plan', 0], ['schedule', 0]]);
		expect(missing).toEqual([]);
	});

	it('keeps a date at the beginning of an item', () => {
		const { content } = parseDraft(changed((answer) => (answer.sections.plan = ['3. 14. 개막식', '1. 추진 배경', '가. 목적', '- 9시 시작', '-5도 이하'])), profile);
		expect(content.sections[2]?.blocks).toEqual(['3. 14. 개막식', '추진 배경', '목적', '9시 시작', '-5도 이하'].map((text) => ({ kind: 'item', level: 1, text })));
	});

	it('brings levels into 1 to 4', () => {
		const { content } = parseDraft(changed((answer) => (answer.sections.plan = [{ level: 0, text: '가나' }, { level: 9, text: '다라' }])), profile);
		expect(content.sections[2]?.blocks).toMatchObject([{ level: 1 }, { level: 4 }]);
	});

	it('has no subtitles where the type has none', () => {
		expect(parseDraft(TEXT, { ...profile, subtitles: null }).content.subtitles).toEqual([]);
	});

	it('reads any texts back as they were written', () => {
		const korean = fc.stringMatching(/^[가-힣][가-힣0-9 ,.{}"\\]{0,30}[가-힣]$/);
		fc.assert(
			fc.property(korean, fc.array(korean, { minLength: 1, maxLength: 4 }), fc.array(fc.tuple(korean, korean), { maxLength: 3 }), (title, lead, rows) => {
				const schedule = rows.map(([one, two]) => ({ 시간: one, '담당 부서': two }));
				const text = `앞말\n${JSON.stringify({ title, subtitles: [], sections: { lead, plan: [], schedule }, missing: [] })}\n뒷말`;
				const { content } = parseDraft(text, profile);
				expect(content.title).toBe(title);
				expect(content.sections[1]?.blocks.map((block) => (block.kind === 'paragraph' ? block.text : ''))).toEqual(lead);
				expect(content.sections[3]?.blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []))).toEqual(rows);
			}),
		);
	});
});

describe('an answer that is no draft', () => {
	it.each<[string, string, string]>([
		['nothing', 'modelNotJson', ''],
		['prose', 'modelNotJson', '의정부시는 제설 대책을 추진한다.'],
		['JSON that ends early', 'modelNotJson', TEXT.slice(0, -20)],
		['a number', 'modelNotJson', '42'],
		['a refusal in Korean', 'modelRefused', '죄송하지만 요청하신 글은 작성할 수 없습니다.'],
		['a refusal in English', 'modelRefused', "I'm sorry, but I can't help with that."],
		['no title', 'modelSchema', changed((answer) => delete answer.title)],
		['a blank title', 'modelSchema', changed((answer) => (answer.title = ' '))],
		['a title of another kind', 'modelSchema', changed((answer) => (answer.title = { text: '제목' }))],
		['sections of another kind', 'modelSchema', JSON.stringify({ ...ANSWER, sections: '본문' })],
		['sections by other names', 'modelSchema', JSON.stringify({ ...ANSWER, sections: { 본문: ['가'] } })],
		['sections without a word', 'modelSchema', JSON.stringify({ ...ANSWER, missing: [], subtitles: [], sections: { lead: [], plan: [], schedule: [] } })],
		['sections of blanks', 'modelSchema', JSON.stringify({ ...ANSWER, sections: { lead: [' '], plan: [], schedule: [] } })],
		['a paragraph of another kind', 'modelSchema', changed((answer) => (answer.sections.lead = [{ text: '문단' }]))],
		['a row with cells too many', 'modelSchema', changed((answer) => (answer.sections.schedule = [['1', '2', '3']]))],
		['the schema itself', 'modelSchema', JSON.stringify(draftSchema(profile))],
		['Chinese', 'modelLanguage', changed((answer) => (answer.sections.lead = ['市政府宣布将在冬季实施除雪计划,以确保市民安全出行,并在主要道路上配备十二台设备。'.repeat(3)]))],
		['English without end', 'modelLanguage', changed((answer) => (answer.sections.lead = ['The city will clear the snow. '.repeat(30)]))],
		['the same sentence without end', 'modelRepeats', changed((answer) => (answer.sections.lead = ['시민의 안전을 최우선으로 하겠다고 밝혔다. '.repeat(30)]))],
		['blanks without end', 'modelRepeats', changed((answer) => (answer.title = `제목${' '.repeat(2_000)}`))],
		['a book', 'modelTooLong', 'ㄱ'.repeat(400_001)],
	])('is refused: %s', (_name, code, text) => {
		expect(codeOf(() => parseDraft(text, profile))).toBe(code);
	});

	it('is refused in words that hold nothing of it', () => {
		for (const text of ['비밀 내용', JSON.stringify({ title: '비밀 내용' }), changed((answer) => (answer.title = { 비밀: '비밀' }))]) {
			expect(() => parseDraft(text, profile)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('비밀'), remedy: expect.stringMatching(/하시기 바랍니다\.$/) }));
		}
	});

	it('names the place that is off', () => {
		expect(() => parseDraft(changed((answer) => (answer.sections.lead = [{}])), profile)).toThrow(/sections\.lead\[1\]/);
	});

	it('is never anything but a draft or one of our errors', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.json(), fc.json().map((value) => `{"title":"가","sections":${value}}`)), (text) => {
				expect(['none', 'modelNotJson', 'modelRefused', 'modelSchema', 'modelLanguage', 'modelRepeats']).toContain(codeOf(() => parseDraft(text, profile)));
			}),
		);
	});

	it.each<[string, string]>([
		['open braces', '{'.repeat(300_000)],
		['open quotes', '"'.repeat(300_001)],
		['fences', '```\n'.repeat(75_000)],
		['blanks', `{"a":"${' '.repeat(300_000)}b`],
		['deep lists', `{"title":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
	])('is found to be none also in a sea of %s', (_name, text) => {
		expect(codeOf(() => parseDraft(text, profile))).toMatch(/^model/);
	});
});

describe('repaired spans', () => {
	const spans = (...list: unknown[]) => JSON.stringify({ spans: list });

	it('come back by their numbers', () => {
		expect([...parseSpans(spans({ no: 2, text: ' 둘 ' }, { no: '1', text: '하나' }), 2)]).toEqual([[2, '둘'], [1, '하나']]);
	});

	it('leaves out what was not asked for, what is empty and what comes twice', () => {
		const text = spans({ no: 1, text: '하나' }, { no: 1, text: '다시' }, { no: 2, text: ' ' }, { no: 3, text: '셋' }, { no: 0, text: '영' });
		expect([...parseSpans(text, 2)]).toEqual([[1, '하나']]);
	});

	it.each<[string, string, string]>([
		['no spans', 'modelSchema', spans()],
		['spans without numbers', 'modelSchema', spans({ text: '하나' })],
		['only numbers that were not asked for', 'modelSchema', spans({ no: 7, text: '일곱' })],
		['prose', 'modelNotJson', '고쳤습니다.'],
	])('is an error for %s', (_name, code, text) => {
		expect(codeOf(() => parseSpans(text, 2))).toBe(code);
	});

	it('may be a name in Latin letters', () => {
		expect(parseSpans(spans({ no: 1, text: 'Uijeongbu Music Festival 2026' }), 1).get(1)).toBe('Uijeongbu Music Festival 2026');
	});
});
