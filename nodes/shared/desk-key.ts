import type { IExecuteFunctions } from 'n8n-workflow';

import { deskKey } from '../../lib/privacy/desk-pass';
import { parseKey } from '../../lib/privacy/keys';
import { LEDGER } from './ledger';

/** The ledger key of the credential 발송 대장, without opening the ledger. @throws ValidationError */
export async function ledgerKeyOf(ctx: Pick<IExecuteFunctions, 'getCredentials'>): Promise<Buffer> {
	const { ledgerKey } = await ctx.getCredentials(LEDGER);
	return parseKey(typeof ledgerKey === 'string' ? ledgerKey.trim() : '', '대장 키');
}

/** The key by which the desk knows passes of its own login, from the credential 발송 대장. @throws ValidationError */
export async function deskKeyOf(ctx: Pick<IExecuteFunctions, 'getCredentials'>): Promise<Buffer> {
	return deskKey(await ledgerKeyOf(ctx));
}
