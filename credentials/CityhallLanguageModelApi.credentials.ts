import type { ICredentialType, INodeProperties } from 'n8n-workflow';

export class CityhallLanguageModelApi implements ICredentialType {
	name = 'cityhallLanguageModelApi';

	displayName = '언어모형';

	icon = { light: 'file:icons/languageModel.svg', dark: 'file:icons/languageModel.dark.svg' } as const;

	documentationUrl = 'https://github.com/cityhall-automation/n8n-nodes-cityhall#행정문서-초안';

	/** What is drafted may not be public yet: no other node may send it elsewhere with this key. */
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: '접속 주소',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: '예: http://model.example.go.kr:8000/v1',
			description: 'OpenAI 호환 서버(vLLM, Ollama 등)의 주소. 기본값은 없습니다. 기관이 사용을 승인한 서버만 적습니다.',
		},
		{ displayName: 'API 키', name: 'apiKey', type: 'string', typeOptions: { password: true }, default: '', description: '키가 필요 없는 내부 서버이면 비워 둡니다' },
		{ displayName: '모형 이름', name: 'model', type: 'string', default: '', required: true, placeholder: '예: 서버에 올린 모형의 이름', description: 'Azure에서는 배포 이름입니다' },
		{
			displayName: '비공개 자료 처리 승인',
			name: 'approved',
			type: 'boolean',
			default: false,
			description: '이 서버가 아직 공개하지 않은 자료를 처리하도록 정보보호 담당 부서의 승인을 받았는지. 켜지 않으면 보도시점이 정해진 보도자료를 보내지 않습니다.',
		},
		{
			displayName: '응답 제한 시간(분)',
			name: 'timeoutMinutes',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 60 },
			default: 15,
			description: '내부 서버의 큰 모형은 몇 분이 걸리기도 합니다',
		},
		{
			displayName: '응답 형식',
			name: 'responseFormat',
			type: 'options',
			options: [
				{ name: '자동', value: 'auto', description: '서버가 지원하는 가장 엄격한 형식을 찾아 씁니다' },
				{ name: 'JSON 스키마(JSON Schema)', value: 'json_schema', description: '문서의 항목까지 정하여 받습니다' },
				{ name: 'JSON', value: 'json_object', description: '자료를 항목과 값으로 적는 형식으로 받습니다' },
				{ name: '일반 글', value: 'text' },
			],
			default: 'auto',
			description: "모형에 요구하는 답의 형식. 보통은 '자동'으로 두며, 어느 형식이든 받은 답은 다시 검사합니다.",
		},
		{ displayName: '온도', name: 'temperature', type: 'number', typeOptions: { minValue: 0, maxValue: 2, numberPrecision: 1 }, default: 0.2, description: '글이 달라지는 정도. 낮을수록 같은 사실에서 비슷한 글이 나옵니다.' },
		{ displayName: 'API 버전', name: 'apiVersion', type: 'string', default: '', placeholder: '예: 2024-10-21', description: 'Azure OpenAI에서만 적습니다' },
		{ displayName: '프록시', name: 'proxy', type: 'string', default: '', placeholder: '예: http://proxy.example.go.kr:3128', description: '비우면 서버의 환경 설정을 따릅니다' },
		{
			displayName: '기관 인증서(CA)',
			name: 'caPem',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			description: '내부망 서버의 인증서를 발급한 기관 인증서(PEM). 공인 인증서이면 비워 둡니다.',
		},
	];
}
