const BLANK = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** No file of ours nests deeper; what does is called faulty where it begins to. */
const DEEPEST = 100;

class Reader {
	private at = 0;
	private depth = 0;
	constructor(private readonly text: string) {}

	/** Where reading stopped. */
	get offset(): number {
		return this.at;
	}

	get atEnd(): boolean {
		this.take(BLANK);
		return this.at === this.text.length;
	}

	/** Reads one value as far as it is sound; false where it is not. */
	value(): boolean {
		this.take(BLANK);
		if (this.mark('{')) return this.members('}', () => this.key() && this.value());
		if (this.mark('[')) return this.members(']', () => this.value());
		return this.take(STRING) || this.take(SCALAR);
	}

	private key(): boolean {
		this.take(BLANK);
		return this.take(STRING) && this.mark(':');
	}

	private members(close: string, member: () => boolean): boolean {
		if (this.mark(close)) return true;
		this.depth += 1;
		while (this.depth <= DEEPEST && member()) {
			if (this.mark(close)) {
				this.depth -= 1;
				return true;
			}
			if (!this.mark(',')) return false;
		}
		return false;
	}

	private mark(character: string): boolean {
		this.take(BLANK);
		if (this.text[this.at] !== character) return false;
		this.at += 1;
		return true;
	}

	private take(token: RegExp): boolean {
		token.lastIndex = this.at;
		const match = token.exec(this.text);
		if (match === null) return false;
		this.at += match[0].length;
		return true;
	}
}

/**
 * Line (1 = the first) where a text stops being JSON, or null where it is JSON. `JSON.parse` itself names no place for
 * many faults, and never the same way in two versions of Node.
 */
export function jsonFaultLine(text: string): number | null {
	const reader = new Reader(text);
	if (reader.value() && reader.atEnd) return null;
	return text.slice(0, reader.offset).split('\n').length;
}
