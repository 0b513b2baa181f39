/** What is known of one delivered input file. */
export interface InputFile {
	name: string;
	sha256: string;
	bytes: number;
	/** Data rows, header and empty lines not counted. */
	rows: number;
}

/** One Parquet file of taps: rows of one source that belong to one service date. */
export interface TapFile {
	/** Relative to the lake's folder. */
	path: string;
	serviceDate: string;
	rows: number;
	bytes: number;
}

/** Everything that came in one delivery: a feed day's files, or a part of the running day. */
export interface LakeSource {
	/** `<feedDay>` for a whole day, `<feedDay>.<part>` for a part of the running day; with a feed name `<feed>@<feedDay>`. */
	sourceId: string;
	/** `YYYY-MM-DD`: the day the delivery is for. */
	feedDay: string;
	state: 'partial' | 'final';
	layoutId: string;
	/** Hash of the layout and code tables used. */
	layoutVersion: string;
	inputs: InputFile[];
	files: TapFile[];
	/** read = kept + rejected + duplicates. */
	read: number;
	kept: number;
	rejected: number;
	/** Rows that repeat an earlier row of this source in every column. */
	duplicates: number;
	/** Rejected rows by reason code. */
	rejectReasons: Record<string, number>;
	/** Parquet of rejected rows (line, file, reason, column, masked value), relative; null where nothing was rejected. */
	rejectsFile: string | null;
	/** ISO time. */
	ingestedAt: string;
}

export interface Edition {
	/** 1, 2, …: 판번호. */
	number: number;
	/** Relative folder with model.json and the rendered files. */
	folder: string;
	madeAt: string;
	tapsGeneration: number;
	/** Hash of taps, masters, metrics version, settings and the earlier days compared with: the same basis is the same edition. */
	basis: string;
	state: 'provisional' | 'final';
}

/** What a day's summary tables were made from. */
export interface DaySummary {
	folder: string;
	tapsGeneration: number;
	metricsVersion: string;
	/** `Lake.mastersPrint` of then; missing where there were none. */
	masters?: string;
}

/** State of one service date. */
export interface LakeDay {
	/** Rises with every change of the day's tap files; a summary of an older generation is out of date. */
	tapsGeneration: number;
	/** Daily summaries (Parquet, one file a table), or null before the first analysis. */
	summary: DaySummary | null;
	editions: Edition[];
	/** The taps' retention has ended: the summary stays as it is and late rows are no longer taken. */
	tapsPurged?: true;
}

export type MasterKind = 'route' | 'stop' | 'route_stop' | 'run_log' | 'area';

/** One imported master. `run_log` is per service date; the others hold from `validFrom` until the next one. */
export interface MasterFile {
	kind: MasterKind;
	path: string;
	validFrom: string;
	rows: number;
	inputs: InputFile[];
	importedAt: string;
}

/** The one file that says what belongs to the lake; replaced by one rename. */
export interface Manifest {
	format: 1;
	/** Rises with every commit. */
	generation: number;
	sources: Record<string, LakeSource>;
	days: Record<string, LakeDay>;
	masters: MasterFile[];
}
