/** 단문 / 장문. */
export type MessageType = 'SMS' | 'LMS';

export interface UnencodableCharacter {
	character: string;
	/** Position in characters (not bytes), 0-based. */
	index: number;
	/** What to write instead, or null where only a person can say. */
	suggestion: string | null;
}

/** Size of a text as Korean gateways count it. */
export interface TextMeasure {
	/** CP949 bytes; unencodable characters count 2. */
	bytes: number;
	type: MessageType;
	/** Over 2,000 bytes: cannot be sent. */
	tooLong: boolean;
	unencodable: UnencodableCharacter[];
	/** Encodable in CP949 but outside the KS X 1001 set: some handsets may not show them (a warning). */
	outsideKsx1001: string[];
}

export interface LintFinding {
	code: string;
	severity: 'error' | 'warning';
	/** Korean: what and where. */
	message: string;
	/** Korean: what to do. */
	remedy: string;
}
