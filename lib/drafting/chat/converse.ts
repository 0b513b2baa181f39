import type { Profile } from '../types';
import type { ChatContext, ChatState, ChatTurn } from './state';

/** The state before anything has been said. */
export function openConversation(_profiles: readonly Profile[]): ChatState {
	return { phase: 'choosing', profileId: '', values: {}, asked: '', skipped: [] };
}

/** One turn. */
export function converse(state: ChatState, _message: string, _profiles: readonly Profile[], _context: ChatContext): ChatTurn {
	return { state, reply: '', action: null };
}
