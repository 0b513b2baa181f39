import { tidy } from '../korean/normalise';
import { sentencesOf } from '../korean/sentences';
import { parseSpans } from '../model/parse-draft';
import type { ModelAnswer, ModelPort } from '../model/port';
import { spanSchema } from '../model/draft-schema';
import { oneLine } from '../prompt/fence';
import { repairPrompt } from '../prompt/prompt';
import type { Screened } from '../screen/screen';
import type { DraftContent, Exemplar, Finding, TextUnit } from '../types';
import { mapTexts } from '../units';
import { CityhallError } from '../../errors';
import { review, weightOf, type Review } from './review';
import type { CheckContext, DraftRequest } from './request';

/** Rules whose findings a new wording can mend; what concerns the input or the date cannot be mended by writing. */
const NOT_BY_WRITING = /^(?:input|election|privacy|quote\.unapproved|section|channel)\b/;

/** Most spans of one repair call: more than that is a bad draft, which a repair does not save. */
const MOST_SPANS = 12;

export interface Repaired {
	reviewed: Review;
	rounds: number;
	answers: ModelAnswer[];
}

/**
 * Has failing spans written again, at most `rounds` times, and keeps of each span the wording with the fewer findings. What
 * the model does wrong here never makes the document worse: a failed call ends the repair. A cancelled one is an error.
 */
export async function repair(first: Review, rounds: number, context: CheckContext, ports: { request: DraftRequest; model: ModelPort; screened: Screened; exemplars: readonly Exemplar[] }): Promise<Repaired> {
	const { request, model, screened, exemplars } = ports;
	const answers: ModelAnswer[] = [];
	let reviewed = first;
	for (let round = 0; round < rounds; round++) {
		const failing = failingUnits(reviewed);
		if (failing.length === 0) return { reviewed, rounds: round, answers };
		request.onProgress?.({ step: 'repairing', characters: 0 });
		const spans = failing.map(({ unit, findings }, index) => ({ no: index + 1, text: screened.hide(unit.text), findings: findings.map(({ message, suggestion }) => `${message}${suggestion === '' ? '' : ` (${suggestion})`}`).map((text) => screened.hide(text)) }));
		const { system, user } = repairPrompt({ profile: context.profile, sheet: screened.sheet, spans });
		let written: Map<number, string>;
		try {
			const answer = await model.complete({ system, user, schema: spanSchema(), schemaName: 'spans', maxTokens: request.settings.maxTokens, ...(request.signal ? { signal: request.signal } : {}) });
			answers.push(answer);
			written = parseSpans(answer.text, spans.length);
		} catch (error) {
			if (request.signal?.aborted || !(error instanceof CityhallError)) throw error;
			return { reviewed, rounds: round + 1, answers };
		}
		const texts = new Map(failing.map((one, index) => [one.unit.place, mended(one, written.get(index + 1), screened)]));
		const better = keepBetter(reviewed, texts, context, exemplars);
		if (weightOf(better.findings) >= weightOf(reviewed.findings)) return { reviewed, rounds: round + 1, answers };
		reviewed = better;
	}
	return { reviewed, rounds, answers };
}

/** Share of its letters that a new wording must keep: of the sentences that nothing was wrong with, or of the only ones. */
const LEAST_KEPT = { sound: 0.5, failing: 0.3 };
const SLOT = /\[(?:확인 필요|인용 필요)[^\]]*\]/g;

const lettersIn = (text: string): number => text.replaceAll(SLOT, '').replaceAll(/[^\p{L}\p{N}]/gu, '').length;

/**
 * The new wording on one line; the old one where there is none, and where hardly more is left than the sentences that failed:
 * what says nothing has no findings either.
 */
function mended({ unit, findings }: Failing, written: string | undefined, screened: Screened): string {
	if (written === undefined) return unit.text;
	const after = screened.restore(oneLine(tidy(written)));
	const sound = sentencesOf(unit.text).filter((sentence) => findings.every(({ start, end }) => end > 0 && (end <= sentence.start || start >= sentence.end)));
	const letters = sound.reduce((total, { text }) => total + lettersIn(text), 0);
	const least = letters > 0 ? letters * LEAST_KEPT.sound : lettersIn(unit.text) * LEAST_KEPT.failing;
	return lettersIn(after) < least ? unit.text : after;
}

interface Failing {
	unit: TextUnit;
	findings: Finding[];
}

function failingUnits({ units, findings }: Review): Failing[] {
	return units
		.filter(({ fixed }) => !fixed)
		.map((unit) => ({ unit, findings: findings.filter(({ place, severity, ruleId }) => place === unit.place && severity !== 'info' && !NOT_BY_WRITING.test(ruleId)) }))
		.filter(({ findings: found }) => found.length > 0)
		.sort((a, b) => weightOf(b.findings) - weightOf(a.findings))
		.slice(0, MOST_SPANS);
}

/** Each new wording where its unit has fewer findings with it than before. */
function keepBetter(before: Review, texts: ReadonlyMap<string, string>, context: CheckContext, exemplars: readonly Exemplar[]): Review {
	const put = (places: ReadonlySet<string>): DraftContent => mapTexts(before.content, (text, place) => (places.has(place) ? texts.get(place) || text : text));
	const all = review(put(new Set(texts.keys())), context, exemplars);
	const weightAt = ({ findings }: Review, at: string) => weightOf(findings.filter(({ place }) => place === at));
	const worth = [...texts.keys()].filter((place) => weightAt(all, place) < weightAt(before, place));
	return worth.length === texts.size ? all : review(put(new Set(worth)), context, exemplars);
}
