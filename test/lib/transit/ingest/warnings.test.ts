import { rowWarnings } from '../../../../lib/transit/ingest/warnings';

test('codes that are not in the table are named, but nothing as long as a card number', () => {
	const users = [{ code: '77', rows: 3 }, { code: '9010123412341234', rows: 2 }, { code: '90101234', rows: 1 }];
	const said = rowWarnings('2026-03-02', [], { users, modes: [] }).join(' ');
	expect(said).toContain("'77' 3건, '긴 값' 2건, '긴 값' 1건");
	expect(said).not.toContain('9010');
});
