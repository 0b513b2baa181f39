/** Parameters of the metrics, with the defaults of practice and literature. */
export interface MetricsOptions {
	/** How far a rider walks from an alighting to the next boarding, metres. Source: JAKO201734158607086 (500 m is the turning point). */
	walkLimitM: number;
	/** Below this tag-off rate of a route its missing alightings are not spread in proportion: estimated loads stay null. */
	tagOffFloor: number;
	/** Alighting (boarding where not tapped) to next boarding, where no transaction id ties the legs. Fare rule: 30 minutes. */
	transferWindowMinutes: number;
	/** One card in this many has its tapped alightings hidden and looked for again, which measures the trip chain. */
	hiddenSampleOneIn: number;
	/** More riders on one tap than this are reported (and counted as they are). */
	ridersLimit: number;
	/** Boardings before and after an empty hour, or load before and after an empty stop, from which the zero is a dip. */
	zeroDipNeighbours: number;
	/** Rows of `transfer_pair`. */
	transferPairs: number;
}

export const METRICS_DEFAULTS: MetricsOptions = {
	walkLimitM: 500,
	tagOffFloor: 0.5,
	transferWindowMinutes: 30,
	hiddenSampleOneIn: 20,
	ridersLimit: 100,
	zeroDipNeighbours: 8,
	transferPairs: 500,
};
