import { ADOPTED } from './adoption';
import type { KnownNotice, KnownResult, LeftAttempt } from './replay';

type Said = Readonly<Record<string, unknown>>;

const textIn = (said: Said, name: string): string | null => {
	const value = said[name];
	return typeof value === 'string' ? value : null;
};
const numberIn = (said: Said, name: string): number | null => {
	const value = said[name];
	return typeof value === 'number' ? value : null;
};

/** The hash of the reason where the event says it; undefined in events of an earlier version. */
export const withReason = (said: Said | null): Pick<KnownResult, 'reasonHash'> => ({ reasonHash: said !== null && 'reasonHash' in said ? textIn(said, 'reasonHash') : undefined });

/** How a notice's columns stand after it was first written. */
export const firstResult = (said: Said): KnownResult => ({
	submittedAt: null,
	settledAt: textIn(said, 'settledAt'),
	messageId: null,
	statusCode: null,
	textHash: null,
	messageType: null,
	bytes: null,
	attempt: numberIn(said, 'attempt') ?? undefined,
	batchId: null,
	attemptAt: null,
	...withReason(said),
});

/** Nothing is told any more, once retention has removed what the event said. */
const UNTOLD: KnownResult = {
	settledAt: undefined,
	messageId: undefined,
	statusCode: undefined,
	textHash: undefined,
	messageType: undefined,
	bytes: undefined,
	attempt: undefined,
	batchId: undefined,
	reasonHash: undefined,
	attemptAt: undefined,
};

/** How the event of kind `notice.…` changes a notice's columns, that were as `known` has them. */
export function resultAfter(kind: string, state: string, at: string, said: Said | null, known: KnownNotice | undefined): KnownResult {
	if (said === null) return UNTOLD;
	if (kind === 'notice.adopted') return adopted(at, said, known);
	if (typeof said.batchId === 'string') return state === 'reserved' || state === 'notSent' ? putBack(said, known) : movedOn(state, at, said, known);
	const reason = withReason(said);
	if (typeof said.messageId === 'string') {
		const type = textIn(said, 'messageType');
		return { ...reason, ...statusIn(said), ...(type === null ? {} : { messageType: type }), messageId: said.messageId, settledAt: state === 'accepted' ? null : at };
	}
	if ('confirmedBy' in said || said.reasonCode === 'scheduleCancelled') return { ...reason, settledAt: at, attemptAt: at };
	return reason;
}

const statusIn = (said: Said): KnownResult => ({ statusCode: 'statusCode' in said ? textIn(said, 'statusCode') : undefined });

function adopted(at: string, said: Said, known: KnownNotice | undefined): KnownResult {
	const attempt = numberIn(said, 'attempt');
	const type = textIn(said, 'messageType');
	return {
		...statusIn(said),
		...(type === null ? {} : { messageType: type }),
		...('messageType' in said ? {} : { messageType: undefined }),
		...leaving(known, attempt),
		messageId: textIn(said, 'messageId') ?? undefined,
		submittedAt: at,
		settledAt: null,
		reasonHash: null,
		batchId: `${ADOPTED}${textIn(said, 'groupId') ?? ''}`,
		attempt: known?.attempt === undefined ? undefined : (attempt ?? undefined),
		attemptAt: at,
	};
}

function movedOn(state: string, at: string, said: Said, known: KnownNotice | undefined): KnownResult {
	const [messageId, type, bytes, textHash] = [textIn(said, 'messageId'), textIn(said, 'messageType'), numberIn(said, 'bytes'), textIn(said, 'textHash')];
	return {
		...statusIn(said),
		...withReason(said),
		...(messageId === null ? {} : { messageId }),
		...(textHash === null ? untoldBefore(said, 'textHash') : { textHash }),
		...(type === null ? untoldBefore(said, 'messageType') : { messageType: type }),
		...(bytes === null ? untoldBefore(said, 'bytes') : { bytes }),
		...leaving(known, known?.attempt),
		settledAt: state === 'rejected' ? at : null,
		attemptAt: at,
	};
}

/** What an event of an earlier version left out may have changed; one of this version leaves out what stays. */
const untoldBefore = (said: Said, column: 'textHash' | 'messageType' | 'bytes'): KnownResult => ('reasonHash' in said ? {} : { [column]: undefined });

function putBack(said: Said, known: KnownNotice | undefined): KnownResult {
	const attempt = known?.attempt === undefined ? undefined : known.attempt - 1;
	return { ...statusIn(said), ...withReason(said), ...leaving(known, attempt), messageId: null, settledAt: null, batchId: null, attempt, attemptAt: null };
}

/** Attempts that keep their row when a notice goes on to another number. */
function leaving(known: KnownNotice | undefined, next: number | null | undefined): Pick<KnownResult, 'left'> {
	if (known?.attempt === undefined || next === null || next === undefined) return {};
	const others = (known.left ?? []).filter(({ attempt }) => attempt !== next && attempt !== known.attempt);
	const kept = typeof known.attemptAt === 'string' ? [snapshot(known, known.attempt, known.attemptAt)] : (known.left ?? []).filter(({ attempt }) => attempt === known.attempt);
	const left = next === known.attempt ? others : [...others, ...kept];
	return left.length === 0 && known.left === undefined ? {} : { left };
}

const snapshot = ({ states, messageId, statusCode, textHash, batchId }: KnownNotice, attempt: number, at: string): LeftAttempt => ({
	attempt,
	state: states[0] ?? '',
	messageId,
	statusCode,
	textHash,
	batchId,
	at,
});
