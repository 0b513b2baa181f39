import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';

import { documentText } from '../../../lib/documents/blocks';
import { cautions, formValues } from '../../../lib/documents/form-page';
import { checkFormTemplate, formBlocks, shippedFormTemplate } from '../../../lib/documents/form-template';
import { MOST_FORMS, writeForms } from '../../../lib/documents/write';
import { CATEGORIES } from '../../../lib/revenue/receipt';
import { applicant, HOSTILE, OFFICE, ruleOf } from './people';
import { linesOf, partOf } from './read-back';

const newFolder = () => mkdtempSync(join(tmpdir(), 'forms-'));
const valuesOf = (changes: Parameters<typeof applicant>[0] = {}) => formValues(applicant(changes), OFFICE);
const written = async (template: string, ...people: Array<ReturnType<typeof valuesOf>>) => (await writeForms(people, template, newFolder(), '서식')).path;

describe('the printed form', () => {
	it('says who, what, until when, on what basis and whom to ask', async () => {
		const lines = linesOf(await written(shippedFormTemplate(), valuesOf()));
		expect(lines).toEqual(
			expect.arrayContaining([
				'홍길동', '경기도 의정부시 시민로 1', '123가4567', '2026-000123', '2026. 11. 10.', '2026. 11. 13.', '2자녀', '지방세특례제한법 제22조의2제2항',
				'2026. 11. 13. ~ 2027. 11. 13. (공휴일을 고려하여 2027. 11. 15.까지 유의)', '세정과 (전화 031-828-0000, 평일 9시~18시)', '2026. 11. 16.', '의정부시장',
			]),
		);
		expect(lines.join('\n')).toContain('○ 2027. 11. 15.까지는 소유권을 이전하지 않도록');
	});

	it('prints no comment of the template, and the shipped one says that it is not the official wording', async () => {
		expect(shippedFormTemplate()).toContain('시에서 쓰는 별지 제2호서식 문안으로 바꾸어 쓰시기 바랍니다');
		const text = linesOf(await written(shippedFormTemplate(), valuesOf())).join('\n');
		expect(text).not.toMatch(/\/\/|바꾸어 쓰시기|#\{/);
	});

	it('gives each applicant a page of A4 of their own, in order', async () => {
		const path = await written(shippedFormTemplate(), ...['김하나', '이둘', '박셋'].map((name) => valuesOf({ name })));
		const xml = partOf(path, 'word/document.xml');
		expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"');
		const pages = xml.split(/<w:pageBreakBefore\/>/);
		expect(pages).toHaveLength(3);
		for (const [index, name] of ['김하나', '이둘', '박셋'].entries()) expect(pages[index]).toContain(name);
	});

	it('is Korean for an editor: one font for all scripts, Korean language, no space put between figures and Hangul', async () => {
		const styles = partOf(await written(shippedFormTemplate(), valuesOf()), 'word/styles.xml');
		expect(styles).toContain('w:eastAsia="맑은 고딕"');
		expect(styles).toContain('w:eastAsia="ko-KR"');
		expect(styles).toContain('<w:autoSpaceDN w:val="0"/>');
	});

	it.each(HOSTILE)('shows a hostile value as text: %j', async (hostile) => {
		const path = await written('# 제목\n| 성명 | #{성명} | 주소 | #{주소} |\n#{주소}', valuesOf({ name: hostile, address: hostile }));
		const shown = documentText(hostile);
		expect(linesOf(path)).toEqual(expect.arrayContaining([shown]));
		const xml = partOf(path, 'word/document.xml');
		 
		expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
		expect(xml.isWellFormed()).toBe(true);
		expect(xml.match(/<w:p>/g)).toHaveLength(xml.match(/<\/w:p>/g)?.length ?? 0);
		expect(xml).not.toMatch(/&(?!amp;|lt;|gt;|quot;|apos;|#)/);
	});

	it('is refused for nobody, and for more people than an editor takes', async () => {
		await expect(writeForms([], shippedFormTemplate(), newFolder(), 'x')).rejects.toMatchObject({ code: 'noForms' });
		const many = Array.from({ length: MOST_FORMS + 1 }, () => valuesOf());
		await expect(writeForms(many, shippedFormTemplate(), newFolder(), 'x')).rejects.toMatchObject({ code: 'tooManyForms', remedy: expect.stringContaining('나누어') });
	});
});

describe('the template of the form', () => {
	it.each([
		['# 제목\n본문 #{이름}', '2행: 모르는 빈칸 #{이름}'],
		['# 제목\n| 성명 | #{성명} | 주소 |', '2행: 표의 칸'],
		['// 설명뿐\n\n', '인쇄할 내용이 없습니다'],
		['', '인쇄할 내용이 없습니다'],
	])('%j is refused with its place', (template, message) => {
		expect(() => checkFormTemplate(template)).toThrow(message);
	});

	it.each([shippedFormTemplate(), '글', '| 이름 | #{성명} |', '// #{모름}\r\n# 제목\r\n> #{발행일}'])('takes %j', (template) => {
		expect(() => checkFormTemplate(template)).not.toThrow();
	});

	it('puts consecutive rows into one table and keeps a lone pair as wide as the page', () => {
		const blocks = formBlocks('| 가 | #{성명} | 나 | #{주소} |\n| 다 | #{차량번호} |\n글', valuesOf());
		expect(blocks).toMatchObject([{ kind: 'table', rows: [[{}, { text: '홍길동' }, {}, {}], [{ text: '다' }, { text: '123가4567', span: 3 }]] }, { kind: 'line', text: '글' }]);
	});

	it('never reads a value as template', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (name) => {
				const [block] = formBlocks('| 성명 | #{성명} |', valuesOf({ name }));
				expect(block).toMatchObject({ kind: 'table', rows: [[{ text: '성명' }, { text: name }]] });
			}),
		);
	});
});

