import type { ICredentialType, INodeProperties } from 'n8n-workflow';

export class CityhallTransitKeyApi implements ICredentialType {
	name = 'cityhallTransitKeyApi';

	displayName = '교통카드 가명처리 키';

	icon = { light: 'file:icons/transitKey.svg', dark: 'file:icons/transitKey.dark.svg' } as const;

	documentationUrl = 'https://github.com/cityhall-automation/n8n-nodes-cityhall#교통카드-가명처리-키';

	/** Whoever has the key can tell which pseudonym a card number has: no other node may ask for it. */
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: '가명처리 키',
			name: 'key',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'32바이트를 base64로 적은 키(예: openssl rand -base64 32). 카드번호를 운행일자마다 다른 가명으로 바꾸는 데 씁니다. 키를 바꾸면 같은 날 자료를 다시 적재하여야 합니다.',
		},
	];
}
