import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseDraft } from '../../../lib/drafting/model/parse-draft';
import { renderDocx, renderHwpx } from '../../../lib/drafting/render/render';
import type { RenderInput } from '../../../lib/drafting/render/types';
import { golden, profileOf, settings, TODAY } from '../../lib/drafting/pipeline/support';
import { DraftingOffice, FACTS, NODE } from './drafting-office';

jest.setTimeout(60_000);

let office: DraftingOffice;
beforeAll(async () => {
	office = await DraftingOffice.open();
});
afterAll(async () => await office.close());

/** A finished release as it lies in an office's folder. */
function release(n: 1 | 2): RenderInput {
	const profile = profileOf('press-release');
	const { values, answer } = golden('press-release', n);
	return { profile, content: parseDraft(answer, profile).content, values, city: settings().city, state: 'approved', today: TODAY };
}

describe('시 문체 익히기', () => {
	const learn = async (pastFolder: string, exemplarTarget: string) => await office.run({ resource: 'style', operation: 'learnStyle', documentType: 'press-release', pastFolder, exemplarTarget }, { credentials: [] });

	async function pastFolder(): Promise<string> {
		const folder = mkdtempSync(join(office.folder, 'past-'));
		mkdirSync(join(folder, '행사'));
		writeFileSync(join(folder, '행사', '보도자료1.hwpx'), await renderHwpx(release(1)));
		writeFileSync(join(folder, '보도자료2.docx'), await renderDocx(release(2)));
		writeFileSync(join(folder, '같은글.docx'), await renderDocx(release(2)));
		writeFileSync(join(folder, '깨짐.hwpx'), (await renderHwpx(release(1))).slice(0, 500));
		writeFileSync(join(folder, '빈파일.txt'), '');
		writeFileSync(join(folder, '짧음.txt'), '제목\n짧은 글');
		writeFileSync(join(folder, '~$임시.docx'), 'x');
		writeFileSync(join(folder, '사진.png'), 'x');
		return folder;
	}

	it('takes in what can be read, says of the rest why not, and measures the style', async () => {
		const target = join(office.folder, 'exemplars');
		const result = await learn(await pastFolder(), target);
		expect(result.error).toBeUndefined();
		const [json] = result.json(NODE);
		expect(json).toMatchObject({ documentType: 'press-release', kept: 2 });
		const skipped = json?.skipped as Array<{ name: string; why: string }>;
		expect(skipped.map(({ name }) => name).sort()).toEqual(['깨짐.hwpx', '보도자료2.docx', '빈파일.txt', '짧음.txt'].sort());
		for (const { why } of skipped) expect(why).toMatch(/[가-힣]/);
		const style = json?.style as { documents: number; endings: Array<{ ending: string; share: number }>; sentence: { median: number } };
		expect(style.endings[0]?.share).toBeGreaterThan(0);
		expect(style.documents).toBe(2);
		expect(style.sentence.median).toBeGreaterThan(10);
		expect(readdirSync(join(target, 'press-release'))).toHaveLength(3);
	});

	it('gives the next draft its patterns, by sub-type, told by their ids alone', async () => {
		const target = join(office.folder, 'exemplars-2');
		await learn(await pastFolder(), target);
		const asked = office.server.requests().length;
		const result = await office.draft({ options: { exemplarFolder: target, subType: '행사', exemplarLimit: 1 } });
		expect(result.error).toBeUndefined();
		const ids = result.json(NODE)[0]?.exemplarIds as string[];
		expect(ids).toHaveLength(1);
		expect(readdirSync(join(target, 'press-release'))).toContain(`${ids[0]}.json`);
		const sent = office.server.requests()[asked]?.user ?? '';
		expect(sent).toContain(`참고 문서 1\n${release(1).content.title}`);
		expect((await office.draft({ options: { exemplarFolder: target, exemplarLimit: 0 } })).json(NODE)[0]?.exemplarIds).toEqual([]);
	});

	it('again takes nothing in twice', async () => {
		const [from, target] = [await pastFolder(), join(office.folder, 'exemplars-3')];
		await learn(from, target);
		expect((await learn(from, target)).json(NODE)).toMatchObject([{ kept: 0 }]);
		expect(readdirSync(join(target, 'press-release'))).toHaveLength(3);
	});

	it.each([
		['an empty folder', () => mkdtempSync(join(office.folder, 'empty-')), '읽은 문서가 없습니다'],
		['a folder that is not there', () => '/nowhere/past', '폴더를 열 수 없습니다'],
		['a relative one', () => 'past', '절대 경로'],
	])('of %s is refused', async (_name, folder, words) => {
		expect((await learn(folder(), join(office.folder, 'none'))).error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/시기 바랍니다/) });
	});
});

