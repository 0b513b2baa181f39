import { ValidationError } from '../../errors';
import { factSheet } from '../facts/fact-sheet';
import { readMoment } from '../facts/read-dates';
import { tidy } from '../korean/normalise';
import { draftSchema } from '../model/draft-schema';
import { parseDraft } from '../model/parse-draft';
import type { ModelAnswer } from '../model/port';
import { oneLine } from '../prompt/fence';
import { draftPrompt, PROMPT_VERSION, revisePrompt } from '../prompt/prompt';
import { fillFixed } from '../render/fill-fixed';
import { keepUnasked } from '../revise/keep';
import { screenFacts, type Screened } from '../screen/screen';
import type { DraftContent, Exemplar, FactSheet } from '../types';
import { mapTexts } from '../units';
import { withDefaults } from './defaults';
import { hideExemplar } from './hide-exemplar';
import { namesIn } from './names';
import { personsIn } from './persons';
import { repair } from './repair';
import { marked, review } from './review';
import { withInstructions, type CheckContext, type DraftDeps, type DraftRequest, type DraftResult, type ReviseRequest } from './request';

/** Characters of a request to change a document. */
const LONGEST_INSTRUCTION = 5_000;

/**
 * Writes a document from the facts: screened, drafted by the model, traced to the facts, read by the rules, mended at most
 * twice, with open slots where something could not be traced. Everything but the calls is deterministic.
 * @throws ValidationError `factsEmpty`, `factsTooLong` …, `personalData`, `modelNotApproved`; RemoteError of the model
 */
export async function draftDocument(request: DraftRequest, deps: DraftDeps): Promise<DraftResult> {
	const begun = deps.now();
	const prepared = prepare(request, deps);
	const { profile, settings, subType } = request;
	const { context, screened, exemplars } = prepared;
	const { system, user } = draftPrompt({
		profile,
		sheet: screened.sheet,
		city: settings.city,
		houseStyle: context.houseStyle,
		exemplars: exemplars.map((one) => hideExemplar(one, profile, settings, screened)),
		subType,
		today: settings.today,
	});
	return await complete(request, deps, { ...prepared, begun, system, user, keep: (content) => ({ content, undone: 0 }) });
}

/** Changes a document as asked and leaves the rest as it was. @throws as `draftDocument`, `instructionEmpty` */
export async function reviseDocument(request: ReviseRequest, deps: DraftDeps): Promise<DraftResult> {
	const begun = deps.now();
	const instruction = tidy(request.instruction).trim();
	if (instruction === '') {
		throw new ValidationError('instructionEmpty', '수정 요청이 비어 있습니다.', '고칠 곳과 내용을 한 문장으로 적으시기 바랍니다. 예: 두 번째 문단에 주차 안내를 넣어 주세요.');
	}
	if (instruction.length > LONGEST_INSTRUCTION) {
		throw new ValidationError('instructionTooLong', `수정 요청이 ${instruction.length.toLocaleString('en')}자로 한도 ${LONGEST_INSTRUCTION.toLocaleString('en')}자를 넘습니다.`, '고칠 곳만 적고, 새로 쓸 내용이 많으면 입력 사실에 넣어 새 초안을 작성하시기 바랍니다.');
	}
	const prepared = prepare({ ...request, instructions: [...(request.instructions ?? []), instruction] }, deps);
	const { screened } = prepared;
	const hidden = mapTexts(request.content, (text) => screened.hide(text));
	const { system, user } = revisePrompt({ profile: request.profile, sheet: screened.sheet, city: request.settings.city, content: hidden, instruction: screened.hide(instruction) });
	return await complete(request, deps, { ...prepared, begun, system, user, keep: (content) => keepUnasked(request.content, content, instruction) });
}

interface Prepared {
	context: CheckContext;
	screened: Screened;
	exemplars: readonly Exemplar[];
}

function prepare(request: DraftRequest, { exemplars: store }: DraftDeps): Prepared {
	const { profile, values, settings, subType } = request;
	const sheet = withInstructions(factSheet(profile, values, { city: settings.city, today: settings.today }), request.instructions ?? []);
	requireApprovedModel(request);
	const names = [...namesIn(profile, values), ...personsIn(freeTexts(request, sheet), profile, settings.city, settings.today)];
	const screened = screenFacts(sheet, { mode: settings.screen, names, publicPhones: settings.publicPhones });
	const query = sheet.facts.map(({ text }) => text).join(' ');
	const kind = profile.subTypes.find(({ id, name }) => id === subType || name === subType)?.id;
	const exemplars = store?.nearest(query, { profileId: profile.id, ...(kind === undefined ? {} : { subType: kind }), limit: settings.exemplarLimit }) ?? [];
	return { context: { profile, values, settings, sheet, houseStyle: store?.style(profile.id) ?? null, traced: true, byHand: false }, screened, exemplars };
}

