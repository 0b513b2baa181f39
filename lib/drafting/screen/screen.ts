import { ValidationError } from '../../errors';
import type { FactSheet, Finding } from '../types';
import { detector, type Found } from './detect';
import { knownValues } from './known-values';
import { KIND_NAMES, NEVER_SENT, type PersonalKind } from './kinds';
import { Placeholders } from './placeholders';

/** What happens to personal data among the facts: the draft is refused, it is hidden from the model, or it is sent with a warning. */
export type ScreenMode = 'block' | 'mask' | 'warn';

/** Personal data in a fact; offsets are of the fact's text as entered. The value itself is nowhere in it. */
export interface PersonalHit {
	kind: PersonalKind;
	factNo: number;
	start: number;
	end: number;
}

export interface Screened {
	/** What may be told to the model, with placeholders such as `⟦이름1⟧`. */
	sheet: FactSheet;
	hits: readonly PersonalHit[];
	/** `privacy.masked`, `privacy.sent`, `privacy.identifier`: kinds and numbers of facts, never values. */
	findings: readonly Finding[];
	/** Any other text that goes to the model (a present draft, an instruction, a past document), with the same placeholders. Never refuses. */
	hide(text: string): string;
	/** The model's text with the values in place of placeholders and 조사 that fit them; unknown placeholders become `[확인 필요: …]`. */
	restore(text: string): string;
}

export interface ScreenOptions {
	mode: ScreenMode;
	/** Names given as such; with office and rank or without. */
	names: readonly string[];
	/** Lines of the office, which are no personal data. */
	publicPhones: readonly string[];
}

/**
 * Screens the facts before anything is told to a model. 고유식별정보 and card numbers are never sent, whatever the mode.
 * @throws ValidationError `personalData` in mode `block`, naming kinds and facts
 */
export function screenFacts(sheet: FactSheet, options: ScreenOptions): Screened {
	const { mode } = options;
	const detect = detector(options.names, options.publicPhones);
	const hits = sheet.facts.flatMap((fact) => detect(fact.text, fact.label).map(({ kind, start, end }): PersonalHit => ({ kind, factNo: fact.no, start, end })));
	if (mode === 'block' && hits.length > 0) throw personalData(hits);
	const placeholders = new Placeholders(sheet.facts.map(({ text }) => text).join('\n'));
	const isSent = (kind: PersonalKind) => mode === 'warn' && !NEVER_SENT.has(kind);
	const replace = (text: string, found: readonly Found[]) => {
		let hidden = '';
		let kept = 0;
		for (const { kind, start, end } of found) {
			if (isSent(kind)) continue;
			hidden += text.slice(kept, start) + placeholders.of(kind, text.slice(start, end));
			kept = end;
		}
		return hidden + text.slice(kept);
	};
	const known = knownValues(
		hits.map(({ kind, factNo, start, end }) => ({ kind, value: sheet.facts.find(({ no }) => no === factNo)?.text.slice(start, end) ?? '' })),
		(value) => detect(value, '').length > 0,
	);
	const hideOf = (text: string, label: string) => replace(text, known(text, detect(text, label)));
	return {
		sheet: {
			...sheet,
			facts: sheet.facts.map((fact) => ({ ...fact, text: hideOf(fact.text, fact.label) })),
			quotes: sheet.quotes.map((quote) => ({
				...quote,
				speaker: hideOf(quote.speaker, ''),
				role: hideOf(quote.role, ''),
				text: hideOf(quote.text, ''),
				approvedBy: hideOf(quote.approvedBy, ''),
			})),
		},
		hits,
		findings: findingsOf(hits, isSent),
		hide: (text) => hideOf(text, ''),
		restore: (text) => placeholders.restore(text),
	};
}

/** Kinds in the order of their first fact, each with the numbers of its facts. */
function factsByKind(hits: readonly PersonalHit[]): Map<PersonalKind, number[]> {
	const facts = new Map<PersonalKind, number[]>();
	for (const { kind, factNo } of hits) {
		const numbers = facts.get(kind) ?? [];
		if (!numbers.includes(factNo)) facts.set(kind, [...numbers, factNo]);
	}
	return facts;
}

const factsNamed = (numbers: readonly number[]) => `입력 사실 ${numbers.map((no) => `${no}번`).join(', ')}`;

function findingsOf(hits: readonly PersonalHit[], isSent: (kind: PersonalKind) => boolean): Finding[] {
	const findings: Finding[] = [];
	const add = (ruleId: string, severity: Finding['severity'], message: string, suggestion: string) =>
		findings.push({ ruleId, severity, place: '', start: 0, end: 0, excerpt: '', message, suggestion, fixed: false });
	for (const [kind, numbers] of factsByKind(hits)) {
		const what = `${factsNamed(numbers)}에 ${KIND_NAMES[kind]}`;
		if (isSent(kind)) {
			add('privacy.sent', 'warning', `${what} 항목이 있고, 가리지 않은 채 모형에 보냈습니다.`, "공개하여도 되는 정보인지 확인하고, 아니면 입력에서 지우거나 '개인정보 처리'를 '가리고 보낸 뒤 되돌림'으로 바꾸시기 바랍니다.");
			continue;
		}
		add('privacy.masked', 'info', `${what} 항목이 있어 모형에는 가리고 보냈으며, 초안에는 입력한 값을 되돌려 놓았습니다.`, '');
		if (NEVER_SENT.has(kind)) add('privacy.identifier', 'warning', `${what} 항목이 있습니다.`, '이 문서에 적을 법적 근거가 있는지 확인하고, 없으면 입력과 초안에서 지우시기 바랍니다.');
	}
	return findings;
}

function personalData(hits: readonly PersonalHit[]): ValidationError {
	const kinds = [...factsByKind(hits)].map(([kind, numbers]) => `${KIND_NAMES[kind]}(${factsNamed(numbers)})`).join(', ');
	return new ValidationError(
		'personalData',
		`입력 사실에 개인정보가 있어 모형에 보내지 않았습니다: ${kinds}.`,
		"해당 내용을 지우거나, '개인정보 처리'를 '가리고 보낸 뒤 되돌림'으로 바꾸어 다시 실행하시기 바랍니다.",
	);
}
