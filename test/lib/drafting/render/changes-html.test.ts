import { changesHtml } from '../../../../lib/drafting/render/changes-html';
import { diffTexts } from '../../../../lib/drafting/revise/diff';
import { paragraph, release } from '../revise/small-draft';

const [LEAD, BODY, QUOTE] = release.sections;
const HEAD = '<table><thead><tr><th>고치기 전</th><th>고친 뒤</th></tr></thead><tbody>';

it('says that nothing changed', () => {
	expect(changesHtml([])).toBe('<p>바뀐 곳이 없습니다.</p>');
	expect(changesHtml(diffTexts(release, release))).toBe('<p>바뀐 곳이 없습니다.</p>');
});

it('shows a changed text before and after with the words that went and came', () => {
	const changes = diffTexts({ ...release, title: '의정부시, 책 나눔 한마당 개최' }, { ...release, title: '의정부시, 책 나눔 잔치 개최' });
	expect(changesHtml(changes)).toBe(`${HEAD}<tr><td>의정부시, 책 나눔 <em>한마당 </em>개최</td><td>의정부시, 책 나눔 <strong>잔치 </strong>개최</td></tr></tbody></table>`);
});

it('says of what came that it was not there, of what went that it is deleted', () => {
	if (!LEAD || !BODY || !QUOTE) throw new Error('the sample has three sections');
	const after = { ...release, sections: [LEAD, { ...BODY, blocks: [...BODY.blocks, paragraph('주차장은 무료이다.')] }, { ...QUOTE, blocks: [] }] };
	const html = changesHtml(diffTexts(release, after));
	expect(html).toContain('<tr><td>(없음)</td><td><strong>주차장은 무료이다.</strong></td></tr>');
	expect(html).toContain('<tr><td><em>서강민 시장은 “책으로 이웃을 만나는 하루가 되길 바란다”고 말했다.</em></td><td>(삭제)</td></tr>');
	expect(html).not.toContain('12월 5일');
});

it('takes marks in a text for text', () => {
	const html = changesHtml([{ place: 'title', kind: 'added', before: '', after: '<script>alert("1") & 2</script>' }]);
	expect(html).toContain('<strong>&lt;script&gt;alert("1") &amp; 2&lt;/script&gt;</strong>');
});
