import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Delivery } from '../../lib/transit/feed/delivery';
import type { FeedPorts, ReceiveRequest } from '../../lib/transit/feed/receive-day';
import type { FeedSource } from '../../lib/transit/feed/source';
import { cancelSignal } from '../shared/clients';
import { allowedFolder } from '../shared/folders';
import { feedPorts, openSource } from './connections';
import { limitsOf, linesOf, numberOption, optionsOf, patternsOf, ruleOf, textOf, type Get } from './fields';

/** What both the node and the trigger ask for, but the day. @throws ValidationError */
export function requestOf(get: Get, rawFolder: string): Omit<ReceiveRequest, 'feedDay' | 'takePartial'> {
	return {
		patterns: patternsOf(get, 'patterns', '파일 이름 조건'),
		entryPatterns: linesOf(get, 'entryPatterns'),
		rule: ruleOf(get),
		rawFolder,
		feed: textOf(get, 'feed'),
		expectedParts: numberOption(get, 'expectedParts', 0),
		keepArchives: optionsOf(get).keepArchives === true,
		limits: limitsOf(get),
	};
}

/** Runs work on the item's source, with the raw folder checked. */
export async function withSource<T>(ctx: IExecuteFunctions, i: number, work: (given: { get: Get; source: FeedSource; ports: FeedPorts; rawFolder: string }) => Promise<T>): Promise<T> {
	const get: Get = (name) => ctx.getNodeParameter(name, i, '');
	const rawFolder = await allowedFolder(ctx, textOf(get, 'rawFolder'));
	const source = await openSource({ getCredentials: async (type) => await ctx.getCredentials(type, i), folder: async (path) => await allowedFolder(ctx, path) }, get, rawFolder);
	try {
		return await work({ get, source, ports: feedPorts(cancelSignal(ctx)), rawFolder });
	} finally {
		await source.close();
	}
}

export const itemOf = (delivery: Delivery, extra: IDataObject = {}): INodeExecutionData => ({
	json: { ...delivery, files: delivery.files.map((file): IDataObject => ({ ...file })), missing: delivery.missing.map((one): IDataObject => ({ ...one })), ...extra },
});

/** 도착 or 도착 전. */
export const outputsOf = (delivery: Delivery): INodeExecutionData[][] => (delivery.complete ? [[itemOf(delivery)], []] : [[], [itemOf(delivery)]]);
