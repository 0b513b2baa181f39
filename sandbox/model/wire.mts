import type { Answer } from './answer.mts';

export const MODEL = 'sandbox-writer';
/** On every answer, so that nobody takes the pretend model for a real one. */
export const LABEL = `${MODEL} (시험용, 실제 모형 아님)`;

const PIECE = 24;

interface Usage {
	prompt_tokens: number;
	completion_tokens: number;
	total_tokens: number;
}

/** Counted as a Korean tokeniser roughly does. */
export function usageOf(prompt: string, answer: Answer): Usage {
	const prompted = Math.ceil(prompt.length / 1.6);
	const completed = Math.ceil((answer.content ?? answer.refusal ?? '').length / 1.6);
	return { prompt_tokens: prompted, completion_tokens: completed, total_tokens: prompted + completed };
}

export function completion(id: string, created: number, answer: Answer, usage: Usage): unknown {
	return {
		id,
		object: 'chat.completion',
		created,
		model: LABEL,
		choices: [{ index: 0, message: { role: 'assistant', content: answer.content, refusal: answer.refusal }, logprobs: null, finish_reason: answer.finishReason }],
		usage,
	};
}

/** The same answer as server-sent events. */
export function chunks(id: string, created: number, answer: Answer, usage: Usage | null): string[] {
	const event = (choices: unknown[], extra: object = {}) => `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created, model: LABEL, choices, ...extra })}\n\n`;
	const delta = (change: object, finish: string | null = null) => event([{ index: 0, delta: change, logprobs: null, finish_reason: finish }]);
	const text = answer.content ?? answer.refusal ?? '';
	const name = answer.content === null ? 'refusal' : 'content';
	const lines = [delta({ role: 'assistant', content: '' })];
	for (let at = 0; at < text.length; at += PIECE) lines.push(delta({ [name]: text.slice(at, at + PIECE) }));
	lines.push(delta({}, answer.finishReason));
	if (usage) lines.push(event([], { usage }));
	lines.push('data: [DONE]\n\n');
	return lines;
}

export function failure(message: string, type: string, code: string | null, param: string | null = null): unknown {
	return { error: { message, type, param, code } };
}
