import { drivenRuns } from '../../../../lib/transit/book/words';

test.each([
	['in the unit of the licence: 12 round trips of a licence for 24 one-way runs', { runs: 12, licensedRuns: 24, compliance: 1 }, 24],
	['half round trips too', { runs: 25, licensedRuns: 20, compliance: 0.625 }, 12.5],
	['as they were seen where the units cannot be compared', { runs: 12, licensedRuns: 24, compliance: null }, 12],
	['as they were seen without a licence', { runs: 12, licensedRuns: null, compliance: null }, 12],
	['not at all where no run can be told', { runs: null, licensedRuns: 24, compliance: null }, null],
] as const)('runs beside the licensed number stand %s', (_, row, shown) => {
	expect(drivenRuns(row)).toBe(shown);
});
