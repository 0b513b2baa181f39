import { parseFlatted } from '../../../sandbox/n8n/flatted.mts';

describe("n8n's stored execution data", () => {
	it.each([
		['a text in an object', '[{"a":"1"},"가나다"]', { a: '가나다' }],
		['a text that looks like an index', '[{"a":"1"},"0"]', { a: '0' }],
		['numbers, booleans and null as they are', '[{"n":3,"t":true,"z":null}]', { n: 3, t: true, z: null }],
		['lists in lists', '[["1",7],["2"],"x"]', [['x'], 7]],
		['one entry used twice', '[{"a":"1","b":"1"},{"c":"2"},"x"]', { a: { c: 'x' }, b: { c: 'x' } }],
		['a bare text', '["x"]', 'x'],
	])('decodes %s', (_what, text, value) => {
		expect(parseFlatted(text)).toEqual(value);
	});

	it('keeps cycles', () => {
		const value = parseFlatted('[{"self":"0","list":"1"},["0"]]') as { self: unknown; list: unknown[] };
		expect(value.self).toBe(value);
		expect(value.list[0]).toBe(value);
	});

	it('refuses what is not such data', () => {
		expect(() => parseFlatted('{}')).toThrow('Not flatted data');
	});
});
