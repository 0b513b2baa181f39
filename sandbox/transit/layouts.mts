/** What a column holds; `RowWriter` knows how each is written. */
export type Field =
	| 'serviceDate' | 'firm' | 'serial' | 'card' | 'region' | 'cardType' | 'nothing' | 'vehicle' | 'plate' | 'runDeparture' | 'runEnd' | 'mode'
	| 'route' | 'routeName' | 'routeDescription' | 'boardedAt' | 'boardedDate' | 'boardedTime' | 'boardingStop' | 'boardingStopName' | 'boardingDong' | 'boardingX' | 'boardingY'
	| 'alightedAt' | 'alightedDate' | 'alightedTime' | 'alightingStop' | 'alightingStopName' | 'alightingDong' | 'alightingX' | 'alightingY'
	| 'transaction' | 'transfers' | 'transferYesNo' | 'no' | 'user' | 'userName' | 'jejuUser' | 'riders' | 'distance' | 'duration' | 'operator' | 'operatorName' | 'issuer' | 'fare' | 'zero';

export interface Layout {
	id: LayoutId;
	columns: ReadonlyArray<readonly [header: string, field: Field]>;
	delimiter: ',' | '|';
	header: boolean;
	quoted: boolean;
	/** How an empty value is written. */
	nothing: '' | '~';
	/** Whether a byte order mark precedes UTF-8. */
	mark: boolean;
	/** Which parts of a key the file names. */
	names: { firm: boolean; region: boolean };
	/** File name without part and ending, by `YYYYMMDD`. */
	file: (day: string) => string;
}

export const LAYOUT_IDS = ['national27', 'national25', 'national18', 'tmoney16', 'tmoney14', 'daejeon', 'jeju', 'pohang'] as const;
export type LayoutId = (typeof LAYOUT_IDS)[number];

const NATIONAL = { delimiter: ',', quoted: false, nothing: '', mark: false } as const;

