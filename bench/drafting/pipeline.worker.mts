/**
 * Drafts the held-out documents through the built package against the sandbox model, files included, then measures the
 * linter. Takes its orders as JSON in its only argument; its one line of output is the outcome.
 */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { median } from '../shared/figures.mts';
import { peakMemoryMb } from '../shared/memory.mts';
import { type HeldOut, heldOut } from './held-out.mts';
import { draftingLibrary } from './library.mts';
import { pastDocuments } from './past-documents.mts';

export interface PipelineOrders {
	lib: string;
	url: string;
	folder: string;
	/** How often each document is drafted. */
	rounds: number;
}

export interface PipelineOutcome {
	documents: number;
	/** Everything but the calls, files included, ms. */
	p50: number;
	p95: number;
	/** The files alone, ms. */
	files: number;
	/** A drafting call through the package and the same one through `openai` alone, ms. */
	call: number;
	direct: number;
	rssMb: number;
	/** Text a second, in MB of UTF-8. */
	lintRate: number;
}

const orders = JSON.parse(process.argv[2] ?? '{}') as PipelineOrders;
const require = createRequire(import.meta.url);
const load = (path: string): unknown => require(join(orders.lib, 'drafting', path));
const library = draftingLibrary(orders.lib);
const { draftDocument } = load('pipeline/draft.js') as typeof import('../../lib/drafting/pipeline/draft.ts');
const { openAiModel } = load('model/openai-model.js') as typeof import('../../lib/drafting/model/openai-model.ts');
const { draftSchema } = load('model/draft-schema.js') as typeof import('../../lib/drafting/model/draft-schema.ts');
const { draftPrompt } = load('prompt/prompt.js') as typeof import('../../lib/drafting/prompt/prompt.ts');
const { deliver } = load('store/deliver.js') as typeof import('../../lib/drafting/store/deliver.ts');
type Settings = import('../../lib/drafting/pipeline/request.ts').DraftSettings;

const now = () => performance.now();
const words = library.shippedWords();
const MAX_TOKENS = 8_000;

function settingsOf({ city, today }: HeldOut): Settings {
	return { city, today, screen: 'mask', publicPhones: [], modelApproved: true, repairRounds: 2, exemplarLimit: 2, words, maxTokens: MAX_TOKENS };
}

async function pipeline(documents: readonly HeldOut[]): Promise<Pick<PipelineOutcome, 'documents' | 'p50' | 'p95' | 'files' | 'call'>> {
	const model = openAiModel({ baseUrl: orders.url, apiKey: 'bench', model: 'sandbox-writer', timeoutMs: 60_000, responseFormat: 'auto' });
	const past = join(orders.folder, 'past');
	mkdirSync(past);
	await library.saveExemplars(past, 'press-release', pastDocuments(300));
	const exemplars = await library.openExemplars(past);
	const times: number[] = [];
	const files: number[] = [];
	const calls: number[] = [];
	for (let round = 0; round < orders.rounds; round += 1)
		for (const [index, document] of documents.entries()) {
			const { profile, values, subType, city, today } = document;
			const folder = join(orders.folder, `${round}-${index}`);
			mkdirSync(folder);
			const begun = now();
			const result = await draftDocument({ profile, values, subType, settings: settingsOf(document) }, { model, exemplars, now });
			const drafted = now();
			const { content, sheet, findings, traces, missing, making } = result;
			const stored = { draftId: `D-${round}-${index}`, edition: 1, state: 'draft' as const, content, values, findings, traces, missing, making };
			await deliver(stored as Parameters<typeof deliver>[0], folder, { kinds: ['text', 'hwpx', 'docx', 'checkSheet'], profile, city, facts: sheet, today, at: `${today} 10:00` });
			const done = now();
			if (round === 0 && index < 10) continue;
			times.push(done - begun - making.modelMs);
			files.push(done - drafted);
			if (making.calls === 1) calls.push(making.modelMs);
		}
	const sorted = [...times].sort((a, b) => a - b);
	return { documents: times.length, p50: median(times), p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0, files: median(files), call: calls.length > 0 ? median(calls) : 0 };
}

/** The same requests by the vendor's library alone. */
async function direct(documents: readonly HeldOut[]): Promise<number> {
	// only now, so that it is not counted in the memory of the drafts
	const { default: OpenAI } = await import('openai');
	const client = new OpenAI({ baseURL: orders.url, apiKey: 'bench', maxRetries: 0 });
	const times: number[] = [];
	for (let round = 0; round < orders.rounds; round += 1)
		for (const { profile, sheet, city, subType, today } of documents) {
			const { system, user } = draftPrompt({ profile, sheet, city, houseStyle: null, exemplars: [], subType, today });
			const schema = draftSchema(profile);
			const begun = now();
			const answer = await client.chat.completions.create({
				model: 'sandbox-writer',
				messages: [
					{ role: 'system', content: system },
					{ role: 'user', content: user },
				],
				response_format: { type: 'json_schema', json_schema: { name: 'document', schema, strict: true } },
				max_tokens: MAX_TOKENS,
			});
			JSON.parse(answer.choices[0]?.message.content ?? '');
			times.push(now() - begun);
		}
	return median(times);
}

function lintRate(documents: readonly HeldOut[]): number {
	const LEAST_MS = 3_000;
	const prepared = documents.map((document) => {
		const { profile, city, today, values } = document;
		const units = library.unitsOf(document.document, profile);
		return { units, profile, context: { today, city, houseStyle: null, values, words }, bytes: units.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) };
	});
	for (const { units, profile, context } of prepared) library.lint(units, profile, context);
	let bytes = 0;
	const begun = now();
	while (now() - begun < LEAST_MS)
		for (const { units, profile, context, bytes: size } of prepared) {
			library.lint(units, profile, context);
			bytes += size;
		}
	return bytes / 1_000_000 / ((now() - begun) / 1000);
}

const documents = heldOut(library);
const measured = await pipeline(documents);
const rssMb = peakMemoryMb('self');
const outcome: PipelineOutcome = { ...measured, rssMb, direct: await direct(documents), lintRate: lintRate(documents) };
console.log(JSON.stringify(outcome));
