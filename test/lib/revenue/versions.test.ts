import { codeMap, statusMap } from '../../../lib/revenue/code-map';
import { columnMapping, COLUMN_DEFAULTS } from '../../../lib/revenue/mapping';
import { contentHash, mappingVersion, type MappingSettings } from '../../../lib/revenue/versions';
import { assembled, batch, options, person, raw } from './support';

describe('the mapping version', () => {
	const of = (extra: Partial<MappingSettings> = {}, columns: Parameters<typeof columnMapping>[0] | null = []) =>
		mappingVersion({ ...options, ...extra }, columns && columnMapping(columns));
	const codes = [{ code: '1701', category: 'disabled' }, { code: '2211', category: 'threeChildren' }];
	const keys = options.receiptKeys;

	it('is short and of one form', () => expect(of()).toMatch(/^[0-9a-f]{12}$/));

	it.each<[string, string, string]>([
		['the order of codes', of({ codes: codeMap(codes) }), of({ codes: codeMap([...codes].reverse()) })],
		['the spelling of a code', of({ codes: codeMap([{ code: ' 1701 ', category: 'disabled' }]) }), of({ codes: codeMap([{ code: '1701', category: 'disabled' }]) })],
		['a status that is known anyway', of({ statuses: statusMap([{ text: '결정', status: 'decided' }]) }), of()],
		['the order of offices', of({ receiptKeys: { ...keys, officeCodes: { 가: '1', 나: '2' } } }), of({ receiptKeys: { ...keys, officeCodes: { 나: '2', 가: '1' } } })],
		['a heading that is known anyway', of({}, [{ field: 'name', heading: COLUMN_DEFAULTS.name[0] }]), of()],
		[
			'the order of columns of different fields',
			of({}, [{ field: 'name', heading: '차주' }, { field: 'plateNo', heading: '번호판' }]),
			of({}, [{ field: 'plateNo', heading: '번호 판' }, { field: 'name', heading: '차 주' }]),
		],
	])('is the same whatever %s', (_name, a, b) => expect(a).toBe(b));

	it.each<[string, string]>([
		['a code', of({ codes: codeMap(codes) })],
		['a status', of({ statuses: statusMap([{ text: '종결', status: 'decided' }]) })],
		['what a missing status means', of({ statusWhenMissing: 'decided' })],
		['an office', of({ receiptKeys: { ...keys, officeCodes: { 의정부시: '4115000' } } })],
		['the width of numbers', of({ receiptKeys: { ...keys, numberWidth: 7 } })],
		['a column', of({}, [{ field: 'name', heading: '차주' }])],
		['columns at all', of({}, null)],
	])('changes with %s', (_name, version) => expect(version).not.toBe(of()));

	it('changes with the preference among headings of one field', () => {
		const headings = [{ field: 'mobile', heading: '연락처1' }, { field: 'mobile', heading: '연락처2' }];
		expect(of({}, headings)).not.toBe(of({}, [...headings].reverse()));
	});
});

describe('the content hash', () => {
	const receipts = () => [raw({ receiptNo: '1' }), raw({ receiptNo: '2', reliefAmount: '10' }), raw({ receiptNo: null })];
	const of = (...lines: Parameters<typeof batch>) => contentHash(assembled([batch(...lines)]).rows);

	it('is the same for the same receipts in other order, other words and another file', () => {
		const [first, second, unreadable] = receipts();
		const again = [unreadable, second, first].flatMap((receipt) => (receipt ? [{ ...receipt, row: receipt.row + 7 }] : []));
		const spelt = again.map((receipt) => (receipt.receiptNo === null ? receipt : { ...receipt, receiptNo: `2026-00${receipt.receiptNo}`, receivedOn: '2026.11.16' }));
		expect(of(spelt, { name: '다른 이름.xlsx' })).toBe(of(receipts()));
	});

	it.each<[string, Parameters<typeof raw>[0]]>([
		['a receipt more', { receiptNo: '3' }],
		['a state', { receiptNo: '1', status: '취하' }],
		['a category', { receiptNo: '1', legalBasis: '제17조' }],
		['a relief', { receiptNo: '1', reliefAmount: '1' }],
	])('changes with %s', (_name, change) => {
		const changed = raw(change);
		expect(of([...receipts().filter((receipt) => receipt.receiptNo !== changed.receiptNo), changed])).not.toBe(of(receipts()));
	});

	it('needs no key, counts no co-owners, and is null for nothing', () => {
		expect(of([raw({ receiptNo: '1', coOwners: [person({ name: '김하나' })] })])).toBe(of([raw({ receiptNo: '1' })]));
		expect(of([])).toBeNull();
	});
});
