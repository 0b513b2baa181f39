import type { ICredentialType, INodeProperties } from 'n8n-workflow';

export class CityhallBmsSftpApi implements ICredentialType {
	name = 'cityhallBmsSftpApi';

	displayName = '교통카드 자료 SFTP';

	icon = { light: 'file:icons/bmsSftp.svg', dark: 'file:icons/bmsSftp.dark.svg' } as const;

	documentationUrl = 'https://github.com/cityhall-automation/n8n-nodes-cityhall#교통카드-자료-수집';

	/** Opens every rider's card records: no other node may ask for it. */
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{ displayName: '서버', name: 'host', type: 'string', default: '', required: true, placeholder: '예: sftp.example.go.kr', description: '자료 제공 기관의 SFTP 서버 이름이나 IP 주소' },
		{ displayName: '포트', name: 'port', type: 'number', typeOptions: { minValue: 1, maxValue: 65535 }, default: 22 },
		{ displayName: '계정', name: 'username', type: 'string', default: '', required: true, description: '자료 제공 기관이 발급한 계정' },
		{
			displayName: '인증 방법',
			name: 'authentication',
			type: 'options',
			options: [
				{ name: '비밀번호', value: 'password' },
				{ name: '개인키', value: 'privateKey' },
			],
			default: 'password',
		},
		{ displayName: '비밀번호', name: 'password', type: 'string', typeOptions: { password: true }, default: '', displayOptions: { show: { authentication: ['password'] } } },
		{
			displayName: '개인키',
			name: 'privateKey',
			type: 'string',
			typeOptions: { password: true, rows: 4 },
			default: '',
			displayOptions: { show: { authentication: ['privateKey'] } },
			description: '-----BEGIN으로 시작하는 개인키 전체',
		},
		{ displayName: '개인키 암호', name: 'passphrase', type: 'string', typeOptions: { password: true }, default: '', displayOptions: { show: { authentication: ['privateKey'] } }, description: '개인키에 암호를 건 경우에만 입력합니다' },
		{
			displayName: '호스트 키 지문',
			name: 'hostFingerprint',
			type: 'string',
			default: '',
			placeholder: '예: SHA256:…',
			displayOptions: { show: { acceptAnyHostKey: [false] } },
			description: '서버가 진짜인지 확인하는 값. 비운 채 시험하면 서버가 보인 지문을 알려 주며, 자료 제공 기관에 확인한 뒤 입력합니다.',
		},
		{
			displayName: '호스트 키를 확인하지 않음',
			name: 'acceptAnyHostKey',
			type: 'boolean',
			default: false,
			description: '어느 서버든 그대로 믿을지 여부. 비밀번호와 자료가 다른 곳으로 갈 수 있으므로 폐쇄망의 시험에만 씁니다.',
		},
	];
}
