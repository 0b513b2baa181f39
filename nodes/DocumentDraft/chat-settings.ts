import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';

import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';

import { readProfiles } from '../../lib/drafting/profiles/profiles';
import type { Profile } from '../../lib/drafting/types';
import { ValidationError } from '../../lib/errors';
import { triggerFolder } from '../shared/trigger-folder';

export const chatProperties: INodeProperties[] = [
	{
		displayName: '경로',
		name: 'path',
		type: 'string',
		default: 'draft-chat',
		required: true,
		description: '대화창 주소의 끝부분. 흐름을 게시(Publish)하면 위의 운영 주소로 열립니다.',
	},
	{
		displayName: '로그인 폼 경로',
		name: 'loginPath',
		type: 'string',
		default: 'draft-chat-login',
		required: true,
		description: "같은 흐름에 둔 로그인용 Form Trigger의 경로. 그 폼은 n8n 로그인만 확인하고 '창구 열기'로 이어집니다.",
	},
	{
		displayName: '허용 계정',
		name: 'allowedUsers',
		type: 'string',
		default: '',
		placeholder: '예: kim@city.go.kr, lee@city.go.kr',
		description: '대화창을 쓸 수 있는 n8n 계정의 전자우편 주소. 비우면 로그인한 모든 계정이 쓸 수 있습니다.',
	},
	{
		displayName: '시 이름',
		name: 'city',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: 의정부시',
	},
	{
		displayName: '초안 폴더',
		name: 'draftFolder',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: /data/cityhall/drafts',
		description: "뒤에 연결한 '행정문서 초안' 노드와 같은 절대 경로. 적은 말을 여기에 두고 흐름에는 번호만 넘깁니다.",
	},
	{
		displayName: '선택 사항',
		name: 'options',
		type: 'collection',
		placeholder: '선택 사항 추가',
		default: {},
		options: [
			{
				displayName: '문서 유형 폴더',
				name: 'profileFolder',
				type: 'string',
				default: '',
				placeholder: '예: /data/cityhall/document-types',
				description: "우리 시에서 정한 문서 유형 파일(JSON)을 둔 폴더. '행정문서 초안' 노드와 같게 적습니다.",
			},
			{
				displayName: '자동 로그아웃(분)',
				name: 'idleMinutes',
				type: 'number',
				typeOptions: { minValue: 5, maxValue: 240 },
				default: 60,
				description: '이 시간 동안 쓰지 않으면 다시 로그인합니다. 쓰고 있어도 로그인한 지 8시간이 지나면 다시 로그인합니다.',
			},
		],
	},
];

export interface ChatSettings {
	path: string;
	loginPath: string;
	/** Accounts in lower case; empty where every account may come in. */
	allowedUsers: string[];
	city: string;
	draftFolder: string;
	/** Empty for the types of the package. */
	profileFolder: string;
	idleMs: number;
}

/** The node's parameters, checked as a whole. @throws ValidationError */
export function chatSettings(ctx: Pick<IWebhookFunctions, 'getNodeParameter'>): ChatSettings {
	const given = (name: string): string => String(ctx.getNodeParameter(name, '') ?? '').trim();
	const text = (name: string, label: string) => {
		const value = given(name);
		if (value !== '') return value;
		throw new ValidationError('parameterEmpty', `'행정문서 초안 대화'의 '${label}' 값이 비어 있습니다.`, `노드를 열어 '${label}' 값을 입력하고 다시 게시하시기 바랍니다.`);
	};
	const options: unknown = ctx.getNodeParameter('options', {});
	const { profileFolder = '', idleMinutes = 60 }: { profileFolder?: unknown; idleMinutes?: unknown } = typeof options === 'object' && options !== null ? options : {};
	return {
		path: text('path', '경로'),
		loginPath: text('loginPath', '로그인 폼 경로'),
		allowedUsers: given('allowedUsers').toLowerCase().split(/[,;\s]+/).filter((one) => one !== ''),
		city: text('city', '시 이름'),
		draftFolder: text('draftFolder', '초안 폴더'),
		profileFolder: typeof profileFolder === 'string' ? profileFolder.trim() : '',
		idleMs: (typeof idleMinutes === 'number' && idleMinutes >= 5 && idleMinutes <= 240 ? idleMinutes : 60) * 60_000,
	};
}

type Env = Readonly<Record<string, string | undefined>>;

/** The draft folder, made where the nearest folder above it may be used. @throws ValidationError `folderRelative`, `folderMissing`, `folderForbidden` */
export async function chatFolder({ draftFolder }: ChatSettings, env: Env): Promise<string> {
	const wanted = resolve(absolute(draftFolder, '초안 폴더'));
	let above = wanted;
	while (!existsSync(above) && dirname(above) !== above) above = dirname(above);
	await triggerFolder(above, env);
	try {
		await mkdir(wanted, { recursive: true, mode: 0o700 });
	} catch (cause) {
		throw new ValidationError('folderMissing', '초안 폴더를 만들 수 없습니다.', '위 폴더에 n8n을 실행하는 계정의 쓰기 권한이 있는지 확인하거나, 폴더를 미리 만들어 두시기 바랍니다.', { cause });
	}
	return await triggerFolder(wanted, env);
}

/** The types that the page offers. @throws ValidationError of the folder or a type file */
export async function chatProfiles({ profileFolder }: ChatSettings, env: Env): Promise<readonly Profile[]> {
	return await readProfiles(profileFolder === '' ? null : await triggerFolder(absolute(profileFolder, '문서 유형 폴더'), env));
}

function absolute(path: string, label: string): string {
	if (isAbsolute(path)) return path;
	throw new ValidationError('folderRelative', `'${label}' 값이 절대 경로가 아닙니다.`, '/로 시작하는 전체 경로를 입력하시기 바랍니다. 예: /data/cityhall/drafts');
}
