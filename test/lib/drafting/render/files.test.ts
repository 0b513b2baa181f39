import { renderDocx, renderHwpx } from '../../../../lib/drafting/render/render';
import type { DocumentState, DraftContent } from '../../../../lib/drafting/types';
import { mapTexts, unitsOf } from '../../../../lib/drafting/units';
import { bare, partsOf, readHwpx, words } from './read-files';
import { PROFILE_IDS, sample } from './samples';

const textsOf = (id: string) => unitsOf(sample(id).content, sample(id).profile).filter(({ role }) => role !== 'heading').map(({ text }) => bare(text));

describe.each(PROFILE_IDS)('%s', (id) => {
	test('HWPX is sound and another reader finds every text in it', async () => {
		const { issues, text } = await readHwpx(await renderHwpx(sample(id)));
		expect(issues).toEqual([]);
		const read = bare(text.replace(/<[^>]+>|\*\*/g, ''));
		for (const one of textsOf(id)) expect(read).toContain(one);
	});

	test('DOCX holds every text, in words that can be edited', async () => {
		const read = words(partsOf(await renderDocx(sample(id)))['word/document.xml']);
		for (const one of textsOf(id)) expect(read).toContain(one);
	});

	test('both are filled with the fields of their form', async () => {
		const hwpx = words(partsOf(await renderHwpx(sample(id)))['Contents/section0.xml']);
		const docx = words(partsOf(await renderDocx(sample(id)))['word/document.xml']);
		for (const word of FORM_WORDS[id] ?? []) for (const file of [hwpx, docx]) expect(file).toContain(bare(word));
	});
});

const FORM_WORDS: Readonly<Record<string, readonly string[]>> = {
	'press-release': ['보도자료', '배포일시2026. 11. 24.(화) 09:00', '2026. 11. 25.(수) 06:00 이후', '과장박서연', '팀장이준호', '담당자최민지', '전화031-828-0000', '공공누리제1유형(출처 표시)', '지난해 책 나눔 한마당에서'],
	'merit-record': ['공적조서', '생년월일1988. 5. 17.', '의정부시장 표창', '조사자 노인복지과', '추천관 복지국장 박서연', '사실과 다름없음을 확인합니다'],
	'work-report': ['2026. 11. 26.(목)', '도서관정책팀장 이준호'],
	'event-plan': ['일시2026. 12. 4.(금) 14:00~16:00', '장소의정부예술의전당 소극장'],
	greeting: ['의정부시장 서강민'],
	'event-script': ['사회이소라 아나운서', '시각순서멘트담당비고'],
	'official-letter': ['수신수신자 참조', '(경유)경기도지사', '의정부시장', '수신자각 동장, 의정부시자원봉사센터장', '기안자주무관 최민지', '검토자복지정책팀장 이준호', '결재권자전결복지정책과장 박서연', '협조자예산팀장 한지우', '시행복지정책과-12500(2026. 11. 23.)', '접수', '공개', '1부. 끝.'],
	'civil-reply': ['민원답변', '1AA-2611-0123456', '접수일2026. 11. 16.(월)', '의정부시장'],
	minutes: ['개최기관의정부시 도시재생과', '기록자주무관 최민지', '표결내용'],
	'notice-copy': ['문의: 의정부시 복지정책과(031-828-0000)', '의정부시 복지정책과'],
};

describe('the state', () => {
	const states: ReadonlyArray<readonly [DocumentState, string]> = [['draft', '초안'], ['reviewed', '검토']];

	test.each(states)('of a document that is %s stands in the header as %s', async (state, word) => {
		const { 'Contents/section0.xml': section = '' } = partsOf(await renderHwpx(sample('work-report', { state })));
		expect(/<hp:header .*?<\/hp:header>/.exec(section)?.[0]).toContain(word);
		const docx = partsOf(await renderDocx(sample('work-report', { state })));
		expect(Object.entries(docx).filter(([name]) => name.startsWith('word/header')).map(([, part]) => part).join('')).toContain(word);
	});

	test('is gone from the header once a document is approved', async () => {
		expect(partsOf(await renderHwpx(sample('work-report', { state: 'approved' })))['Contents/section0.xml']).not.toContain('<hp:header ');
		expect(Object.keys(partsOf(await renderDocx(sample('work-report', { state: 'approved' })))).filter((name) => name.startsWith('word/header'))).toEqual([]);
	});
});

