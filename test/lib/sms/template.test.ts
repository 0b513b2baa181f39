import fc from 'fast-check';
import { ValidationError } from '../../../lib/errors';
import {
	fillTemplate,
	listPlaceholders,
	missingPlaceholders,
	unknownPlaceholders,
} from '../../../lib/sms/text/template';

test.each([
	['#{기관명} #{담당전화} #{기관명}', ['기관명', '담당전화']],
	['#{ 기관명 }', ['기관명']],
	['#기관명 {기관명} ${기관명}', []],
])('placeholders of %j', (text, names) => {
	expect(listPlaceholders(text)).toEqual(names);
});

describe('filling', () => {
	test.each([
		['[#{기관명}] 안내', { 기관명: '의정부시' }, '[의정부시] 안내'],
		['가\n#{세대분리문구}\n나', { 세대분리문구: '' }, '가\n나'],
		['가\n  #{세대분리문구} #{대체취득문구}\n나', { 세대분리문구: '', 대체취득문구: ' ' }, '가\n나'],
		['가\n#{세대분리문구} #{대체취득문구}', { 세대분리문구: '', 대체취득문구: '○ 둘' }, '가\n ○ 둘'],
		['가.#{세대분리문구}', { 세대분리문구: '' }, '가.'],
		['가\n\n나', {}, '가\n\n나'],
		['#{기관명}', { 기관명: '$& $1 #{담당전화}', 담당전화: '031' }, '$& $1 #{담당전화}'],
	])('%j', (text, values, expected) => {
		expect(fillTemplate(text, values)).toBe(expected);
	});

	test.each([
		['#{기관명} #{없는값}', { 기관명: '시' }, '#{없는값}'],
		['등록일 #{등록일}', { 등록일: '' }, '#{등록일}'],
		['#{등록일}', { 등록일: ' ' }, '#{등록일}'],
		['#{toString}', {}, '#{toString}'],
		['#{}', {}, '#{}'],
	])('%j without a value is refused by name', (text, values, name) => {
		expect(() => fillTemplate(text, values)).toThrow(ValidationError);
		expect(() => fillTemplate(text, values)).toThrow(name);
	});

	test('never leaves a placeholder and never changes the words around it', () => {
		const names = ['기관명', '담당부서', '세대분리문구'];
		const parts = fc.array(
			fc.oneof(
				fc.constantFrom(...names.map((name) => `#{${name}}`)),
				fc.constantFrom('가', ' ', '\n', '#', '}', 'x'),
			),
			{ maxLength: 20 },
		);
		const value = fc
			.string({ unit: fc.constantFrom(...'나다 1$&'), minLength: 1 })
			.filter((text) => text.trim() !== '');
		fc.assert(
			fc.property(parts, value, value, fc.oneof(value, fc.constant('')), (pieces, first, second, third) => {
				const values = { 기관명: first, 담당부서: second, 세대분리문구: third };
				const text = pieces.join('');
				fc.pre(listPlaceholders(text).every((name) => names.includes(name)));
				const filled = fillTemplate(text, values);
				expect(listPlaceholders(filled)).toEqual([]);
				expect(missingPlaceholders(filled, {})).toEqual([]);
			}),
		);
	});
});

test('misspelt names are found', () => {
	expect(unknownPlaceholders('#{기관명} #{담당전하}', ['기관명', '담당전화'])).toEqual(['담당전하']);
});
