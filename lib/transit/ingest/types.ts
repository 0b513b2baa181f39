import type { CodeOverrides } from '../codes/tables';
import type { Engine } from '../engine';
import type { Lake } from '../lake/lake';
import type { LakeSource } from '../lake/manifest';
import type { DetectedLayout } from '../layouts/layout';
import type { SavedMapping } from '../layouts/mapping';

export interface IngestRequest {
	/** `<feedDay>`, `<feed>@<feedDay>`, and `.<part>` after it for a part of the running day. */
	sourceId: string;
	/** `YYYY-MM-DD`: the day the delivery is for. */
	feedDay: string;
	state: 'partial' | 'final';
	/** Paths of csv, txt or xlsx files; archives are unpacked before. */
	files: string[];
	layout: 'auto' | (string & {}) | SavedMapping;
	/** Settlement firm and region of files that have no column for them. */
	defaults: { firm: string; region: string };
	/** 32 bytes; each service date has its own key, derived from it. */
	cardKey: Uint8Array;
	/** Above this share of rejected rows the delivery is refused; default 0.05. */
	rejectLimitShare?: number;
	/** Taps up to this many days before the feed day are late, not wrong; default 7. */
	lateWindowDays?: number;
	/** A city's own code tables. */
	codes?: CodeOverrides;
	/** For what is decoded or unpacked on the way; unreadable to others and gone afterwards. */
	tempFolder: string;
}

export interface IngestDeps {
	lake: Lake;
	engine: Engine;
	/** ISO time. */
	now: () => string;
	/** Free bytes of the disk a folder is on; as the system says where it is missing. */
	freeBytes?: (folder: string) => Promise<number>;
	signal?: AbortSignal;
}

export interface IngestResult {
	source: LakeSource;
	/** Service dates whose taps are others than before, in order: these are to be analysed again. */
	changedDays: string[];
	/** Of the first file. */
	layout: DetectedLayout;
	/** Korean sentences. */
	warnings: string[];
}