describe('입력 양식', () => {
	interface FormField {
		fieldName: string;
		fieldLabel: string;
		fieldType: string;
		requiredField?: boolean;
		defaultValue?: string;
		html?: string;
		fieldOptions?: { values: Array<{ option: string }> };
	}
	async function form(parameters: object = {}, item: object = {}): Promise<FormField[]> {
		const result = await office.run({ resource: 'screen', operation: 'formFields', documentType: '={{ $json.종류 }}', ...parameters }, { credentials: [], items: [{ 종류: '보도자료', ...item }] });
		if (result.error) throw result.error;
		return (result.json(NODE)[0]?.formFields ?? []) as FormField[];
	}

	it('has every field of the type, required ones first', async () => {
		const fields = await form();
		expect(fields.map(({ fieldName }) => fieldName).sort()).toEqual(profileOf('press-release').fields.map(({ id }) => id).sort());
		const required = fields.map(({ requiredField }) => requiredField);
		expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)));
		expect(fields.find(({ fieldName }) => fieldName === 'quotes')).toMatchObject({ fieldType: 'textarea', fieldLabel: expect.stringContaining('발언자 | 직위 | 발언 | 승인자 | 승인일') });
	});

	it('is filled with what was entered before, under a message that is text and no markup', async () => {
		const fields = await form({ message: '={{ $json.까닭 }}', prefill: '={{ $json.먼저 }}' }, { 까닭: '<b>다시</b> 입력하시기 바랍니다.', 먼저: { ...FACTS, '사진 유무': '사진 있음', 모름: 'x' } });
		expect(fields[0]).toMatchObject({ fieldType: 'html', html: expect.stringContaining('&lt;b&gt;다시&lt;/b&gt;') });
		expect(fields.find(({ fieldName }) => fieldName === 'subject')?.defaultValue).toBe(FACTS['사업(행사)명']);
		expect(fields.find(({ fieldName }) => fieldName === 'facts')?.defaultValue).toBe(FACTS['핵심 내용']);
		expect(fields.find(({ fieldName }) => fieldName === 'photo')?.defaultValue).toBe('사진 있음');
	});

	it.each([['{'], ['[]'], ['null'], ['"x"']])('takes %s to fill in as nothing', async (prefill) => {
		expect(await form({ prefill: '={{ $json.먼저 }}' }, { 먼저: prefill })).toEqual(await form());
	});

	it('asks for a type that is there', async () => {
		await expect(form({}, { 종류: '예산서' })).rejects.toMatchObject({ message: expect.stringContaining('문서 유형'), description: expect.stringContaining('보도자료') });
	});

	it('and what comes of it drafts, choices nobody made left out', async () => {
		const values = Object.fromEntries((await form({ prefill: FACTS })).map(({ fieldName, defaultValue, fieldOptions }) => [fieldName, defaultValue ?? fieldOptions?.values[0]?.option ?? '']));
		expect(values.photo).toBe('(선택 안 함)');
		const draftId = await office.drafted({}, { items: [{ ...values, submittedAt: '2026-11-23', formMode: 'test' }] });
		expect((await office.stored(draftId)).values).toMatchObject({ photo: '', subject: FACTS['사업(행사)명'] });
	});
});
