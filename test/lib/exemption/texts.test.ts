import { selectRow } from '../../../lib/exemption/select';
import {
	NOTICE_PLACEHOLDERS,
	noticeTemplate,
	shippedSentences,
	shippedTemplates,
} from '../../../lib/exemption/templates';
import type { Category, ReceiptRow } from '../../../lib/revenue/receipt';
import { lintText } from '../../../lib/sms/text/lint';
import { measureText } from '../../../lib/sms/text/measure';
import { fillTemplate } from '../../../lib/sms/text/template';
import { CONTACT, receipt, selection, selectionInput } from './receipts';
import { createSelection, type SelectionInput } from '../../../lib/exemption/selection';

function textFor(changes: Partial<ReceiptRow>, input: Partial<SelectionInput> = {}): string {
	const { notify } = selectRow(receipt(changes), selection(input));
	if (notify === undefined) throw new Error('not told');
	return fillTemplate(notify.template.text, { ...notify.values, 차량번호뒤4자리: '3456' });
}

const TOLD: Category[] = [
	'disabled',
	'twoChildren',
	'threeChildren',
	'childrenReplacement',
	'childrenFromSpouse',
	'childrenInheritance',
	'veteran',
	'veteranCompensation',
	'lightCar',
];

test('the whole text, as a co-owner of a replacement car reads it', () => {
	expect(textFor({ category: 'disabled', coOwned: true, replacement: true })).toBe(
		[
			'[의정부시] 자동차 취득세 감면 차량 유의사항 안내',
			'',
			'취득세를 감면받으신 차량(차량번호 끝 네 자리 3456, 등록일 2026. 11. 16.)의 소유와 관련하여 아래 사항에 유의하시기 바랍니다.',
			'',
			'○ 2027. 11. 16.까지는 소유권을 이전하지 않도록 유의하시기 바랍니다. 지분의 일부를 이전하거나 가족에게 이전하는 경우에도 감면된 취득세가 추징될 수 있습니다.',
			'○ 본인 또는 공동명의자가 주민등록상 세대를 분리하는 경우에도 추징될 수 있으므로, 주소를 옮기시기 전에 아래 담당부서로 문의하시기 바랍니다. 부득이한 사유는 개별적으로 판단합니다.',
			'○ 종전에 감면받으신 차량은 2027. 1. 15.까지 이전 또는 말소 등록을 마치시기 바랍니다. 가족이나 공동명의자에게 이전하시려는 경우에는 이전하시기 전에 아래 담당부서로 문의하시기 바랍니다.',
			'○ 사망, 혼인, 해외이민, 운전면허 취소 등 부득이한 사유는 개별적으로 판단하므로, 이전하시기 전에 아래 담당부서로 문의하시기 바랍니다.',
			'○ 추징 사유가 발생한 경우에는 사유 발생일부터 60일 이내에 신고·납부하시기 바랍니다. 기한이 지나면 가산세가 부과될 수 있습니다.',
			'',
			'관련 법률: 「지방세특례제한법」',
			'문의: 세정과 031-828-2114 (평일 09:00~18:00)',
		].join('\n'),
	);
});

describe.each(TOLD)('the text for %s', (category) => {
	test.each([
		[false, false],
		[true, true],
	])('keeps every wording rule (co-owned %s, replacement %s) and is a long message', (coOwned, replacement) => {
		const text = textFor({ category, coOwned, replacement });
		expect(lintText(text, { contactPhone: CONTACT.phone, knownPlaceholders: [] })).toEqual([]);
		expect(measureText(text)).toMatchObject({ type: 'LMS', tooLong: false, unencodable: [], outsideKsx1001: [] });
		expect(text).toMatch(/^\[의정부시\]/);
		expect(text).toMatch(/세정과 031-828-2114 \(평일 09:00~18:00\)$/);
		expect(text).not.toMatch(/\n\n\n/);
	});
});

describe('optional sentences', () => {
	test.each<[string, Partial<ReceiptRow>, Partial<SelectionInput>, RegExp, boolean]>([
		['household split, co-owned 제17조', { category: 'disabled', coOwned: true }, {}, /세대/, true],
		['household split, sole owner', { category: 'disabled' }, {}, /세대/, false],
		[
			'household split, sole owner, by setting',
			{ category: 'veteran' },
			{ settings: { householdSentenceForSoleOwner: true } },
			/세대/,
			true,
		],
		['household split, multi-child co-owned', { category: 'threeChildren', coOwned: true }, {}, /세대/, false],
		['spouse proviso under ②', { category: 'twoChildren' }, {}, /배우자/, true],
		['spouse proviso not under ③', { category: 'childrenFromSpouse' }, {}, /배우자/, false],
		['spouse proviso not under 제29조', { category: 'veteran' }, {}, /배우자/, false],
		['replacement only where it is one', { category: 'disabled' }, {}, /종전/, false],
		['replacement always under ③1', { category: 'childrenReplacement' }, {}, /종전.*2027\. 1\. 15\.까지/, true],
		[
			'replacement without a date that has passed',
			{ category: 'childrenReplacement', acquiredOn: '2026-09-01', registeredOn: '2026-09-01' },
			{},
			/60일 이내에 이전 또는 말소/,
			true,
		],
		['light car tells of business use', { category: 'lightCar' }, {}, /영업용/, true],
		['light car does not forbid a sale', { category: 'lightCar' }, {}, /소유권/, false],
	])('%s', (_what, changes, input, words, present) => {
		expect(words.test(textFor(changes, input))).toBe(present);
	});

	test('none is ever filled in for a light car, whatever the office’s own text offers', () => {
		const own = '#{주의기한}까지 영업용 사용에 유의하시기 바랍니다.\n#{배우자이전문구}\n#{세대분리문구}\n#{대체취득문구}\n#{담당부서} #{담당전화}';
		expect(
			textFor(
				{ category: 'lightCar', coOwned: true, replacement: true },
				{ textsByCategory: { lightCar: own }, settings: { householdSentenceForSoleOwner: true } },
			),
		).toBe('2027. 11. 12.까지 영업용 사용에 유의하시기 바랍니다.\n세정과 031-828-2114');
	});

	test('an office may leave one out or word it itself', () => {
		expect(textFor({}, { sentences: { 배우자이전문구: '' } })).not.toMatch(/배우자/);
		expect(
			textFor({}, { sentences: { 배우자이전문구: '○ 배우자 관련 사항은 #{담당전화}로 문의하시기 바랍니다.' } }),
		).toContain('배우자 관련 사항은 031-828-2114로');
	});
});

