import { withJosa } from '../korean/josa';
import type { Fact, Finding } from '../types';
import { inputFinding } from './input-finding';
import file from './instruction-patterns.json';

const INSTRUCTIONS = file.patterns.map((source) => new RegExp(source, 'i'));
const LETTERS = /\p{L}/gu;
const HANGUL = /\p{Script=Hangul}/gu;
/** Fewest letters and largest share of Hangul at which a fact counts as foreign. */
const FOREIGN = { letters: 24, hangul: 0.25 };

/** An instruction to the model hidden among the facts is text like any other, and told. */
export function instructionFindings(facts: readonly Fact[]): Finding[] {
	return facts.flatMap(({ no, label, text }) => {
		const found = INSTRUCTIONS.map((pattern) => pattern.exec(text)?.[0]).find((words) => words !== undefined);
		if (found === undefined) return [];
		return [inputFinding('input.instruction', 'warning', found, `[${no}] ${label}에 언어모형에 대한 지시로 보이는 글이 있습니다. 지시로 따르지 않고 입력 사실의 글자로만 다룹니다.`, '문서에 필요하지 않은 글이면 지우시기 바랍니다.')];
	});
}

/** Facts that are not Korean: the draft will be, and its words cannot be compared with them. */
export function foreignFindings(facts: readonly Fact[]): Finding[] {
	return facts.flatMap(({ no, label, text }) => {
		const plain = text.replace(/\S+@\S+|(?:https?:\/\/|www\.)\S+/g, '');
		const letters = plain.match(LETTERS)?.length ?? 0;
		if (letters < FOREIGN.letters || (plain.match(HANGUL)?.length ?? 0) / letters >= FOREIGN.hangul) return [];
		return [inputFinding('input.foreign', 'warning', text.slice(0, 40), `[${no}] ${withJosa(label, '이/가')} 외국어로 적혀 있어 초안의 내용을 이 사실과 대조하기 어렵습니다.`, '한글로 옮겨 적으시기 바랍니다.')];
	});
}
