import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

import { agent } from './agent';
import { aligo } from './aligo';
import type { GatewayEntry } from './entry';
import { nhn } from './nhn';
import { sens } from './sens';
import { solapi } from './solapi';

/** Every gateway there is, in the order of the drop-down. */
export const GATEWAYS: readonly GatewayEntry[] = [solapi, nhn, sens, aligo, agent];

/** Which gateway: on every operation that asks one. */
export const gatewayField: INodeProperties = {
	displayName: '문자중계사업자',
	name: 'gateway',
	type: 'options',
	options: GATEWAYS.map(({ id, name, description }) => ({ name, value: id, description })),
	default: 'solapi',
};

/** Values of a gateway drop-down besides gateways; no credential is asked for then. */
const NONE = ['dryRun', 'gone'];

/**
 * The gateways' credentials of a node: each is hidden while another gateway is chosen, and in `operations`. (`hide`, never
 * `show`: the editor takes a parameter that credentials are shown by for a choice of login and hides it.)
 */
export function gatewayCredentials(hidden: Readonly<Record<string, string[]>>, tests: 'tested' | 'untested'): INodeCredentialDescription[] {
	return GATEWAYS.map(({ id, credential, test }) => ({
		name: credential,
		displayName: '문자중계사업자 계정',
		required: true,
		...(tests === 'tested' ? { testedBy: test } : {}),
		displayOptions: { hide: { ...hidden, gateway: [...GATEWAYS.map((one) => one.id).filter((one) => one !== id), ...NONE] } },
	}));
}
