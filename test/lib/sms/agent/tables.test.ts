import { agentTables } from '../../../../lib/sms/agent/table-changes';
import { AGENT_FAMILIES, isAgentFamily } from '../../../../lib/sms/agent/tables';

describe("a city's own tables", () => {
	it('are those of the family where nothing is changed', () => {
		expect(agentTables('scTran', ' ')).toBe(AGENT_FAMILIES.scTran);
		expect([isAgentFamily('emma'), isAgentFamily('toString')]).toEqual([true, false]);
	});

	it('differ only in what is written', () => {
		const tables = agentTables('scTran', JSON.stringify({ sms: { table: 'SC_TRAN2', log: 'OLD_{YYYYMM}', columns: { key: 'TR_ETC3', sentAt: null }, fixed: { TR_ID: 'tax', TR_NET: 1 }, success: ['06', 6], reasons: { '07': '결번' } } }));
		const { sms, lms } = AGENT_FAMILIES.scTran;
		expect(tables.lms).toBe(lms);
		expect(tables.sms).toEqual({
			...sms,
			table: 'SC_TRAN2',
			log: 'OLD_{YYYYMM}',
			columns: { ...sms.columns, key: 'TR_ETC3', sentAt: null },
			fixed: { TR_ID: 'tax', TR_NET: '1' },
			success: ['06', '6'],
			reasons: { '07': '결번' },
		});
	});

	it.each([
		['no JSON', '{'],
		['a list', '[]'],
		['an unknown table', '{"mms": {}}'],
		['an unknown setting', '{"sms": {"tabel": "A"}}'],
		['an unknown column', '{"sms": {"columns": {"phone": "A"}}}'],
		['a table name that is none', '{"sms": {"table": "SC_TRAN; DROP TABLE X"}}'],
		['a column name with a quote', '{"sms": {"columns": {"key": "a\\"b"}}}'],
		['a fixed column that is none', '{"sms": {"fixed": {"A B": "1"}}}'],
		['a sequence with brackets', '{"sms": {"sequence": "x()"}}'],
		['a log name without its month', '{"sms": {"log": "SC_LOG"}}'],
		['a log name with another month mark', '{"sms": {"log": "SC_LOG_{YYYY}"}}'],
		['a needed column left out', '{"sms": {"columns": {"key": null}}}'],
		['a column with two meanings', '{"sms": {"columns": {"key": "tr_msg"}}}'],
		['a fixed value for a mapped column', '{"sms": {"fixed": {"TR_PHONE": "1"}}}'],
		['a value that is no text', '{"sms": {"waiting": {}}}'],
		['results that are no list', '{"sms": {"success": "06"}}'],
		['a table that is no object', '{"sms": "SC_TRAN"}'],
	])('are refused with %s', (_name, text) => {
		expect(() => agentTables('scTran', text)).toThrow(expect.objectContaining({ code: 'badAgentTables' }));
	});
});
