import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { generateCity } from '../../sandbox/revenue/generate.mts';
import type { GeneratedCity, GenerateOptions } from '../../sandbox/revenue/generate.mts';
import type { Person, Receipt } from '../../sandbox/revenue/receipt.mts';

/** Letters that no word of this package or of n8n is made of. */
const RARE = [...'뷁쀼쒬뤰췡퓁훼뛟꿰쾌뺑쐐뙈궯뫠붸솰쥑쮸튐'];
const SURNAMES = ['남궁', '황보', '제갈', '선우'];
const KEY_BYTES = 4;

/** What must not be found, by kind. */
export interface PlantedValues {
	names: string[];
	phones: string[];
	addresses: string[];
	plates: string[];
	residentNumbers: string[];
	/** Of transit cards, as the settlement firm writes them. */
	cards?: string[];
}

/** A city whose people can be told from every other text: nobody else is called, lives or drives like them. */
export function distinctiveCity(options: GenerateOptions): { city: GeneratedCity; planted: PlantedValues } {
	const city = generateCity(options);
	const people = new Map<string, { name: string; address: string }>();
	const rename = (person: Person & { residentNo?: string }): void => {
		const key = person.residentNo ?? `${person.name} ${person.mobile ?? ''}`;
		const known = people.get(key) ?? distinctive(people.size);
		people.set(key, known);
		person.name = known.name;
		if (person.address !== null) person.address = known.address;
	};
	for (const receipt of city.receipts) {
		// a taxpayer's own name and number stand in the filer's fields too
		const own = receipt.filer !== null && receipt.filer.name === receipt.taxpayer.name;
		for (const person of [receipt.taxpayer, ...receipt.coOwners]) rename(person);
		if (receipt.filer !== null && own) receipt.filer.name = receipt.taxpayer.name;
	}
	return { city, planted: valuesOf(city) };
}

/** Adds lines whose columns have slipped, so that a personal value stands where a number, a day or a code belongs. */
export function withSlippedColumns({ receipts, planted }: GeneratedCity): GeneratedCity {
	const [first] = receipts;
	if (first === undefined) throw new Error('a city without receipts');
	const { taxpayer, vehicle } = first;
	const slips: object[] = [
		{ receiptNo: taxpayer.name },
		{ receivedOn: taxpayer.mobile },
		{ registeredOn: taxpayer.address },
		{ statusCode: vehicle.plateNo, statusName: taxpayer.name },
		{ computedTax: taxpayer.residentNo },
		{ receivingOffice: taxpayer.mobile },
		{ reductionCode: taxpayer.mobile },
		{ reductionName: taxpayer.name, legalBasis: taxpayer.address },
	];
	const slipped = slips.map((slip, index): Receipt => Object.assign(structuredClone(first), { receiptNo: `99900${index}` }, slip));
	return { receipts: [...receipts, ...slipped], planted };
}

function distinctive(index: number): { name: string; address: string } {
	const letter = (place: number): string => RARE[Math.floor(index / RARE.length ** place) % RARE.length] ?? '';
	const surname = SURNAMES[index % SURNAMES.length] ?? '';
	return { name: `${surname}${letter(0)}${letter(1)}`, address: `경기도 의정부시 쒬뤰동 췡퓁로 ${7000 + index}번길 ${30 + index}` };
}

/** Every personal value of the people in a city, each once. */
export function valuesOf({ receipts }: GeneratedCity): PlantedValues {
	const people = receipts.flatMap(({ taxpayer, coOwners }) => [taxpayer, ...coOwners]);
	const unique = (values: (string | null | undefined)[]): string[] => [...new Set(values.filter((value) => typeof value === 'string'))];
	return {
		names: unique(people.map(({ name }) => name)),
		phones: unique([...people.flatMap(({ mobile, tel }) => [mobile, tel]), ...receipts.map(({ filer }) => filer?.tel)]).filter((phone) => phone.length > 8),
		addresses: unique(people.map(({ address }) => address)),
		plates: unique(receipts.map(({ vehicle }) => vehicle.plateNo)),
		residentNumbers: unique(people.map((person) => ('residentNo' in person ? person.residentNo : null))),
	};
}

/** Ways in which a value may be written without being changed: separators, encodings, escapes. */
function* formsOf(kind: keyof PlantedValues, value: string): Generator<Buffer> {
	const digits = value.replaceAll(/\D/g, '');
	const texts = new Set([value]);
	if (kind === 'phones') for (const text of [digits, digits.replace(/^0/, ''), `82${digits.replace(/^0/, '')}`]) texts.add(text);
	if (kind === 'residentNumbers') texts.add(digits);
	if (kind === 'addresses') texts.add(value.split(' ').slice(3).join(' '));
	if (kind === 'plates') texts.add(value.replace(/(\D)/, '$1 '));
	for (const text of texts) {
		const escaped = [...text].map((letter) => (letter > '\x7f' ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}` : letter)).join('');
		const doubled = escaped.replaceAll('\\', '\\\\');
		for (const written of new Set([text, text.normalize('NFD'), escaped, doubled, escaped.toUpperCase().replaceAll('\\U', '\\u'), encodeURIComponent(text), encodeURIComponent(text).toLowerCase()])) {
			yield Buffer.from(written, 'utf8');
		}
		yield Buffer.from(text, 'utf16le');
		yield Buffer.from(text, 'utf16le').swap16();
		yield iconv.encode(text, 'cp949');
	}
}

/** Finds planted values in bytes, in one pass whatever their number. */
export class ValueScanner {
	private readonly byStart = new Map<number, { form: Buffer; found: string }[]>();

	constructor(planted: PlantedValues) {
		for (const kind of Object.keys(planted) as (keyof PlantedValues)[]) {
			for (const [index, value] of (planted[kind] ?? []).entries()) {
				for (const form of formsOf(kind, value)) this.add(form, `${kind}[${index}]`);
			}
		}
	}

	private add(form: Buffer, found: string): void {
		// A form with a letter that the encoding lacks, or a very short one, says nothing.
		if (form.length < 6 || form.includes('?')) return;
		const key = form.readUInt32BE(0);
		this.byStart.set(key, [...(this.byStart.get(key) ?? []), { form, found }]);
	}

	/** Which values stand in the bytes, as `kind[index]`: never the value itself, so that no report repeats it. */
	scan(bytes: Buffer): string[] {
		const found = new Set<string>();
		let key = 0;
		for (let end = 0; end < bytes.length; end++) {
			key = ((key << 8) | (bytes[end] ?? 0)) >>> 0;
			const candidates = end + 1 < KEY_BYTES ? undefined : this.byStart.get(key);
			if (candidates === undefined) continue;
			const start = end + 1 - KEY_BYTES;
			for (const { form, found: what } of candidates) {
				if (bytes.subarray(start, start + form.length).equals(form)) found.add(what);
			}
		}
		return [...found].sort();
	}

	/** The same for every file below a folder; files that hold any, with what they hold. */
	scanFolder(folder: string, skip: (path: string) => boolean = () => false): Record<string, string[]> {
		const hits: Record<string, string[]> = {};
		for (const path of filesBelow(folder, skip)) {
			const found = this.scan(readFileSync(path));
			if (found.length > 0) hits[path] = found;
		}
		return hits;
	}
}

/** Every file below a folder. */
export function* filesBelow(folder: string, skip: (path: string) => boolean = () => false): Generator<string> {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (skip(path)) continue;
		if (entry.isDirectory()) yield* filesBelow(path, skip);
		else if (entry.isFile()) yield path;
	}
}
