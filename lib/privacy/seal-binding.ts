import type { PersonalField, SealBinding } from './types';

/**
 * Writes the bindings of one key as authenticated data: version, key id, field, receipt and ordinal, each preceded by its length, so that
 * no two bindings share an encoding. A recipient's fields follow each other, so what they share is encoded once.
 */
export class BindingEncoder {
	private readonly heads = new Map<PersonalField, string>();
	private recipient = { receiptKey: '', recipientOrdinal: 0, encoded: withLengths('', '0') };

	constructor(
		private readonly version: string,
		private readonly keyId: string,
	) {}

	encode({ field, receiptKey, recipientOrdinal }: SealBinding): Buffer {
		let head = this.heads.get(field);
		if (head === undefined) {
			head = withLengths(this.version, this.keyId, field);
			this.heads.set(field, head);
		}
		if (this.recipient.receiptKey !== receiptKey || this.recipient.recipientOrdinal !== recipientOrdinal) {
			this.recipient = { receiptKey, recipientOrdinal, encoded: withLengths(receiptKey, String(recipientOrdinal)) };
		}
		return Buffer.from(head + this.recipient.encoded, 'latin1');
	}
}

/** Bytes as a text of one character each: such texts are joined faster than buffers. */
function withLengths(...parts: readonly string[]): string {
	return parts.map((part) => withLength(Buffer.from(part).toString('latin1'))).join('');
}

/** Preceded by the count of its bytes in four of them. */
function withLength(bytes: string): string {
	const { length } = bytes;
	return String.fromCharCode(length >>> 24, (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff) + bytes;
}
