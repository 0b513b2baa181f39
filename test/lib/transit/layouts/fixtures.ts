/** A few lines of each layout, as the facts describe them; two taps each, the second without alighting. */
export interface LayoutFixture {
	id: string;
	/** Name of the case. */
	as: string;
	text: string;
	delimiter: string;
	header: boolean;
	/** What the lake must hold of the two taps. */
	boarded: [string, string];
	boardingStops: [string, string];
	alightingStop: string;
	route: string;
	users: [string, string];
	riders: [number, number];
	feedDay: string;
	hasCard: boolean;
}

const HEAD27 = (serial: number) => `20260302,2,000000000${serial},9010123412341234,41,01,~,141000001,경기70아1234,20260302073000,20260302090000,500,~,241000010,20260302081500,20260302081500,~,0410001`;
const TAIL27 = '000000000011,0,1,1,5400,1200';
const TAIL27B = '000000000012,1,4,2,0,0';
const expected27 = {
	header: false, boarded: ['2026-03-02 08:15:00', '2026-03-02 08:15:00'], boardingStops: ['2:41:0410001', '2:41:0410001'], alightingStop: '2:41:0410009', route: '2:41:241000010',
	users: ['adult', 'senior'], riders: [1, 2], feedDay: '2026-03-02', hasCard: true,
} satisfies Partial<LayoutFixture>;
const names27 = '운행일자,정산사ID,일련번호,가상카드번호,정산지역코드,카드구분코드,차량ID(국토부표준),차량ID(정산사업자),차량등록번호,운행출발일시,운행종료일시,교통수단코드,노선ID(국토부표준),노선ID(정산사업자),승차일시,발권일시,승차정류장ID(국토부표준),승차정류장ID(정산사업자),하차일시,하차정류장ID(국토부표준),하차정류장ID(정산사업자),트랜잭션ID,환승건수,사용자구분코드,이용자수,이용거리(m),탑승시간(s)';
const text27 = `${HEAD27(1)},20260302083500,~,0410009,${TAIL27}\n${HEAD27(2)},~,~,~,${TAIL27B}\n`;
const TM = '20260302073000,23,105,0,11110602,111520020,111753597';

