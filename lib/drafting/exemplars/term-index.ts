/** Buckets that terms are hashed into; two terms in one bucket cost a little accuracy, never a wrong answer. */
const BUCKETS = 1 << 18;
const MOST_TF = 255;
/** Characters of a document that are indexed: what it is about stands at its beginning. */
const INDEXED = 600;
const ASKED = 3_000;
/** Terms of a query that are looked up, the rarest first. */
const MOST_TERMS = 200;
const K1 = 1.2;
const B = 0.6;

/**
 * BM25 over pairs of neighbouring characters inside words, which needs no dictionary of Korean. All postings lie in one typed
 * array, four bytes each.
 */
export class TermIndex {
	private readonly starts = new Uint32Array(BUCKETS + 1);
	/** Number of the document in the upper 24 bits, how often in the lower 8. */
	private readonly postings: Uint32Array;
	private readonly lengths: Float32Array;
	private readonly meanLength: number;

	/** @param documents terms of each document, as `termsOf` gives them */
	constructor(documents: readonly Uint32Array[]) {
		for (const terms of documents) for (const term of terms) this.starts[(term >>> 8) + 1] = (this.starts[(term >>> 8) + 1] ?? 0) + 1;
		for (let bucket = 0; bucket < BUCKETS; bucket += 1) this.starts[bucket + 1] = (this.starts[bucket + 1] ?? 0) + (this.starts[bucket] ?? 0);
		this.postings = new Uint32Array(this.starts[BUCKETS] ?? 0);
		this.lengths = new Float32Array(documents.length);
		const next = this.starts.slice();
		let total = 0;
		for (const [number, terms] of documents.entries()) {
			let length = 0;
			for (const term of terms) {
				const bucket = term >>> 8;
				const at = next[bucket] ?? 0;
				this.postings[at] = (number << 8) | (term & MOST_TF);
				next[bucket] = at + 1;
				length += term & MOST_TF;
			}
			this.lengths[number] = length;
			total += length;
		}
		this.meanLength = Math.max(1, total / Math.max(1, documents.length));
	}

	/** Scores of all documents for a query, by their number; 0 where nothing fits. */
	scores(query: string): Float32Array {
		const count = this.lengths.length;
		const scores = new Float32Array(count);
		const frequency = (bucket: number) => (this.starts[bucket + 1] ?? 0) - (this.starts[bucket] ?? 0);
		const asked = [...bucketsOf(query.slice(0, ASKED)).keys()].filter((bucket) => frequency(bucket) > 0).sort((a, b) => frequency(a) - frequency(b) || a - b);
		for (const bucket of asked.slice(0, MOST_TERMS)) {
			const found = frequency(bucket);
			const weight = Math.log(1 + (count - found + 0.5) / (found + 0.5));
			const end = this.starts[bucket + 1] ?? 0;
			for (let at = this.starts[bucket] ?? 0; at < end; at += 1) {
				const posting = this.postings[at] ?? 0;
				const number = posting >>> 8;
				const often = posting & MOST_TF;
				const long = 1 - B + (B * (this.lengths[number] ?? 0)) / this.meanLength;
				scores[number] = (scores[number] ?? 0) + (weight * often * (K1 + 1)) / (often + K1 * long);
			}
		}
		return scores;
	}
}

/** The terms of a document as the index takes them: bucket in the upper 24 bits, how often in the lower 8. The title counts twice. */
export function termsOf(title: string, text: string): Uint32Array {
	const counts = bucketsOf(`${title}\n${title}\n${text.slice(0, INDEXED)}`);
	return Uint32Array.from(counts, ([bucket, count]) => ((bucket << 8) | Math.min(MOST_TF, count)) >>> 0);
}

function bucketsOf(text: string): Map<number, number> {
	const counts = new Map<number, number>();
	for (const [word] of text.normalize('NFC').toLowerCase().matchAll(/[\p{L}]+|\d+/gu)) {
		if (word.length === 1) continue;
		for (let at = 0; at + 1 < word.length; at += 1) {
			const bucket = (Math.imul(word.charCodeAt(at), 0x9e3779b1) ^ Math.imul(word.charCodeAt(at + 1), 0x85ebca6b)) >>> 14;
			counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
		}
	}
	return counts;
}
