import { keyParts, localKey } from '../../../../lib/transit/codes/keys';
import { loadCodes } from '../../../../lib/transit/codes/tables';

describe('keys of local ids', () => {
	it.each([
		['2', '41', '0410001', '2:41:0410001'],
		['', '', '1234', '::1234'],
	])('%s %s %s is %s', (firm, region, id, key) => {
		expect(localKey(firm, region, id)).toBe(key);
		expect(keyParts(key)).toEqual({ firm, region, id });
	});
});

describe('modes of the capital region', () => {
	it.each([
		['105', 'bus'], ['115', 'bus'], ['119', 'unknown'], ['120', 'bus'], ['122', 'bus'], ['123', 'unknown'], ['130', 'bus'], ['131', 'bus'], ['140', 'bus'],
		['201', 'rail'], ['232', 'rail'], ['299', 'rail'], ['470', 'bus'], ['496', 'bus'], ['497', 'unknown'], ['499', 'unknown'], ['500', 'bus'], ['584', 'bus'], ['585', 'unknown'], ['', 'unknown'], ['0500', 'bus'],
	])('%s is %s', (code, mode) => expect(loadCodes().mode('capital', '', '', code)).toBe(mode));
});

describe('user types', () => {
	it.each([
		['national', '1', 'adult'], ['national', '03', 'youth'], ['national', '6', 'unknown'], ['jeju', '01', 'adult'], ['jeju', '3', 'unknown'], ['jeju', '27', 'disabled'], ['jeju', '30', 'veteran'],
		['words', '어린이', 'child'], ['none', '1', 'unknown'],
	])('in table %s code %s is %s', (table, code, type) => expect(loadCodes().userType(table, '', '', code)).toBe(type));

	it('of a city come first, by firm and region', () => {
		const codes = loadCodes({ userTypes: { tables: { own: { '1-3': 'youth', '*': 'other' } }, rules: [{ region: '50', table: 'jeju' }, { firm: '9', table: 'own' }] } });
		const of = (firm: string, region: string, code: string) => codes.userType('national', firm, region, code);
		expect([of('2', '41', '4'), of('2', '50', '4'), of('9', '41', '2'), of('9', '41', '8'), of('9', '50', '6')]).toEqual(['senior', 'youth', 'youth', 'other', 'senior']);
	});

	it.each([
		[{ userTypes: { tables: { own: { 1: 'grown-up' } } } }, /'own' 표의 코드 '1'/],
		[{ modes: { rules: [{ table: 'none' }] } }, /'none' 표가 없습니다/],
	])('refuses %j', (overrides, message) => expect(() => loadCodes(overrides)).toThrow(message));
});
