import { iconv } from '../../vendor/iconv-lite';

const FIRST_LEAD = 0x81;
const LAST_LEAD = 0xfe;
const FIRST_TRAIL = 0x41;
const TRAILS = 0xfe - FIRST_TRAIL + 1;
const REPLACEMENT = 0xefbfbd;
const CR = 0x0d;
const LF = 0x0a;

/** A byte may become three: room that the output of an input of this length needs at most. */
export const roomFor = (inputLength: number): number => inputLength * 3 + 8;

/**
 * Turns CP949 (with Microsoft's 8,822 further syllables) into UTF-8, piece by piece: a pair may be split over two pieces.
 * What is no character becomes U+FFFD and is counted. Hangul that already is UTF-8 stays (files joined from two systems hold
 * both). A carriage return before a line feed is dropped, so that all lines end alike.
 */
export class Cp949ToUtf8 {
	/** Bytes that were no character. */
	invalid = 0;
	/** Runs of characters that were UTF-8 already. */
	alreadyUtf8 = 0;
	private readonly table = pairs();

	/**
	 * Converts as much of `input` as ends in whole characters into `output`; `last` converts all.
	 * @returns how many bytes were taken and how many were written; what was not taken comes first in the next piece
	 */
	convert(input: Buffer, output: Buffer, last: boolean): { taken: number; written: number } {
		const words = new Uint32Array(input.buffer, input.byteOffset + align(input.byteOffset), Math.max(0, (input.length - align(input.byteOffset)) >> 2));
		const shift = align(input.byteOffset);
		const end = input.length;
		let at = 0;
		let to = 0;
		while (at < end) {
			const start = at;
			at = plainEnd(input, words, shift, at, end);
			to = copyPlain(input, start, at, output, to);
			if (at === end) break;
			const lead = input[at] ?? 0;
			if (lead === CR) {
				if (at + 1 === end && !last) break;
				if (input[at + 1] !== LF) output[to++] = CR;
				at += 1;
				continue;
			}
			const run = this.utf8Run(input, at, end, last);
			if (run === -1) break;
			if (run > 0) {
				input.copy(output, to, at, at + run);
				to += run;
				at += run;
				this.alreadyUtf8 += 1;
				continue;
			}
			if (at + 1 === end && !last) break;
			const packed = this.packed(lead, at + 1 < end ? (input[at + 1] ?? 0) : 0);
			if (packed === 0) this.invalid += 1;
			to = put(output, to, packed === 0 ? REPLACEMENT : packed);
			at += packed === 0 ? 1 : 2;
		}
		return { taken: at, written: to };
	}

	private packed(lead: number, trail: number): number {
		if (lead < FIRST_LEAD || lead > LAST_LEAD || trail < FIRST_TRAIL || trail > 0xfe) return 0;
		return this.table[(lead - FIRST_LEAD) * TRAILS + trail - FIRST_TRAIL] ?? 0;
	}

	/** Length of a run that is Hangul in UTF-8 throughout; 0 where it is not, -1 where its end is not in this piece. */
	private utf8Run(input: Buffer, at: number, end: number, last: boolean): number {
		const lead = input[at] ?? 0;
		// A run that begins so is in CP949 a rare Chinese character, hardly ever followed by what makes it sound UTF-8.
		if (lead < 0xea || lead > 0xed) return 0;
		let to = at;
		while (to < end && (input[to] ?? 0) >= 0x80) to++;
		if (to === end && !last && to - at < 256) return -1;
		if ((to - at) % 3 !== 0) return 0;
		for (let i = at; i < to; i += 3) {
			const first = input[i] ?? 0;
			if (first < 0xe2 || first > 0xed || ((input[i + 1] ?? 0) & 0xc0) !== 0x80 || ((input[i + 2] ?? 0) & 0xc0) !== 0x80) return 0;
		}
		return to - at;
	}
}

const align = (offset: number) => (4 - (offset & 3)) & 3;

/** The first place from `at` that is not plain ASCII, or is a carriage return. */
function plainEnd(input: Buffer, words: Uint32Array, shift: number, from: number, end: number): number {
	let at = from;
	while (at < end && ((at - shift) & 3) !== 0) {
		const byte = input[at] ?? 0;
		if (byte >= 0x80 || byte === CR) return at;
		at++;
	}
	let word = (at - shift) >> 2;
	if (word >= 0) {
		const count = words.length;
		// The second test finds a byte 0D in the four: subtracting 1 from the word xor 0D0D0D0D borrows there.
		while (word < count) {
			const four = words[word] ?? 0;
			const marked = four ^ 0x0d0d0d0d;
			if ((four & 0x80808080) !== 0 || ((marked - 0x01010101) & ~marked & 0x80808080) !== 0) break;
			word++;
		}
		at = Math.max(at, (word << 2) + shift);
	}
	while (at < end) {
		const byte = input[at] ?? 0;
		if (byte >= 0x80 || byte === CR) return at;
		at++;
	}
	return end;
}

function copyPlain(input: Buffer, from: number, end: number, output: Buffer, to: number): number {
	if (end - from > 24) input.copy(output, to, from, end);
	else for (let i = from; i < end; i++) output[to + i - from] = input[i] ?? 0;
	return to + end - from;
}

/** Bytes of a character, packed into one number, highest first. */
function put(output: Buffer, at: number, packed: number): number {
	let to = at;
	if (packed > 0xffff) output[to++] = packed >> 16;
	if (packed > 0xff) output[to++] = (packed >> 8) & 0xff;
	output[to++] = packed & 0xff;
	return to;
}

let known: Uint32Array | undefined;

function pairs(): Uint32Array {
	if (known) return known;
	const table = new Uint32Array((LAST_LEAD - FIRST_LEAD + 1) * TRAILS);
	for (let lead = FIRST_LEAD; lead <= LAST_LEAD; lead++) {
		for (let trail = FIRST_TRAIL; trail < FIRST_TRAIL + TRAILS; trail++) {
			const text = iconv.decode(Buffer.from([lead, trail]), 'cp949');
			const bytes = Buffer.from(text);
			if (text.length === 1 && !text.includes('\ufffd')) table[(lead - FIRST_LEAD) * TRAILS + trail - FIRST_TRAIL] = bytes.readUIntBE(0, bytes.length);
		}
	}
	known = table;
	return table;
}
