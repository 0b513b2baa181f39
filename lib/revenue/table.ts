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
	/** Not shown to who opens the workbook. */
	hidden?: true;
	/** Day numbers count from 1904, as in workbooks from old Macs. */
	date1904?: true;
	/** A text that ends without a line break: its last line may have been cut off. */
	endsOpen?: true;
}

/** Stands in a cell whose formula was never calculated. */
export const UNCALCULATED = '#UNCALCULATED!';

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
