import fc from 'fast-check';
import shippedFile from '../../../lib/exemption/rules/vehicle-exemption.json';
import { jsonFaultLine } from '../../../lib/exemption/json-fault';
import { readRuleFile } from '../../../lib/exemption/rule-file';
import { createSelection } from '../../../lib/exemption/selection';
import { selectionInput } from './receipts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const PRETTY = JSON.stringify(shippedFile, null, '\t');

describe('a rule file of the office', () => {
	test('in the shipped format stands in for the shipped rules, with a version of its own', () => {
		const own = { ...shippedFile, label: '의정부-1' };
		expect(readRuleFile(bytes(`\ufeff${JSON.stringify(own)}`), 'own.json').version).toMatch(/^의정부-1\+[0-9a-f]{8}$/);
		expect(readRuleFile(bytes(PRETTY), 'own.json').version).toBe(selectionInput().rules.version);
	});

	test('with a fault of content is refused with its name and the place', () => {
		const faulty = structuredClone(shippedFile);
		Object.assign(faulty.rules[3] ?? {}, { effectiveTo: '2027-02-30' });
		expect(() => readRuleFile(bytes(JSON.stringify(faulty)), 'own.json')).toThrow(
			expect.objectContaining({ code: 'faultyRules', message: expect.stringMatching(/own\.json.*\$\.rules\[3\]\.effectiveTo/) }),
		);
	});

	test.each<[string, string, number]>([
		['a comma too many', '{\n"label": "x",\n}', 3],
		['a comma too few', '{\n"label": "x"\n"basis": "y"}', 3],
		['an end too early', '{\n"label": [1,\n2', 3],
		['a comment', '// rules\n{}', 1],
		['nothing', '', 1],
		['too deep', '['.repeat(500_000), 1],
		['something after the end', '{}\n\n{}', 3],
		['a line break inside a text', '{"label": "x\ny"}', 1],
	])('with a fault of form is refused with the line: %s', (_what, text, line) => {
		expect(() => readRuleFile(bytes(text), 'own.json')).toThrow(
			expect.objectContaining({ code: 'rulesNotJson', message: expect.stringMatching(new RegExp(`own\\.json.*\\(${line}번째 줄\\)`)) }),
		);
	});

	test('in another character set is refused', () => {
		expect(() => readRuleFile(Uint8Array.of(0x7b, 0xb0, 0xa1, 0x7d), 'own.json')).toThrow(expect.objectContaining({ code: 'rulesNotText' }));
	});
});

test('the line of a fault is found exactly where JSON.parse refuses', () => {
	const parses = (text: string): boolean => {
		try {
			JSON.parse(text);
			return true;
		} catch {
			return false;
		}
	};
	const mutated = fc
		.tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', '[', '-', '0', '\\', '\n', ':', 'x', ' '))
		.map(([text, at, put]) => text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1));
	fc.assert(
		fc.property(fc.oneof(fc.json(), mutated), (text) => {
			expect(jsonFaultLine(text) === null).toBe(parses(text));
		}),
		{ numRuns: 1000 },
	);
});

describe('the rule version of a selection', () => {
	test('changes with a setting that decides, not with one that only checks wording', () => {
		const version = (settings: object) => createSelection(selectionInput({ settings })).rules.version;
		expect(version({ allowUrl: true, sharedPhoneLimit: 3 })).toBe(version({}));
		expect(new Set([version({}), version({ sharedPhoneLimit: 2 }), version({ householdSentenceForSoleOwner: true })]).size).toBe(3);
	});
});
