import type { QualityCheck, Verdict } from '../model';
import type { Baseline, DayFacts } from './day-facts';
import { shareOf } from './day-facts';
import checks from './quality-checks.json';
import type { Thresholds } from './thresholds';
import { count, fill, hourNames, percent } from './words';

/** Fewest compared days against which hours, vehicles and volume are judged. */
const LEAST_BASELINE_DAYS = 2;

interface Found {
	numerator: number | null;
	denominator: number | null;
	rate: number | null;
	detail?: string;
}

const NOT_FOUND: Found = { numerator: null, denominator: null, rate: null };

/** All checks of one day's data, in the order of quality-checks.json. A check without figures is 판단 불가. */
export function qualityChecks(day: DayFacts, baseline: Baseline, thresholds: Thresholds): QualityCheck[] {
	return checks.map((check) => {
		const found = find(check.id, day, baseline, thresholds);
		const verdict = verdictOf(check.id, check.sense, found, thresholds);
		const usual = check.id === 'volume' ? (baseline.days < LEAST_BASELINE_DAYS ? null : 1) : (baseline.rates.get(check.id) ?? null);
		return {
			id: check.id,
			name: check.name,
			numerator: found.numerator,
			denominator: found.denominator,
			rate: found.rate,
			usual,
			warnAt: thresholds.limit(`${check.id}.warn`),
			badAt: thresholds.limit(`${check.id}.bad`),
			limitsAre: thresholds.isShare(`${check.id}.warn`) ? 'share' : 'count',
			verdict,
			finding: verdict === 'unknown' ? unknownFinding(check.id) : sentence(check.text, found, usual),
		};
	});
}

function find(id: string, day: DayFacts, baseline: Baseline, thresholds: Thresholds): Found {
	if (id === 'missingHours') return missingHours(day, baseline, thresholds);
	if (id === 'missingVehicles') return missingVehicles(day, baseline);
	if (id === 'volume') return volume(day, baseline);
	const counted = day.counted.get(id);
	return counted === undefined ? NOT_FOUND : { ...counted, rate: shareOf(counted) };
}

/** Hours with usual boardings that fell below a share of the usual; of a running day only the hours that are over. */
function missingHours(day: DayFacts, baseline: Baseline, thresholds: Thresholds): Found {
	if (baseline.days < LEAST_BASELINE_DAYS) return NOT_FOUND;
	const expected = [...baseline.hours].filter(
		([hour, usual]) => usual >= thresholds.value('missingHours.leastUsual') && (day.runningFrom === null || hour < day.runningFrom),
	);
	const missing = expected.filter(([hour, usual]) => (day.hours.get(hour) ?? 0) < usual * thresholds.share('missingHours.share')).map(([hour]) => hour);
	return {
		numerator: missing.length,
		denominator: expected.length,
		rate: expected.length === 0 ? null : missing.length / expected.length,
		detail: missing.length === 0 ? '' : `(${hourNames(missing)})`,
	};
}

function missingVehicles(day: DayFacts, baseline: Baseline): Found {
	const { vehicles } = day;
	if (vehicles === null || baseline.days < LEAST_BASELINE_DAYS || baseline.vehicles.size === 0) return NOT_FOUND;
	const missing = [...baseline.vehicles].filter((vehicle) => !vehicles.has(vehicle)).length;
	return { numerator: missing, denominator: baseline.vehicles.size, rate: missing / baseline.vehicles.size };
}

/** Boardings against the usual; of a running day both only up to the last hour that is over. */
function volume(day: DayFacts, baseline: Baseline): Found {
	if (baseline.days < LEAST_BASELINE_DAYS || baseline.boardings === null) return NOT_FOUND;
	const until = day.runningFrom;
	const upTo = (hours: ReadonlyMap<number, number>): number => [...hours].reduce((sum, [hour, persons]) => sum + (until !== null && hour < until ? persons : 0), 0);
	const numerator = until === null ? day.boardings : upTo(day.hours);
	const denominator = until === null ? baseline.boardings : upTo(baseline.hours);
	return { numerator, denominator, rate: denominator === 0 ? null : numerator / denominator };
}

function verdictOf(id: string, sense: string, found: Found, thresholds: Thresholds): Verdict {
	const measure = thresholds.isShare(`${id}.warn`) ? found.rate : found.numerator;
	if (measure === null) return found.numerator === 0 && sense === 'high' ? 'good' : 'unknown';
	if (thresholds.has(`${id}.badAbove`)) {
		if (measure > thresholds.limit(`${id}.badAbove`)) return 'bad';
		if (measure > thresholds.limit(`${id}.warnAbove`)) return 'warn';
	}
	const beyond = (limit: number): boolean => (sense === 'low' ? measure < limit : measure >= limit);
	if (beyond(thresholds.limit(`${id}.bad`))) return 'bad';
	return beyond(thresholds.limit(`${id}.warn`)) ? 'warn' : 'good';
}

function sentence(text: string, found: Found, usual: number | null): string {
	return fill(text, {
		numerator: count(found.numerator ?? 0),
		denominator: count(found.denominator ?? 0),
		rate: found.rate === null ? '비율 없음' : percent(found.rate),
		usual: usual === null ? '' : `(평소 ${percent(usual)})`,
		detail: found.detail ?? '',
	});
}

function unknownFinding(id: string): string {
	return ['missingHours', 'missingVehicles', 'volume'].includes(id) ? '비교할 같은 요일 유형의 자료가 부족하여 판단하지 않음.' : '해당 항목을 확인할 자료가 없어 판단하지 않음.';
}
