/** A personal value as it travels through n8n: readable only with the personal data key. */
export interface SealedField {
	masked: string;
	sealed: string;
}

/**
 * What a sealed value belongs to (the authenticated data). A value sealed for one person's field cannot be
 * opened as another person's or another field's.
 */
export interface SealBinding {
	/** What the value is; `text` is a whole message that may hold personal values. */
	field: PersonalField;
	receiptKey: string;
	/** 1 = the taxpayer, 2… = co-owners. */
	recipientOrdinal: number;
}

export type PersonalField = 'name' | 'phone' | 'address' | 'plate' | 'text';

/** A 256-bit key with the id that is written into every seal, so that keys can rotate. */
export interface SealKey {
	keyId: string;
	key: Buffer;
}