describe('what the applicant must heed', () => {
	const of = (category: string, changes: Parameters<typeof applicant>[0] = {}) => cautions(applicant({ clawback: ruleOf(category).clawback, ...changes })).join('\n');

	it.each([
		['disabled', '제17조제3항', { split: true, spouse: false, transfer: true, business: false }],
		['veteran', '제29조제5항', { split: true, spouse: false, transfer: true, business: false }],
		['twoChildren', '제22조의2제4항 단서', { split: false, spouse: true, transfer: true, business: false }],
		['threeChildren', '제22조의2제4항 단서', { split: false, spouse: true, transfer: true, business: false }],
		['childrenReplacement', '제22조의2제3항제1호', { split: false, spouse: false, transfer: true, business: false }],
		['childrenInheritance', '제22조의2제3항제3호', { split: false, spouse: false, transfer: true, business: false }],
		['lightCar', '제67조제1항', { split: false, spouse: false, transfer: false, business: true }],
	])('%s (%s)', (category, _article, says) => {
		const text = of(category, { coOwned: true });
		expect({ split: text.includes('세대를 분리'), spouse: text.includes('배우자'), transfer: text.includes('소유권'), business: text.includes('영업용') }).toEqual(says);
		expect(text).toContain('사유 발생일부터 60일 이내에 신고·납부');
	});

	it('names the household only where the car is co-owned, and as a condition where that is not known', () => {
		expect(of('disabled', { coOwned: false })).not.toContain('세대');
		expect(of('disabled', { coOwned: null })).toContain('공동명의로 등록하신 경우에는 본인 또는');
	});

	it('names the replaced car for replacements, and as a condition where that is not known', () => {
		expect(of('twoChildren', { replacement: false })).not.toContain('종전');
		expect(of('twoChildren', { replacement: true })).toContain('종전에 감면받으신 차량은');
		expect(of('twoChildren', { replacement: null })).toContain('대체하여 취득하신 경우에는');
		expect(of('childrenReplacement', { replacement: false })).toContain('60일 이내에 이전 또는 말소');
	});

	it('of relief without a duty says that there is none, with no period', () => {
		expect(of('electricCar')).toContain('의무보유 기간이 없습니다');
		expect(valuesOf({ clawback: null, keepUntil: null, cautionUntil: null }).의무보유기간).toBe('해당 없음');
	});

	it('counts business use from the acquisition', () => {
		expect(valuesOf({ clawback: ruleOf('lightCar').clawback, keepUntil: '2027-11-09', cautionUntil: '2027-11-09' }).의무보유기간).toBe('영업용 사용 제한: 2026. 11. 9. ~ 2027. 11. 9.');
	});

	it.each(CATEGORIES.filter((category) => category !== 'unknown' && category !== 'ordinance'))('%s: every sentence is polite, with no amount and no promise', (category) => {
		const rule = ruleOf(category);
		for (const sentence of cautions(applicant({ clawback: rule.clawback, replacement: null, coOwned: null }))) {
			expect(sentence).toMatch(/(바랍니다|있습니다|판단합니다)\.$/);
			expect(sentence).not.toMatch(/\d원|%|절대|모두 면제|언제나/);
		}
	});
});
