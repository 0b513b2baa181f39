import type { ICredentialDataDecryptedObject, IDataObject, IHookFunctions, INodeProperties, IWebhookFunctions } from 'n8n-workflow';

import { ValidationError } from '../../../lib/errors';
import { gatewayField, GATEWAYS } from '../../shared/gateways';
import { type GatewayEntry, textOf } from '../../shared/gateways/entry';
import { WEBHOOK_VENDORS, type WebhookVendor } from './vendors';

const pushes = (id: unknown) => WEBHOOK_VENDORS.some((vendor) => vendor.id === id);

/** Gateways that push results, as the node offers them. */
export const webhookEntries: readonly GatewayEntry[] = GATEWAYS.filter(({ id }) => pushes(id));

const DEFAULT_KILOBYTES = 5_120;
const DEFAULT_REPORTS = 10_000;

export const resultProperties: INodeProperties[] = [
	{
		displayName:
			"중계사 콘솔의 웹훅(전송 결과 통지)에 이 화면 맨 위에 있는 웹훅 주소 가운데 운영 주소를 등록하고, 그때 정한 비밀값을 중계사 자격 증명의 '웹훅 비밀값'에 입력하시기 바랍니다. 인터넷에서 이 서버로 들어올 수 없는 망이라면 이 노드 대신 '전송 결과 조회'를 쓰면 됩니다.",
		name: 'howTo',
		type: 'notice',
		default: '',
	},
	{
		...gatewayField,
		options: webhookEntries.map(({ id, name }) => ({ name, value: id })),
		description: '전송 결과를 통지하는 곳. 통지가 없는 중계사는 결과 조회로 확인합니다.',
	},
	{
		displayName: '경로',
		name: 'path',
		type: 'string',
		default: 'sms-results',
		required: true,
		description: '통지를 받을 주소의 끝부분. 흐름을 게시(Publish)하면 위의 운영 주소(Production URL)로 열립니다.',
	},
	{
		displayName: '본문 읽지 않음',
		name: 'options',
		type: 'hidden',
		// n8n then leaves the body unread: it is read after the secret was checked, up to the limit, and never stored.
		default: { binaryData: true },
	},
	{
		displayName: '추가 설정',
		name: 'limits',
		type: 'collection',
		placeholder: '설정 추가',
		default: {},
		options: [
			{
				displayName: '통지 한 번의 최대 크기(KB)',
				name: 'maxKilobytes',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 102_400 },
				default: DEFAULT_KILOBYTES,
				description: '이보다 큰 통지는 읽지 않고 거절합니다',
			},
			{
				displayName: '통지 한 번의 최대 결과 수',
				name: 'maxReports',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1_000_000 },
				default: DEFAULT_REPORTS,
				description: '결과가 이보다 많이 담긴 통지는 거절합니다',
			},
		],
	},
];

export interface ResultSettings {
	vendor: WebhookVendor;
	entry: GatewayEntry;
	credential: ICredentialDataDecryptedObject;
	/** Empty where none is agreed: then every call is refused. */
	secret: string;
	limitBytes: number;
	limitReports: number;
}

/** The node's parameters and its gateway's credential. @throws ValidationError `gatewayUnknown` */
export async function resultSettings(ctx: Pick<IWebhookFunctions | IHookFunctions, 'getNodeParameter' | 'getCredentials'>): Promise<ResultSettings> {
	const id = ctx.getNodeParameter('gateway', 'solapi');
	const vendor = WEBHOOK_VENDORS.find((one) => one.id === id);
	const entry = webhookEntries.find((one) => one.id === id);
	if (!vendor || !entry) {
		throw new ValidationError('gatewayUnknown', "'문자 결과 수신'의 '문자중계사업자' 값이 올바르지 않습니다.", "노드를 열어 '문자중계사업자' 목록에서 통지를 보내는 곳을 고르고 다시 게시하시기 바랍니다.");
	}
	const credential = await ctx.getCredentials(entry.credential);
	const limits = ctx.getNodeParameter('limits', {}) as IDataObject;
	return {
		vendor,
		entry,
		credential,
		secret: textOf(credential, 'webhookSecret'),
		limitBytes: atLeastOne(limits.maxKilobytes, DEFAULT_KILOBYTES) * 1024,
		limitReports: atLeastOne(limits.maxReports, DEFAULT_REPORTS),
	};
}

const atLeastOne = (value: unknown, otherwise: number) => (typeof value === 'number' && value >= 1 ? value : otherwise);

/** Keeps a node from being published that would refuse every call. @throws ValidationError `webhookSecretMissing` */
export async function requireSecret(ctx: IHookFunctions): Promise<void> {
	const { secret, entry } = await resultSettings(ctx);
	if (secret === '') throw secretMissing(entry.name);
}

export const secretMissing = (name: string) =>
	new ValidationError(
		'webhookSecretMissing',
		"'문자 결과 수신'이 쓰는 자격 증명의 '웹훅 비밀값'이 비어 있어 전송 결과 통지를 받지 않습니다.",
		`${name} 콘솔의 웹훅 설정에 비밀값을 정하고, 같은 값을 자격 증명의 '웹훅 비밀값'에 입력한 뒤 다시 게시하시기 바랍니다.`,
	);