describe('the version of a text', () => {
	const [shipped] = shippedTemplates();
	const text = shipped?.text ?? '';
	const version = (raw: string, sentences = shippedSentences()): string =>
		noticeTemplate('retention', raw, sentences, '안내문').version;

	test('changes with a comma and with an optional sentence it shows, not with invisible characters', () => {
		expect(version(text.replace('이전하지 않도록', '이전하지, 않도록'))).not.toBe(version(text));
		expect(version(text, { ...shippedSentences(), 세대분리문구: '' })).not.toBe(version(text));
		expect(version(text.normalize('NFD').replaceAll('\n', '\r\n'))).toBe(version(text));
	});

	test('does not change with a sentence it does not show', () => {
		const [, useRestriction] = shippedTemplates();
		const other = useRestriction?.text ?? '';
		expect(version(other, { ...shippedSentences(), 세대분리문구: '' })).toBe(version(other));
	});
});

describe('settings that would send a faulty text are refused before any row is decided', () => {
	const ending = ' 문의하시기 바랍니다. #{담당부서} #{담당전화}';
	test.each<[string, Partial<SelectionInput>, string]>([
		['an empty phone', { contact: { ...CONTACT, phone: ' ' } }, 'contactMissing'],
		['an empty department', { contact: { ...CONTACT, department: '' } }, 'contactMissing'],
		['a misspelt placeholder', { textsByCategory: { twoChildren: `#{등록일자}${ending}` } }, 'faultyTemplate'],
		['a name', { textsByCategory: { twoChildren: `#{성명}님${ending}` } }, 'faultyTemplate'],
		['a link', { textsByCategory: { twoChildren: `www.wetax.go.kr${ending}` } }, 'faultyTemplate'],
		['the ground', { textsByCategory: { disabled: `장애인 차량${ending}` } }, 'faultyTemplate'],
		['no contact', { textsByCategory: { disabled: '유의하시기 바랍니다.' } }, 'faultyTemplate'],
		['an emoji', { textsByCategory: { disabled: `😀${ending}` } }, 'faultyTemplate'],
		['an amount in a sentence', { sentences: { 세대분리문구: '140만원을 추징합니다.' } }, 'faultyTemplate'],
		['a plate in a sentence', { sentences: { 세대분리문구: '#{차량번호뒤4자리} 차량' } }, 'faultyTemplate'],
		['a text for a ground that is never told', { textsByCategory: { electricCar: ending } }, 'textNotUsed'],
		['a limit of no sharing', { settings: { sharedPhoneLimit: 0 } }, 'sharedPhoneLimit'],
		['no default texts', { templates: [] }, 'templateMissing'],
	])('%s', (_what, changes, code) => {
		expect(() => createSelection(selectionInput(changes))).toThrow(expect.objectContaining({ code }));
	});

	test('a text that is too long only once its sentences and dates are filled in', () => {
		const blanks = '\n#{배우자이전문구}\n#{세대분리문구}\n#{대체취득문구}\n';
		const long = `유의${'가'.repeat(860)}${blanks}${ending}`;
		expect(lintText(long, { knownPlaceholders: NOTICE_PLACEHOLDERS }).map((finding) => finding.code)).not.toContain('tooLong');
		expect(() => selection({ textsByCategory: { disabled: long } })).toThrow(
			expect.objectContaining({ code: 'faultyTemplate', message: expect.stringMatching(/안내문\(장애인\).*조건부 문장까지 채우면 \d+바이트/) }),
		);
		expect(() => selection({ textsByCategory: { lightCar: long } })).not.toThrow();
	});

	test('a category may have its own phone, which makes up for an empty common one', () => {
		const contactsByCategory = Object.fromEntries(TOLD.map((category) => [category, { phone: '031-828-3000' }]));
		expect(textFor({}, { contact: { ...CONTACT, phone: '' }, contactsByCategory })).toContain('031-828-3000');
	});

	test('a text that needs a date the row lacks sends the row to 확인 필요', () => {
		const own = selection({ textsByCategory: { lightCar: `등록일 #{등록일}${ending}` } });
		expect(selectRow(receipt({ category: 'lightCar', registeredOn: null }), own)).toMatchObject({
			decision: 'review',
			reasonCode: 'missingValue',
		});
	});
});

test('every placeholder of the shipped texts is known', () => {
	for (const { text } of shippedTemplates())
		expect(lintText(text, { knownPlaceholders: NOTICE_PLACEHOLDERS })).toEqual([]);
});
