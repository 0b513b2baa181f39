import type { UserType } from './tap';

/** Observed figures rest on taps alone; estimated ones add alightings that were not tapped. Null = cannot be said. */
export interface ObservedEstimated {
	observed: number | null;
	estimated: number | null;
}

export type DayType = 'weekday' | 'saturday' | 'holiday';
export type Direction = 'out' | 'in' | 'all';
/** `good` 정상, `warn` 주의, `bad` 이상, `unknown` 판단 불가. */
export type Verdict = 'good' | 'warn' | 'bad' | 'unknown';
/** 자료 등급: A 활용 가능, B 유의하여 활용, C 참고만, D 활용 불가. */
export type Grade = 'A' | 'B' | 'C' | 'D';

/** One check of the state of the data (자료 상태). */
export interface QualityCheck {
	/** tagOffRate, unmatchedStops, unmatchedRoutes, duplicates, rejectedRows, impossibleTimes, zeroDips, negativeLoads, missingHours, missingVehicles, lateRows, volume … */
	id: string;
	/** Korean name, e.g. 하차 태그율. */
	name: string;
	numerator: number | null;
	denominator: number | null;
	/** Share 0–1, or null where there is no denominator. */
	rate: number | null;
	/** The usual value of the same day type, or null without history. */
	usual: number | null;
	warnAt: number | null;
	badAt: number | null;
	/** Whether the two limits are shares (0–1) or counts. */
	limitsAre: 'share' | 'count';
	verdict: Verdict;
	/** Korean sentence: what was found, with the numbers. */
	finding: string;
}

export interface DataState {
	grade: Grade;
	/** Korean sentence: what must not be concluded today. */
	caution: string;
	checks: QualityCheck[];
	/** Rejected rows by reason, most first: Korean reason, count, first place as `파일명 N행`. */
	rejects: { reason: string; count: number; firstPlace: string }[];
	sources: { sourceId: string; state: 'partial' | 'final'; layout: string; files: { name: string; sha256: string; rows: number }[]; read: number; kept: number; rejected: number; duplicates: number; ingestedAt: string }[];
	/** Days used as 평소, and days left out with the reason (학교 방학, 연휴, 자료 불량 …). */
	comparedWith: string[];
	leftOut: { date: string; reason: string }[];
	chain: ChainAccuracy | null;
}

/** Trip chaining (통행 사슬) and how well it does on alightings that were tapped but hidden from it. */
export interface ChainAccuracy {
	missingAlightings: number;
	chained: number;
	/** Hidden alightings tried, and the shares of them found at the very stop and within two stops. */
	tried: number;
	found: number;
	exact: number;
	withinTwoStops: number;
	walkLimitM: number;
}

/** How a figure stands against the usual of the same day type. */
export interface Comparison {
	/** Median of the compared days; null below two days. */
	usual: number | null;
	days: number;
	lastWeek: number | null;
	/** Change against usual, as a share (0.12 = +12 %); null where usual is null or 0. */
	change: number | null;
	lastWeekChange: number | null;
}

export interface RouteRow {
	routeKey: string;
	routeName: string;
	routeType: string;
	operator: string;
	licensingAuthority: string;
	boardings: number;
	alightings: number;
	taps: number;
	tagOffRate: number | null;
	/** Taps with at least one transfer before, over taps. */
	transferRate: number | null;
	meanDistanceM: number | null;
	medianDistanceM: number | null;
	vehicles: number | null;
	runs: number | null;
	boardingsPerRun: number | null;
	boardingsPerVehicle: number | null;
	/** 운행 거리당 승차, per vehicle-kilometre; null without lengths. */
	boardingsPerKm: number | null;
	peakHour: number | null;
	peakBoardings: number;
	/** Share of the day's boardings in the peak hour. */
	peakShare: number | null;
	/** Busiest rolling 60 minutes: start as `HH:MM` of the operating day (24:10 = ten past midnight), boardings. */
	rollingPeakStart: string | null;
	rollingPeakBoardings: number;
	maxLoad: ObservedEstimated;
	/** The section (leaving this stop) and hour of the highest load. */
	maxLoadAt: { direction: Direction; sequence: number; stopName: string; nextStopName: string | null; hour: number } | null;
	licensedRuns: number | null;
	/** What one licensed run is; compliance compares like with like. */
	licensedUnit: 'oneWay' | 'roundTrip' | null;
	/** Actual over licensed, or null with the reason in Korean. */
	compliance: number | null;
	complianceNote: string;
	headway: { meanMinutes: number; p90Minutes: number; cv: number; expectedWaitMinutes: number } | null;
	circuity: number | null;
	duplication: number | null;
	/** Route that shares the most stops, with its share. */
	duplicatedMostBy: { routeName: string; share: number } | null;
	comparison: Comparison;
}

