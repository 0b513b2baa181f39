import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, listen, reply } from '../../shared/http.mts';

export type PortalRow = Record<string, string | number>;

/** How the portal misbehaves; in order, one a call. */
export type PortalFault =
	/** The gateway's XML error under status 200, whatever format was asked for. */
	| { fault: 'gateway'; code: string; word: string }
	/** `resultCode` in the body, in the format asked for. */
	| { fault: 'result'; code: string; word: string }
	| { fault: 'status'; status: number }
	/** XML although JSON was asked for. */
	| { fault: 'xml' }
	| { fault: 'html' }
	| { fault: 'cut' };

export interface PortalOptions {
	port?: number;
	host?: string;
	/** Plain keys that are registered. */
	keys: string[];
	/** Calls a key may make of each service until `newDay`. */
	dailyLimit?: number;
	/** The most rows of a page, however many are asked for. */
	maxPageSize?: number;
	/** Rows of the indicator services by `opr_ymd`. */
	usage?: Record<string, PortalRow[]>;
	load?: Record<string, PortalRow[]>;
	/** Buses by route id. */
	buses?: Record<string, PortalRow[]>;
}

export interface Portal {
	url: string;
	port: number;
	faults(faults: PortalFault[]): void;
	setUsage(day: string, rows: PortalRow[]): void;
	/** Calls that were answered with data or an error, by service. */
	calls(): Record<string, number>;
	newDay(): void;
	close(): Promise<void>;
}

export const USAGE_PATH = '/1613000/RoutebyStopTripVolume/getDailyRoutebyStopTripVolume';
export const LOAD_PATH = '/1613000/pretend/getDailyOnboardLoad';
export const GBIS_PATH = '/6410000/buslocationservice/v2/getBusLocationListv2';

