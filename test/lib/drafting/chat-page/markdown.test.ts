import fc from 'fast-check';

import { type AnswerPart, answerParts } from '../../../../lib/drafting/chat-page/markdown';

const el = (tag: string, ...parts: unknown[]) => ({ tag, parts });
const textOf = (part: AnswerPart): string => (typeof part === 'string' ? part : part.parts.map(textOf).join(''));

it.each<[string, string, unknown[]]>([
	['paragraphs', '첫 줄\n둘째 줄\n\n셋째 줄', [el('p', '첫 줄', el('br'), '둘째 줄'), el('p', '셋째 줄')]],
	['bold', '**보도자료** 초안', [el('p', el('strong', '보도자료'), ' 초안')]],
	['a bold label with brackets', '**[오류]** 숫자', [el('p', el('strong', '[오류]'), ' 숫자')]],
	['bold that does not end', '**보도자료', [el('p', '**보도자료')]],
	['four stars alone', '****', [el('p', '****')]],
	['code', '`수정: …`처럼', [el('p', el('code', '수정: …'), '처럼')]],
	['lists', '- 하나\n- 둘', [el('ul', el('li', '하나'), el('li', '둘'))]],
	['numbered lists', '1. **보도자료** — 글\n2. 공적조서', [el('ol', el('li', el('strong', '보도자료'), ' — 글'), el('li', '공적조서'))]],
	['quotes', '예:\n> 첫째  \n> 둘째  ', [el('p', '예:'), el('blockquote', '첫째', el('br'), '둘째')]],
	['escaped marks', '\\*\\*별\\*\\* \\[확인 필요\\] a\\_b \\<b\\> \\# 1', [el('p', '**별** [확인 필요] a_b <b> # 1')]],
	['entities of the answers', '&lt;b&gt; &amp;amp; &quot;', [el('p', '<b> &amp; &quot;')]],
	['fenced text word for word', '```text\n제목 **굵게** <b>\n\n1. 항목\n```\n끝', [el('pre', '제목 **굵게** <b>\n\n1. 항목'), el('p', '끝')]],
	['fenced text that is still arriving', '```text\n제목\n본', [el('pre', '제목\n본')]],
	['a link to this desk', '[파일 내려받기(HWPX, DOCX)](?&draftId=D-1)', [el('p', { tag: 'a', parts: ['파일 내려받기(HWPX, DOCX)'], href: '?&draftId=D-1' })]],
])('shows %s', (_title, markdown, parts) => {
	expect(answerParts(markdown)).toEqual(parts);
});

it.each([
	['a script', '<script>alert(1)</script>'],
	['an image', '![x](https://evil.example/x.png)'],
	['a link elsewhere', '[파일](https://evil.example/)'],
	['a link with a script', '[파일](javascript:alert(1))'],
	['a link to another page of n8n', '[파일](/rest/logout)'],
	['a link without a scheme', '[파일](//evil.example)'],
	['an escape out of a link', '[파일](?x"onclick="alert(1))'],
	['a heading', '# 제목'],
	['an HTML entity', '&#60;script&#62;'],
])('leaves %s as text', (_title, markdown) => {
	expect(answerParts(markdown)).toEqual([el('p', expect.any(String))]);
	expect(answerParts(markdown).map(textOf).join('')).toBe(markdown);
});

it('makes only the elements it knows, whatever comes', () => {
	const tags = new Set(['p', 'ul', 'ol', 'li', 'blockquote', 'pre', 'strong', 'code', 'br', 'a']);
	const check = (part: AnswerPart): void => {
		if (typeof part === 'string') return;
		expect(tags).toContain(part.tag);
		if (part.href !== undefined) expect(part.href).toMatch(/^\?[\w.~=&%+-]*$/);
		part.parts.forEach(check);
	};
	const piece = fc.constantFrom('**', '`', '```', '\n', '- ', '1. ', '> ', '[', '](', ')', '?a=b', '\\', '&lt;', '<b>', '가나 ', 'https://x ', '\r\n');
	fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => answerParts(pieces.join('')).forEach(check)));
});

it('loses no letter of plain text, and of fenced text none at all', () => {
	const letters = fc.stringMatching(/^[가-힣a-z0-9 ]{1,60}$/).filter((text) => /\S$/.test(text) && /^\S/.test(text));
	fc.assert(fc.property(letters, (text) => expect(answerParts(text).map(textOf).join('')).toBe(text)));
	fc.assert(fc.property(fc.string({ unit: 'grapheme' }).filter((text) => !/```|\r/.test(text)), (text) => expect(answerParts(`\`\`\`\n${text}\n\`\`\``)).toEqual([el('pre', text)])));
});

it('runs as the source text that the page sends to the browser', () => {
	const sent = new Function(`${answerParts.toString()}\nreturn answerParts;`)() as typeof answerParts;
	expect(sent('**가** `나`\n\n- 다')).toEqual(answerParts('**가** `나`\n\n- 다'));
});