export const FIXTURES: readonly LayoutFixture[] = [
	{ ...expected27, id: 'national-27', as: 'without headings', delimiter: ',', text: text27 },
	{ ...expected27, id: 'national-27', as: 'with headings', delimiter: ',', header: true, text: `${names27}\n${text27}` },
	{ ...expected27, id: 'national-27', as: 'with bars', delimiter: '|', text: text27.replaceAll(',', '|') },
	{ ...expected27, id: 'national-27', as: 'with tabs', delimiter: '\t', text: text27.replaceAll(',', '\t') },
	{ ...expected27, id: 'national-27', as: 'with every value in quotes', delimiter: ',', text: text27.replaceAll(/[^,\n]+/g, '"$&"') },
	{ ...expected27, id: 'national-27', as: 'padded with spaces', delimiter: ',', text: text27.replaceAll(',', ' , ') },
	{ ...expected27, id: 'national-27-stops-first', as: 'with 하차일시 behind the stops', delimiter: ',', text: `${HEAD27(1)},~,0410009,20260302083500,${TAIL27}\n${HEAD27(2)},~,~,~,${TAIL27B}\n` },
	{
		...expected27, id: 'national-25', as: 'with bars', delimiter: '|', boardingStops: [':41:0410001', ':41:0410001'], alightingStop: ':41:0410009', route: ':41:241000010',
		text: `20260302|0000000001|9010123412341234|41|01|141000001|경기70아1234|20260302073000|20260302090000|500|~|241000010|20260302081500|20260302081500|~|0410001|20260302083500|~|0410009|${TAIL27.replaceAll(',', '|')}\n20260302|0000000002|9010123412341234|41|01|141000001|경기70아1234|20260302073000|20260302090000|500|~|241000010|20260302081500|20260302081500|~|0410001|~|~|~|${TAIL27B.replaceAll(',', '|')}\n`,
	},
	{
		...expected27, id: 'national-18', as: 'with headings', delimiter: ',', header: true,
		text: `운행일자,정산사ID,가상카드번호,정산지역코드,카드구분코드,정산사차량ID,교통수단코드,정산사노선ID,승차일시,정산사승차정류장ID,하차일시,정산사하차정류장ID,트랜잭션ID,환승건수,이용자유형코드(시스템),이용자수,이용거리,탑승시간\n20260302,2,9010123412341234,41,01,141000001,500,241000010,20260302081500,0410001,20260302083500,0410009,000000000011,0,1,1,5400,1200\n20260302,2,9010123412341234,41,01,141000001,500,241000010,20260302081500,0410001,,,000000000012,1,4,2,,\n`,
	},
	{
		id: 'settlement-14', as: 'T-money form', delimiter: ',', header: true, boarded: ['2026-03-02 08:15:00', '2026-03-03 00:00:04'], boardingStops: ['::9009721', '::9009721'],
		alightingStop: '::9009660', route: '::11110602', users: ['adult', 'youth'], riders: [1, 3], feedDay: '2026-03-02', hasCard: true,
		text: `카드번호,운행출발일시,트랜잭션ID,교통수단CD,환승횟수,버스노선ID,교통사업자ID,차량ID,사용자구분코드,승차일시,승차정류장ID,하차일시,하차정류장ID,이용객수_다인승\nk1Jd+/8sdfj=,${TM},1,20260302081500,9009721,20260302083538,9009660,1\nk1Jd+/8sdfk=,${TM},3,20260303000004,9009721,~,~,3\n`,
	},
	{
		id: 'settlement-16', as: 'Incheon', delimiter: ',', header: true, boarded: ['2026-03-02 08:15:00', '2026-03-02 18:18:53'], boardingStops: ['::0222', '::0222'],
		alightingStop: '::0208', route: '::11110602', users: ['adult', 'disabled'], riders: [1, 1], feedDay: '2026-03-02', hasCard: true,
		text: `카드번호,운행출발일시,트랜잭션ID,교통수단코드,환승횟수,노선ID,교통사업자ID,차량ID,사용자구분코드,승차일시,승차정류장ID,하차일시,하차정류장ID,이용객수,통행거리,통행시간\nMASKED1,${TM},1,20260302081500,0222,20260302085500,0208,1,8700,2400\nMASKED2,${TM},5,20260302181853,0222,~,~,1,~,~\n`,
	},
	{
		id: 'daejeon', as: 'in quotes', delimiter: ',', header: true, boarded: ['2026-03-02 08:15:00', '2026-03-02 18:18:53'], boardingStops: [':30:8001', ':30:8001'],
		alightingStop: ':30:8009', route: ':30:30300001', users: ['adult', 'senior'], riders: [1, 1], feedDay: '2026-03-02', hasCard: true,
		text: `${['카드번호(암호화)', '정산지역코드', '승차일시', '승차전하차일시', '하차일시', '환승횟수', '교통수단', '승차전교통수단', '교통사업자ID', '교통사업자명', '노선ID', '노선명', '차량ID', '차량등록번호', '운행출발일시', '운행종료일시', '승차정류장ID', '승차정류장명', '승차정류장행정동', '하차정류장ID', '하차정류장명', '하차정류장행정동', '카드권종 사용자구분', '금액권종 사용자구분', '발행사명', '승객수', '승차금액', '하차금액', '환승할인금액', '통행거리', '통행시간', '트랜젝션ID', '승하차위반금액'].map((name) => `"${name}"`).join(',')}
"ab12","30","20260302081500","~","20260302083500","0","버스","~","30001","대전버스","30300001","급행1, 원내","7001","대전75자1234","20260302073000","20260302090000","8001","시청","둔산1동","8009","대전역","중앙동","일반","일반","티머니","1","1250","0","0","5400","1200","11","0"
"ab13","30","20260302181853","~","~","1","버스","도시철도","30001","대전버스","30300001","급행1, 원내","7001","대전75자1234","20260302173000","20260302190000","8001","시청","둔산1동","~","~","~","경로","경로","티머니","1","1250","0","0","~","~","12","0"
`,
	},
	{
		id: 'jeju', as: 'with alighting codes that a spreadsheet turned into decimals', delimiter: ',', header: true, boarded: ['2026-03-02 06:34:45', '2026-03-02 07:19:07'], boardingStops: ['::360', '::2495'],
		alightingStop: '::592', route: '::23000000', users: ['adult', 'youth'], riders: [1, 2], feedDay: '2026-03-02', hasCard: true,
		text: 'user_card_id,bus_route_id,vhc_id,geton_date,geton_time,geton_station_code,geton_station_name,getoff_date,getoff_time,getoff_station_code,getoff_station_name,user_category,user_count\nM1,23000000,149793674,2026-03-02,06:34:45,360,노형오거리,2026-03-02,07:10:31,592.0,화북초등학교,1,1\nM2,23000000,149793535,2026-03-02,07:19:07,2495,동광환승정류장4(제주방면),,,,,4,2\n',
	},
	{
		id: 'pohang', as: 'with words for riders and stops', delimiter: ',', header: true, boarded: ['2026-03-02 05:10:49', '2026-03-02 05:11:00'], boardingStops: ['::양덕차고지', '::양덕차고지'],
		alightingStop: '::동부초등학교', route: '::131', users: ['adult', 'child'], riders: [1, 1], feedDay: '2026-03-02', hasCard: false,
		text: 'on_date,off_date,route_name,descr,age_type,trans_yn,addfee_yn,start_bstop,start_gps_x,start_gps_y,end_bstop,end_gps_x,end_gps_y\n20260302051049,20260302051844,131,양덕-송도-시청-양학-양덕,일반,N,N,양덕차고지,129.401693,36.077258,동부초등학교,129.380866,36.062209\n20260302051100,,131,양덕-송도-시청-양학-양덕,어린이,Y,N,양덕차고지,129.401693,36.077258,,,\n',
	},
];
