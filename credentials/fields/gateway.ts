import type { INodeProperties } from 'n8n-workflow';

/** Who processes the personal data (위탁), on every gateway's credential. */
export const processorFields: INodeProperties[] = [
	{
		displayName: '수탁자(업체명)',
		name: 'processor',
		type: 'string',
		default: '',
		placeholder: '예: ○○커뮤니케이션(주)',
		description: '개인정보 처리위탁 계약서에 적힌 업체명. 위탁 정보 세 가지가 모두 있어야 운영 환경에서 보낼 수 있습니다(개인정보 보호법 제26조).',
	},
	{
		displayName: '위탁 계약일',
		name: 'contractedOn',
		type: 'string',
		default: '',
		placeholder: '예: 2026-03-02',
		description: '개인정보 처리위탁 계약을 문서로 체결한 날(연-월-일)',
	},
	{
		displayName: '위탁 사실 공개일',
		name: 'publishedOn',
		type: 'string',
		default: '',
		placeholder: '예: 2026-03-09',
		description: '개인정보 처리방침에 수탁자와 위탁 업무를 공개한 날(연-월-일)',
	},
];

/** The registered sender number, on every gateway's credential. */
export const senderField = (where: string): INodeProperties => ({
	displayName: '발신번호',
	name: 'sender',
	type: 'string',
	default: '',
	required: true,
	placeholder: '예: 031-828-0000',
	description: `${where}에 사전 등록한 발신번호`,
});

/** Where the gateway is reached. */
export const addressFields = (baseUrl: string): INodeProperties[] => [
	{
		displayName: '접속 주소',
		name: 'baseUrl',
		type: 'string',
		default: baseUrl,
		required: true,
		description: '모의 환경에서는 모의 중계사의 주소(이 컴퓨터 안의 주소)를 입력합니다',
	},
	caField,
];

export const caField: INodeProperties = {
	displayName: '기관 인증서(CA)',
	name: 'caPem',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	description: '기관의 보안 장비를 거쳐 접속하는 경우 신뢰할 인증서(PEM)',
};
