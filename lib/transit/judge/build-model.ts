import type { Engine } from '../engine';
import type { Lake } from '../lake/lake';
import type { LakeSource } from '../lake/manifest';
import type { BusReportModel, RouteHourRow } from '../model';
import { areaBalance } from './areas';
import { findCandidates } from './candidates/find-candidates';
import { cautionsOf } from './cautions';
import { changesSinceLastEdition } from './changes';
import { crowdingRows } from './crowding';
import { dataStateOf } from './data-state';
import type { Day } from './day';
import { dayNameOf } from './day-type';
import { headlineOf } from './headline';
import { stateOf } from './history';
import { loadsAndProfiles } from './loads';
import { openDay } from './open-day';
import { routeRows } from './routes';
import type { JudgeSettings } from './settings';
import { stopRows } from './stops';
import { hourRows, totalsOf, userTypesOf } from './totals';
import { unusualRoutes } from './unusual-routes';
import { versionsOf } from './versions';

export interface BuildModelRequest {
	lake: Lake;
	engine: Engine;
	/** `YYYY-MM-DD`; its summary must exist. */
	serviceDate: string;
	settings: JudgeSettings;
}

/**
 * Everything the report of one service date says, from the daily summaries of that and earlier days, the masters and the
 * manifest. Nothing is read from taps.
 * @throws ValidationError `invalidDay`, `summaryMissing`, `unknownThreshold`, `invalidThreshold`, `tooFewReductionDays`
 */
export async function buildModel({ lake, engine, serviceDate, settings }: BuildModelRequest): Promise<BusReportModel> {
	const { day, sources, comparable, baseline, checks, facts } = await openDay(lake, engine, serviceDate, settings);
	const routes = await routeRows(day);
	const { loads, profiles } = await loadsAndProfiles(day);
	const dataState = await dataStateOf(lake, engine, day.summaries, serviceDate, sources, checks, comparable);
	const totals = await totalsOf(day, baseline, facts);
	const userTypes = await userTypesOf(day);
	const candidates = await findCandidates(day);
	const unusual = unusualRoutes(routes, day.thresholds, day.limits.unusualRoutes);
	const state = stateOf(sources, serviceDate);
	const routesWithLoads = new Set(loads.map((row) => row.routeKey)).size;
	const routesInAll = routes.filter((route) => route.maxLoadAt !== null).length;
	const model: BusReportModel = {
		format: 1,
		city: settings.city,
		department: settings.department,
		contact: settings.contact,
		serviceDate,
		dayType: day.dayType,
		dayName: dayNameOf(serviceDate, day.calendar),
		state,
		dataAsOf: newest(sources) ?? settings.now,
		madeAt: settings.now,
		edition: settings.edition,
		changesSinceLastEdition: [],
		dataState,
		headline: headlineOf({ totals, dayType: day.dayType, unusualRoutes: unusual, candidates, dataState, running: day.running }),
		totals,
		hours: await hourRows(day, baseline),
		userTypes,
		routes,
		routeHours: await routeHourRows(day),
		stops: await stopRows(day),
		loads,
		profiles,
		crowding: await crowdingRows(day),
		transfers: await transferRows(day),
		areas: await areaBalance(day),
		candidates,
		unusualRoutes: unusual,
		cautions: cautionsOf({
			state,
			running: day.running,
			usualKnown: totals.comparison.usual !== null,
			signedOff: settings.signOff !== null,
			cellsHidden: userTypes.some((row) => row.boardings === null),
			areasHold: day.areasHold,
			shortenedTo: routesWithLoads < routesInAll ? routesWithLoads : null,
		}),
		thresholds: day.thresholds.list().map(({ name, value, unit }) => ({ name, value, unit })),
		thresholdsSignedOffBy: settings.signOff,
		versions: versionsOf(lake.manifest, serviceDate, sources, settings.packageVersion),
	};
	return { ...model, changesSinceLastEdition: changesSinceLastEdition(settings.previous, model) };
}

function newest(sources: readonly LakeSource[]): string | undefined {
	return sources.map((source) => source.ingestedAt).sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
}

async function routeHourRows({ summaries, names, serviceDate }: Day): Promise<RouteHourRow[]> {
	const rows = await summaries.query<{ route_key: string; direction: RouteHourRow['direction']; hour: number; boardings: number; alightings: number }>('route_hours', { route_hour: [serviceDate] });
	return rows.map((row) => ({
		routeKey: row.route_key,
		routeName: names.routeName(row.route_key),
		direction: row.direction,
		hour: row.hour,
		boardings: row.boardings,
		alightings: row.alightings,
	}));
}

async function transferRows({ summaries, names, limits, serviceDate }: Day): Promise<BusReportModel['transfers']> {
	const rows = await summaries.query<{ from_route: string; to_route: string; persons: number }>('transfers', { transfer_pair: [serviceDate] }, { most: limits.transfers });
	return rows.map((row) => ({ fromRoute: names.routeName(row.from_route), toRoute: names.routeName(row.to_route), persons: row.persons }));
}
