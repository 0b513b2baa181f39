import type { KakaoMessage, ListedMessage } from '../gateway';
import { readSolapiStatus } from './status';

/**
 * An AlimTalk (알림톡) as SOLAPI takes it, with `disableSms: false`: SOLAPI is the one that falls back to the text, this
 * package never does. That `text` (with `subject`) beside it is what it falls back to, and that placeholders are named
 * `#{…}`, is what its SDK and users show; its documents do not say it.
 */
export const alimTalkOf = (channel: string, { templateCode, variables }: KakaoMessage) => ({
	type: 'ATA',
	kakaoOptions: {
		pfId: channel,
		templateId: templateCode,
		variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [`#{${name}}`, value])),
		disableSms: false,
	},
});

/** Kakao did not deliver: another template than the registered one (3103), no KakaoTalk (3104), blocked (3107), … */
const KAKAO_FAILED = /^31\d\d$/;

/**
 * Meaning of a status code of an AlimTalk. That Kakao did not deliver is not the end: SOLAPI is sending the text then, and
 * its outcome follows. To call it failed would free the notice to be told again, so that two sides fell back.
 */
export function readAlimTalkStatus(code: string): Pick<ListedMessage, 'state' | 'refused' | 'reason'> {
	return KAKAO_FAILED.test(code) ? { state: 'accepted', refused: false, reason: null } : readSolapiStatus(code);
}
