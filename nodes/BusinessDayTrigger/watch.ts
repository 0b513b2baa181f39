import { randomUUID } from 'node:crypto';

import type { IDataObject, INodeExecutionData, ITriggerFunctions } from 'n8n-workflow';

import { koreanDay, koreanTime } from '../../lib/calendar/day';
import { dueAt, type NoticePeriod, type NoticeSchedule } from '../../lib/calendar/notice-period';
import { CityhallError } from '../../lib/errors';
import { type Ledger } from '../../lib/ledger/ledger';
import { reached, TRIGGER_OWNER } from '../../lib/ledger/runs';
import type { RunView } from '../../lib/ledger/types';
import { openLedger, type OpenLedger } from '../shared/ledger';
import { calendarFrom } from '../shared/sms';

/** How often the ledger is asked whether something is due. */
const LOOK_EVERY_MS = 5 * 60_000;
const SOON_MS = 1_000;

interface Settings {
	schedule: NoticeSchedule;
	endTime: string;
	campaign: string;
	calendar: ReturnType<typeof calendarFrom>;
}

function settingsOf(ctx: ITriggerFunctions): Settings {
	const text = (name: string) => String(ctx.getNodeParameter(name)).trim();
	return {
		schedule: {
			mode: text('mode') === 'daily' ? 'daily' : 'weekly',
			time: text('time'),
			lookBackDays: Number(ctx.getNodeParameter('lookBackDays')),
		},
		endTime: text('endTime'),
		campaign: text('campaign'),
		calendar: calendarFrom((name) => ctx.getNodeParameter(name)),
	};
}

function periodItem(settings: Settings, period: NoticePeriod, now: string, extra: IDataObject): INodeExecutionData {
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

function resumeItem(settings: Settings, run: RunView, now: string): INodeExecutionData {
	const lookBackFrom = dueAt(now, settings.schedule, settings.calendar).period.lookBackFrom;
	const period = { period: run.period, from: run.periodFrom, to: run.periodTo, lookBackFrom };
	return periodItem(settings, period, now, { runId: run.runId, stage: run.stage, approvalReasons: run.approvalReasons });
}

/** A click on the canvas: the current period now, whatever the hour. */
export async function manualItems(ctx: ITriggerFunctions): Promise<INodeExecutionData[][]> {
	const settings = settingsOf(ctx);
	const { ledger, businessNow } = await openLedger(ctx);
	try {
		const now = businessNow();
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
		private readonly emit: (outputs: INodeExecutionData[][]) => void,
	) {}

	start(): void {
		this.lookIn(SOON_MS);
	}

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

	private async look(): Promise<void> {
		let next = LOOK_EVERY_MS;
		try {
			next = await this.lookOnce();
		} catch (error) {
			const message = error instanceof CityhallError ? `${error.message} ${error.remedy}` : '예상하지 못한 오류';
			this.ctx.logger.error(`근무일 예약 실행: ${message}`);
		}
		this.lookIn(next);
	}

	private async lookOnce(): Promise<number> {
		const settings = settingsOf(this.ctx);
		const open = await openLedger(this.ctx);
		try {
			await this.startDue(settings, open);
			const end = await open.ledger.nextLook(settings.campaign);
			return end === null ? LOOK_EVERY_MS : Math.min(LOOK_EVERY_MS, Math.max(end - Date.now() + 50, SOON_MS));
		} finally {
			await open.ledger.dispose();
		}
	}

	private async startDue(settings: Settings, { ledger, businessNow }: OpenLedger): Promise<void> {
		const now = businessNow();
		const state = dueAt(now, settings.schedule, settings.calendar);
		const clock = koreanTime(now).toFormat('HH:mm');
		const open = settings.calendar.isBusinessDay(koreanDay(now)) && clock >= settings.schedule.time && clock < settings.endTime;
		if (!open) return;
		for (const run of await ledger.resumable(settings.campaign)) {
			if (!(await this.reserve(ledger, settings, { ...run, from: run.periodFrom, to: run.periodTo }))) continue;
			const item = resumeItem(settings, run, now);
			this.emit(reached(run.stage, 'prepared') ? [[], [item]] : [[item], []]);
		}
		if (!state.due || !(await ledger.isNewPeriod(settings.campaign, state.period.period))) return;
		if (!(await this.reserve(ledger, settings, state.period))) return;
		this.emit([[periodItem(settings, state.period, now, {})], []]);
	}

	private async reserve(ledger: Ledger, settings: Settings, period: { period: string; from: string; to: string }): Promise<boolean> {
		const workflow = this.ctx.getWorkflow();
		const origin = { actor: `workflow:${workflow.name ?? ''}`, workflowId: String(workflow.id ?? ''), mode: 'trigger' };
		const { campaign } = settings;
		return (await ledger.takeRun({ campaign, period: period.period, from: period.from, to: period.to }, `${TRIGGER_OWNER}${randomUUID()}`, origin)) !== null;
	}
}
