import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { reasonAction, reasonName } from '../../../lib/report/reasons';

const LIB = join(__dirname, '../../../lib');
const FOLDERS = ['exemption', 'ledger', 'sms'];

/** How sources and rules write the reasons they give. */
const GIVEN = /(?:reasonCode"?: |reasonCode = |exclude\(row, |review\(\s*(?:rule,\s*context,\s*)?|byPost\(|\b(?:missing|deadPrefix|landline|invalid): \[|verdict\(\s*'(?:review|exclude|waiting)',\s*)['"]([A-Za-z_]+)['"]/g;
/** Built from a receipt's state, or words of the gateway port. */
const OTHERS = ['withdrawnAfterNotice', 'refusedAfterNotice', 'correctedAfterNotice', 'notMobile', 'unencodable', 'tooLong', 'sealMismatch', 'noReport', 'correctionHandled', 'mailedBefore', 'alreadyNotified', 'beforeStart', 'deliveryFailed', 'reliefMismatch', 'coOwnerRelation', 'scheduleCancelled', 'confirmedNotSent', 'confirmedByPerson', 'sendInDoubt', 'group_missing', 'group_failed'];

function codesOf(folder: string): string[] {
	return readdirSync(join(LIB, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => /\.(ts|json)$/.test(file))
		.flatMap((file) => [...readFileSync(join(LIB, folder, file), 'utf8').matchAll(GIVEN)])
		.map((match) => match[1] ?? '');
}

describe('reasons', () => {
	it.each([...new Set([...FOLDERS.flatMap(codesOf), ...OTHERS])].sort())('%s has a Korean name and a next step', (code) => {
		expect(reasonName(code, null)).toMatch(/[가-힣]/);
		expect(reasonAction(code)).not.toBe(reasonAction('no-such-code'));
	});

	it('of an unknown code take the sentence that came with it', () => {
		expect(reasonName('no-such-code', '처음 보는 사유입니다.')).toBe('처음 보는 사유입니다.');
		expect(reasonAction('constructor')).toBe(reasonAction(null));
	});
});
