import { CityhallError } from '../errors';
import type { SealBox } from '../privacy/seal';
import type { PersonalField } from '../privacy/types';

/** A recipient who could not be put on a list, and why, in Korean. */
export interface LeftOut {
	receiptKey: string;
	recipientOrdinal: number;
	problem: string;
}

/** Faults of one recipient's own seal; a key that is missing is everybody's fault and is thrown. */
const OWN_FAULTS: ReadonlySet<string> = new Set(['sealMismatch', 'sealFormat']);

/** The values that are there; a problem in Korean where one of them was changed or mixed up. Throws `sealKeyUnknown`. */
export function openSeals<F extends PersonalField>(
	seals: SealBox,
	of: { receiptKey: string; recipientOrdinal: number },
	sealed: Readonly<Record<F, string | null>>,
	fields: readonly F[],
): { values: Partial<Record<F, string>> } | { problem: string } {
	const values: Partial<Record<F, string>> = {};
	try {
		for (const field of fields) {
			const seal = sealed[field];
			if (seal !== null) values[field] = seals.open(seal, { field, receiptKey: of.receiptKey, recipientOrdinal: of.recipientOrdinal });
		}
		return { values };
	} catch (error) {
		if (error instanceof CityhallError && OWN_FAULTS.has(error.code)) return { problem: error.message };
		throw error;
	}
}
