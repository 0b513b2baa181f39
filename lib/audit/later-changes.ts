import type { StoredEvent } from '../ledger/chain';

/** Notices that events after an export's period have changed, so that their rows say more than its events. */
export class LaterChanges {
	private readonly notices = new Set<string>();
	/** Runs of which retention has removed which notices were changed. */
	private readonly runs = new Set<string>();

	add({ kind, subject, runId, payload }: StoredEvent): void {
		if (kind.startsWith('notice.') && subject !== null) this.notices.add(subject);
		if (kind !== 'batch.creating' && kind !== 'run.restStopped') return;
		if (payload === null) {
			if (runId !== null) this.runs.add(runId);
			return;
		}
		const { notices } = JSON.parse(payload) as { notices?: unknown };
		if (Array.isArray(notices)) for (const key of notices) this.notices.add(String(key));
	}

	has(noticeKey: unknown, runId: unknown): boolean {
		return this.notices.has(String(noticeKey)) || this.runs.has(String(runId));
	}
}