/** hour 4–27: 24 is midnight to one of the same operating day. */
export interface RouteHourRow {
	routeKey: string;
	routeName: string;
	direction: Direction;
	hour: number;
	boardings: number;
	alightings: number;
}

export interface StopHourRow {
	stopKey: string;
	stopName: string;
	arsNo: string;
	dongName: string;
	longitude: number | null;
	latitude: number | null;
	/** 24 figures, hours 4 … 27. */
	boardings: number[];
	alightings: number[];
	totalBoardings: number;
	totalAlightings: number;
	routes: number;
}

/** Loads by hour, 4 … 27: null where no run left the stop or nothing can be said. */
export interface HourlyLoads {
	observed: (number | null)[];
	estimated: (number | null)[];
}

/** One stop of a route and direction. Lists are 24 figures, hours 4 … 27. */
export interface LoadRow {
	routeKey: string;
	routeName: string;
	direction: Direction;
	sequence: number;
	stopKey: string;
	stopName: string;
	boardings: number[];
	/** Observed. */
	alightings: number[];
	/** Over the runs that left the stop in the hour. */
	mean: HourlyLoads;
	max: HourlyLoads;
	/** Over all runs of the day. */
	dayMax: ObservedEstimated;
	dayP90: ObservedEstimated;
}

/** Load along one route and direction over the whole day, for the profile chart; means are per run. */
export interface ProfileRow {
	routeKey: string;
	routeName: string;
	direction: Direction;
	sequence: number;
	stopName: string;
	boardings: number;
	alightings: ObservedEstimated;
	meanLoad: ObservedEstimated;
	maxLoad: ObservedEstimated;
}

export type GyeonggiLevel = '여유' | '보통' | '혼잡' | '매우혼잡' | '판정 불가';
export type SeoulLevel = '여유' | '보통' | '혼잡' | '판정 불가';

export interface CrowdingRow {
	routeKey: string;
	routeName: string;
	operator: string;
	direction: Direction;
	hour: number;
	/** Section with the highest mean load of the hour. */
	sequence: number;
	stopName: string;
	runs: number;
	/** Highest load of any run, and the mean at the busiest section. */
	maxLoad: ObservedEstimated;
	meanLoad: ObservedEstimated;
	busSize: 'large' | 'medium' | 'small' | null;
	seats: number | null;
	capacity: number | null;
	/** By the highest load. */
	gyeonggi: GyeonggiLevel;
	seoul: SeoulLevel;
	/** Persons over seats on seated express buses; null on others. */
	overSeats: number | null;
	runsOverSeats: number | null;
	/** maxLoad over capacity. */
	ratio: number | null;
	/** Why 판정 불가, in Korean; empty else. */
	note: string;
}

export interface AreaRow {
	dongCode: string;
	dongName: string;
	livingZone: string;
	population: number | null;
	stops: number;
	routes: number;
	boardings: number;
	alightings: number;
	boardingsPer1000: number | null;
	/** Runs that call at any stop of the dong. */
	runs: number | null;
	firstBoarding: string | null;
	lastBoarding: string | null;
}

export interface AreaBalance {
	dongs: AreaRow[];
	zones: AreaRow[];
	/** Gini coefficient of boardings per 1,000 persons over dongs; null without population. */
	gini: number | null;
	/** Highest over lowest boardings per 1,000 persons. */
	bestToWorst: number | null;
}

export type CandidateKind = 'moreRuns' | 'peakOnlyRuns' | 'holidayReduction' | 'fewerRuns' | 'stopReview' | 'routeReview';

/** 노선조정 검토 대상. */
export interface Candidate {
	/** Stable within an edition, e.g. `moreRuns:01:31:234000123`. */
	candidateId: string;
	kind: CandidateKind;
	/** Korean name of the kind. */
	kindName: string;
	/** `review` 검토 대상, `watch` 관찰 (N일). */
	stage: 'review' | 'watch';
	routeKey: string;
	routeName: string;
	operator: string;
	licensingAuthority: string;
	/** Direction, hour band and section or stop it is about, in Korean. */
	where: string;
	ruleId: string;
	/** The rule in Korean with its thresholds filled in. */
	rule: string;
	/** The numbers that met it, in Korean. */
	numbers: { name: string; value: number; unit: string }[];
	/** Days of the same day type that met the rule, out of those observed. */
	metDays: number;
	observedDays: number;
	dayType: DayType;
	/** Korean sentence: what the numbers do not say. */
	caution: string;
	/** The rows behind it: which summary table and which key. */
	evidence: { table: string; key: string; date: string; value: number }[];
	/** Same route by day over the last four weeks. */
	trend: { date: string; dayType: DayType; boardings: number; maxLoad: number | null; runs: number | null }[];
}

