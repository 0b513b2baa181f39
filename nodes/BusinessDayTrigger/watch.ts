import { randomUUID } from 'node:crypto';

import type { IDataObject, INodeExecutionData, ITriggerFunctions } from 'n8n-workflow';

import { addDays, koreanDay } from '../../lib/calendar/day';
import { dueAt, type NoticePeriod } from '../../lib/calendar/notice-period';
import type { Ledger } from '../../lib/ledger/ledger';
import { reached, TRIGGER_OWNER } from '../../lib/ledger/runs';
import type { RunView } from '../../lib/ledger/types';
import { maySendAt } from '../../lib/sms/hours';
import { openLedger, type OpenLedger } from '../shared/ledger';
import { toNodeError } from '../shared/to-node-error';
import { settingsOf, type TriggerSettings } from './settings';

/** How often the ledger is asked whether something is due. */
const LOOK_EVERY_MS = 5 * 60_000;
const SOON_MS = 1_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

/**
 * How long a run that could not be read is left alone: twice as long after each time it was taken up, so that a source that
 * is down, or a file that is late, does not fill the list of executions. Whoever starts it by hand need not wait.
 */
const pauseAfter = (takenUp: number, leaseMs: number) => Math.min(LONGEST_PAUSE_MS, leaseMs * 2 ** Math.min(takenUp, 10));

function periodItem(settings: TriggerSettings, period: NoticePeriod, now: string, extra: IDataObject): INodeExecutionData {
	return {
		json: {
			campaign: settings.campaign,
			period: period.period,
			from: period.from,
			to: period.to,
			lookBackFrom: period.lookBackFrom,
			runDate: koreanDay(now),
			warning: settings.calendar.coverageWarning(koreanDay(now)),
			...extra,
		},
	};
}

/** An unfinished run with its own period, however long ago that was. */
function resumeItem(settings: TriggerSettings, run: RunView, now: string): INodeExecutionData {
	const lookBackFrom = addDays(run.periodFrom, -settings.schedule.lookBackDays);
	const period = { period: run.period, from: run.periodFrom, to: run.periodTo, lookBackFrom };
	return periodItem(settings, period, now, { runId: run.runId, stage: run.stage, approvalReasons: run.approvalReasons });
}

/** A click on the canvas: the current period now, whatever the hour; or the first run to go on with, where none is begun. */
export async function manualItems(ctx: ITriggerFunctions): Promise<INodeExecutionData[][]> {
	const settings = settingsOf(ctx);
	const { ledger, businessNow } = await openLedger(ctx);
	try {
		const now = businessNow();
		if (settings.resumeOnly) {
			const [run] = await ledger.resumable(settings.campaign);
			return [[], run ? [resumeItem(settings, run, now)] : []];
		}
		const { period } = dueAt(now, settings.schedule, settings.calendar);
		return [[periodItem(settings, period, now, {})], []];
	} finally {
		await ledger.dispose();
	}
}

/**
 * Looks at activation, every five minutes, and when a lease ends: what is due starts, what was interrupted goes on.
 * Keeps nothing itself; the ledger says what is due, and a lease on the run keeps two looks from starting it twice.
 */
export class ScheduleWatch {
	private timer: NodeJS.Timeout | undefined;
	private stopped = false;
	private looking: Promise<void> = Promise.resolve();

	constructor(
		private readonly ctx: ITriggerFunctions,
		private readonly settings: TriggerSettings,
		private readonly emit: (outputs: INodeExecutionData[][]) => void,
	) {}

	start(): void {
		const warning = this.settings.calendar.coverageWarning(koreanDay(new Date().toISOString()));
		if (warning !== null) this.ctx.logger.warn(`근무일 예약 실행: ${warning}`);
		this.lookIn(SOON_MS);
	}

	/** Nothing is started any more when it returns. */
	async stop(): Promise<void> {
		this.stopped = true;
		clearTimeout(this.timer);
		await this.looking;
	}

	private lookIn(ms: number): void {
		if (this.stopped) return;
		this.timer = setTimeout(() => {
			this.looking = this.look();
		}, ms);
	}

	/** A look that fails (ledger locked, disk full) is reported; the next one may succeed. */
	private async look(): Promise<void> {
		let next = LOOK_EVERY_MS;
		try {
			next = await this.lookOnce();
		} catch (error) {
			const { message, description } = toNodeError(this.ctx.getNode(), error);
			this.ctx.logger.error(`근무일 예약 실행: ${message} ${description ?? ''}`.trim());
		}
		this.lookIn(next);
	}

	private async lookOnce(): Promise<number> {
		const open = await openLedger(this.ctx);
		try {
			await this.startDue(open);
			const end = await open.ledger.nextLook(this.settings.campaign);
			return end === null ? LOOK_EVERY_MS : Math.min(LOOK_EVERY_MS, Math.max(end - Date.now() + 50, SOON_MS));
		} finally {
			await open.ledger.dispose();
		}
	}

	private async startDue({ ledger, businessNow }: OpenLedger): Promise<void> {
		const { schedule, endTime, campaign, calendar } = this.settings;
		const now = businessNow();
		if (!maySendAt(now, { from: schedule.time, to: endTime, businessDaysOnly: true }, calendar)) return;
		for (const run of await ledger.resumable(campaign)) {
			const pause = reached(run.stage, 'prepared') ? ledger.leaseMs : pauseAfter(run.fence, ledger.leaseMs);
			if (!(await this.reserve(ledger, { ...run, from: run.periodFrom, to: run.periodTo }, pause))) continue;
			const item = resumeItem(this.settings, run, now);
			this.emit(reached(run.stage, 'prepared') ? [[], [item]] : [[item], []]);
		}
		if (this.settings.resumeOnly) return;
		const { due, period } = dueAt(now, schedule, calendar);
		if (!due || !(await ledger.isNewPeriod(campaign, period.period))) return;
		if (await this.reserve(ledger, period)) this.emit([[periodItem(this.settings, period, now, {})], []]);
	}

	private async reserve(ledger: Ledger, { period, from, to }: Omit<NoticePeriod, 'lookBackFrom'>, leaseMs = ledger.leaseMs): Promise<boolean> {
		if (this.stopped) return false;
		const workflow = this.ctx.getWorkflow();
		const origin = { actor: `workflow:${workflow.name ?? ''}`, workflowId: String(workflow.id ?? ''), mode: 'trigger' };
		const { campaign } = this.settings;
		return (await ledger.takeRun({ campaign, period, from, to }, `${TRIGGER_OWNER}${randomUUID()}`, origin, leaseMs)) !== null;
	}
}
