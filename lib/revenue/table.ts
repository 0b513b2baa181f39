/** A file as rows of texts, before anybody knows what the columns are. */
export interface Table {
	fileName: string;
	/** SHA-256 of the file's bytes, in hex. */
	sha256: string;
	sheets: TableSheet[];
}

export interface TableSheet {
	/** Empty for a CSV. */
	name: string;
	rows: TableRow[];
}

export interface TableRow {
	/** 1 = the first line of the file, or the first row of the sheet. */
	line: number;
	/** Texts without surrounding spaces; days as `YYYY-MM-DD`, numbers without grouping; empty cells as ''. */
	cells: string[];
}

export interface TableRequest {
	path: string;
	maxBytes: number;
	encoding: 'auto' | 'utf-8' | 'cp949';
}
