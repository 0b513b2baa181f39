import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { jsonLines } from '../../../../lib/drafting/profiles/json-lines';
import { readProfile } from '../../../../lib/drafting/profiles/profile-file';
import { builtInProfiles, readProfiles } from '../../../../lib/drafting/profiles/profiles';

const OWN = {
	id: 'trip-report',
	version: 1,
	name: '출장 보고',
	fields: [
		{ id: 'place', label: '출장지', kind: 'text', required: true },
		{ id: 'done', label: '한 일', kind: 'lines', required: true },
	],
	sections: [
		{ id: 'body', heading: '내용', form: 'outline' },
		{ id: 'place', heading: '출장지', form: 'fixed', template: ['#{place}'] },
	],
	title: { min: 5, max: 40, hint: '' },
	length: { min: 100, max: 1000 },
	sentence: { style: 'noun', maxChars: 80 },
	rules: { set: 'office' },
	prompt: ['출장 보고를 쓴다.'],
	form: 'report',
};

const pretty = (file: unknown): string => JSON.stringify(file, null, '\t');
/** The file with one thing changed, and the line on which it stands. */
const changed = (from: string, to: string): { text: string; line: number } => {
	const text = pretty(OWN).replace(from, to);
	return { text, line: text.slice(0, text.indexOf(to)).split('\n').length };
};

test('a short file of a city is a whole document type', () => {
	expect(readProfile(pretty(OWN), 'trip.json')).toMatchObject({
		id: 'trip-report',
		version: expect.stringMatching(/^1-[0-9a-f]{8}$/),
		origin: 'ours',
		subtitles: null,
		rules: { set: 'office', off: [], forbidden: [] },
		fields: [
			{ id: 'place', required: true, fact: true, help: '', max: 300 },
			{ id: 'done', max: 5000 },
		],
		sections: [{ id: 'body', required: true, min: 1 }, { id: 'place' }],
	});
});

test('any change of the file changes the version', () => {
	expect(readProfile(pretty({ ...OWN, description: '새로' }), 'trip.json').version).not.toBe(readProfile(pretty(OWN), 'trip.json').version);
});

