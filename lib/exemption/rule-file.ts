import { TextDecoder } from 'node:util';
import { ValidationError } from '../errors';
import { jsonFaultLine } from './json-fault';
import { loadRules, type RuleSet } from './rules';

/**
 * A rule file of the shipped format that stands in for the shipped rules. Throws `ValidationError` with the file's name:
 * `rulesNotText` (not UTF-8), `rulesNotJson` (with the line), `faultyRules` (with each place, e.g. `$.rules[3].effectiveTo`).
 * @param name name of the file without its folder.
 */
export function readRuleFile(bytes: Uint8Array, name: string): RuleSet {
	const what = `규칙 파일 ${name}`;
	let text: string;
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new ValidationError('rulesNotText', `${what}의 글자를 읽을 수 없습니다.`, '파일을 UTF-8로 저장하시기 바랍니다.');
	}
	return loadRules(parseRules(text, what), what);
}

/**
 * The JSON of a rule file. Throws `ValidationError` (`rulesNotJson`) with the line of the fault.
 * @param what what the message calls the text.
 */
export function parseRules(text: string, what: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		const line = jsonFaultLine(text);
		throw new ValidationError(
			'rulesNotJson',
			`${what}의 내용이 JSON 형식이 아닙니다${line === null ? '' : `(${line}번째 줄)`}.`,
			`${line === null ? '' : `${line}번째 줄과 그 앞줄의 `}괄호와 쉼표를 확인하거나, 비워서 패키지의 규칙을 쓰시기 바랍니다.`,
		);
	}
}
