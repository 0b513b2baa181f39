import { CityhallError } from '../../../../lib/errors';
import { draftDocument } from '../../../../lib/drafting/pipeline/draft';
import type { DraftResult } from '../../../../lib/drafting/pipeline/request';
import { FAULTS, isContentFault, type ModelFault } from '../../../../sandbox/model/faults.mts';
import { startModelServer, type ModelServer } from '../../../../sandbox/model/server.mts';
import { deps, PRESS, request, sandboxModel, settings, wordsOf } from './support';

let server: ModelServer;
beforeAll(async () => {
	server = await startModelServer({ slowMs: 300 });
});
afterAll(async () => {
	await server.close();
});
afterEach(() => server.setFault(null));

const rulesOf = ({ findings }: DraftResult) => findings.filter(({ fixed }) => !fixed).map(({ ruleId }) => ruleId);

async function withFault(fault: ModelFault | null, times?: number, repairRounds = 2): Promise<DraftResult> {
	if (fault) server.setFault(fault, times);
	return await draftDocument(request('press-release', PRESS, { settings: settings({ repairRounds }) }), deps(sandboxModel(server.url, 'sandbox-writer', 1_500)));
}

it('a draft of the honest model holds only what the facts say, and nothing is marked', async () => {
	const result = await withFault(null);
	expect(wordsOf(result.content)).not.toMatch(/확인 필요|인용 필요/);
	expect(result.traces.filter(({ verdict }) => verdict === 'untraced' || verdict === 'misplaced')).toEqual([]);
	expect(rulesOf(result).filter((rule) => /^(?:ground|quote)\./.test(rule))).toEqual([]);
	expect(wordsOf(result.content)).toMatch(/1,200권/);
});

describe('what the model gets wrong is marked in the draft where nobody mends it', () => {
	it.each([
		['inventedNumber', /\[확인 필요: [^\]]*\]/, /^ground\./],
		['inventedQuote', /\[인용 필요[^\]]*\]/, /^quote\./],
		['joinedQuote', /\[인용 필요[^\]]*\]/, /^quote\./],
		['swappedEntity', /\[확인 필요: [^\]]*\]/, /^ground\./],
		['wrongFactNumber', /\[확인 필요: [^\]]*\]/, /^ground\./],
	] as const)('%s', async (fault, slot, rule) => {
		const result = await withFault(fault, undefined, 0);
		expect(wordsOf(result.content)).toMatch(slot);
		expect(rulesOf(result).some((one) => rule.test(one))).toBe(true);
	});

	it.each([['wrongEnding'], ['htmlInside']] as const)('%s is listed or mended', async (fault) => {
		const result = await withFault(fault);
		expect(result.findings.length).toBeGreaterThan(0);
		expect(wordsOf(result.content)).not.toMatch(/<\/?[a-z]+[^>]*>/i);
	});
});

it.each([['inventedNumber'], ['inventedQuote'], ['wrongFactNumber']] as const)('a repair that mends %s leaves nothing marked', async (fault) => {
	const result = await withFault(fault, 1);
	expect(result.making.rounds).toBeGreaterThan(0);
	expect(wordsOf(result.content)).not.toMatch(/확인 필요/);
});

describe('an answer that is no document ends in a clear error', () => {
	it.each(FAULTS.filter((fault) => !isContentFault(fault) && fault !== 'formatRefused' && fault !== 'slow' && fault !== 'schemaIgnored'))('%s', async (fault) => {
		const outcome = await withFault(fault).then(
			(result) => result,
			(error: unknown) => error,
		);
		expect(outcome).toBeInstanceOf(CityhallError);
		if (!(outcome instanceof CityhallError)) return;
		expect(outcome.message).toMatch(/[가-힣]/);
		expect(outcome.remedy).toMatch(/기 바랍니다\.$/);
		// Nothing of what was asked or answered may stand in an error.
		for (const secret of ['책 나눔', '서강민', '1,200', 'key-for-tests']) expect(`${outcome.message} ${outcome.remedy}`).not.toContain(secret);
	});
});

it.each([['formatRefused'], ['slow'], ['schemaIgnored']] as const)('a server that is only %s is met with another format or patience', async (fault) => {
	const outcome = await withFault(fault, 1);
	expect(wordsOf(outcome.content)).toMatch(/책 나눔 한마당/);
});

it('one bad answer is asked again in another form; a storm of calls never comes', async () => {
	const before = server.requests().length;
	await withFault('brokenJson').catch(() => undefined);
	expect(server.requests().length - before).toBeLessThanOrEqual(3);
});
