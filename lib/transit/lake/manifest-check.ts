import type { Manifest } from './manifest';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown) => value === null || isText(value);
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isDay = (value: unknown): value is string => isText(value) && DAY.test(value);
/** Inside the lake's folder: relative, forward slashes, no way up. */
const isInside = (value: unknown) => isText(value) && value !== '' && !value.startsWith('/') && !/[\\\0]/.test(value) && !value.split('/').includes('..');

const inputsFault = (value: unknown) =>
	!Array.isArray(value) ||
	!value.every((one) => isFields(one) && isText(one.name) && isText(one.sha256) && isCount(one.bytes) && isCount(one.rows));

const tapFileFault = (value: unknown) =>
	!isFields(value) || !isInside(value.path) || !isDay(value.serviceDate) || !isCount(value.rows) || !isCount(value.bytes);

function sourceFault(value: unknown): boolean {
	if (!isFields(value)) return true;
	const texts = [value.sourceId, value.layoutId, value.layoutVersion, value.ingestedAt];
	const counts = [value.read, value.kept, value.rejected, value.duplicates];
	if (!texts.every(isText) || !counts.every(isCount) || !isDay(value.feedDay)) return true;
	if (value.state !== 'partial' && value.state !== 'final') return true;
	if (!isFields(value.rejectReasons) || !Object.values(value.rejectReasons).every(isCount)) return true;
	if (value.rejectsFile !== null && !isInside(value.rejectsFile)) return true;
	return inputsFault(value.inputs) || !Array.isArray(value.files) || value.files.some(tapFileFault);
}

function dayFault(value: unknown): boolean {
	if (!isFields(value) || !isCount(value.tapsGeneration) || !Array.isArray(value.editions)) return true;
	const { summary } = value;
	if (summary === null || summary === undefined) return summary === undefined;
	return !isFields(summary) || !isInside(summary.folder) || !isCount(summary.tapsGeneration) || !isText(summary.metricsVersion);
}

const editionFault = (value: unknown) =>
	!isFields(value) || !isCount(value.number) || !isInside(value.folder) || !isTextOrNull(value.madeAt) || !isCount(value.tapsGeneration) || !isText(value.basis);

const masterFault = (value: unknown) =>
	!isFields(value) || !isText(value.kind) || !isInside(value.path) || !isDay(value.validFrom) || !isCount(value.rows) || inputsFault(value.inputs);

/**
 * What is wrong with a parsed manifest, as the name of the part (`sources.2026-03-02`), or null where it is sound. Paths
 * that lead out of the lake's folder are faults.
 */
export function manifestFault(value: unknown): string | null {
	if (!isFields(value)) return '.';
	if (value.format !== 1) return 'format';
	if (!isCount(value.generation)) return 'generation';
	if (!isFields(value.sources)) return 'sources';
	for (const [id, source] of Object.entries(value.sources)) if (sourceFault(source)) return `sources.${id}`;
	if (!isFields(value.days)) return 'days';
	for (const [date, day] of Object.entries(value.days)) {
		if (!isDay(date) || dayFault(day)) return `days.${date}`;
		if (isFields(day) && Array.isArray(day.editions) && day.editions.some(editionFault)) return `days.${date}.editions`;
	}
	if (!Array.isArray(value.masters)) return 'masters';
	const master = value.masters.findIndex(masterFault);
	return master === -1 ? null : `masters[${master}]`;
}

export function isManifest(value: unknown): value is Manifest {
	return manifestFault(value) === null;
}
