import { factSheet } from '../../../../lib/drafting/facts/fact-sheet';
import type { CheckContext } from '../../../../lib/drafting/pipeline/request';
import { marked, review, weightOf } from '../../../../lib/drafting/pipeline/review';
import type { DraftContent, Exemplar, Finding, Severity } from '../../../../lib/drafting/types';
import { unitsOf } from '../../../../lib/drafting/units';
import { PRESS, profileOf, settings, TODAY } from './support';

const profile = profileOf('press-release');
const context: CheckContext = { profile, values: PRESS, settings: settings(), sheet: factSheet(profile, PRESS, { city: settings().city, today: TODAY }), houseStyle: null, traced: true, byHand: false };
const PLACE = 'sections.1.blocks.0';

const draft = (text: string): DraftContent => ({
	title: '의정부시, 2026 겨울 책 나눔 한마당 개최',
	subtitles: [],
	sections: [
		{ id: 'lead', heading: '', blocks: [{ kind: 'paragraph', text: '의정부시(시장 서강민)는 12월 5일 의정부시청 대강당에서 2026 겨울 책 나눔 한마당을 개최한다고 밝혔다.' }] },
		{ id: 'body', heading: '', blocks: [{ kind: 'paragraph', text }] },
	],
});
const done = (text: string, changes: Partial<CheckContext> = {}) => marked(review(draft(text), { ...context, ...changes }, []), { ...context, ...changes });
const textAt = (content: DraftContent, place: string) => unitsOf(content, profile).find((unit) => unit.place === place)?.text ?? '';

describe('review', () => {
	it('lists untraced claims beside the findings of wording', () => {
		const { findings } = review(draft('시민이 기증한 책 4,738권을 나눕니다.'), context, []);
		const rules = findings.filter(({ place }) => place === PLACE).map(({ ruleId }) => ruleId);
		expect(rules.some((rule) => rule.startsWith('ground.'))).toBe(true);
		expect(rules.some((rule) => !rule.startsWith('ground.'))).toBe(true);
	});

	it('traces nothing where there are no facts', () => {
		const { traces, findings } = review(draft('시민이 기증한 책 4,738권을 나눈다.'), { ...context, traced: false }, []);
		expect(traces).toEqual([]);
		expect(findings.filter(({ ruleId }) => /^(?:ground|quote)\./.test(ruleId))).toEqual([]);
	});

	it('finds a passage of a past document', () => {
		const passage = '시는 앞으로도 시민이 일상에서 책과 가까워질 수 있도록 다양한 독서 문화 사업을 꾸준히 펼쳐 나갈 계획이다.';
		const past: Exemplar = { id: 'a', profileId: 'press-release', subType: '', title: '의정부시, 봄 책 나눔', text: `봄 책 나눔을 열었다.\n${passage}` };
		expect(review(draft(passage), context, [past]).findings.map(({ ruleId }) => ruleId)).toContain('copy.passage');
		expect(review(draft(passage), context, []).findings.map(({ ruleId }) => ruleId)).not.toContain('copy.passage');
	});

	it('applied twice changes nothing more', () => {
		const once = review(draft('읽지 않는 책을  이웃과 나누는 문화를 넓히기 위해 마련했다 .'), context, []);
		const twice = review(once.content, context, []);
		expect(twice.content).toEqual(once.content);
		expect(twice.fixed).toEqual([]);
	});
});

describe('weightOf', () => {
	const finding = (severity: Severity): Finding => ({ ruleId: 'x', severity, place: '', start: 0, end: 0, excerpt: '', message: '', suggestion: '', fixed: false });

	it.each([
		[[], 0],
		[['info', 'info'], 0],
		[['warning'], 2],
		[['error'], 10],
		[['warning', 'warning', 'warning', 'warning'], 8],
		[['error', 'warning', 'info'], 12],
	] as const)('of %j is %d: four warnings weigh less than what must not be signed', (severities, weight) => {
		expect(weightOf(severities.map(finding))).toBe(weight);
	});
});

describe('marked', () => {
	it('puts an open slot where a claim could not be traced', () => {
		expect(textAt(done('시민이 기증한 책 4,738권을 나눈다.').content, PLACE)).toBe('시민이 기증한 책 [확인 필요: 4,738권]을 나눈다.');
	});

	it('leaves a traced document as it is', () => {
		const { content } = done('시민이 기증한 책 1,200권을 나눈다.');
		expect(textAt(content, PLACE)).toBe('시민이 기증한 책 1,200권을 나눈다.');
	});

	it('points findings and traces behind a slot at their words', () => {
		const { content, findings, traces } = done('시민 4,738명과 함께 책 1,200권을 나누고 어린이 책 놀이 교실 4개를 운영합니다.');
		const text = textAt(content, PLACE);
		expect(text).toContain('[확인 필요: 4,738명]');
		const here = [...findings, ...traces].filter(({ place, end }) => place === PLACE && end > 0);
		expect(here.length).toBeGreaterThan(3);
		for (const finding of findings.filter(({ place, end, fixed }) => place === PLACE && end > 0 && !fixed)) expect(text.slice(finding.start, finding.end)).toBe(finding.excerpt);
		for (const trace of traces.filter(({ place }) => place === PLACE)) expect(text.slice(trace.start, trace.end)).toBe(trace.text);
	});

	it('tells the second of two equal words from the first', () => {
		const { content, traces } = done('책 놀이 교실 4개와 쉼터 9,999개, 다시 책 놀이 교실 4개를 운영한다.');
		const text = textAt(content, PLACE);
		const [one, two] = traces.filter(({ place, text: words }) => place === PLACE && words === '4개');
		expect([one?.start, two?.start]).toEqual([text.indexOf('4개'), text.lastIndexOf('4개')]);
	});
});
