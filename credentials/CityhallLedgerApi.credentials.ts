import type { ICredentialType, INodeProperties } from 'n8n-workflow';

export class CityhallLedgerApi implements ICredentialType {
	name = 'cityhallLedgerApi';

	displayName = '발송 대장';

	icon = { light: 'file:icons/ledger.svg', dark: 'file:icons/ledger.dark.svg' } as const;

	documentationUrl = 'https://github.com/cityhall-automation/n8n-nodes-cityhall#발송-대장';

	properties: INodeProperties[] = [
		{
			displayName: '대장 파일 경로',
			name: 'path',
			type: 'string',
			default: '',
			required: true,
			placeholder: '예: /data/cityhall/notice-ledger.sqlite',
			description: '발송 대장(SQLite) 파일의 절대 경로. 없으면 새로 만듭니다. n8n 저장 폴더 밖에 두고 백업하시기 바랍니다.',
		},
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
