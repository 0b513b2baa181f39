/** A part of an answer: text that stands for itself, or an element around such parts. */
export type AnswerPart = string | { tag: 'p' | 'ul' | 'ol' | 'li' | 'blockquote' | 'pre' | 'strong' | 'code' | 'br' | 'a'; parts: AnswerPart[]; href?: string };

/**
 * What an answer of the chat (Markdown) shows: paragraphs, lists, quotes, fenced text, bold, code, and links that stay on
 * this desk. Everything else, HTML too, stays text; whoever shows the parts puts them into text nodes. An answer that is
 * still arriving may end anywhere.
 *
 * The page sends this very function to the browser as source text: it must not refer to anything outside itself.
 */
export function answerParts(markdown: string): AnswerPart[] {
	const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

	function inline(text: string): AnswerPart[] {
		const parts: AnswerPart[] = [];
		let plain = '';
		const flush = () => {
			if (plain !== '') parts.push(plain);
			plain = '';
		};
		let at = 0;
		while (at < text.length) {
			const rest = text.slice(at);
			const escaped = /^\\([\\`*_[\](){}<>#|~+.!&-])/.exec(rest);
			const entity = /^&(?:amp|lt|gt);/.exec(rest);
			const code = /^`([^`\n]+)`/.exec(rest);
			const link = /^\[((?:\\.|[^\]\\\n])*)\]\(([^\s()]*)\)/.exec(rest);
			const close = rest.startsWith('**') ? closing(rest) : -1;
			if (escaped) {
				plain += escaped[1] ?? '';
				at += 2;
			} else if (entity) {
				plain += ENTITIES[entity[0]] ?? '';
				at += entity[0].length;
			} else if (code) {
				flush();
				parts.push({ tag: 'code', parts: [code[1] ?? ''] });
				at += code[0].length;
			} else if (link && /^\?[\w.~=&%+-]*$/.test(link[2] ?? '')) {
				flush();
				parts.push({ tag: 'a', parts: inline(link[1] ?? ''), href: link[2] ?? '' });
				at += link[0].length;
			} else if (close > 2) {
				flush();
				parts.push({ tag: 'strong', parts: inline(rest.slice(2, close)) });
				at += close + 2;
			} else if (rest.startsWith('\n')) {
				flush();
				parts.push({ tag: 'br', parts: [] });
				at += 1;
			} else {
				plain += rest.charAt(0);
				at += 1;
			}
		}
		flush();
		return parts;
	}

	/** Where the bold text that begins here ends; -1 where it does not. */
	function closing(text: string): number {
		for (let at = 2; at < text.length - 1; at += 1) {
			if (text.charAt(at) === '\\') at += 1;
			else if (text.startsWith('**', at)) return at;
		}
		return -1;
	}

	const kindOf = (line: string) => (/^- /.test(line) ? 'ul' : /^\d{1,3}\. /.test(line) ? 'ol' : /^> ?/.test(line) ? 'blockquote' : line.trim() === '' ? '' : 'p');
	const bare = (line: string) => line.replace(/ +$/, '');
	const lines = markdown.replace(/\r\n?/g, '\n').split('\n');
	const shown: AnswerPart[] = [];
	let at = 0;
	while (at < lines.length) {
		const line = lines[at] ?? '';
		if (line.startsWith('```')) {
			const fenced: string[] = [];
			for (at += 1; at < lines.length && !(lines[at] ?? '').startsWith('```'); at += 1) fenced.push(lines[at] ?? '');
			at += 1;
			shown.push({ tag: 'pre', parts: [fenced.join('\n')] });
			continue;
		}
		const kind = kindOf(line);
		const block: string[] = [];
		for (; at < lines.length && kindOf(lines[at] ?? '') === kind && !(lines[at] ?? '').startsWith('```'); at += 1) block.push(bare(lines[at] ?? ''));
		if (kind === 'p') shown.push({ tag: 'p', parts: inline(block.join('\n')) });
		if (kind === 'blockquote') shown.push({ tag: 'blockquote', parts: inline(block.map((one) => one.replace(/^> ?/, '')).join('\n')) });
		if (kind === 'ul' || kind === 'ol') shown.push({ tag: kind, parts: block.map((one) => ({ tag: 'li', parts: inline(one.replace(/^(?:-|\d{1,3}\.) /, '')) })) });
	}
	return shown;
}
