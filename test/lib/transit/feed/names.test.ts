import fc from 'fast-check';

import { parseHashManifest } from '../../../../lib/transit/feed/hash-manifest';
import { parseListing } from '../../../../lib/transit/feed/http-listing';
import { namePattern } from '../../../../lib/transit/feed/name-pattern';
import { missingParts } from '../../../../lib/transit/feed/parts';

const DAY = '2026-03-02';
const H1 = 'a'.repeat(64);
const H2 = 'B'.repeat(64);

describe('a file name pattern', () => {
	it.each([
		['TB_KTS_DWTCD_{yyyyMMdd}_NN.csv', 'TB_KTS_DWTCD_20260302_01.csv', true],
		['TB_KTS_DWTCD_{yyyyMMdd}_{NN}.csv', 'TB_KTS_DWTCD_20260302_12.CSV', true],
		['TB_KTS_DWTCD_{yyyyMMdd}_NN.csv', 'TB_KTS_DWTCD_20260303_01.csv', false],
		['TB_KTS_DWTCD_{yyyyMMdd}_NN.csv', 'TB_KTS_DWTCD_20260302_A1.csv', false],
		['{yyyy-MM-dd}/x', '', null],
		['승하차_{yyyy-MM-dd}*.xlsx', '승하차_2026-03-02(수정).xlsx', true],
		['승하차_{yyyy-MM-dd}*.xlsx', '승하차_2026-03-02.xlsx'.normalize('NFD'), true],
		['{yyMMdd}_{yyyyMM}_{dd}{MM}.txt', '260302_202603_0203.txt', true],
		['a.b?c', 'aXbbc', false],
		['a.b?c', 'a.bxc', true],
		['[x](1).csv', '[x](1).csv', true],
		['_NNN.csv', '_NNN.csv', true],
		['{yyymmdd}.csv', '', null],
		['{NN.csv', '', null],
		['../x.csv', '', null],
		['', '', null],
	])('%s and %s', (pattern, name, fits) => {
		if (fits === null) expect(() => namePattern(pattern, DAY)).toThrow(expect.objectContaining({ code: 'badPattern' }));
		else expect(namePattern(pattern, DAY).fits(name)).toBe(fits);
	});

	it('is exact only where it leaves nothing open', () => {
		expect(namePattern('DATA_{yyyyMMdd}.zip', DAY).exact).toBe('DATA_20260302.zip');
		for (const open of ['*.zip', 'a?.zip', 'a_NN.zip', 'a{NN}.zip']) expect(namePattern(open, DAY).exact).toBeNull();
	});
});

describe('parts of a numbering', () => {
	it.each<[string[], number, string[]]>([
		[['A_01.csv', 'A_03.csv'], 0, ['A_02.csv']],
		[['A_02.csv'], 0, ['A_01.csv']],
		[['A_0.csv', 'A_2.csv'], 0, ['A_1.csv']],
		[['A_01.csv', 'A_02.csv'], 3, ['A_03.csv']],
		[['A_00.csv', 'A_01.csv'], 2, []],
		[['A_1.csv', 'B_2.csv'], 0, ['B_1.csv']],
		[['DATA_20260302.zip', 'readme.txt'], 5, []],
		[[], 3, []],
	])('%j, %d agreed: missing %j', (names, expected, missing) => expect(missingParts(names, expected)).toEqual(missing));

	it('are missed exactly where they are left out before the last', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.nat(), { maxLength: 10 }), (count, drops) => {
				const all = Array.from({ length: count }, (_, i) => `P_${String(i + 1).padStart(2, '0')}.csv`);
				const dropped = new Set(drops.map((drop) => all[drop % count]).filter((name) => name !== all.at(-1)));
				expect(missingParts(all.filter((name) => !dropped.has(name)))).toEqual([...dropped].sort());
			}),
		);
	});
});

describe('a list of hashes', () => {
	it.each([
		['sha256sum', `${H1}  A_01.csv\n${H2} *A_02.csv\n`],
		['BSD', `SHA256 (A_01.csv) = ${H1}\nSHA256 (A_02.csv) = ${H2}\n`],
		['columns with a heading', `\uFEFF파일명,해시,건수\r\nA_01.csv,${H1},100\r\n"A_02.csv",${H2},3\r\n`],
		['comments, folders and empty lines', `# 2026-03-02\n\n${H1}  ./daily/A_01.csv\n${H2}|A_02.csv\n`],
	])('in the form of %s', (_name, text) => {
		expect(parseHashManifest(text)).toEqual([
			{ name: 'A_01.csv', sha256: H1 },
			{ name: 'A_02.csv', sha256: H2.toLowerCase() },
		]);
	});

	it.each([
		['nothing', ''],
		['no hash', 'A_01.csv\n'],
		['a broken line', `${H1}  A_01.csv\nA_02.csv abc\n`],
		['two hashes of one name', `${H1}  A.csv\n${H2}  A.csv\n`],
	])('with %s is refused with its line', (_name, text) => expect(() => parseHashManifest(text)).toThrow(/\d+번째 줄/));
});

it.each([
	['<a href="a%20b.csv">a</a><a href="../">up</a><a href="https://x/y.csv">out</a><a href=\'./c&amp;d.csv\'>', ['a b.csv', 'c&d.csv']],
	['["a.csv","b/c.csv",5]', ['a.csv']],
	['{"files":[{"name":"a.csv"},{"name":"a.csv"}]}', ['a.csv']],
	['{"other":1}', null],
	['plain text', null],
])('names in the listing %s', (text, names) => expect(parseListing(text)?.map(({ name }) => name) ?? null).toEqual(names));
