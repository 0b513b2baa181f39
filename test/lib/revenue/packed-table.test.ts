import fc from 'fast-check';

import { packTable, unpackTable } from '../../../lib/revenue/packed-table';

describe('A packed table', () => {
	it('is the same table when unpacked, whatever its cells hold', () => {
		const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '\uffff', '접수번호'));
		const row = fc.record({ line: fc.nat(), cells: fc.array(cell) });
		const sheet = fc.record({ name: fc.string(), rows: fc.array(row), hidden: fc.constant(true as const) });
		fc.assert(
			fc.property(fc.array(sheet), (sheets) => {
				const table = { fileName: '접수.csv', sha256: '00', sheets };
				expect(unpackTable(packTable(table))).toEqual(table);
			}),
		);
	});
});
