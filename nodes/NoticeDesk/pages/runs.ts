import { confirmRelease, confirmStop, mayRelease, mayStop, type RunOnDesk, runsPage } from '../../../lib/desk-pages/runs-page';
import { type Desk, emitted, given, type PageHandler } from '../desk';

const RECENT = 10;

async function withAccount({ ledger }: Desk, runId: string): Promise<RunOnDesk> {
	return { run: await ledger.run(runId), account: await ledger.account(runId) };
}

export const runsHandler: PageHandler = {
	show: async (desk, texts) => {
		const [confirm, runId] = [given(texts, 'confirm'), given(texts, 'runId')];
		if (runId !== '' && (confirm === 'stop' || confirm === 'release')) {
			const one = await withAccount(desk, runId);
			if (confirm === 'stop' && mayStop(one.run)) return confirmStop(desk.frame, one);
			if (confirm === 'release' && mayRelease(one.run)) return confirmRelease(desk.frame, one);
		}
		const runs: RunOnDesk[] = [];
		for (const run of await desk.ledger.recentRuns(desk.settings.campaign, RECENT)) runs.push({ run, account: await desk.ledger.account(run.runId) });
		return runsPage(runs);
	},
	acts: {
		stop: async (desk, form) => {
			const runId = given(form, 'runId');
			const stopped = await desk.ledger.stopRest(runId, desk.by, desk.origin);
			return { done: 'stopped', emission: emitted(desk, 'runs', 'stopRest', { runId, stopped, result: 'done' }) };
		},
		release: async (desk, form) => {
			const runId = given(form, 'runId');
			const accept = form.accept === 'yes';
			await desk.ledger.releaseHold(runId, { by: desk.by, accept, origin: desk.origin });
			return { done: 'released', emission: emitted(desk, 'runs', 'releaseHold', { runId, accept, result: 'done' }) };
		},
	},
	done: {
		stopped: "남은 발송을 중지하였습니다. 이미 중계사에 만들어 둔 묶음은 다음 실행에서 지우고 미발송으로 적습니다. 예약해 둔 문자는 그대로 나가므로, 취소하려면 '문자 발송' 노드의 '예약 취소'를 실행하시기 바랍니다.",
		released: '다음 실행에서 자료를 다시 읽어 준비합니다.',
	},
};
