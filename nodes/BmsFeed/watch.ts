import type { IDataObject, INodeExecutionData, ITriggerFunctions } from 'n8n-workflow';

import { ValidationError } from '../../lib/errors';
import { checkWatchTimes, dueDays, type WatchTimes } from '../../lib/transit/feed/due-days';
import { receiveDay, type FeedPorts, type ReceiveRequest } from '../../lib/transit/feed/receive-day';
import type { FeedSource } from '../../lib/transit/feed/source';
import { watchOnce, type FeedEvent } from '../../lib/transit/feed/watch';
import { toNodeError } from '../shared/to-node-error';
import { triggerFolder } from '../shared/trigger-folder';
import { feedPorts, openSource } from './connections';
import { textOf, type Get } from './fields';
import { itemOf, requestOf } from './receive';

const SOON_MS = 1_000;

export interface TriggerSettings {
	get: Get;
	times: WatchTimes;
	pollMs: number;
}

/** The trigger's parameters, checked as a whole: with a faulty one nothing would ever start, and nobody would notice. @throws ValidationError */
export function settingsOf(ctx: Pick<ITriggerFunctions, 'getNodeParameter'>): TriggerSettings {
	const get: Get = (name) => ctx.getNodeParameter(name, '');
	const times: WatchTimes = {
		delayDays: Number(get('delayDays')),
		firstAttempt: textOf(get, 'firstAttempt'),
		lateAt: textOf(get, 'lateAt') === '' ? null : textOf(get, 'lateAt'),
		lookBackDays: Number(get('lookBackDays')),
	};
	checkWatchTimes(times);
	requestOf(get, '');
	const minutes = Number(get('pollMinutes'));
	if (!Number.isFinite(minutes) || minutes < 1 || minutes > 1440) {
		throw new ValidationError('pollMinutes', "'확인 주기(분)'가 올바르지 않습니다.", '1에서 1440 사이의 수를 입력하시기 바랍니다.');
	}
	return { get, times, pollMs: minutes * 60_000 };
}

interface Opened {
	source: FeedSource;
	request: Omit<ReceiveRequest, 'feedDay' | 'takePartial'>;
	ports: FeedPorts;
}

async function withFeed<T>(ctx: ITriggerFunctions, { get }: TriggerSettings, signal: AbortSignal | undefined, work: (opened: Opened) => Promise<T>): Promise<T> {
	const folder = async (path: string) => await triggerFolder(path, process.env);
	const rawFolder = await folder(textOf(get, 'rawFolder'));
	const source = await openSource({ getCredentials: async (type) => await ctx.getCredentials(type), folder }, get, rawFolder);
	try {
		return await work({ source, request: requestOf(get, rawFolder), ports: feedPorts(signal) });
	} finally {
		await source.close();
	}
}

/** A click on the canvas: the newest day that is whole, whatever the hour, without recording that it was told. */
export async function manualItems(ctx: ITriggerFunctions): Promise<INodeExecutionData[][]> {
	const settings = settingsOf(ctx);
	return await withFeed(ctx, settings, undefined, async ({ source, request, ports }) => {
		const { days } = dueDays(ports.now(), { ...settings.times, firstAttempt: '00:00', lateAt: null });
		let lacking = '';
		for (const feedDay of days.reverse()) {
			const delivery = await receiveDay({ ...request, feedDay, takePartial: false }, source, ports);
			if (delivery.complete) return [[itemOf(delivery)], []];
			if (lacking === '') lacking = `${feedDay}: ${delivery.missing.map(({ message }) => message).join(', ')}`;
		}
		throw new ValidationError('nothingArrived', `재조회 기간 안에 도착이 끝난 자료가 없습니다. ${lacking.slice(0, 500)}`, '자료 출처의 폴더, 파일 이름 조건, 도착 완료 기준을 확인하시기 바랍니다.');
	});
}

/** Looks at activation and then at every poll; downloads that take longer than the poll are waited for. */
export class FeedWatch {
	private timer: NodeJS.Timeout | undefined;
	private readonly ending = new AbortController();
	private looking: Promise<void> = Promise.resolve();

	constructor(
		private readonly ctx: ITriggerFunctions,
		private readonly settings: TriggerSettings,
		private readonly emit: (outputs: INodeExecutionData[][]) => void,
	) {}

	start(): void {
		this.lookIn(SOON_MS);
	}

	/** Nothing is fetched and nothing is started any more when it returns. */
	async stop(): Promise<void> {
		this.ending.abort();
		clearTimeout(this.timer);
		await this.looking;
	}

	private lookIn(ms: number): void {
		if (this.ending.signal.aborted) return;
		this.timer = setTimeout(() => {
			this.looking = this.look();
		}, ms);
	}

	private async look(): Promise<void> {
		const workflow = this.ctx.getWorkflow();
		try {
			await withFeed(this.ctx, this.settings, this.ending.signal, async ({ source, request, ports }) => {
				await watchOnce(
					{
						request,
						times: this.settings.times,
						trigger: `${workflow.id ?? ''}.${this.ctx.getNode().id}`,
						emit: (event) => this.emit(outputsOf(event)),
						failed: (feedDay, error) => this.report(error, feedDay),
					},
					source,
					ports,
				);
			});
		} catch (error) {
			if (!this.ending.signal.aborted) this.report(error);
		}
		this.lookIn(this.settings.pollMs);
	}

	private report(error: unknown, feedDay?: string): void {
		const { message, description } = toNodeError(this.ctx.getNode(), error);
		this.ctx.logger.error(`교통카드 자료 도착${feedDay === undefined ? '' : `(${feedDay})`}: ${message} ${description ?? ''}`.trim());
	}
}

function outputsOf({ kind, delivery }: FeedEvent): INodeExecutionData[][] {
	if (kind === 'arrived') return [[itemOf(delivery)], []];
	const reason: IDataObject = { reason: delivery.missing.map(({ message }) => message).join(', ') };
	return [[], [itemOf(delivery, reason)]];
}
