const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const TOKEN = /<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.-]*)(?:\s[^<>]*?)?(\/?)>|([^<]+)/g;

interface Node {
	name: string;
	text: string;
	children: Node[];
}

/**
 * The little XML that data.go.kr sends, as JSON would have it: elements to fields, repeated ones to lists, text to strings;
 * attributes, comments and document types are passed over. Null for what is no such XML (a web page, say).
 */
export function parseFlatXml(text: string): unknown {
	const body = text.replace(/^\uFEFF?\s*(<\?xml[^>]*\?>)?/, '').replace(/<!--[\s\S]*?-->/g, '');
	if (/^\s*<(!doctype|html)\b/i.test(body)) return null;
	const root: Node = { name: '', text: '', children: [] };
	const open: Node[] = [root];
	for (const [, cdata, end, name, alone, plain] of body.matchAll(TOKEN)) {
		const top = open.at(-1);
		if (!top) return null;
		if (name === undefined) top.text += cdata ?? unescaped(plain ?? '');
		else if (end === '/') {
			if (top.name !== name || open.length < 2) return null;
			open.pop();
		} else {
			const node: Node = { name, text: '', children: [] };
			top.children.push(node);
			if (alone !== '/') open.push(node);
		}
	}
	return open.length === 1 && root.children.length === 1 ? valueOf(root) : null;
}

function valueOf(node: Node): unknown {
	if (node.children.length === 0) return node.text.trim();
	const fields = new Map<string, unknown>();
	for (const child of node.children) {
		const value = valueOf(child);
		const before = fields.get(child.name);
		fields.set(child.name, before === undefined ? value : Array.isArray(before) ? [...(before as unknown[]), value] : [before, value]);
	}
	return Object.fromEntries(fields);
}

function unescaped(text: string): string {
	return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot|apos));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
		const code = decimal === undefined ? (hex === undefined ? null : Number.parseInt(hex, 16)) : Number(decimal);
		return code === null ? (ENTITIES[(name ?? '').toLowerCase()] ?? whole) : code <= 0x10ffff ? String.fromCodePoint(code) : whole;
	});
}
