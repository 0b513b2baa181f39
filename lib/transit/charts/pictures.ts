import { officialDate } from '../../calendar/day';
import { standing } from '../book/words';
import type { BusReportModel } from '../model';
import { areaBalanceSvg } from './area-balance';
import { withHeading } from './drawing';
import { heatMapSvg } from './heat-map';
import { hourCurveSvg } from './hour-curve';
import { profileSvg } from './load-profile';
import { profileGroups } from './profile-groups';
import { stopMapSvg } from './stop-map';

export interface Picture {
	/** For the file name: `hours`, `heat`, `profile`, `stops`, `areas`. */
	id: string;
	/** Korean heading. */
	name: string;
	/** Stands alone: with heading, day and state. */
	svg: string;
}

/** The pictures of a day; the load profile is that of the busiest route and direction. */
export function pictures(model: BusReportModel): Picture[] {
	const note = `${model.city} · 운행일자 ${officialDate(model.serviceDate)}(${model.dayName}) · ${standing(model)}`;
	const picture = (id: string, name: string, svg: string): Picture => ({ id, name, svg: withHeading(svg, name, note) });
	return [
		picture('hours', '시간대별 승하차', hourCurveSvg(model)),
		picture('heat', '노선별·시간대별 승차', heatMapSvg(model, { figures: 'peak' })),
		picture('profile', '정류장별 재차인원', profileSvg(profileGroups(model)[0]?.rows ?? [])),
		picture('stops', '정류장별 승차', stopMapSvg(model)),
		picture('areas', '행정동별 이용과 공급', areaBalanceSvg(model)),
	];
}
