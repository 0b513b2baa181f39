import { josaFor, type JosaPair } from '../../korean/josa';
import { findWords, type WordHit } from '../../words/find-words';
import type { WordListName } from '../../words/word-lists';
import { ALL_SETS, type Hit, type LintedDocument, type ReadUnit, type Rule } from '../rule';

const FOUND = new WeakMap<ReadUnit, readonly WordHit[]>();

/** Listed words of a unit; looked for once. */
export function wordsOf(unit: ReadUnit, { context }: LintedDocument): readonly WordHit[] {
	const known = FOUND.get(unit);
	if (known !== undefined) return known;
	const hits = findWords(unit.masked, context.words);
	FOUND.set(unit, hits);
	return hits;
}

const PARTICLES: ReadonlyMap<string, JosaPair> = new Map<string, JosaPair>([
	['은', '은/는'], ['는', '은/는'], ['이', '이/가'], ['가', '이/가'], ['을', '을/를'], ['를', '을/를'], ['과', '과/와'], ['와', '과/와'],
]);

/** The word put in place of the other, with the 조사 behind it in the right form. */
function swapped(hit: WordHit, text: string): { end: number; replacement: string } {
	const { use } = hit.entry;
	const particle = text.charAt(hit.end);
	const pair = PARTICLES.get(particle);
	if (pair === undefined || /[가-힣]/.test(text.charAt(hit.end + 1))) return { end: hit.end, replacement: use };
	return { end: hit.end + 1, replacement: use + josaFor(use, pair) };
}

const PARTICLE_BEHIND = /(?:은|는|이|가|을|를|과|와|의|에|에서|에게|으로|로|도|만|까지|부터|이다|였다|이며)$/;

/** Whether the word stands in a name that was entered like this: with the word before it, or with what is joined behind it. */
function isEnteredName(unit: ReadUnit, { entry, start, end }: WordHit, { context }: LintedDocument): boolean {
	const before = /[가-힣A-Za-z\d]+[ ]?$/.exec(unit.masked.slice(Math.max(0, start - 15), start))?.[0] ?? '';
	const joined = (/^[가-힣]+/.exec(unit.masked.slice(end, end + 10))?.[0] ?? '').replace(PARTICLE_BEHIND, '');
	const phrases = [before + entry.find + joined, ...(joined.length > 1 ? [entry.find + joined] : [])].filter((phrase) => phrase !== entry.find);
	return phrases.some((phrase) => Object.values(context.values).some((value) => value.includes(phrase)));
}

interface ListRule {
	id: string;
	list: WordListName;
	name: string;
	basis: string;
	severity: Rule['severity'];
	message(hit: WordHit): string;
	accepts?(hit: WordHit, unit: ReadUnit): boolean;
}

function listRule({ id, list, name, basis, severity, message, accepts }: ListRule): Rule {
	return {
		id,
		sets: ALL_SETS,
		name,
		basis,
		severity,
		safeFix: true,
		*unit(unit, document): Iterable<Hit> {
			for (const hit of wordsOf(unit, document)) {
				if (hit.list !== list || accepts?.(hit, unit) === false) continue;
				if (list === 'loanwords' && isEnteredName(unit, hit, document)) continue;
				const { find, use, safe } = hit.entry;
				const inside = use.indexOf(find);
				if (inside !== -1 && unit.masked.startsWith(use, hit.start - inside)) continue;
				const { end, replacement } = swapped(hit, unit.text);
				const mend = safe === true && inside === -1 && !use.includes(' / ') && !isEnteredName(unit, hit, document);
				yield { start: hit.start, end: mend ? end : hit.end, message: message(hit), suggestion: use, ...(mend ? { replacement } : {}) };
			}
		},
	};
}

const quoted = ({ entry }: WordHit): string => `"${entry.find.trim()}"`;

/** Rules over the editable word lists. */
export const WORD_RULES: readonly Rule[] = [
	listRule({ id: 'word.spelling', list: 'spelling', name: '맞춤법', basis: '한글 맞춤법', severity: 'error', message: (hit) => `${quoted(hit)}: 맞춤법에 맞지 않습니다.` }),
	listRule({ id: 'word.loan-spelling', list: 'loanSpelling', name: '외래어 표기', basis: '외래어 표기법', severity: 'error', message: (hit) => `${quoted(hit)}: 외래어 표기법에 맞지 않습니다.` }),
	listRule({
		id: 'word.loanword',
		list: 'loanwords',
		name: '어려운 외래어',
		basis: '「국어기본법」 제14조, 공공언어 진단 기준',
		severity: 'warning',
		message: (hit) => `${quoted(hit)}: 시민이 알기 어려운 외래어입니다.`,
		// `민관 협력(거버넌스)` is the house form: the easy word first, the loanword in brackets.
		accepts: (hit, unit) => !/[가-힣]\($/.test(unit.text.slice(Math.max(0, hit.start - 2), hit.start)),
	}),
	listRule({ id: 'word.plain', list: 'plain', name: '어려운 행정 용어', basis: '「국어기본법」 제14조, 행정업무운영 편람', severity: 'warning', message: (hit) => `${quoted(hit)}: 쉬운 말로 바꾸어 씁니다.` }),
	listRule({ id: 'word.respect', list: 'respect', name: '차별 표현', basis: '행정업무운영 편람, 국립국어원 다듬은 말', severity: 'error', message: (hit) => `${quoted(hit)}: 차별로 읽힐 수 있는 표현입니다.` }),
	listRule({ id: 'word.redundant', list: 'redundant', name: '겹말과 이중 피동', basis: '한글 맞춤법, 공공언어 바로 쓰기', severity: 'warning', message: (hit) => `${quoted(hit)}: 같은 뜻이 겹치거나 피동이 겹친 표현입니다.` }),
	listRule({ id: 'trace.chat', list: 'traces', name: '대화형 인공지능의 말투', basis: '생성형 인공지능 결과물 점검', severity: 'error', message: (hit) => `${quoted(hit)}: 문서에 들어갈 말이 아닙니다.` }),
];