/** A pretend data.go.kr with the indicator services and GBIS's bus positions. */
export async function startPortal(options: PortalOptions): Promise<Portal> {
	const tables = new Map<string, Record<string, PortalRow[]>>([
		[USAGE_PATH, { ...options.usage }],
		[LOAD_PATH, { ...options.load }],
	]);
	let faults: PortalFault[] = [];
	let made = new Map<string, number>();
	const total = new Map<string, number>();

	const server = createServer((request, response) => {
		response.on('error', () => undefined);
		answer(request, response);
	});

	function answer(request: IncomingMessage, response: ServerResponse): void {
		const url = new URL(request.url ?? '/', 'http://portal');
		const query = url.searchParams;
		const json = /json/i.test(query.get('dataType') ?? query.get('format') ?? 'xml');
		total.set(url.pathname, (total.get(url.pathname) ?? 0) + 1);
		const fault = faults.shift();
		if (fault?.fault === 'cut') return void request.socket.destroy();
		if (fault?.fault === 'status') return reply(response, fault.status, 'text/plain', 'Unexpected errors');
		if (fault?.fault === 'html') return reply(response, 200, 'text/html', '<!DOCTYPE html><html><body>점검 중</body></html>');
		if (fault?.fault === 'gateway') return gatewayError(response, fault.code, fault.word);
		const key = query.get('serviceKey') ?? '';
		if (!options.keys.includes(key)) return gatewayError(response, '30', 'SERVICE_KEY_IS_NOT_REGISTERED_ERROR');
		const meter = `${url.pathname} ${key}`;
		if ((made.get(meter) ?? 0) >= (options.dailyLimit ?? 1000)) return gatewayError(response, '22', 'LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR');
		made.set(meter, (made.get(meter) ?? 0) + 1);
		if (url.pathname === GBIS_PATH) return positions(response, query, json && fault?.fault !== 'xml');
		const table = tables.get(url.pathname);
		if (!table) return gatewayError(response, '12', 'NO_OPENAPI_SERVICE_ERROR');
		indicator(response, query, table, json && fault?.fault !== 'xml', fault);
	}

	function indicator(response: ServerResponse, query: URLSearchParams, table: Record<string, PortalRow[]>, json: boolean, fault: PortalFault | undefined): void {
		const header = fault?.fault === 'result' ? { resultCode: fault.code, resultMsg: fault.word } : { resultCode: '200', resultMsg: 'OK' };
		const page = Number(query.get('pageNo') ?? 1);
		const size = Math.min(Number(query.get('numOfRows') ?? 10), options.maxPageSize ?? 1000);
		const area = query.get('sgg_cd');
		const rows = (table[query.get('opr_ymd') ?? ''] ?? []).filter((row) => area === null || String(row.sgg_cd) === area);
		const shown = rows.slice((page - 1) * size, page * size);
		const body = { items: { item: shown.length === 1 ? shown[0] : shown }, numOfRows: size, pageNo: page, totalCount: rows.length };
		if (json) return reply(response, 200, 'application/json', JSON.stringify({ Response: fault?.fault === 'result' ? { header } : { header, body } }));
		reply(response, 200, 'application/xml', `<?xml version="1.0" encoding="UTF-8"?><response>${tag('header', header)}${fault?.fault === 'result' ? '' : `<body><items>${shown.map((row) => tag('item', row)).join('')}</items><totalCount>${rows.length}</totalCount></body>`}</response>`);
	}

	function positions(response: ServerResponse, query: URLSearchParams, json: boolean): void {
		const rows = (options.buses ?? {})[query.get('routeId') ?? ''] ?? [];
		const header = { queryTime: '2026-03-03 08:15:30.123', resultCode: rows.length === 0 ? 4 : 0, resultMessage: rows.length === 0 ? '결과가 존재하지 않습니다.' : '정상적으로 처리되었습니다.' };
		const list = rows.length === 1 ? rows[0] : rows;
		if (json) return reply(response, 200, 'application/json', JSON.stringify({ response: { comMsgHeader: '', msgHeader: header, ...(rows.length === 0 ? {} : { msgBody: { busLocationList: list } }) } }));
		reply(response, 200, 'application/xml', `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><response><comMsgHeader/>${tag('msgHeader', header)}<msgBody>${rows.map((row) => tag('busLocationList', row)).join('')}</msgBody></response>`);
	}

	const address = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
	return {
		...address,
		faults: (wanted) => {
			faults = [...wanted];
		},
		setUsage: (day, rows) => {
			const table = tables.get(USAGE_PATH);
			if (table) table[day] = rows;
		},
		calls: () => Object.fromEntries(total),
		newDay: () => {
			made = new Map();
		},
		close: () => closeServer(server),
	};
}

function gatewayError(response: ServerResponse, code: string, word: string): void {
	reply(
		response,
		200,
		'text/xml;charset=UTF-8',
		`<OpenAPI_ServiceResponse>\n\t<cmmMsgHeader>\n\t\t<errMsg>SERVICE ERROR</errMsg>\n\t\t<returnAuthMsg>${word}</returnAuthMsg>\n\t\t<returnReasonCode>${code}</returnReasonCode>\n\t</cmmMsgHeader>\n</OpenAPI_ServiceResponse>`,
	);
}

function tag(name: string, fields: Readonly<Record<string, string | number>>): string {
	const escaped = (value: string | number) => String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
	return `<${name}>${Object.entries(fields).map(([field, value]) => `<${field}>${escaped(value)}</${field}>`).join('')}</${name}>`;
}

/** Rows as the usage service gives them: stops of two routes by hour and kind of rider. */
export function usageRows(day: string, count: number): PortalRow[] {
	return Array.from({ length: count }, (_, i) => ({
		opr_ymd: day,
		dow_cd: '4',
		dow_nm: '수요일',
		ctpv_cd: '41',
		ctpv_nm: '경기도',
		sgg_cd: i % 10 === 0 ? '41000' : '41150',
		sttn_id: String(i % 50).padStart(7, '0'),
		sttn_nm: i % 7 === 0 ? '의정부역, 동부광장' : '시청 <앞>',
		rte_id: `1212600${i % 2}`,
		users_type_cd: '1',
		tzon: String(i % 24).padStart(2, '0'),
		ride_nope: i % 13,
		goff_nope: i % 11,
	}));
}
