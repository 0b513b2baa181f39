import { CityhallError } from '../../errors';
import type { Conversation, Conversations } from '../store/conversations';
import type { Handled } from '../store/desk';
import type { CitySettings, FieldValues, Profile } from '../types';
import { converse, openConversation } from './converse';
import type { ChatAction } from './state';
import { tellDraft, tellError, tellFiles } from './tell';

/** What a conversation can do beside talking. */
export interface SessionPorts {
	profiles: readonly Profile[];
	city: CitySettings;
	/** `YYYY-MM-DD`. */
	today: string;
	conversations: Conversations;
	draft: (profile: Profile, values: FieldValues) => Promise<Handled>;
	revise: (draftId: string, instruction: string) => Promise<Handled>;
	/** Address of the form that hands over files by number of the draft; empty for none. */
	downloadUrl: string;
	/** Shows a piece of the answer at once, where the chat can. */
	say: (piece: string) => void;
}

export interface SessionAnswer {
	/** The whole answer, Markdown. */
	reply: string;
	draftId: string;
}

/**
 * Answers one message of a conversation and does what it asks for. Where a draft fails, the answer says why and what to do, and
 * the conversation stands as before, so that nothing has to be entered again.
 */
export async function answerMessage(sessionId: string, message: string, ports: SessionPorts): Promise<SessionAnswer> {
	const { profiles, city, today, conversations } = ports;
	const before: Conversation = (await conversations.read(sessionId)) ?? { state: openConversation(profiles), draftId: '' };
	const turn = converse(before.state, message, profiles, { city, today, hasDraft: before.draftId !== '' });
	const said: string[] = [];
	const say = (piece: string) => {
		said.push(piece);
		ports.say(piece);
	};
	say(turn.reply);
	let after: Conversation = { state: turn.state, draftId: turn.action?.kind === 'start' ? '' : before.draftId };
	try {
		const done = await act(turn.action, before, ports);
		if (done !== null) {
			say(`\n\n${done.reply}`);
			after = { ...after, draftId: done.draftId };
		}
	} catch (error) {
		if (!(error instanceof CityhallError)) throw error;
		say(`\n\n${tellError(error, turn.action?.kind === 'revise')}`);
		after = before;
	}
	if (turn.action?.kind === 'start') await conversations.forget(sessionId);
	else await conversations.write(sessionId, after);
	return { reply: said.join(''), draftId: after.draftId };
}

async function act(action: ChatAction | null, { draftId }: Conversation, ports: SessionPorts): Promise<SessionAnswer | null> {
	const { profiles, city, today, downloadUrl } = ports;
	const told = (handled: Handled, profile: Profile): SessionAnswer => ({ reply: tellDraft(handled, { profile, city, today, downloadUrl }), draftId: handled.document.draftId });
	switch (action?.kind) {
		case 'draft': {
			const profile = profiles.find(({ id }) => id === action.profileId);
			return profile ? told(await ports.draft(profile, action.values), profile) : null;
		}
		case 'revise': {
			const handled = await ports.revise(draftId, action.instruction);
			const profile = profiles.find(({ id }) => id === handled.document.profileId);
			return profile ? told(handled, profile) : null;
		}
		case 'files':
			return { reply: tellFiles(draftId, downloadUrl), draftId };
		default:
			return null;
	}
}