export interface SignOff {
	name: string;
	date: string;
}

/** Everything that a report of one service date says; the files are made from this alone. */
export interface BusReportModel {
	format: 1;
	city: string;
	department: string;
	contact: string;
	serviceDate: string;
	dayType: DayType;
	/** Korean day name with holiday: `월요일`, `화요일(삼일절 대체공휴일)`. */
	dayName: string;
	state: 'provisional' | 'final';
	/** 자료 기준시각: ISO of the newest source. */
	dataAsOf: string;
	madeAt: string;
	edition: number;
	/** Korean sentences; empty for the first edition. */
	changesSinceLastEdition: string[];
	dataState: DataState;
	/** Four or fewer Korean sentences with the day's main numbers. */
	headline: string[];
	totals: {
		boardings: number;
		alightings: number;
		taps: number;
		tagOffRate: number | null;
		transferRate: number | null;
		linkedTrips: number | null;
		meanLegs: number | null;
		meanDistanceM: number | null;
		routes: number;
		stops: number;
		vehicles: number | null;
		runs: number | null;
		peakHour: number | null;
		peakShare: number | null;
		comparison: Comparison;
	};
	/** One row an hour 4 … 27. */
	hours: { hour: number; boardings: number; alightings: number; usualBoardings: number | null }[];
	/** Boardings and alightings by kind of rider; cells that must not leave the department are null. */
	userTypes: { userType: UserType; name: string; boardings: number | null; share: number | null }[];
	routes: RouteRow[];
	routeHours: RouteHourRow[];
	stops: StopHourRow[];
	loads: LoadRow[];
	profiles: ProfileRow[];
	crowding: CrowdingRow[];
	/** Largest transfer flows. */
	transfers: { fromRoute: string; toRoute: string; persons: number }[];
	areas: AreaBalance;
	candidates: Candidate[];
	/** Routes that differ most from the usual, at most ten. */
	unusualRoutes: { routeKey: string; routeName: string; boardings: number; comparison: Comparison }[];
	/** 해석상 유의사항. */
	cautions: string[];
	thresholds: { name: string; value: number; unit: string }[];
	thresholdsSignedOffBy: SignOff | null;
	versions: { package: string; metrics: string; layout: string; codeTables: string; masters: string };
}

/** One week of 노선별 혼잡률 as Gyeonggi-do collects it. */
export interface WeeklyCrowdingModel {
	format: 1;
	city: string;
	department: string;
	from: string;
	to: string;
	state: 'provisional' | 'final';
	missingDays: string[];
	rows: {
		routeName: string;
		routeType: string;
		operator: string;
		/** Days of different types are never averaged together. */
		dayType: DayType;
		direction: Direction;
		hour: number;
		days: number;
		runs: number;
		meanLoad: number | null;
		maxLoad: number | null;
		seats: number | null;
		capacity: number | null;
		ratio: number | null;
		level: GyeonggiLevel;
		runsOverSeats: number | null;
	}[];
}

/** A month or any other period, of one day type or all, from daily summaries. */
export interface PeriodReportModel {
	format: 1;
	city: string;
	department: string;
	contact: string;
	from: string;
	to: string;
	dayType: DayType | 'all';
	/** Route asked for, or null for all. */
	routeName: string | null;
	madeAt: string;
	days: { date: string; dayType: DayType; dayName: string; boardings: number; alightings: number; tagOffRate: number | null; state: 'provisional' | 'final' }[];
	missingDays: string[];
	hours: { hour: number; meanBoardings: number; meanAlightings: number }[];
	routes: { routeKey: string; routeName: string; operator: string; boardings: number; dailyMean: number; peakHour: number | null; meanMaxLoad: number | null; maxLoad: number | null; runs: number | null }[];
	stops: { stopKey: string; stopName: string; dongName: string; boardings: number; alightings: number }[];
	areas: AreaBalance;
	candidates: Candidate[];
	cautions: string[];
}
