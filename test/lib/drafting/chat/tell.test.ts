import { tellDraft, tellError, tellFiles, type TellContext } from '../../../../lib/drafting/chat/tell';
import type { StoredDocument } from '../../../../lib/drafting/store/document';
import type { Finding } from '../../../../lib/drafting/types';
import { ValidationError } from '../../../../lib/errors';
import { profileOf, settings, TODAY } from '../pipeline/support';

const context: TellContext = { profile: profileOf('greeting'), city: settings().city, today: TODAY, downloadUrl: '' };
const finding = (n: number, changes: Partial<Finding> = {}): Finding => ({ ruleId: 'x', severity: 'warning', place: '', start: 0, end: 0, excerpt: '', message: `걸린 곳 ${n}`, suggestion: '', fixed: false, ...changes });

function told(changes: Partial<StoredDocument> = {}, more: { changes?: Parameters<typeof tellDraft>[0]['changes']; undone?: number } = {}): string {
	const document: StoredDocument = {
		format: 1,
		draftId: 'D-20261123-4f7a21c0',
		profileId: 'greeting',
		subType: '',
		values: {},
		instructions: [],
		content: { title: '책 나눔 인사말', subtitles: [], sections: [{ id: 'opening', heading: '', blocks: [{ kind: 'paragraph', text: '안녕하십니까?' }] }] },
		findings: [],
		traces: [],
		missing: [],
		state: 'draft',
		edition: 1,
		making: { model: '', mode: '', promptVersion: '', profileVersion: '', exemplarIds: [], calls: 0, rounds: 0, promptTokens: null, completionTokens: null, modelMs: 0, pipelineMs: 0 },
		createdAt: '',
		updatedAt: '',
		approvedBy: '',
		...changes,
	};
	return tellDraft({ document, files: [], changes: more.changes ?? [], undone: more.undone ?? 0 }, context);
}

describe('a draft', () => {
	it('is shown as text, with its number and what can be said next', () => {
		const text = told();
		expect(text.startsWith('```text\n책 나눔 인사말')).toBe(true);
		expect(text).toContain('점검에서 걸린 곳이 없습니다.');
		expect(text).toContain('초안 번호 D-20261123-4f7a21c0(1판)');
		expect(text).toContain('초안 폴더의 D-20261123-4f7a21c0 폴더');
		expect(text).toContain('`수정: 둘째 문단을 짧게`');
		expect(text).not.toContain('더 있으면 좋은 사실');
	});

	it('cannot end the fence it stands in', () => {
		const text = told({ content: { title: '```\n**굵게**', subtitles: [], sections: [] } });
		expect(text.split('```')).toHaveLength(3);
	});

	it('tells what is open, what must be looked at first marked; not what was mended or is only good to know', () => {
		const text = told({ findings: [finding(1), finding(2, { severity: 'error', suggestion: '고치시기 바랍니다' }), finding(3, { fixed: true }), finding(4, { severity: 'info' })] });
		expect(text).toContain('**확인할 곳 2건**\n- 걸린 곳 1\n- **[오류]** 걸린 곳 2 → 고치시기 바랍니다');
		expect(text).not.toMatch(/걸린 곳 [34]/);
	});

	it.each([[8, 0], [9, 1], [30, 22]])('of %d findings leaves %d to the check sheet', (count, rest) => {
		const text = told({ findings: Array.from({ length: count }, (_, index) => finding(index + 1)) });
		expect(text.match(/^- 걸린 곳/gm)).toHaveLength(count - rest);
		if (rest > 0) expect(text).toContain(`그 밖에 ${rest}건은 점검표에 있습니다.`);
		else expect(text).not.toContain('그 밖에');
	});

	it('shows words of findings and missing facts as words, not as markup', () => {
		const text = told({ findings: [finding(1, { message: "'<b>*x*</b> [a](http://b)'" })], missing: ['# 문의\n- 전화'] });
		expect(text).toContain("'\\<b\\>\\*x\\*\\</b\\> \\[a\\](http://b)'");
		expect(text).toContain('**더 있으면 좋은 사실**\n- \\# 문의 - 전화');
	});

	it('that was revised says how many places changed and how many were put back', () => {
		const changes = [{ place: 'title', kind: 'changed' as const, before: 'a', after: 'b' }, { place: 'x', kind: 'kept' as const, before: 'c', after: 'c' }];
		expect(told({ edition: 2 }, { changes })).toMatch(/^요청에 따라 1곳을 고쳤습니다\. 나머지는 그대로입니다\.\n/);
		expect(told({ edition: 2 }, { changes, undone: 3 })).toContain('요청하지 않았는데 바뀐 3곳은 되돌렸습니다.');
	});
});

describe('files', () => {
	it.each([
		['https://n8n.example.go.kr/form/draft-files', 'https://n8n.example.go.kr/form/draft-files?draftId=D-20261123-4f7a21c0'],
		['https://n8n.example.go.kr/form/draft-files?a=1', 'https://n8n.example.go.kr/form/draft-files?a=1&draftId=D-20261123-4f7a21c0'],
	])('have an address under %s', (downloadUrl, address) => {
		expect(tellFiles('D-20261123-4f7a21c0', downloadUrl)).toBe(`[파일 내려받기(HWPX, DOCX, 점검표)](${address})`);
	});

	it('lie in the folder of the draft where there is none', () => {
		expect(tellFiles('D-20261123-4f7a21c0', '')).toContain('초안 폴더의 D-20261123-4f7a21c0 폴더');
	});
});

describe('an error', () => {
	const error = new ValidationError('x', '값이 *길*습니다.', '줄이시기 바랍니다.');

	it('says what to do, and that what was entered is kept', () => {
		expect(tellError(error)).toBe('**작성하지 못하였습니다.** 값이 \\*길\\*습니다. 줄이시기 바랍니다.\n\n입력한 내용은 그대로 있습니다. 다시 `초안`을 적으면 이어서 작성합니다.');
	});

	it('of a revision does not ask for a new draft, which would lose the old one', () => {
		expect(tellError(error, true)).toBe('**수정하지 못하였습니다.** 값이 \\*길\\*습니다. 줄이시기 바랍니다.\n\n초안은 수정하기 전 그대로 있습니다.');
	});
});
