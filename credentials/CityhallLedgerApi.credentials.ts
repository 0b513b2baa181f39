import type { ICredentialType, INodeProperties } from 'n8n-workflow';

const POSTGRES: INodeProperties[] = [
	{ displayName: '서버 주소', name: 'host', type: 'string', default: '', required: true, placeholder: '예: db.cityhall.local', description: 'PostgreSQL 서버의 이름이나 IP 주소' },
	{ displayName: '포트', name: 'port', type: 'number', typeOptions: { minValue: 1, maxValue: 65535 }, default: 5432, description: 'PostgreSQL 서버의 포트. PgBouncer를 거치는 경우에는 세션 방식(session pooling)만 사용할 수 있습니다.' },
	{ displayName: '데이터베이스', name: 'database', type: 'string', default: '', required: true, placeholder: '예: cityhall', description: '미리 만들어 둔 데이터베이스의 이름' },
	{ displayName: '스키마', name: 'schema', type: 'string', default: 'cityhall', required: true, description: '대장의 표를 둘 스키마. 없으면 새로 만듭니다. 영문 소문자, 숫자, 밑줄(_)만 쓸 수 있습니다.' },
	{ displayName: '사용자', name: 'user', type: 'string', default: '', required: true, description: '이 데이터베이스에 스키마와 표를 만들 수 있는 사용자' },
	{ displayName: '비밀번호', name: 'password', type: 'string', typeOptions: { password: true }, default: '', required: true, description: '사용자의 비밀번호' },
	{
		displayName: '암호화 통신(TLS)',
		name: 'tls',
		type: 'options',
		options: [
			{ name: '사용(인증서 확인)', value: 'verify', description: '통신을 암호화하고 서버의 인증서를 확인합니다' },
			{ name: '사용 안 함', value: 'off', description: '같은 서버이거나 통신망 자체가 보호되는 경우에만 고르시기 바랍니다' },
		],
		default: 'verify',
		description: 'PostgreSQL 서버와의 통신을 암호화할지 여부',
	},
	{
		displayName: '인증 기관(CA) 인증서',
		name: 'ca',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: '예: -----BEGIN CERTIFICATE-----로 시작하는 내용',
		description: '기관이 직접 발급한 인증서를 쓰는 서버일 때 그 인증 기관의 인증서(PEM). 비우면 공인 인증 기관만 믿습니다.',
		displayOptions: { show: { tls: ['verify'] } },
	},
];

export class CityhallLedgerApi implements ICredentialType {
	name = 'cityhallLedgerApi';

	displayName = '발송 대장';

	icon = { light: 'file:icons/ledger.svg', dark: 'file:icons/ledger.dark.svg' } as const;

	documentationUrl = 'https://github.com/cityhall-automation/n8n-nodes-cityhall#발송-대장';

	properties: INodeProperties[] = [
		{
			displayName: '저장 방식',
			name: 'storage',
			type: 'options',
			options: [
				{ name: 'SQLite 파일', value: 'sqlite', description: 'n8n이 한 대에서 한 프로세스로 도는 경우. 따로 준비할 것이 없습니다.' },
				{ name: 'PostgreSQL 서버', value: 'postgres', description: 'n8n을 여러 작업자(큐 모드)로 운영하는 경우. PostgreSQL 13 이상이 필요합니다.' },
			],
			default: 'sqlite',
			description: "발송 대장을 두는 곳. SQLite로 쓰다가 PostgreSQL로 바꿀 때에는 먼저 발송 대장 노드의 '대장 옮기기'로 기록을 옮깁니다. 옮기지 않고 바꾸면 새 대장으로 시작하므로 이미 안내한 건을 알아보지 못합니다.",
		},
		{
			displayName: '대장 파일 경로',
			name: 'path',
			type: 'string',
			default: '',
			required: true,
			placeholder: '예: /data/cityhall/notice-ledger.sqlite',
			description: '발송 대장(SQLite) 파일의 절대 경로. 없으면 새로 만듭니다. n8n 저장 폴더 밖에 두고 백업하시기 바랍니다.',
			displayOptions: { show: { storage: ['sqlite'] } },
		},
		...POSTGRES.map((property): INodeProperties => ({ ...property, displayOptions: { show: { storage: ['postgres'], ...property.displayOptions?.show } } })),
		{
			displayName: '대장 키',
			name: 'ledgerKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'32바이트를 base64로 적은 키(예: openssl rand -base64 32). 처음 정한 뒤에는 바꾸지 않습니다. 바꾸면 이미 안내한 건을 알아보지 못합니다.',
		},
		{
			displayName: '대장 표식 파일',
			name: 'witnessPath',
			type: 'string',
			default: '',
			placeholder: '예: /mnt/other-disk/notice-ledger.witness',
			description:
				'대장이 예전 백업으로 되돌려진 것을 알아내는 작은 파일의 절대 경로. 대장과 다른 디스크에 두고 함께 백업하지 않습니다. 발송 이력을 고유 번호로 찾을 수 없는 중계사(SENS, 알리고)를 쓰면 반드시 입력합니다.',
		},
		{
			displayName: '점유 시간(초)',
			name: 'leaseSeconds',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 3600 },
			default: 120,
			description: '실행이 멈춘 것으로 보고 다른 실행이 회차를 이어받기까지의 시간',
		},
		{
			displayName: '사용 환경',
			name: 'environment',
			type: 'options',
			options: [
				{ name: '운영', value: 'live', description: '실제 업무에 사용합니다' },
				{ name: '모의', value: 'sandbox', description: '모의 중계사로만 보내고 시험용 시계를 쓸 수 있습니다' },
			],
			default: 'live',
			description: '대장을 만들 때 정해지며, 같은 대장 파일을 다른 환경으로 쓸 수 없습니다',
		},
		{
			displayName: '시험용 시계',
			name: 'testClock',
			type: 'string',
			default: '',
			placeholder: '예: 2026-11-23T09:10:00+09:00',
			description: '모의 환경에서 업무 시각으로 삼을 고정 시각. 비우면 현재 시각을 씁니다.',
			displayOptions: { show: { environment: ['sandbox'] } },
		},
	];
}
