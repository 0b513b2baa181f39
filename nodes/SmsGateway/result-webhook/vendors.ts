import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { GatewayId } from '../../../lib/sms/gateway';
import type { NamedMessages } from '../../../lib/sms/webhook/call';
import { readNhnCall } from '../../../lib/sms/webhook/nhn';
import type { SecretForm } from '../../../lib/sms/webhook/secret';
import { readSolapiCall } from '../../../lib/sms/webhook/solapi';

/** How a vendor calls. */
export interface WebhookVendor {
	id: GatewayId;
	/** Header that carries the secret, in lower case. */
	secretHeader: string;
	secretForm: (credential: ICredentialDataDecryptedObject) => SecretForm;
	/** Null for an event that is nothing to us. @throws WebhookRefusal 400 */
	read: (header: (name: string) => string | undefined, body: unknown) => NamedMessages | null;
}

/** The vendors that push results; of the others they are asked for. */
export const WEBHOOK_VENDORS: readonly WebhookVendor[] = [
	{
		id: 'solapi',
		secretHeader: 'x-solapi-secret',
		secretForm: ({ webhookSecretForm }) => (webhookSecretForm === 'plain' ? 'plain' : 'sha1'),
		read: (header, body) => readSolapiCall(header('x-solapi-event-name') ?? '', body),
	},
	{
		id: 'nhn',
		secretHeader: 'x-toast-webhook-signature',
		secretForm: () => 'plain',
		read: (_header, body) => readNhnCall(body),
	},
];
