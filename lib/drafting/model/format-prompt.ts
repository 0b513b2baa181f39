import type { AnswerMode, JsonSchema, ModelRequest } from './port';

/**
 * What the model is told to bind it to the schema where the server does not: the schema itself, on one line between
 * fences.
 */
export function formatInstruction(schema: JsonSchema): string {
	return [
		'[답의 형식]',
		'아래 JSON 스키마를 따르는 JSON 객체 하나로만 답하십시오. 설명이나 인사말을 앞뒤에 붙이지 마십시오.',
		'키의 이름은 스키마에 적힌 그대로 쓰고, 쓸 내용이 없는 목록은 []로 두십시오.',
		'<<<JSON 스키마',
		JSON.stringify(schema),
		'JSON 스키마>>>',
	].join('\n');
}

/** The two messages of a call. @param again the answer before was not in the form asked for */
export function messagesFor({ system, user, schema }: Pick<ModelRequest, 'system' | 'user' | 'schema'>, mode: AnswerMode, again: boolean): { system: string; user: string } {
	return mode === 'json_schema' && !again ? { system, user } : { system: `${system}\n\n${formatInstruction(schema)}`, user };
}
