import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { mutantsOf } from '../../bench/drafting/mutants/all.mts';
import { type PlainBlock, type PlainDocument, textsOf } from '../../bench/drafting/plain-document.mts';

const BENCH = join(__dirname, '..', '..', 'bench', 'drafting');
const SETS = ['held-out', 'held-out-2', 'held-out-3'];

interface HeldOutFile {
	profileId: string;
	values: Record<string, string | string[]>;
	document: { title: string; subtitles: string[]; sections: Record<string, Array<string | [number, string] | string[]>> };
	named: { persons: string[]; organisations: string[]; laws: string[] };
}

const filesOf = (set: string) => readdirSync(join(BENCH, set)).map((name) => ({ name: `${set}/${name}`, file: JSON.parse(readFileSync(join(BENCH, set, name), 'utf8')) as HeldOutFile }));
const files = SETS.flatMap(filesOf);

/** The written sections; numbers in the first place are levels. */
function documentOf({ document }: HeldOutFile): PlainDocument {
	const block = (entry: string | [number, string] | string[]): PlainBlock => {
		if (typeof entry === 'string') return { kind: 'paragraph', text: entry };
		return typeof entry[0] === 'number' ? { kind: 'item', level: 1, text: String(entry[1]) } : { kind: 'table', columns: [], rows: [entry.map(String)] };
	};
	return { ...document, sections: Object.entries(document.sections).map(([id, entries]) => ({ id, heading: '', blocks: entries.map(block) })) };
}

function cleanOf(name: string, file: HeldOutFile) {
	const document = documentOf(file);
	return { id: name, profileId: file.profileId, document, texts: textsOf(document, new Set(Object.keys(file.document.sections))), entered: Object.values(file.values).flat().join('\n'), named: file.named };
}

it('flaws are made by code that knows nothing of the rules', () => {
	for (const name of readdirSync(join(BENCH, 'mutants'))) expect(readFileSync(join(BENCH, 'mutants', name), 'utf8')).not.toMatch(/from '[^']*\/(?:lib|nodes|dist)\//);
});

it.each(SETS)('%s: three documents of each of the ten types', (set) => {
	const counts = new Map<string, number>();
	for (const { file } of filesOf(set)) counts.set(file.profileId, (counts.get(file.profileId) ?? 0) + 1);
	expect([...counts.values()]).toEqual(Array.from({ length: 10 }, () => 3));
});

it.each(files)('$name: weekdays are right and the names of the mutators stand in the document', ({ file }) => {
	const text = JSON.stringify(file);
	let year = 0;
	for (const [all, y, month, day, weekday] of text.matchAll(/(?:(\d{4})\. )?(\d{1,2})\. (\d{1,2})\.\(([월화수목금토일])\)/g)) {
		year = y === undefined ? year : Number(y);
		const right = '일월화수목금토'[new Date(Date.UTC(year, Number(month) - 1, Number(day))).getUTCDay()];
		expect(`${all} ${weekday}`).toBe(`${all} ${right}`);
	}
	const document = JSON.stringify(file.document);
	for (const name of Object.values(file.named).flat()) expect(document).toContain(name);
});

it.each(SETS)('%s: the same flaws each time, more than three hundred, each of them a change', (set) => {
	const files = filesOf(set);
	const once = files.flatMap(({ name, file }) => mutantsOf(cleanOf(name, file), 'seed'));
	const again = files.flatMap(({ name, file }) => mutantsOf(cleanOf(name, file), 'seed'));
	expect(again).toEqual(once);
	expect(once.length).toBeGreaterThan(300);
	for (const { file, name } of files) {
		const clean = cleanOf(name, file);
		for (const { document } of mutantsOf(clean, 'seed')) expect(document).not.toEqual(clean.document);
	}
});

it('what is invented was not entered', () => {
	for (const { file, name } of files) {
		const clean = cleanOf(name, file);
		for (const { kind, invented } of mutantsOf(clean, 'seed')) if (/^(?:person|organisation|law)\.invented|^quote\./.test(kind)) for (const words of invented) expect(clean.entered).not.toContain(words);
	}
});

it('the sets share no matter', () => {
	const titles = files.map(({ file }) => file.document.title);
	expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});
