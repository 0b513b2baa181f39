import type { ICredentialType, INodeProperties } from 'n8n-workflow';

import { caField, processorFields, senderField } from './fields/gateway';

export class CityhallSmsAgentApi implements ICredentialType {
	name = 'cityhallSmsAgentApi';

	displayName = '문자 발송 에이전트(DB)';

	icon = { light: 'file:icons/sms.svg', dark: 'file:icons/sms.dark.svg' } as const;

	documentationUrl = 'https://github.com/cityhall-automation/n8n-nodes-cityhall#문자-발송';

	properties: INodeProperties[] = [
		{
			displayName: '데이터베이스 종류',
			name: 'kind',
			type: 'options',
			options: [
				{ name: 'PostgreSQL', value: 'postgres', description: 'PostgreSQL 12 이상' },
				{ name: 'MariaDB·MySQL', value: 'mariadb', description: '표가 InnoDB 방식이어야 합니다' },
			],
			default: 'postgres',
			description: '에이전트가 문자를 가져가는 표가 있는 데이터베이스',
		},
		{ displayName: '서버 주소', name: 'host', type: 'string', default: '', required: true, placeholder: '예: 10.0.0.15', description: '데이터베이스 서버의 이름이나 IP 주소' },
		{
			displayName: '포트',
			name: 'port',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 65535 },
			default: 0,
			description: '0이면 기본 포트(PostgreSQL 5432, MariaDB·MySQL 3306)로 접속합니다',
		},
		{ displayName: '데이터베이스', name: 'database', type: 'string', default: '', required: true, placeholder: '예: sms', description: '에이전트의 표가 있는 데이터베이스의 이름' },
		{
			displayName: '스키마',
			name: 'schema',
			type: 'string',
			default: '',
			description: '에이전트의 표가 있는 스키마. 비우면 계정의 기본 스키마를 봅니다.',
			displayOptions: { show: { kind: ['postgres'] } },
		},
		{
			displayName: '계정',
			name: 'user',
			type: 'string',
			default: '',
			required: true,
			description: '발송 표에 조회·추가·삭제, 로그 표에 조회 권한만 준 계정을 권장합니다. 삭제는 예약 취소와, 유효시간이 지나도 남아 있는 문자를 빼고 다시 넣는 데에만 쓰며, 권한이 없으면 둘 다 하지 않습니다.',
		},
		{ displayName: '비밀번호', name: 'password', type: 'string', typeOptions: { password: true }, default: '', required: true, description: '계정의 비밀번호' },
		{
			displayName: '암호화 접속(TLS)',
			name: 'tls',
			type: 'boolean',
			default: false,
			description: '켜면 암호화하여 접속하고 서버의 인증서를 확인합니다. 서버 주소에는 인증서에 적힌 이름을 입력합니다. 문안과 수신번호가 지나가므로 데이터베이스가 지원하면 켜시기 바랍니다.',
		},
		{ ...caField, description: '데이터베이스의 인증서를 기관이 직접 발급한 경우 신뢰할 인증서(PEM)', displayOptions: { show: { tls: [true] } } },
		{
			displayName: '에이전트 종류',
			name: 'family',
			type: 'options',
			options: [
				{ name: 'LG U+ 계열(SC_TRAN, MMS_MSG)', value: 'scTran', description: '결과 코드 가운데 성공(06, 1000)만 확인되어 있습니다' },
				{ name: '인포뱅크 EMMA 계열(em_smt_tran, em_mmt_tran)', value: 'emma', description: '장문 표의 구분값(service_type 3)은 확인되지 않았으니 설치 문서와 맞추어 보시기 바랍니다' },
			],
			default: 'scTran',
			description: '표와 열의 이름, 상태값의 기본 묶음. 기관에 설치된 에이전트와 다른 부분은 아래에서 바꿉니다.',
		},
		{
			displayName: '표 설정 변경(JSON)',
			name: 'tables',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: '예: {"sms": {"table": "SC_TRAN2", "columns": {"key": "TR_ETC3"}}}',
			description:
				'기본 묶음과 다른 항목만 적습니다. sms(단문)와 lms(장문)마다 table(발송 표), log(로그 표, {YYYYMM}은 연월), columns(열: id, key, to, from, text, subject, sendAt, state, result, sentAt), waiting(대기 상태값), success(성공 결과값 목록), pending(결과 없음 값 목록), fixed(고정값을 넣을 열), sequence(일련번호), reasons(결과 코드의 뜻)를 바꿀 수 있습니다. key는 20자 이상의 여분 열이어야 합니다.',
		},
		{
			displayName: '표에 적을 시각',
			name: 'clock',
			type: 'options',
			options: [
				{ name: '한국 시각', value: 'korean', description: '에이전트가 한국 시각으로 비교하는 경우(일반적)' },
				{ name: '데이터베이스 서버의 시각', value: 'server', description: '에이전트가 데이터베이스의 기본 시간대로 비교하는 경우' },
			],
			default: 'korean',
			description: '발송 시각 열에 적는 시각의 기준. 에이전트와 다르면 문자가 늦게 나가거나 유효시간이 지난 것으로 처리될 수 있습니다.',
		},
		{
			displayName: '에이전트 유효시간(분)',
			name: 'ttlMinutes',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 43200 },
			default: 0,
			description: '이 시간이 지난 행을 에이전트가 발송하지 않도록 설정되어 있으면 그 값. 에이전트의 설정보다 짧게 적으면 안 됩니다(실패로 본 문자가 나중에 나갈 수 있습니다). 모르면 0으로 두며, 그 경우 남은 행을 실패로 보지 않습니다.',
		},
		{
			displayName: '중지 의심 시간(분)',
			name: 'stallMinutes',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 1440 },
			default: 30,
			description: '이 시간 넘게 발송되지 않은 행이 있고 그동안 발송된 문자도 없으면 에이전트가 멈춘 것으로 보고 새 문자를 넣지 않습니다',
		},
		senderField('통신사(문자중계사업자)'),
		...processorFields,
		{
			displayName: '모의 환경',
			name: 'sandbox',
			type: 'boolean',
			default: false,
			description: '켜면 이 컴퓨터 안의 모의 에이전트로 봅니다. 실제 에이전트의 데이터베이스에는 켜지 마시기 바랍니다.',
		},
	];
}
