import { createHash } from 'node:crypto';
import { ValidationError } from '../../errors';
import { jsonFaultLine } from '../../exemption/json-fault';
import type { FieldKind, Profile, SectionForm } from '../types';
import { jsonLines } from './json-lines';
import { senseFaults } from './profile-sense';
import { isProfileFile, profileFaults, type Fault, type ProfileFile } from './profile-shape';

/** Longest value of a field in characters where the file names none. */
const LONGEST: Readonly<Record<FieldKind, number>> = { text: 300, lines: 5000, date: 40, person: 100, phone: 40, number: 40, money: 40, choice: 100, quotes: 5000, rows: 8000 };

/** Fewest and most blocks of a section where the file names none. */
const BLOCKS: Readonly<Record<SectionForm, readonly [number, number]>> = { prose: [1, 5], outline: [1, 20], table: [1, 50], fixed: [1, 50] };

/** Characters of a file; the longest of the shipped ones has 8,000. */
const LONGEST_FILE = 300_000;

/** Faults explained at once. */
const TOLD = 5;

/**
 * A document type from its file, with defaults filled in and `version` = edition and hash of the file.
 * Throws `ValidationError` (`profileFile`) that names the file, each line and what to write there.
 * @param name name of the file without its folder.
 */
export function readProfile(text: string, name: string): Profile {
	if (text.length > LONGEST_FILE) throw new ValidationError('profileFile', `문서 유형 파일 ${name}이 너무 큽니다(${text.length.toLocaleString('en')}자).`, `문서 유형 하나만 ${LONGEST_FILE.toLocaleString('en')}자 이내로 적은 파일인지 확인하시기 바랍니다.`);
	const json = parse(text, name);
	const faults = profileFaults(json);
	if (!isProfileFile(json)) throw refusal(text, name, faults);
	const wrong = senseFaults(json);
	if (wrong.length > 0) throw refusal(text, name, wrong);
	return profileOf(json, `${json.version}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`);
}

function parse(text: string, name: string): unknown {
	try {
		return JSON.parse(text.replace(/^\ufeff/, ''));
	} catch {
		const line = jsonFaultLine(text.replace(/^\ufeff/, '')) ?? 1;
		throw new ValidationError('profileFile', `문서 유형 파일 ${name}의 ${line}번째 줄부터 JSON 형식이 아닙니다.`, `${line}번째 줄과 그 앞줄의 괄호, 쉼표, 따옴표를 확인하시기 바랍니다.`);
	}
}

function refusal(text: string, name: string, faults: readonly Fault[]): ValidationError {
	const lines = jsonLines(text);
	const placed = faults.slice(0, TOLD).map(({ path, message }) => ({ path, message, line: lines.get(path) ?? 1 }));
	const told = placed.map(({ path, message, line }) => `${line}번째 줄(${path}): ${message}`);
	const where = [...new Set(placed.map(({ line }) => `${line}번째 줄`))].join(', ');
	const more = faults.length > TOLD ? ` 그 밖에 ${faults.length - TOLD}곳이 더 있습니다.` : '';
	return new ValidationError('profileFile', `문서 유형 파일 ${name}에 잘못된 곳이 ${faults.length}곳 있습니다(${where}${faults.length > TOLD ? ' 등' : ''}).`, `${told.join(' ')}${more} 고친 뒤 다시 실행하시기 바랍니다.`);
}

function profileOf(file: ProfileFile, version: string): Profile {
	return {
		...file,
		version,
		description: file.description ?? '',
		origin: file.origin ?? 'ours',
		subTypes: file.subTypes ?? [],
		fields: file.fields.map((field) => ({ required: false, help: '', example: '', fact: true, max: LONGEST[field.kind], ...field })),
		sections: file.sections.map((section) => {
			const required = section.required ?? true;
			const [fewest, most] = BLOCKS[section.form];
			return { hint: '', ...section, required, min: section.min ?? (required ? fewest : 0), max: section.max ?? Math.max(most, section.min ?? 0) };
		}),
		subtitles: file.subtitles ?? null,
		rules: { off: [], forbidden: [], ...file.rules },
	};
}
