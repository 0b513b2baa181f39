export {
	AlignmentType,
	BorderStyle,
	Document,
	Footer,
	Header,
	Packer,
	PageNumber,
	Paragraph,
	Table,
	TableCell,
	TableLayoutType,
	TableRow,
	TextRun,
	VerticalAlignTable,
	WidthType,
} from 'docx';
export type { ISectionOptions } from 'docx';
