/** One route of a STCIS export "노선별 차내 재차인원". */
export interface StcisRoute {
	route: string;
	/** In order of sequence; persons a bus by hour 04 to 03 (24 values). */
	stops: Array<{ name: string; loads: number[] }>;
}

/** Reads an export, already decoded from CP949. */
export function readStcisLoads(text: string): StcisRoute {
	const lines = text.split(/\r?\n/).filter((line) => line !== '').slice(1).map((line) => line.split(','));
	const ordered = lines.sort((a, b) => Number(a[2]) - Number(b[2]));
	return {
		route: ordered[0]?.[0] ?? '',
		stops: ordered.map((fields) => ({ name: fields[3] ?? '', loads: fields.slice(4, 28).map(Number) })),
	};
}
