/** How much of a long list the page holds; what is left out is counted on the page and stands whole in the workbook. */
export interface PageOptions {
	/** Rows of the heat map. */
	heatMapRoutes: number;
	/** Routes and directions with a load profile. */
	profiles: number;
	/** Rows of the crowding table. */
	crowding: number;
	/** Points on the stop map, and stops in the table beside it. */
	stops: number;
	listedStops: number;
	/** 행정동 in the balance. */
	areas: number;
	candidates: number;
	/** Rows of the route table. */
	routes: number;
}

export const PAGE_LIMITS: PageOptions = { heatMapRoutes: 40, profiles: 60, crowding: 60, stops: 1500, listedStops: 20, areas: 40, candidates: 60, routes: 300 };
