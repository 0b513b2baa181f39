import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import { ValidationError } from '../../lib/errors';
import type { HttpClient } from '../../lib/http/client';
import { lockOf } from '../../lib/transit/feed/receive-day';
import { CallBook } from '../../lib/transit/indicators/quota';
import { plainKey, portalService, type PortalService } from '../../lib/transit/indicators/portal';
import { cancelSignal, httpClientFor, retryPorts } from '../shared/clients';
import { feedPorts } from './connections';

export const PORTAL_CREDENTIAL = 'cityhallDataGoKrApi';

/** Names of a credential's fields that hold a service's path. */
export type ServicePath = 'usagePath' | 'loadPath' | 'gbisPath';

const SERVICE_NAMES: Readonly<Record<ServicePath, string>> = { usagePath: '노선별 정류장별 이용량 조회', loadPath: '노선별 차내 재차인원 조회', gbisPath: '경기도 버스위치정보 조회' };

export interface Portal {
	/** Of the credential: names of parameters and the like; never empty. */
	setting(name: string): string;
	service(path: ServicePath, signal?: AbortSignal): PortalService;
	calls(path: ServicePath): CallBook;
	/** Host, as records show it. */
	host: string;
	close(): void;
}

/** The services of data.go.kr by a credential; calls are counted in `folder`. Close it when done. @throws ValidationError */
export function portalOf(data: ICredentialDataDecryptedObject, folder: string, timeoutMs: number): Portal {
	const text = (name: string) => (typeof data[name] === 'string' ? data[name].trim() : '');
	const setting = (name: string) => {
		if (text(name) !== '') return text(name);
		throw new ValidationError('portalSetting', "공공데이터포털 자격 증명의 '세부 설정' 가운데 비어 있는 값이 있어 조회할 수 없습니다.", '공공데이터포털의 활용 안내를 보고 자격 증명의 서비스 경로와 매개변수 이름을 채우시기 바랍니다.');
	};
	const key = plainKey(setting('serviceKey'));
	const limit = Number(data.dailyLimit ?? 1000);
	if (!Number.isInteger(limit) || limit < 1) throw new ValidationError('portalLimit', "공공데이터포털 자격 증명의 '하루 호출 한도'가 올바르지 않습니다.", '1 이상의 정수를 입력하시기 바랍니다.');
	const client: HttpClient = httpClientFor({ baseUrl: setting('baseUrl'), label: '공공데이터포털', timeoutMs, caPem: text('caPem') });
	const { host } = new URL(setting('baseUrl'));
	const ports = feedPorts();
	const calls = (path: ServicePath) => new CallBook(folder, setting(path), key, limit, { now: ports.now, lock: lockOf(ports) });
	return {
		setting,
		host,
		calls,
		service: (path, signal) =>
			portalService({
				client,
				host,
				path: setting(path),
				operation: SERVICE_NAMES[path],
				keyName: setting('keyName'),
				key,
				headers: text('userAgent') === '' ? {} : { 'User-Agent': text('userAgent') },
				calls: calls(path),
				retry: retryPorts(),
				signal,
			}),
		close: () => client.close(),
	};
}

/** Runs work on the item's portal. */
export async function withPortal<T>(ctx: IExecuteFunctions, i: number, folder: string, timeoutSeconds: number, work: (portal: Portal, signal: AbortSignal | undefined) => Promise<T>): Promise<T> {
	const portal = portalOf(await ctx.getCredentials(PORTAL_CREDENTIAL, i), folder, timeoutSeconds * 1000);
	try {
		return await work(portal, cancelSignal(ctx));
	} finally {
		portal.close();
	}
}