/**
 * Texts without a field for names, in which persons are found as in a past document: requests for a change, and the facts. To
 * stop for a name that was only guessed would stop for a common word: where names stop the draft, only those given as such do.
 */
function freeTexts({ instructions = [], settings }: DraftRequest, { facts }: FactSheet): string[] {
	return [...instructions.map(tidy), ...(settings.screen === 'mask' ? facts.map(({ text }) => text) : [])];
}

/** Said where there is no embargo; 미정 is not. */
const NO_EMBARGO = /^(?:(?:배포\s?)?(?:즉시|직후)(?:\s?보도)?(?:\s?가능)?|(?:보도\s?)?제한\s?없음|(?:해당\s?)?없음|-)\.?$/;

/**
 * practice: an embargoed release goes only to a model that is approved for what is not public. What cannot be read, and a day
 * whose year had to be guessed, counts as embargoed.
 */
function requireApprovedModel({ values, settings }: DraftRequest): void {
	const embargo = tidy(values.embargo ?? '').trim();
	if (settings.modelApproved || embargo === '' || NO_EMBARGO.test(embargo)) return;
	const until = readMoment(embargo, settings.today);
	if (until !== null && until.day < settings.today && /^(?:19|20)\d{2}/.test(embargo)) return;
	throw new ValidationError(
		'modelNotApproved',
		'보도시점이 정해진 자료는 비공개 자료 처리가 승인된 모형에만 보낼 수 있습니다.',
		"정보보호 담당 부서의 승인을 받은 모형이면 '언어모형' 자격 증명에서 '비공개 자료 처리 승인'을 켜고, 아니면 보도시점이 지난 다음 날부터 작성하시기 바랍니다.",
	);
}

interface Call extends Prepared {
	begun: number;
	system: string;
	user: string;
	keep: (content: DraftContent) => { content: DraftContent; undone: number };
}

async function complete(request: DraftRequest, deps: DraftDeps, { context, screened, exemplars, begun, system, user, keep }: Call): Promise<DraftResult> {
	const { profile, values, settings, signal, onProgress } = request;
	let characters = 0;
	const first = await deps.model.complete({
		system,
		user,
		schema: draftSchema(profile),
		schemaName: 'document',
		maxTokens: settings.maxTokens,
		...(signal ? { signal } : {}),
		...(onProgress ? { onText: (piece: string) => onProgress({ step: 'writing', characters: (characters += piece.length) }) } : {}),
	});
	const { content, missing } = parseDraft(first.text, profile);
	onProgress?.({ step: 'checking', characters });
	const kept = keep(mapTexts(content, (text) => screened.restore(oneLine(tidy(text)))));
	const drafted = fillFixed(kept.content, profile, withDefaults(profile, values, settings.city));
	const { reviewed, rounds, answers } = await repair(review(drafted, context, exemplars), settings.repairRounds, context, { request, model: deps.model, screened, exemplars });
	const done = marked(reviewed, context);
	const calls = [first, ...answers];
	const modelMs = sum(calls, ({ milliseconds }) => milliseconds);
	return {
		content: done.content,
		sheet: context.sheet,
		findings: [...context.sheet.findings, ...screened.findings, ...done.findings],
		traces: done.traces,
		missing: missing.map((text) => screened.restore(oneLine(tidy(text)))),
		undone: kept.undone,
		making: {
			model: first.model,
			mode: first.mode,
			promptVersion: PROMPT_VERSION,
			profileVersion: profile.version,
			exemplarIds: exemplars.map(({ id }) => id),
			calls: sum(calls, (answer) => answer.calls),
			rounds,
			promptTokens: tokens(calls, ({ promptTokens }) => promptTokens),
			completionTokens: tokens(calls, ({ completionTokens }) => completionTokens),
			modelMs: Math.round(modelMs),
			pipelineMs: Math.round(deps.now() - begun - modelMs),
		},
	};
}

const sum = (answers: readonly ModelAnswer[], of: (answer: ModelAnswer) => number): number => answers.reduce((total, answer) => total + of(answer), 0);

function tokens(answers: readonly ModelAnswer[], of: (answer: ModelAnswer) => number | null): number | null {
	return answers.some((answer) => of(answer) === null) ? null : sum(answers, (answer) => of(answer) ?? 0);
}
