import { keyParts } from '../codes/keys';
import type { BusSize } from './crowding-levels';
import type { Summaries } from './summaries';

/** A route as registered; null = not known. */
export interface RouteMaster {
	route_key: string;
	route_name: string | null;
	route_type: string | null;
	operator: string | null;
	operator_name: string | null;
	licensing_authority: string | null;
	licensed_weekday: number | null;
	licensed_saturday: number | null;
	licensed_holiday: number | null;
	licensed_unit: string | null;
	bus_size: string | null;
	seats: number | null;
	capacity: number | null;
	seated_express: boolean | null;
	length_m: number | null;
}

export const AUTHORITY_UNKNOWN = '인가권자 확인 필요';

/** Names and properties by key; what is not registered is named by its local id. */
export interface Names {
	route(key: string): RouteMaster | undefined;
	routeName(key: string): string;
	operator(key: string): string;
	authority(key: string): string;
	stopName(key: string | null): string;
	bus(key: string): BusSize;
}

/** Reads the route and stop masters that hold on the service date. */
export async function readNames(summaries: Summaries): Promise<Names> {
	const routes = new Map((await summaries.query<RouteMaster>('master_routes', {})).map((row) => [row.route_key, row]));
	const stops = new Map((await summaries.query<{ stop_key: string; stop_name: string }>('stop_names', {})).map((row) => [row.stop_key, row.stop_name]));
	return {
		route: (key) => routes.get(key),
		routeName: (key) => given(routes.get(key)?.route_name) ?? (key === '' ? '노선 미상' : `노선명 미등록(${keyParts(key).id})`),
		operator: (key) => given(routes.get(key)?.operator_name) ?? given(routes.get(key)?.operator) ?? '운수사 미등록',
		authority: (key) => given(routes.get(key)?.licensing_authority) ?? AUTHORITY_UNKNOWN,
		stopName: (key) => (key === null ? '정류장 미상' : (stops.get(key) ?? `정류장명 미등록(${keyParts(key).id})`)),
		bus: (key) => busOf(routes.get(key)),
	};
}

function busOf(route: RouteMaster | undefined): BusSize {
	const size = route?.bus_size;
	return {
		busSize: size === 'large' || size === 'medium' || size === 'small' ? size : null,
		seats: route?.seats ?? null,
		capacity: route?.capacity ?? null,
		seatedExpress: route?.seated_express ?? false,
	};
}

function given(text: string | null | undefined): string | undefined {
	return text === null || text === undefined || text.trim() === '' ? undefined : text;
}
