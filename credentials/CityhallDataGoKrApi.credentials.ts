import type { ICredentialType, INodeProperties } from 'n8n-workflow';

const UNVERIFIED = '미확인: 공개된 사용 사례에서 확인한 값이며, 공공데이터포털의 활용 안내와 다르면 고칩니다.';

const detail = (displayName: string, name: string, value: string, description = UNVERIFIED): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: value,
	displayOptions: { show: { details: [true] } },
	description,
});

export class CityhallDataGoKrApi implements ICredentialType {
	name = 'cityhallDataGoKrApi';

	displayName = '공공데이터포털';

	icon = { light: 'file:icons/dataGoKr.svg', dark: 'file:icons/dataGoKr.dark.svg' } as const;

	documentationUrl = 'https://github.com/cityhall-automation/n8n-nodes-cityhall#공공데이터포털';

	properties: INodeProperties[] = [
		{
			displayName: '인증키',
			name: 'serviceKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: '공공데이터포털에서 발급받은 일반 인증키. 인코딩된 키와 디코딩된 키 어느 것이든 됩니다.',
		},
		{
			displayName: '하루 호출 한도',
			name: 'dailyLimit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1000,
			description: '서비스마다 하루에 호출할 수 있는 횟수. 개발계정은 보통 1,000회이며, 다 쓰면 다음 날 이어서 받습니다.',
		},
		{ displayName: '접속 주소', name: 'baseUrl', type: 'string', default: 'https://apis.data.go.kr', required: true, description: '내부망에서 중계 서버를 거치면 그 주소' },
		{
			displayName: '기관 인증서(CA)',
			name: 'caPem',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			description: '기관의 보안 장비를 거쳐 접속하는 경우 신뢰할 인증서(PEM)',
		},
		{ displayName: '세부 설정', name: 'details', type: 'boolean', default: false, description: '서비스 경로와 매개변수 이름을 볼지 여부. 포털이 바꾸었을 때만 고칩니다.' },
		detail('이용량 서비스 경로', 'usagePath', '/1613000/RoutebyStopTripVolume/getDailyRoutebyStopTripVolume'),
		detail('재차인원 서비스 경로', 'loadPath', '', '미확인: 공공데이터포털 15142063(노선별 차내 재차인원)의 활용 안내에 있는 경로를 입력합니다'),
		detail('버스 위치 서비스 경로', 'gbisPath', '/6410000/buslocationservice/v2/getBusLocationListv2'),
		detail('인증키 매개변수', 'keyName', 'serviceKey'),
		detail('쪽 번호 매개변수', 'pageName', 'pageNo'),
		detail('쪽 크기 매개변수', 'sizeName', 'numOfRows'),
		detail('형식 매개변수', 'formatName', 'dataType'),
		detail('운행일자 매개변수', 'dayName', 'opr_ymd'),
		detail('시도 매개변수', 'sidoName', 'ctpv_cd'),
		detail('시군구 매개변수', 'sigunguName', 'sgg_cd'),
		detail('버스 위치의 형식 매개변수', 'gbisFormatName', 'format'),
		detail('버스 위치의 노선 매개변수', 'gbisRouteName', 'routeId'),
		detail('요청 식별자', 'userAgent', '', '미확인: 포털의 보안 장비가 요청을 막는 경우에 보낼 User-Agent 값. 보통은 비워 둡니다.'),
	];
}
