import type { LakeSource, Manifest, MasterKind } from '../lake/manifest';
import type { BusReportModel } from '../model';

const KINDS: readonly [MasterKind, string][] = [['route', '노선'], ['stop', '정류장'], ['route_stop', '노선별 정류장'], ['area', '행정동']];

/** Versions of everything that shaped the report. */
export function versionsOf(manifest: Manifest, serviceDate: string, sources: readonly LakeSource[], packageVersion: string): BusReportModel['versions'] {
	const listed = (values: readonly string[]): string => [...new Set(values)].sort().join(', ');
	return {
		package: packageVersion,
		metrics: manifest.days[serviceDate]?.summary?.metricsVersion ?? '',
		layout: listed(sources.map((source) => source.layoutId)),
		codeTables: listed(sources.map((source) => source.layoutVersion)),
		masters: KINDS.map(([kind, name]) => `${name} ${masterDay(manifest, kind, serviceDate) ?? '없음'}`).join(', '),
	};
}

function masterDay(manifest: Manifest, kind: MasterKind, serviceDate: string): string | undefined {
	const days = manifest.masters.filter((master) => master.kind === kind).map((master) => master.validFrom).sort();
	return days.findLast((day) => day <= serviceDate) ?? days[0];
}
