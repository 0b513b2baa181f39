import { createHash } from 'node:crypto';
import { codeOf, PRESENT, type StoredMessage } from './model.mts';
import { messageView } from './views.mts';

export interface WebhookTarget {
	url: string;
	/** Sent as `X-Solapi-Secret`: its hex SHA-1, or as it is. */
	secret: string;
	secretForm?: 'sha1' | 'plain';
}

const ATTEMPTS = 5;
const BATCH = 100;
const PAUSE_MS = 50;

/** Pushes reports as a JSON array (`SINGLE-REPORT`), up to five times in all while the answer is not 200. */
export function createWebhook(target: WebhookTarget | null): { push: (messages: StoredMessage[]) => void; stop: () => void } {
	const abort = new AbortController();
	const send = async (messages: readonly StoredMessage[]): Promise<void> => {
		if (target === null) return;
		for (let attempt = 1; attempt <= ATTEMPTS && !abort.signal.aborted; attempt++) {
			const status = await fetch(target.url, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					'x-solapi-event-name': 'SINGLE-REPORT',
					'x-solapi-secret': target.secretForm === 'plain' ? target.secret : createHash('sha1').update(target.secret).digest('hex'),
				},
				body: JSON.stringify(messages.map(reportView)),
				signal: AbortSignal.any([abort.signal, AbortSignal.timeout(5000)]),
			}).then(
				(response) => response.status,
				() => 0,
			);
			if (status === 200) return;
			await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
		}
	};
	return {
		push: (messages) => {
			for (let from = 0; target !== null && from < messages.length; from += BATCH) void send(messages.slice(from, from + BATCH));
		},
		stop: () => abort.abort(),
	};
}

function reportView(message: StoredMessage): Record<string, unknown> {
	const view = messageView(message, PRESENT);
	const { messageId, groupId, type, to, from, dateProcessed, dateReported, dateReceived, networkCode, customFields } = view;
	return { messageId, groupId, type, to, from, statusCode: codeOf(message), dateProcessed, dateReported, dateReceived, networkCode, customFields };
}
