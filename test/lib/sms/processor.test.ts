import { type ProcessorFacts, processorProblems, requireProcessor } from '../../../lib/sms/processor';

const TODAY = '2026-11-23';
const complete: ProcessorFacts = { processor: '(주)솔라피', contractedOn: '2026-03-02', publishedOn: '2026-11-23' };

describe('the processor data of a gateway (개인정보 보호법 제26조)', () => {
	it('are complete with name, contract and publication up to today', () => {
		expect(processorProblems(complete, TODAY)).toEqual([]);
		expect(() => requireProcessor(complete, TODAY)).not.toThrow();
	});

	it.each<[Partial<ProcessorFacts>, string]>([
		[{ processor: ' ' }, '수탁자(업체명) 없음'],
		[{ contractedOn: '' }, '위탁 계약일 없음'],
		[{ publishedOn: '' }, '위탁 사실 공개일 없음'],
		[{ contractedOn: '2026.3.2' }, '위탁 계약일의 형식이 연-월-일(예: 2026-03-02)이 아님'],
		[{ publishedOn: '2026-02-30' }, '위탁 사실 공개일의 형식이 연-월-일(예: 2026-03-02)이 아님'],
		[{ contractedOn: '2026-11-24' }, '위탁 계약일(2026. 11. 24.)이 아직 오지 않음'],
		[{ publishedOn: '2027-01-01' }, '위탁 사실 공개일(2027. 1. 1.)이 아직 오지 않음'],
	])('%j is refused by name, with the article and the remedy', (change, problem) => {
		const facts = { ...complete, ...change };
		expect(processorProblems(facts, TODAY)).toEqual([problem]);
		expect(() => requireProcessor(facts, TODAY)).toThrow(
			expect.objectContaining({ code: 'processorMissing', message: expect.stringContaining(problem), remedy: expect.stringContaining('개인정보 보호법 제26조') }),
		);
	});

	it('names everything that is missing at once', () => {
		expect(processorProblems({ processor: '', contractedOn: '', publishedOn: '' }, TODAY)).toHaveLength(3);
	});
});
