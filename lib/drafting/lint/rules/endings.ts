import { endingOf, sentencesOf } from '../../korean/sentences';
import type { SentenceStyle, UnitRole } from '../../types';
import { HIDDEN } from '../mask';
import { ALL_SETS, type Hit, type LintedDocument, type ReadUnit, type Rule } from '../rule';

const POLITE: ReadonlySet<string> = new Set(['습니다', '겠습니다', '바랍니다', '니까', '요']);
const PLAIN: ReadonlySet<string> = new Set(['했다', '한다', '있다', '이다', '겠다', '다']);
const NOMINAL: ReadonlySet<string> = new Set(['함', '임', '음', '됨']);
/** Nouns and particles that end in 다. */
const NO_SENTENCE = /(?:보다|마다|에다|바다|캐나다|판다|소다|다다|르완다|우간다|그라나다)$/;
const FULL_STOP = /[.!?]["”’)]?\s*$/;
const SPOKEN_COLUMN = /멘트|대사|발언|말씀|낭독/;

const RIGHT: Readonly<Record<SentenceStyle, string>> = {
	plain: '"~했다", "~이다"로 끝맺습니다.',
	polite: '"~습니다", "~겠습니다"로 끝맺습니다.',
	noun: '"~함", "~임"이나 명사로 끝맺습니다.',
	merit: '"~하였음", "~함"으로 끝맺습니다.',
	letter: '"~합니다", "~하시기 바랍니다"로 끝맺습니다.',
};
const ADVICE: Readonly<Record<SentenceStyle, string>> = {
	plain: '"~했다", "~이다"로 고치시기 바랍니다.',
	polite: '"~습니다"로 고치시기 바랍니다.',
	noun: '"~함", "~임"이나 명사로 고치시기 바랍니다.',
	merit: '"~하였음", "~함"으로 고치시기 바랍니다.',
	letter: '"~합니다", "~하시기 바랍니다"로 고치시기 바랍니다.',
};

/** Whether a sentence with this ending is out of style; texts in marks and tables may be 개조식 in polite documents too. */
function isWrong(style: SentenceStyle, ending: string, role: UnitRole, stopped: boolean): boolean {
	if (style === 'noun' || style === 'merit') return POLITE.has(ending) || PLAIN.has(ending);
	if (style === 'plain') return POLITE.has(ending) || (role === 'paragraph' && stopped && (NOMINAL.has(ending) || ending === '것'));
	return PLAIN.has(ending) || (stopped && role !== 'cell' && NOMINAL.has(ending));
}

/** How sentences end, by the style of the document type. */
export const ENDING_RULE: Rule = {
	id: 'ending.style',
	sets: ALL_SETS,
	name: '문장 끝맺음',
	basis: '문서 유형의 문체(행정업무운영 편람, 의정부시 보도자료 측정)',
	severity: 'error',
	safeFix: false,
	*unit(unit, { profile }) {
		if (unit.role !== 'paragraph' && unit.role !== 'item' && unit.role !== 'cell') return;
		const { style } = profile.sentence;
		if (unit.role === 'cell' && style !== 'polite' && style !== 'noun') return;
		if (unit.role === 'cell' && style === 'noun' && SPOKEN_COLUMN.test(unit.column)) return;
		const role = unit.role === 'cell' && SPOKEN_COLUMN.test(unit.column) ? 'paragraph' : unit.role;
		for (const { start, end, ending, stopped } of endingsOf(unit))
			if (isWrong(style, ending, role, stopped)) yield { start, end, message: `이 문서의 문장은 ${RIGHT[style]}`, suggestion: ADVICE[style] };
	},
};

/** Ending class and last word of each sentence that does not end in a quotation. */
export function* endingsOf(unit: ReadUnit): Iterable<{ start: number; end: number; ending: string; stopped: boolean }> {
	for (const sentence of sentencesOf(unit.text)) {
		const bare = unit.masked.slice(sentence.start, sentence.end).replace(/[\s.!?]+$/, '');
		if (bare.endsWith(HIDDEN) || bare === '') continue;
		const ending = endingOf(sentence.text);
		if (PLAIN.has(ending) && NO_SENTENCE.test(bare)) continue;
		const last = bare.search(/\S+$/);
		yield { start: sentence.start + last, end: sentence.end, ending, stopped: FULL_STOP.test(sentence.text) };
	}
}

/** Orders and demands, which official texts do not give (S19 of the facts). */
export const DIRECTIVE_RULE: Rule = {
	id: 'tone.directive',
	sets: ['office', 'citizen', 'speech'],
	name: '명령하는 말투',
	basis: '행정업무운영 편람(공손한 표현)',
	severity: 'warning',
	safeFix: true,
	*unit(unit: ReadUnit, { profile }: LintedDocument): Iterable<Hit> {
		if (unit.role === 'title' || unit.role === 'subtitle' || unit.role === 'heading') return;
		const addressed = profile.sentence.style === 'letter' || profile.rules.set === 'citizen';
		for (const match of unit.masked.matchAll(DEMAND)) {
			const { act = '', wish = '', order = '' } = match.groups ?? {};
			if (order === '' && !addressed) continue;
			const suggestion = order !== '' ? '"…하시기 바랍니다"로 고치시기 바랍니다.' : wish !== '' ? '시기 바랍니다' : `${act}하시기 바랍니다`;
			yield {
				start: match.index,
				end: match.index + match[0].length,
				message: '명령하거나 지시하는 말투입니다.',
				suggestion,
				...(order === '' ? { replacement: suggestion } : {}),
			};
		}
	},
};

const DEMAND =
	/(?<act>문의|참고|협조|제출|확인|유의|숙지|참석|신청|이용|준수|주의|회신|방문)[ ]?(?:바람|요망)(?=[.!]?(?:\s|$))|(?<=하)(?<wish>시기|기)[ ]?바람(?=[.!]?(?:\s|$))|(?<order>(?:할|말|될|아니할|않을)[ ]?것)(?=[.!](?:\s|$)|\s*$)/g;
