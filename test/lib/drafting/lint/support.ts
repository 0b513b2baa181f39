import { applySafeFixes } from '../../../../lib/drafting/lint/fixes';
import type { LintContext } from '../../../../lib/drafting/lint/context';
import { lint } from '../../../../lib/drafting/lint/lint';
import type { Block, DraftContent, Finding, Profile, RuleSet, SentenceStyle } from '../../../../lib/drafting/types';
import { unitsOf } from '../../../../lib/drafting/units';
import { shippedWords } from '../../../../lib/drafting/words/word-lists';

export const STYLE_OF: Readonly<Record<RuleSet, SentenceStyle>> = { office: 'noun', press: 'plain', speech: 'polite', citizen: 'polite' };

export function profileOf(set: RuleSet, changes: Partial<Profile> = {}): Profile {
	return {
		id: 'test',
		version: '1-test',
		name: '시험',
		description: '',
		origin: 'ours',
		subTypes: [],
		fields: [],
		sections: [{ id: 'body', heading: '', form: 'prose', required: true, min: 1, max: 99, hint: '' }],
		title: { min: 1, max: 200, hint: '' },
		subtitles: null,
		length: { min: 0, max: 100_000 },
		sentence: { style: STYLE_OF[set], maxChars: 200 },
		rules: { set, off: [], forbidden: [] },
		prompt: [],
		form: set === 'press' ? 'press' : set === 'speech' ? 'speech' : set === 'citizen' ? 'notice' : 'report',
		...changes,
	};
}

export function contextOf(changes: Partial<LintContext> = {}): LintContext {
	return { today: '2026-11-23', city: { name: '의정부시', head: { title: '시장', name: '서강민' }, department: '총무과' }, houseStyle: null, values: {}, words: shippedWords(), ...changes };
}

export function contentOf(blocks: readonly Block[], title = '시험 문서'): DraftContent {
	return { title, subtitles: [], sections: [{ id: 'body', heading: '', blocks }] };
}

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const item = (text: string, level: 1 | 2 | 3 | 4 = 1): Block => ({ kind: 'item', level, text });

/** Findings in one text. */
export function findingsIn(text: string, set: RuleSet, options: { block?: Block; profile?: Partial<Profile>; context?: Partial<LintContext> } = {}): Finding[] {
	const profile = profileOf(set, options.profile);
	return lint(unitsOf(contentOf([options.block ?? paragraph(text)]), profile), profile, contextOf(options.context));
}

/** One text after the safe fixes. */
export function mendedIn(text: string, set: RuleSet, options: { block?: Block; profile?: Partial<Profile>; context?: Partial<LintContext> } = {}): string {
	const { content } = applySafeFixes(contentOf([options.block ?? paragraph(text)]), profileOf(set, options.profile), contextOf(options.context));
	const block = content.sections[0]?.blocks[0];
	return block === undefined || block.kind === 'table' ? '' : block.text;
}
