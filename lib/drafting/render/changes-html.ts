import type { TextChange } from '../revise/diff';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What a revision changed, as a table before and after; the words that went stand in `em`, those that came in `strong`. Plain tags only, so that n8n's form keeps them. */
export function changesHtml(changes: readonly TextChange[]): string {
	const changed = changes.filter(({ kind }) => kind !== 'kept');
	if (changed.length === 0) return '<p>바뀐 곳이 없습니다.</p>';
	const rows = changed.map((change) => `<tr><td>${side(change, 'out')}</td><td>${side(change, 'in')}</td></tr>`).join('');
	return `<table><thead><tr><th>고치기 전</th><th>고친 뒤</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function side({ before, after, parts }: TextChange, own: 'out' | 'in'): string {
	const text = own === 'out' ? before : after;
	if (text === '') return own === 'out' ? '(없음)' : '(삭제)';
	const tag = own === 'out' ? 'em' : 'strong';
	const told = (words: string) => `<${tag}>${escaped(words)}</${tag}>`;
	if (!parts) return told(text);
	return parts.filter(({ kind }) => kind === 'same' || kind === own).map(({ kind, text: words }) => (kind === 'same' ? escaped(words) : told(words))).join('');
}