describe('the HWPX package', () => {
	test('begins with its media type, stored and not packed', async () => {
		const file = Buffer.from(await renderHwpx(sample('greeting')));
		expect(file.readUInt16LE(8)).toBe(0);
		expect(file.subarray(30, 30 + file.readUInt16LE(26)).toString()).toBe('mimetype');
		expect(file.subarray(38, 57).toString()).toBe('application/hwp+zip');
	});

	test('has the parts that readers ask for', async () => {
		expect(Object.keys(partsOf(await renderHwpx(sample('greeting'))))).toEqual(expect.arrayContaining(['META-INF/container.xml', 'META-INF/manifest.xml', 'Contents/content.hpf', 'Contents/header.xml', 'Contents/section0.xml', 'settings.xml', 'version.xml']));
	});

	test('names no look that its header lacks', async () => {
		for (const id of PROFILE_IDS) {
			const { 'Contents/header.xml': header = '', 'Contents/section0.xml': section = '' } = partsOf(await renderHwpx(sample(id)));
			for (const [reference, element] of [['charPrIDRef', 'charPr'], ['paraPrIDRef', 'paraPr'], ['borderFillIDRef', 'borderFill']] as const) {
				const known = new Set([...header.matchAll(new RegExp(`<hh:${element} id="(\\d+)"`, 'g'))].map(([, number]) => number));
				for (const [, number] of section.matchAll(new RegExp(`${reference}="(\\d+)"`, 'g'))) expect(known).toContain(number);
			}
		}
	});

	test('fills each table without gaps or overlaps, merged cells included', async () => {
		for (const id of PROFILE_IDS) {
			const { 'Contents/section0.xml': section = '' } = partsOf(await renderHwpx(sample(id)));
			for (const [table, rows = '', columns = ''] of section.matchAll(/<hp:tbl [^>]*rowCnt="(\d+)" colCnt="(\d+)".*?<\/hp:tbl>/gs)) {
				const fields = [...table.matchAll(/colAddr="(\d+)" rowAddr="(\d+)"\/><hp:cellSpan colSpan="(\d+)" rowSpan="(\d+)"/g)].flatMap(([, column, row, across, down]) =>
					Array.from({ length: Number(across) * Number(down) }, (_, index) => `${Number(row) + Math.floor(index / Number(across))}.${Number(column) + (index % Number(across))}`),
				);
				expect(new Set(fields).size).toBe(fields.length);
				expect(fields).toHaveLength(Number(rows) * Number(columns));
			}
		}
	});

	test('is the same for the same document', async () => {
		expect(Buffer.from(await renderHwpx(sample('minutes'))).equals(Buffer.from(await renderHwpx(sample('minutes'))))).toBe(true);
	});
});

test.each([
	['marks of XML', 'A & B <b>굵게</b> "따옴표" \'작은\' ]]>'],
	['control characters', '가\u0000나\u0008다\u001f라\ufffe'],
	['a broken pair', '가\ud83d나'],
	['characters that reorder', '가\u202e나\u2066다'],
	['line breaks and tabs', '첫째\n둘째\t셋째'],
])('%s in a text leave both files whole', async (_, hostile) => {
	const { content } = sample('work-report');
	const spoiled: DraftContent = mapTexts(content, (text) => `${text}${hostile}`);
	const input = sample('work-report', { content: spoiled });
	const { issues, text } = await readHwpx(await renderHwpx(input));
	expect(issues).toEqual([]);
	expect(bare(text)).toContain('추진배경');
	const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/;
	expect(partsOf(await renderHwpx(input))['Contents/section0.xml']).not.toMatch(forbidden);
	expect(partsOf(await renderDocx(input))['word/document.xml']).not.toMatch(forbidden);
});

test('open slots are red and bold in both files', async () => {
	const hwpx = partsOf(await renderHwpx(sample('press-release')));
	const look = /<hp:run charPrIDRef="(\d+)"><hp:t>\[확인 필요: 1,000명\]/.exec(hwpx['Contents/section0.xml'] ?? '')?.[1];
	expect(new RegExp(`<hh:charPr id="${look}"[^>]*textColor="#C00000".*?<hh:bold/></hh:charPr>`).test(hwpx['Contents/header.xml'] ?? '')).toBe(true);
	expect(partsOf(await renderDocx(sample('press-release')))['word/document.xml']).toMatch(/<w:b\/>(?:(?!<\/w:r>).)*C00000(?:(?!<\/w:r>).)*\[확인 필요: 1,000명\]/s);
});

describe('the office letter', () => {
	test('for internal approval has no sender', async () => {
		const { values } = sample('official-letter');
		const read = words(partsOf(await renderHwpx(sample('official-letter', { values: { ...values, receiver: '내부결재' } })))['Contents/section0.xml']);
		expect(read).toContain('수신내부결재');
		expect(read).not.toContain('의정부시장');
	});

	test('marks a partial disclosure without its item', async () => {
		const { values } = sample('official-letter');
		const read = words(partsOf(await renderHwpx(sample('official-letter', { values: { ...values, disclosure: '부분공개', disclosureItem: '' } })))['Contents/section0.xml']);
		expect(read).toContain('부분공개([확인필요:정보공개법제9조제1항호])');
	});
});

test('an empty document with empty fields still gives whole files of every type', async () => {
	for (const id of PROFILE_IDS) {
		const input = sample(id, { content: { title: '', subtitles: [], sections: [] }, values: {}, city: { name: '', head: null, department: '' } });
		expect((await readHwpx(await renderHwpx(input))).issues).toEqual([]);
		expect(partsOf(await renderDocx(input))['word/document.xml']).toContain('<w:body>');
	}
});
