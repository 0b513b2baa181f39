/** What the parts of drafting hand each other. */

/** Kinds of a field; the kind tells how it is asked for, checked and split into facts. */
export type FieldKind =
	/** One line. */
	| 'text'
	/** Several lines; each line is one fact. */
	| 'lines'
	/** `YYYY-MM-DD`, with or without a time `HH:mm`; other spellings are read where they can only mean one thing. */
	| 'date'
	/** A person's name, alone or with office and rank. */
	| 'person'
	| 'phone'
	| 'number'
	/** Won. */
	| 'money'
	/** One of `options`. */
	| 'choice'
	/** One quotation a line: 발언자 | 직위 | 발언 | 승인자 | 승인일. */
	| 'quotes'
	/** One row a line, cells separated by `|`, in the order of `columns`. */
	| 'rows';

/** One thing that a document of a type is made from. */
export interface ProfileField {
	/** camelCase, unique in the profile. */
	id: string;
	/** The office's word, shown on panels, forms and in the chat. */
	label: string;
	kind: FieldKind;
	required: boolean;
	/** One sentence under the field; empty where the label says all. */
	help: string;
	/** What somebody could enter. */
	example: string;
	/** Choices of a `choice`. */
	options?: readonly string[];
	/** Names of the cells of `rows`. */
	columns?: readonly string[];
	/** Columns of `rows` that hold a person's name. */
	personColumns?: readonly string[];
	/** Whether it is told to the model. Fields of the form only (approval line, retention period) are not. */
	fact: boolean;
	/** Longest value in characters; the profile loader sets the default. */
	max: number;
	/** Optional, but a document of the type seldom goes without it: told where it is empty. */
	usual?: boolean;
}

/** How a section is written. */
export type SectionForm =
	/** Paragraphs. */
	| 'prose'
	/** Lines with marks at levels 1 to 4. */
	| 'outline'
	/** Rows under `columns`. */
	| 'table'
	/** Not written by the model: `template` filled with the fields. */
	| 'fixed';

/** One section of a document type, in the order of the document. */
export interface ProfileSection {
	id: string;
	/** Printed above it; empty for none. */
	heading: string;
	form: SectionForm;
	required: boolean;
	/** Fewest and most blocks. */
	min: number;
	max: number;
	columns?: readonly string[];
	/** For `fixed`: lines with `#{fieldId}`; a line whose field is empty is left out. */
	template?: readonly string[];
	/** What the model is told about it. */
	hint: string;
}

/** How its sentences end. */
export type SentenceStyle =
	/** `~했다`, `~이다`: press. */
	| 'plain'
	/** `~습니다`, `~겠습니다`: speech, reply, notice. */
	| 'polite'
	/** 개조식: noun endings, `~함`, `~임`. */
	| 'noun'
	/** `~하였음`, `~함`, `~뚜렷함`: merit record. */
	| 'merit'
	/** `~하고자 합니다`, `~하시기 바랍니다`: official letter. */
	| 'letter';

/** The form of the finished file. */
export type DocumentForm = 'press' | 'report' | 'plan' | 'merit' | 'letter' | 'speech' | 'script' | 'reply' | 'minutes' | 'notice';

/** Rule sets of the linter: 편람 notation, press style, speech and citizen texts. */
export type RuleSet = 'office' | 'press' | 'speech' | 'citizen';

/** A document type as data: what it is made from, how it is written, how it is checked. */
export interface Profile {
	id: string;
	version: string;
	name: string;
	description: string;
	/** `public`: named by the city; `ours`: our choice. */
	origin: 'public' | 'ours';
	/** Kinds of this type between which past documents differ: policy, event, visit … */
	subTypes: ReadonlyArray<{ id: string; name: string }>;
	fields: readonly ProfileField[];
	sections: readonly ProfileSection[];
	/** Characters of the title; `hint` for the model. */
	title: { min: number; max: number; hint: string };
	/** Sub-headlines; null where the type has none. */
	subtitles: { min: number; max: number; hint: string } | null;
	/** Characters of the body with spaces. */
	length: { min: number; max: number };
	sentence: { style: SentenceStyle; maxChars: number };
	rules: {
		set: RuleSet;
		/** Rules of the set that do not hold here. */
		off: readonly string[];
		/** Phrases that must not stand in this type, with what to write instead. */
		forbidden: ReadonlyArray<{ phrase: string; suggestion: string }>;
	};
	/** What the model is told about this type, a sentence an entry. */
	prompt: readonly string[];
	form: DocumentForm;
}

/** What the city is, the same for every document. */
export interface CitySettings {
	/** `의정부시`. */
	name: string;
	/** Head of the city; null where documents should not name one. */
	head: { title: string; name: string } | null;
	/** Who answers for the document. */
	department: string;
}

/** The city a document is drafted for where settings leave it open. */
export type FieldValues = Readonly<Record<string, string>>;

/** One numbered statement of what was entered. */
export interface Fact {
	/** From 1, in the order of the fields. */
	no: number;
	fieldId: string;
	label: string;
	text: string;
}

