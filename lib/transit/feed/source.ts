import type { Readable } from 'node:stream';

/** A file as the other side lists it. */
export interface RemoteFile {
	/** Without folder, in NFC. */
	name: string;
	/** Null where the other side does not say. */
	bytes: number | null;
	/** What tells one content of the name from another (ETag, or time of change); null where nothing does. */
	version: string | null;
}

/** The bytes of a file from some place on. */
export interface OpenedFile {
	stream: Readable;
	/** Offset of the first byte of `stream`: 0 where the other side cannot or will not go on in the middle. */
	from: number;
	/** Size of the whole file, where known. */
	bytes: number | null;
	/** As in `RemoteFile`; what was read under one version goes on only under the same. Null: never in the middle. */
	version: string | null;
}

/** Where a day's files lie: an HTTPS server, an SFTP server or a folder. */
export interface FeedSource {
	/** For people and records: host and folder, never an account. */
	readonly shown: string;
	/** The files whose names fit; all of them where the source can list, else those of the names that exist. @throws RemoteError, ValidationError */
	list(wanted: WantedFiles, signal?: AbortSignal): Promise<RemoteFile[]>;
	/** Opens at `resume.from` where the file still has `resume.version`, else at its start. @throws RemoteError, ValidationError */
	open(name: string, resume: { from: number; version: string } | null, signal?: AbortSignal): Promise<OpenedFile>;
	close(): Promise<void>;
}

/** What is looked for in a listing. */
export interface WantedFiles {
	fits(name: string): boolean;
	/** The names themselves, where no pattern leaves them open; a source that cannot list asks for these. */
	exact: readonly string[] | null;
}
