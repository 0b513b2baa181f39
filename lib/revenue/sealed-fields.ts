import type { Fingerprinter } from '../privacy/fingerprint';
import { maskCorporation } from '../privacy/mask';
import { dropResidentNumbers } from '../privacy/resident-number';
import type { SealBox } from '../privacy/seal';
import type { PhoneFacts } from './people';
import type { RawPerson, RawText } from './raw';
import type { ReceiptRow } from './receipt';

export interface PrivacyPorts {
	seals: SealBox;
	fingerprints: Fingerprinter;
}

/** A recipient's personal values, each sealed for this receipt and recipient only. */
export function sealedFields(
	person: RawPerson,
	phone: PhoneFacts,
	plateNo: RawText,
	of: { receiptKey: string; recipientOrdinal: number; corporate: boolean },
	{ seals }: PrivacyPorts,
): Pick<ReceiptRow, 'name' | 'phone' | 'address' | 'plate'> {
	const { receiptKey, recipientOrdinal } = of;
	const seal = (field: 'name' | 'phone' | 'address' | 'plate', text: RawText, masked?: string) => {
		const plain = withoutResidentNumber(text);
		return plain === null ? null : seals.field(plain, { field, receiptKey, recipientOrdinal }, masked);
	};
	const name = withoutResidentNumber(person.name);
	return {
		name: seal('name', name, name !== null && of.corporate ? maskCorporation(name) : undefined),
		phone: seal('phone', phone.plain),
		address: seal('address', person.address),
		plate: seal('plate', plateNo === null ? null : plateNo.normalize('NFC').replace(/\s/g, '')),
	};
}

/** To find a receipt by its plate without opening it. */
export function plateFingerprint(plateNo: RawText, { fingerprints }: PrivacyPorts): string | null {
	return plateNo === null ? null : fingerprints.of('plate', plateNo);
}

/** Resident numbers end here, wherever somebody typed them. */
export function withoutResidentNumber(text: RawText): RawText {
	if (text === null) return null;
	return dropResidentNumbers(text).text.trim() || null;
}
