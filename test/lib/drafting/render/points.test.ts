import { furtherFindings, openPoints } from '../../../../lib/drafting/render/points';
import type { Finding, Trace } from '../../../../lib/drafting/types';
import { sample } from './samples';

const PLACE = 'sections.0.blocks.0';

it('an invented quotation that a slot stands for is one open point, not three', () => {
	const { profile, content } = sample('press-release');
	const text = '시장은 “함께 가자”며 [인용 필요]고 말했다.';
	const quoted = { ...content, sections: content.sections.map((section, index) => (index === 0 ? { ...section, blocks: [{ kind: 'paragraph' as const, text }] } : { ...section, blocks: [] })) };
	const words = '“앞으로도 힘껏 돕겠다”';
	const trace: Trace = { place: PLACE, start: 0, end: 0, kind: 'quote', text: words, factNos: [], verdict: 'untraced', why: '입력 사실에 없는 발언입니다.' };
	const finding: Finding = { ruleId: 'quote.invented', severity: 'error', place: PLACE, start: 0, end: 0, excerpt: words, message: '입력 사실에 없는 발언입니다.', suggestion: '승인된 발언을 쓰시기 바랍니다.', fixed: false };
	expect(openPoints(quoted, profile, [trace], [finding], null)).toEqual([{ place: '본문 1번째 문단', text: words, todo: '입력 사실에 없는 발언입니다. 승인된 발언을 쓰시기 바랍니다.' }]);
	expect(furtherFindings([finding], [trace])).toEqual([]);
});

it('a slot that nobody else tells of is an open point', () => {
	const { profile, content } = sample('press-release');
	const quoted = { ...content, sections: content.sections.map((section, index) => ({ ...section, blocks: index === 0 ? [{ kind: 'paragraph' as const, text: '[인용 필요]라고 말했다.' }] : [] })) };
	expect(openPoints(quoted, profile, [], [], null).map(({ text }) => text)).toEqual(['[인용 필요]']);
});
