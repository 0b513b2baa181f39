import { setTimeout as wait } from 'node:timers/promises';

import { CityhallError, RemoteError } from '../../errors';
import type { RequestPlace } from '../../http/failures';
import { endsRepeating } from './answer-checks';
import { cutOff, refused, repeats } from './answer-failures';
import { cancelled } from './failures';
import { messagesFor } from './format-prompt';
import type { Reply } from './one-call';
import { readAnswer } from './parse-draft';
import type { AnswerMode, ModelAnswer, ModelRequest } from './port';

const MOST_CALLS = 3;
/** Somebody sits before the form: a longer `Retry-After` is told, not waited for. */
const LONGEST_WAIT_MS = 60_000;
const WAIT_UNTOLD_MS = 2_000;

/** The server cannot do what the call asked for, and says so before it works. */
export class Unsupported extends Error {
	constructor(
		readonly what: 'format' | 'parameters',
		/** What is thrown where nothing is left to try. */
		readonly failure: RemoteError,
	) {
		super(what);
	}
}

/** What a port has learnt of its server. */
export interface Learnt {
	/** Modes still to be tried, strictest first; never empty. */
	modes: readonly AnswerMode[];
	/** Only what every server takes is sent: no token limit, temperature, seed or stream options. */
	plain: boolean;
}

export interface LadderPorts {
	place: RequestPlace;
	model: string;
	call(mode: AnswerMode, messages: { system: string; user: string }, plain: boolean): Promise<Reply>;
}

/**
 * One answer by the schema in three calls at most: down a mode where the server refuses the format or the answer is no
 * valid one (where one mode is left, it is asked once more), once after a `Retry-After`, once with plain parameters.
 */
export async function climbDown(request: ModelRequest, learnt: Learnt, ports: LadderPorts): Promise<ModelAnswer> {
	const startedAt = performance.now();
	let calls = 0;
	let waited = false;
	let again = false;
	let promptTokens: number | null = null;
	let completionTokens: number | null = null;
	for (;;) {
		const mode = learnt.modes[0] ?? 'text';
		calls += 1;
		const mayCall = calls < MOST_CALLS;
		try {
			const reply = await ports.call(mode, messagesFor(request, mode, again), learnt.plain);
			promptTokens = sum(promptTokens, reply.promptTokens);
			completionTokens = sum(completionTokens, reply.completionTokens);
			checkReply(reply, request);
			const milliseconds = Math.round(performance.now() - startedAt);
			return { text: reply.text, model: reply.model || ports.model, mode, finishReason: reply.finishReason, promptTokens, completionTokens, calls, milliseconds };
		} catch (error) {
			if (error instanceof Unsupported) {
				if (error.what === 'parameters') learnt.plain = true;
				else if (learnt.modes.length > 1) learnt.modes = learnt.modes.slice(1);
				else throw error.failure;
				if (!mayCall) throw error.failure;
			} else if (isUnusable(error) && mayCall) {
				if (learnt.modes.length === 1 && again) throw error;
				again = true;
				if (learnt.modes.length > 1) learnt.modes = learnt.modes.slice(1);
			} else if (isBusy(error) && mayCall && !waited && (error.failure.retryAfterMs ?? 0) <= LONGEST_WAIT_MS) {
				waited = true;
				await wait(error.failure.retryAfterMs ?? WAIT_UNTOLD_MS, undefined, { signal: request.signal }).catch(() => {
					throw cancelled(ports.place);
				});
			} else throw error;
		}
	}
}

/** @throws ValidationError where the reply is no answer by the schema */
function checkReply(reply: Reply, request: ModelRequest): void {
	if (reply.refused || reply.finishReason === 'content_filter') throw refused();
	if (reply.finishReason === 'length' || reply.finishReason === 'max_tokens') throw endsRepeating(reply.text) ? repeats() : cutOff();
	readAnswer(reply.text, request.schema);
}

const isUnusable = (error: unknown): boolean => error instanceof CityhallError && (error.code === 'modelNotJson' || error.code === 'modelSchema');

const isBusy = (error: unknown): error is RemoteError => error instanceof RemoteError && error.code === 'modelBusy' && error.failure.retryable;

const sum = (one: number | null, other: number | null): number | null => (one === null ? other : one + (other ?? 0));