/** A quotation that was entered. */
export interface SuppliedQuote {
	/** Number of the fact that holds it. */
	factNo: number;
	speaker: string;
	role: string;
	text: string;
	/** Empty where nobody has approved it: then it must not be printed. */
	approvedBy: string;
	/** `YYYY-MM-DD`, or empty. */
	approvedOn: string;
}

/** What a document is drafted from, after the input checks. */
export interface FactSheet {
	facts: readonly Fact[];
	quotes: readonly SuppliedQuote[];
	/** Contradicting dates, a weekday that does not fit, a hidden instruction …; nothing is mended silently. */
	findings: readonly Finding[];
	/** Required fields that are empty. */
	missing: ReadonlyArray<{ fieldId: string; label: string }>;
}

/** A piece of a section. */
export type Block =
	| { kind: 'paragraph'; text: string }
	/** Marks are put by the renderer, never stored. */
	| { kind: 'item'; level: 1 | 2 | 3 | 4; text: string }
	| { kind: 'table'; columns: readonly string[]; rows: ReadonlyArray<readonly string[]> };

export interface DraftSection {
	id: string;
	heading: string;
	blocks: readonly Block[];
}

/** A document without its form. */
export interface DraftContent {
	title: string;
	subtitles: readonly string[];
	sections: readonly DraftSection[];
}

export type UnitRole = 'title' | 'subtitle' | 'heading' | 'paragraph' | 'item' | 'cell';

/** A text of a document that is read as a whole. */
export interface TextUnit {
	/** `title`, `subtitles.0`, `sections.2.heading`, `sections.2.blocks.0`, `sections.2.blocks.1.rows.3.0`. */
	place: string;
	role: UnitRole;
	/** Section id; empty for title and subtitles. */
	sectionId: string;
	/** Level of an item, 0 otherwise. */
	level: number;
	/** Heading of the column of a cell; empty otherwise. */
	column: string;
	/** Written by our code from the fields (`fixed` sections, headings of the profile), not by a model. */
	fixed: boolean;
	text: string;
}

export type Severity =
	/** Must not be signed like this. */
	| 'error'
	/** A person should look. */
	| 'warning'
	/** Already mended, or good to know. */
	| 'info';

/** What a rule found. */
export interface Finding {
	/** `ground.number`, `quote.invented`, `date.notation`, `input.weekday` …; one of the rules listed in the docs. */
	ruleId: string;
	severity: Severity;
	/** Place of the unit; empty where it concerns the whole document or the input. */
	place: string;
	/** UTF-16 offsets in the unit's text; both 0 where it concerns the whole unit. */
	start: number;
	end: number;
	/** The words found. */
	excerpt: string;
	/** Korean, what is wrong, one sentence. */
	message: string;
	/** Korean, what to write or do; empty where only a person can know. */
	suggestion: string;
	/** A safe fix that has been applied. */
	fixed: boolean;
}

export type ClaimKind = 'number' | 'amount' | 'date' | 'time' | 'law' | 'organisation' | 'person' | 'latin' | 'quote';

/** One checkable statement of a draft, and what it rests on. */
export interface Trace {
	place: string;
	start: number;
	end: number;
	kind: ClaimKind;
	/** As it stands in the draft. */
	text: string;
	/** Numbers of the facts that hold it; empty where untraced. */
	factNos: readonly number[];
	/**
	 * `traced`: a fact says so; `untraced`: no fact has it; `misplaced`: a fact has it, but of something else;
	 * `open`: an open slot stands there.
	 */
	verdict: 'traced' | 'untraced' | 'misplaced' | 'open';
	/** Korean, why; empty where traced. */
	why: string;
	/** Rule that a quotation breaks; the rule of another claim follows from its kind and verdict. */
	ruleId?: string;
}

/** Measured habits of a city's past documents of one type. */
export interface HouseStyle {
	profileId: string;
	/** Documents measured and a hash over their texts. */
	documents: number;
	sha256: string;
	/** Shares of sentence endings, largest first: `했다`, `이다`, `습니다` … */
	endings: ReadonlyArray<{ ending: string; share: number }>;
	/** Characters of a sentence. */
	sentence: { median: number; p90: number };
	/** Characters of a document. */
	length: { median: number; min: number; max: number };
	/** Subjects that lead paragraphs begin with, such as `#{city}(#{head})는`, with their shares. */
	leads: ReadonlyArray<{ pattern: string; share: number }>;
	/** The mark used most for each purpose; empty where the texts have none. */
	marks: { middleDot: string; quoteOpen: string; quoteClose: string; item: string };
	quoteVerbs: ReadonlyArray<{ verb: string; share: number }>;
	/** Loanwords written as `쉬운 말(외래어)`, how often. */
	loanwords: ReadonlyArray<{ easy: string; loan: string; count: number }>;
}

/** A past document that serves as a pattern. */
export interface Exemplar {
	id: string;
	profileId: string;
	/** Empty where it is not known. */
	subType: string;
	title: string;
	text: string;
}

/** States of a document. */
export type DocumentState = 'draft' | 'reviewed' | 'approved';
