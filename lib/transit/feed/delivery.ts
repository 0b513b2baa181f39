/** One received file, ready to be read. */
export interface ReceivedFile {
	path: string;
	name: string;
	bytes: number;
	/** Lower-case hex. */
	sha256: string;
	/** Lines, the heading included; null for files that are not text (workbooks, archives). */
	rows: number | null;
}

export type MissingWhat = 'file' | 'part' | 'marker' | 'manifest' | 'hash' | 'stable' | 'empty';

/** What a day still lacks. */
export interface Missing {
	what: MissingWhat;
	/** The name, or the pattern no name fits. */
	name: string;
	/** Korean sentence for the person in charge. */
	message: string;
}

/** What came for one feed day: the output of 교통카드 자료 수집. */
export interface Delivery {
	feedDay: string;
	/** `taps`, `masters` … as the user names what is collected. */
	feed: string;
	files: ReceivedFile[];
	complete: boolean;
	missing: Missing[];
	/** Host and folder the files came from. */
	source: string;
	/** 1, 2, …: the how-manieth different delivery of this day; null before any. */
	number: number | null;
	/** A complete delivery with other content came before: 정정 자료. */
	correction: boolean;
	/** The same content was received earlier; nothing was written anew. */
	seenBefore: boolean;
	/** SHA-256 over names and hashes of the files as they were delivered; null before any. */
	deliveryHash: string | null;
	receivedAt: string | null;
	/** Files of the delivery that were not wanted (entries of an archive outside the pattern). */
	skipped: string[];
}

const MESSAGES: Readonly<Record<MissingWhat, (name: string) => string>> = {
	file: (name) => `파일이 아직 없습니다: ${name}`,
	part: (name) => `나누어 보낸 파일 가운데 빠진 것이 있습니다: ${name}`,
	marker: (name) => `전송 완료 표시 파일이 아직 없습니다: ${name}`,
	manifest: (name) => `해시 목록 파일이 아직 없습니다: ${name}`,
	hash: (name) => `내용이 해시 목록과 다릅니다: ${name}`,
	stable: (name) => `아직 전송 중입니다(크기가 바뀌고 있음): ${name}`,
	empty: (name) => `크기가 0인 파일입니다: ${name}`,
};

export const missing = (what: MissingWhat, name: string): Missing => ({ what, name, message: MESSAGES[what](name) });