describe('a faulty file is refused with its name, the line and what to write', () => {
	test.each<[string, string, string, RegExp]>([
		['an unknown kind', '"kind": "lines"', '"kind": "line"', /text, lines, date/],
		['an unknown style', '"style": "noun"', '"style": "nouns"', /plain, polite/],
		['an unknown form', '"form": "report"', '"form": "memo"', /press, report/],
		['a word for a number', '"maxChars": 80', '"maxChars": "80"', /1 이상의 정수/],
		['an empty label', '"label": "한 일"', '"label": " "', /빈 글이 아닌/],
		['an unknown entry', '"name": "출장 보고"', '"nam": "출장 보고"', /"nam"이므로 지우/],
		['a template with no field', '#{place}', '#{plce}', /#\{plce\}에 해당하는 입력 항목이 없으므로/],
		['an id used twice', '"id": "done"', '"id" : "place"', /같은 id "place"/],
		['most below fewest', '"max": 1000', '"max": 50', /min보다 작지 않게/],
		['a choice without options', '"kind": "text"', '"kind": "choice"', /"options"에/],
		['a table without columns', '"form": "outline"', '"form": "table"', /"columns"에/],
		['an id that every object has', '"id": "done"', '"id": "constructor"', /프로그램이 쓰는 이름/],
		['a label used twice', '"label": "한 일"', '"label": "출장 지"', /같은 이름의 입력 항목/],
		['an id with blanks', '"trip-report"', '"trip report"', /소문자·숫자·붙임표/],
	])('%s', (_what, from, to, remedy) => {
		const { text, line } = changed(from, to);
		// A fault of a whole entry is told at the line on which the entry begins.
		const whole = /"(?:options|columns)"에/.test(remedy.source) ? text.slice(0, text.indexOf(to)).lastIndexOf('{') : text.indexOf(to);
		const expected = text.slice(0, whole).split('\n').length;
		expect(expected).toBeLessThanOrEqual(line);
		expect(() => readProfile(text, 'trip.json')).toThrow(expect.objectContaining({ code: 'profileFile', message: expect.stringMatching(new RegExp(`trip\\.json.*\\(${expected}번째 줄`)) }));
		expect(() => readProfile(text, 'trip.json')).toThrow(expect.objectContaining({ remedy: expect.stringMatching(new RegExp(`(?:^|[^0-9])${expected}번째 줄`)) }));
		expect(() => readProfile(text, 'trip.json')).toThrow(expect.objectContaining({ remedy: expect.stringMatching(remedy) }));
	});

	test.each([
		['a comma too many', '{\n"id": "x",\n}', 3],
		['nothing', '', 1],
		['an end too early', '{"id": [1,\n2', 2],
	])('no JSON: %s', (_what, text, line) => {
		expect(() => readProfile(text, 'trip.json')).toThrow(expect.objectContaining({ code: 'profileFile', message: expect.stringContaining(`${line}번째 줄`) }));
	});

	test.each([
		['10,000 sections', pretty({ ...OWN, sections: Array.from({ length: 10_000 }, (_, index) => ({ id: `s${index}`, heading: '', form: 'prose' })) })],
		['300,000 characters', pretty({ ...OWN, description: '가'.repeat(300_000) })],
		['an id that stands for the prototype', pretty(OWN).replace('"id": "done"', '"id": "__proto__"')],
		['an entry that stands for the prototype', pretty(OWN).replace('"version": 1', '"version": 1, "__proto__": { "id": "x" }')],
		['lists without end', `{"id":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
	])('%s is refused', (_what, text) => {
		expect(() => readProfile(text, 'trip.json')).toThrow(expect.objectContaining({ code: 'profileFile' }));
	});

	test('phrases may hold what means something in patterns', () => {
		expect(readProfile(pretty({ ...OWN, rules: { set: 'office', forbidden: [{ phrase: '(가+)+$[', suggestion: '' }] } }), 'trip.json').rules.forbidden).toHaveLength(1);
	});

	test('something else than a type is refused', () => {
		expect(() => readProfile('[]', 'trip.json')).toThrow(expect.objectContaining({ code: 'profileFile' }));
	});
});

test('the line of every value is that of its first character', () => {
	const lineOfLeaf = (text: string, leaf: string) => text.slice(0, text.indexOf(leaf)).split('\n').length;
	fc.assert(
		fc.property(fc.dictionary(fc.string(), fc.array(fc.array(fc.nat(9), { maxLength: 2 }), { maxLength: 3 }), { maxKeys: 4 }), (value) => {
			const text = pretty({ ...value, last: { 'a: "{': 'LEAF' } });
			expect(jsonLines(text).get('$.last.a: "{')).toBe(lineOfLeaf(text, '"LEAF"'));
		}),
	);
});

describe('a folder of a city', () => {
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'profiles-'));
	});
	afterEach(() => rm(folder, { recursive: true, force: true }));

	test('replaces types in their place and adds others at the end', async () => {
		await writeFile(join(folder, 'a.json'), `\ufeff${pretty({ ...OWN, id: 'minutes', name: '우리 회의록' })}`);
		await writeFile(join(folder, 'b.json'), pretty(OWN));
		await writeFile(join(folder, 'note.txt'), 'not read');
		const profiles = await readProfiles(folder);
		expect(profiles.map(({ id }) => id)).toEqual([...builtInProfiles().map(({ id }) => id), 'trip-report']);
		expect(profiles[8]?.name).toBe('우리 회의록');
	});

	test.each<[string, () => Promise<unknown>, string, RegExp]>([
		['two files with one id', () => Promise.all(['a.json', 'b.json'].map((name) => writeFile(join(folder, name), pretty(OWN)))), 'profileFolder', /a\.json.*b\.json/],
		['a type with the name of another', () => writeFile(join(folder, 'a.json'), pretty({ ...OWN, name: '보도 자료' })), 'profileFolder', /보도 자료/],
		['a file that is no text of ours', () => writeFile(join(folder, 'a.json'), Buffer.alloc(2_100_000, 0x20)), 'profileFile', /a\.json/],
		['a file in another character set', () => writeFile(join(folder, 'a.json'), Uint8Array.of(0x7b, 0xb0, 0xa1, 0x7d)), 'profileFile', /a\.json/],
		['a folder that is not there', () => rm(folder, { recursive: true }), 'profileFolder', /폴더/],
	])('%s is refused', async (_what, prepare, code, message) => {
		await prepare();
		await expect(readProfiles(folder)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
	});

	test('no folder means the shipped types', async () => {
		expect(await readProfiles(null)).toBe(builtInProfiles());
	});
});
