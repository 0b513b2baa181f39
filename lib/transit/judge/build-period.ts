import { buildPeriod as build, type PeriodRequest } from './period';

/** `buildPeriod` with an empty text for all routes. */
export const buildPeriod = ({ route, ...rest }: Omit<PeriodRequest, 'routeName'> & { route: string }): ReturnType<typeof build> =>
	build({ ...rest, routeName: route === '' ? null : route });
