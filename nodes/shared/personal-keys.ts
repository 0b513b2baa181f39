import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import { Fingerprinter } from '../../lib/privacy/fingerprint';
import { parseKey, parseOlderKeys } from '../../lib/privacy/keys';
import { SealBox } from '../../lib/privacy/seal';
import { ValidationError } from '../../lib/errors';

export const PERSONAL_DATA_KEY = 'cityhallPersonalDataKeyApi';

export interface PersonalKeys {
	seals: SealBox;
	fingerprints: Fingerprinter;
}

/** The keys of the credential 개인정보 보호 키, checked. @throws ValidationError */
export async function personalKeys(ctx: Pick<IExecuteFunctions, 'getCredentials'>, itemIndex = 0): Promise<PersonalKeys> {
	return personalKeysOf(await ctx.getCredentials(PERSONAL_DATA_KEY, itemIndex));
}

/** The same from the credential's values, for its test button too. @throws ValidationError */
export function personalKeysOf(credential: ICredentialDataDecryptedObject): PersonalKeys {
	const text = (name: string) => {
		const value = credential[name];
		return typeof value === 'string' ? value : '';
	};
	const key = parseKey(text('key'), '개인정보 보호 키');
	const fingerprintKey = parseKey(text('fingerprintKey'), '대조값 키');
	if (key.equals(fingerprintKey)) {
		throw new ValidationError(
			'sameKeys',
			'암호화 키와 대조값 키가 같습니다.',
			'두 키를 따로 만들어 자격 증명에 넣으시기 바랍니다.',
		);
	}
	return {
		seals: new SealBox({ keyId: text('keyId').trim(), key }, parseOlderKeys(text('olderKeys'))),
		fingerprints: new Fingerprinter(fingerprintKey),
	};
}
