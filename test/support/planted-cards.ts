import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { PlantedValues } from './planted-values';

/** Column of the card in a row of the national 27-column delivery. */
export const CARD_COLUMN = 3;

const PLAIN_HASHES = ['sha256', 'sha1', 'md5'] as const;

/** Every card number that stands in delivered files, each once. */
export function cardsIn(files: readonly string[]): string[] {
	const cards = new Set<string>();
	for (const file of files) {
		for (const line of readFileSync(file, 'latin1').split('\n')) {
			const card = line.split(',')[CARD_COLUMN] ?? '';
			if (/^[0-9a-f]{64}$/.test(card)) cards.add(card);
		}
	}
	return [...cards];
}

/** The cards, and what anybody could compute of them without a key: such a hash tells the card to whoever has a list of cards. */
export function plantedCards(cards: readonly string[]): PlantedValues {
	const hashes = cards.flatMap((card) =>
		PLAIN_HASHES.flatMap((name) => {
			const digest = createHash(name).update(card).digest();
			return [digest.toString('hex'), digest.toString('hex').toUpperCase(), digest.toString('base64').replace(/=+$/, '')];
		}),
	);
	const upper = cards.map((card) => card.toUpperCase());
	return { names: [], phones: [], addresses: [], plates: [], residentNumbers: [], cards: [...cards, ...upper, ...hashes] };
}

/** The same as 64-bit numbers, as a pseudonym column would hold them. */
export function plainNumbers(cards: readonly string[]): Set<string> {
	const numbers = new Set<string>();
	for (const card of cards) {
		for (const digest of [...PLAIN_HASHES.map((name) => createHash(name).update(card).digest()), Buffer.from(card, 'hex')]) {
			for (const at of [0, 8]) {
				numbers.add(String(digest.readBigUInt64BE(at)));
				numbers.add(String(digest.readBigUInt64LE(at)));
			}
		}
	}
	return numbers;
}
