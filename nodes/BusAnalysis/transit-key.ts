import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import { parseKey } from '../../lib/privacy/keys';

const TRANSIT_KEY = 'cityhallTransitKeyApi';

/** The key under which card numbers become pseudonyms. @throws ValidationError */
export async function transitKey(ctx: Pick<IExecuteFunctions, 'getCredentials'>, i: number): Promise<Buffer> {
	return transitKeyOf(await ctx.getCredentials(TRANSIT_KEY, i));
}

/** The same from the credential's values. @throws ValidationError */
export function transitKeyOf(credential: ICredentialDataDecryptedObject): Buffer {
	return parseKey(typeof credential.key === 'string' ? credential.key : '', '교통카드 가명처리 키');
}
