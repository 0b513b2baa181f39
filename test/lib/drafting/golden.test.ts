import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { draftDocument } from '../../../lib/drafting/pipeline/draft';
import type { DraftResult } from '../../../lib/drafting/pipeline/request';
import { builtInProfiles } from '../../../lib/drafting/profiles/profiles';
import { readDocument } from '../../../lib/drafting/read/read-document';
import { pasteText, renderCheckSheet, renderDocx, renderHwpx } from '../../../lib/drafting/render/render';
import type { CheckSheetInput } from '../../../lib/drafting/render/types';
import { validateHwpx } from '../../../lib/vendor/kordoc';
import { deps, golden, request, scripted, settings } from './pipeline/support';

const FOLDER = join(__dirname, '../../golden/drafting');
/** Writes what comes out now instead of comparing; the change is then read like code. */
const UPDATING = process.env.UPDATE_GOLDEN === '1';

const examples = builtInProfiles().flatMap(({ id, name }) => ([1, 2] as const).map((n): [string, string, 1 | 2] => [`${name} ${n}`, id, n]));

let scratch: string;
beforeAll(() => {
	scratch = mkdtempSync(join(tmpdir(), 'golden-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The draft of a golden example: its answer is what the model gives, also when asked to mend it. */
async function drafted(id: string, n: 1 | 2): Promise<{ result: DraftResult; input: CheckSheetInput }> {
	const { values, subType, today, answer } = golden(id, n);
	const asked = request(id, values, { subType, settings: settings({ today, repairRounds: 0 }) });
	const result = await draftDocument(asked, deps(scripted(answer)));
	const { content, sheet, traces, findings } = result;
	const input: CheckSheetInput = { profile: asked.profile, content, values, city: asked.settings.city, state: 'draft', today, facts: sheet, traces, findings, model: 'golden', draftId: 'D-20261123-00000000', at: '2026. 11. 23. 09:00' };
	return { result, input };
}

/** What a file says, whatever its bytes are. */
async function saying(name: string, bytes: Uint8Array): Promise<string> {
	const path = join(scratch, name);
	writeFileSync(path, bytes);
	return (await readDocument(path)).text;
}

describe.each(examples)('%s', (_, id, n) => {
	const at = (name: string) => join(FOLDER, id, String(n), name);

	it('the draft and what was found in it are as they were read and accepted', async () => {
		const { result, input } = await drafted(id, n);
		const text = `${pasteText(input)}\n`;
		const findings = `${JSON.stringify(result.findings.map(({ ruleId, severity, excerpt, fixed }) => ({ ruleId, severity, excerpt, fixed })), null, '\t')}\n`;
		if (UPDATING) {
			writeFileSync(at('draft.txt'), text);
			writeFileSync(at('findings.json'), findings);
		}
		expect(text).toBe(readFileSync(at('draft.txt'), 'utf8'));
		expect(findings).toBe(readFileSync(at('findings.json'), 'utf8'));
	});

	it('its files are sound and say the same as the accepted ones', async () => {
		const { input } = await drafted(id, n);
		const files = { 'draft.hwpx': await renderHwpx(input), 'draft.docx': await renderDocx(input), 'check-sheet.hwpx': await renderCheckSheet(input) };
		for (const [name, bytes] of Object.entries(files)) {
			if (name.endsWith('.hwpx')) expect((await validateHwpx(bytes)).issues).toEqual([]);
			if (UPDATING) writeFileSync(at(name), bytes);
			expect(await saying(name, bytes)).toBe(await saying(name, readFileSync(at(name))));
		}
	});
});

describe.each(builtInProfiles().map(({ id, name }) => [name, id] as const))('%s', (_, id) => {
	it('the clean example has nothing that a person must mend', async () => {
		const { findings } = (await drafted(id, 1)).result;
		expect(findings.filter(({ fixed, severity }) => !fixed && severity !== 'info').map(({ ruleId, excerpt }) => ({ ruleId, excerpt }))).toEqual([]);
	});

	it('each flaw of the flawed example is found where it is', async () => {
		const flaws = JSON.parse(readFileSync(join(FOLDER, id, '2', 'flaws.json'), 'utf8')) as Array<{ text: string; what: string }>;
		const { findings } = (await drafted(id, 2)).result;
		const plain = (words: string) => words.replaceAll(/[\s.,“”‘’'"]/g, '');
		const found = findings.filter(({ severity, fixed }) => severity !== 'info' || fixed).map(({ excerpt }) => plain(excerpt));
		const missed = flaws.filter(({ text }) => !found.some((excerpt) => excerpt !== '' && (plain(text).includes(excerpt) || excerpt.includes(plain(text)))));
		expect(missed).toEqual([]);
	});
});

it('there is no example of a type that does not exist', () => {
	expect(existsSync(FOLDER)).toBe(true);
	expect(readdirSync(FOLDER).sort()).toEqual(builtInProfiles().map(({ id }) => id).sort());
});
