import { Agent } from 'node:http';

import axios from 'axios';
import { Client } from 'pg';

import type { GatewayOrders } from '../drill/gateways.mts';
import { groupIdOf, type RecordedBatch } from './recorded.mts';

/** Batches under way at once, as when a run is sent. */
const LANES = 3;

/** Hands the same batches over with nothing but axios, or of an agent with nothing but inserts by pg; to nobody twice, and trusting every answer. */
export async function handOverPlainly(batches: readonly RecordedBatch[], gateway: GatewayOrders): Promise<void> {
	const waiting = [...batches];
	const lane = gateway.database ? insertingLane : postingLane;
	await Promise.all(Array.from({ length: LANES }, async () => await lane(() => waiting.shift(), gateway)));
}

type Next = () => RecordedBatch | undefined;

async function postingLane(next: Next, { url }: GatewayOrders): Promise<void> {
	const httpAgent = new Agent({ keepAlive: true });
	for (let batch = next(); batch; batch = next()) {
		let group = '';
		for (const { method, path, json, form, headers } of batch.calls) {
			const { data } = await axios.request<unknown>({
				method,
				url: url + (batch.group === '' ? path : path.replace(batch.group, group)),
				headers: { ...headers },
				data: form ? new URLSearchParams(form) : json,
				httpAgent,
			});
			group ||= groupIdOf(data);
		}
	}
	httpAgent.destroy();
}

async function insertingLane(next: Next, { database }: GatewayOrders): Promise<void> {
	const client = new Client({ ...database, options: '-c timezone=Asia/Seoul' });
	await client.connect();
	for (let batch = next(); batch; batch = next()) {
		await client.query('BEGIN');
		for (const { sql, values } of batch.inserts) await client.query(sql, values);
		await client.query('COMMIT');
	}
	await client.end();
}
