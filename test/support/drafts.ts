import type { DraftToRecord } from '../../lib/ledger/drafts';
import { ORIGIN } from './notice-run';

/** A draft as the ledger is told of it. */
export const DRAFT: DraftToRecord = {
	draftId: 'D-20261123-4f7a21c0',
	type: 'press-release',
	input: '홍길동이 참여한 축제, 시민 500명',
	output: '의정부시는 축제를 열었다. 홍길동 씨가 참여했다.',
	startedAt: '2026-11-23T09:00:00.000+09:00',
	profileVersion: '1-abcdef12',
	promptVersion: '0123abcd',
	model: 'sandbox-writer',
	modelMode: 'json_schema',
	exemplarIds: ['e1', 'e2'],
	findings: { error: 0, warning: 2, info: 1 },
	untraced: 1,
	rounds: 1,
	calls: 2,
	promptTokens: 1200,
	completionTokens: 400,
	draftedMs: 8_200.4,
	modelMs: 8_150.2,
	origin: { ...ORIGIN, workflowId: 'w1', executionId: '77' },
};