/** The deliveries that are known from public sources, column by column. */
export const LAYOUTS: Readonly<Record<LayoutId, Layout>> = {
	national27: {
		...NATIONAL,
		id: 'national27',
		header: false,
		names: { firm: true, region: true },
		file: (day) => `TB_KTS_DWTCD_${day}`,
		columns: [
			['운행일자', 'serviceDate'], ['정산사ID', 'firm'], ['일련번호', 'serial'], ['가상카드번호', 'card'], ['정산지역코드', 'region'], ['카드구분코드', 'cardType'],
			['차량ID(국토부표준)', 'nothing'], ['차량ID(정산사업자)', 'vehicle'], ['차량등록번호', 'plate'], ['운행출발일시', 'runDeparture'], ['운행종료일시', 'runEnd'],
			['교통수단코드', 'mode'], ['노선ID(국토부표준)', 'nothing'], ['노선ID(정산사업자)', 'route'], ['승차일시', 'boardedAt'], ['발권일시', 'boardedAt'],
			['승차정류장ID(국토부표준)', 'nothing'], ['승차정류장ID(정산사업자)', 'boardingStop'], ['하차일시', 'alightedAt'], ['하차정류장ID(국토부표준)', 'nothing'],
			['하차정류장ID(정산사업자)', 'alightingStop'], ['트랜잭션ID', 'transaction'], ['환승건수', 'transfers'], ['사용자구분코드', 'user'], ['이용자수', 'riders'],
			['이용거리', 'distance'], ['탑승시간', 'duration'],
		],
	},
	national25: {
		...NATIONAL,
		id: 'national25',
		delimiter: '|',
		header: false,
		names: { firm: false, region: true },
		file: (day) => `TB_KTS_DWTCD_${day}`,
		columns: [
			['운행일자', 'serviceDate'], ['일련번호', 'serial'], ['가상카드번호', 'card'], ['정산지역코드', 'region'], ['카드구분코드', 'cardType'], ['차량ID', 'vehicle'], ['차량등록번호', 'plate'],
			['운행출발일시', 'runDeparture'], ['운행종료일시', 'runEnd'], ['교통수단코드', 'mode'], ['노선ID(국토부표준)', 'nothing'], ['노선ID(정산사업자)', 'route'],
			['승차일시', 'boardedAt'], ['발권시간', 'boardedAt'], ['승차정류장ID(국토부표준)', 'nothing'], ['승차정류장ID(정산사업자)', 'boardingStop'], ['하차일시', 'alightedAt'],
			['하차정류장ID(국토부표준)', 'nothing'], ['하차정류장ID(정산사업자)', 'alightingStop'], ['트랜잭션ID', 'transaction'], ['환승횟수', 'transfers'],
			['사용자구분코드', 'user'], ['이용객수', 'riders'], ['이용거리', 'distance'], ['탑승시간', 'duration'],
		],
	},
	national18: {
		...NATIONAL,
		id: 'national18',
		header: true,
		mark: true,
		names: { firm: true, region: true },
		file: (day) => `TB_KTS_DWTCD_METROPOLITAN_${day}`,
		columns: [
			['운행일자', 'serviceDate'], ['정산사ID', 'firm'], ['가상카드번호', 'card'], ['정산지역코드', 'region'], ['카드구분코드', 'cardType'], ['정산사차량ID', 'vehicle'], ['교통수단코드', 'mode'],
			['정산사노선ID', 'route'], ['승차일시', 'boardedAt'], ['정산사승차정류장ID', 'boardingStop'], ['하차일시', 'alightedAt'], ['정산사하차정류장ID', 'alightingStop'],
			['트랜잭션ID', 'transaction'], ['환승건수', 'transfers'], ['이용자유형코드(시스템)', 'user'], ['이용자수', 'riders'], ['이용거리', 'distance'], ['탑승시간', 'duration'],
		],
	},
	tmoney16: {
		...NATIONAL,
		id: 'tmoney16',
		header: true,
		nothing: '~',
		names: { firm: false, region: false },
		file: (day) => `DI_TBTRDD010_${day}`,
		columns: [
			['카드번호', 'card'], ['운행출발일시', 'runDeparture'], ['트랜잭션ID', 'transaction'], ['교통수단코드', 'mode'], ['환승횟수', 'transfers'], ['노선ID', 'route'], ['교통사업자ID', 'operator'],
			['차량ID', 'vehicle'], ['사용자구분코드', 'user'], ['승차일시', 'boardedAt'], ['승차정류장ID', 'boardingStop'], ['하차일시', 'alightedAt'], ['하차정류장ID', 'alightingStop'],
			['이용객수', 'riders'], ['통행거리', 'distance'], ['통행시간', 'duration'],
		],
	},
	tmoney14: {
		...NATIONAL,
		id: 'tmoney14',
		header: true,
		nothing: '',
		names: { firm: false, region: false },
		file: (day) => `교통카드_이용내역_${day}`,
		columns: [
			['카드번호', 'card'], ['운행출발일시', 'runDeparture'], ['트랜잭션ID', 'transaction'], ['교통수단CD', 'mode'], ['환승횟수', 'transfers'], ['버스노선ID', 'route'], ['교통사업자ID', 'operator'],
			['차량ID', 'vehicle'], ['사용자구분코드', 'user'], ['승차일시', 'boardedAt'], ['승차정류장ID', 'boardingStop'], ['하차일시', 'alightedAt'], ['하차정류장ID', 'alightingStop'], ['이용객수_다인승', 'riders'],
		],
	},
	daejeon: {
		...NATIONAL,
		id: 'daejeon',
		header: true,
		quoted: true,
		nothing: '~',
		names: { firm: false, region: true },
		file: (day) => `교통카드거래_${day}`,
		columns: [
			['카드번호(암호화)', 'card'], ['정산지역코드', 'region'], ['승차일시', 'boardedAt'], ['승차전하차일시', 'nothing'], ['하차일시', 'alightedAt'], ['환승횟수', 'transfers'], ['교통수단', 'mode'],
			['승차전교통수단', 'nothing'], ['교통사업자ID', 'operator'], ['교통사업자명', 'operatorName'], ['노선ID', 'route'], ['노선명', 'routeName'], ['차량ID', 'vehicle'], ['차량등록번호', 'plate'],
			['운행출발일시', 'runDeparture'], ['운행종료일시', 'runEnd'], ['승차정류장ID', 'boardingStop'], ['승차정류장명', 'boardingStopName'], ['승차정류장행정동', 'boardingDong'],
			['하차정류장ID', 'alightingStop'], ['하차정류장명', 'alightingStopName'], ['하차정류장행정동', 'alightingDong'], ['카드권종사용자구분', 'user'], ['금액권종사용자구분', 'user'],
			['발행사명', 'issuer'], ['승객수', 'riders'], ['승차금액', 'fare'], ['하차금액', 'zero'], ['환승할인금액', 'zero'], ['통행거리', 'distance'], ['통행시간', 'duration'],
			['트랜젝션ID', 'transaction'], ['승하차위반금액', 'zero'],
		],
	},
	jeju: {
		...NATIONAL,
		id: 'jeju',
		header: true,
		names: { firm: false, region: false },
		file: (day) => `bus_bts_${day}`,
		columns: [
			['user_card_id', 'card'], ['bus_route_id', 'route'], ['vhc_id', 'vehicle'], ['geton_date', 'boardedDate'], ['geton_time', 'boardedTime'], ['geton_station_code', 'boardingStop'],
			['geton_station_name', 'boardingStopName'], ['getoff_date', 'alightedDate'], ['getoff_time', 'alightedTime'], ['getoff_station_code', 'alightingStop'],
			['getoff_station_name', 'alightingStopName'], ['user_category', 'jejuUser'], ['user_count', 'riders'],
		],
	},
	pohang: {
		...NATIONAL,
		id: 'pohang',
		header: true,
		names: { firm: false, region: false },
		file: (day) => `trfcard_${day}`,
		columns: [
			['on_date', 'boardedAt'], ['off_date', 'alightedAt'], ['route_name', 'routeName'], ['descr', 'routeDescription'], ['age_type', 'userName'], ['trans_yn', 'transferYesNo'],
			['addfee_yn', 'no'], ['start_bstop', 'boardingStopName'], ['start_gps_x', 'boardingX'], ['start_gps_y', 'boardingY'], ['end_bstop', 'alightingStopName'],
			['end_gps_x', 'alightingX'], ['end_gps_y', 'alightingY'],
		],
	},
};

/** Whether the layout tells stops and routes apart by name only. */
export function namesOnly(layout: Layout): boolean {
	return !layout.columns.some(([, field]) => field === 'boardingStop');
}

/** Key of a local id. */
export function keyOf(firm: string, region: string, id: string): string {
	return `${firm}:${region}:${id}`;
}
