/** An element with its attributes and what it holds; text is left out where it is only white space. */
export interface Element {
	name: string;
	attributes: Readonly<Record<string, string>>;
	children: Element[];
	text: string;
}

const TOKEN = /<\?[^?]*\?>|<(\/?)([A-Za-z][\w.:-]*)((?:\s+[\w.:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
/** A reference that XML knows without a definition. */
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;

/** The root of a part. Throws where the part is not well-formed. */
export function xmlTree(part: string): Element {
	const top: Element = { name: '', attributes: {}, children: [], text: '' };
	const open = [top];
	let read = 0;
	for (const [token, closing, name, attributes = '', single, text] of part.matchAll(TOKEN)) {
		read += token.length;
		const parent = open.at(-1) ?? top;
		if (BARE_AMPERSAND.test(token)) throw new Error(`a bare & in ${token}`);
		if (text !== undefined) parent.text += text;
		else if (closing === '/') {
			if (open.length < 2 || open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
		} else if (name !== undefined) {
			const pairs = [...attributes.matchAll(/([\w.:-]+)="([^"]*)"/g)].map(([, key = '', value = '']): [string, string] => [key, value]);
			if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`an attribute stands twice in ${token}`);
			const made: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
			parent.children.push(made);
			if (single !== '/') open.push(made);
		}
	}
	const [root] = top.children;
	if (read !== part.length || open.length !== 1 || root === undefined || top.children.length !== 1 || top.text.trim() !== '') throw new Error('the part is not well-formed');
	return root;
}

/** The element and all under it that have the name. */
export const every = (element: Element, name: string): Element[] => [...(element.name === name ? [element] : []), ...element.children.flatMap((child) => every(child, name))];

export const child = (element: Element | undefined, name: string): Element | undefined => element?.children.find((one) => one.name === name);
