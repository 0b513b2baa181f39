import { ValidationError } from '../errors';
import type { NoticeToSend } from '../ledger/types';
import type { Gateway, KakaoMessage } from './gateway';
import { listPlaceholders } from './text/template';

/** Codes of templates registered for AlimTalk (알림톡), by the id of our notice text. */
export type KakaoTemplates = ReadonlyMap<string, string>;

/** Letters that an AlimTalk holds at most; a longer text goes as text only. */
const MOST_LETTERS = 1_000;

/**
 * The AlimTalk of a notice: its template's code with the value of every placeholder. Null where its template is not
 * registered, for a text that was sealed whole (Kakao takes no template that is one blank), or one that is too long.
 */
export function kakaoMessage(
	notice: Pick<NoticeToSend, 'templateId' | 'template' | 'sealedText'>,
	values: Readonly<Record<string, string>>,
	text: string,
	templates: KakaoTemplates | undefined,
): KakaoMessage | null {
	const templateCode = templates?.get(notice.templateId);
	if (templateCode === undefined || notice.sealedText !== null || text.length > MOST_LETTERS) return null;
	return { templateCode, variables: Object.fromEntries(listPlaceholders(notice.template).map((name) => [name, values[name] ?? ''])) };
}

/**
 * Refuses AlimTalk where the gateway would send plain text in its place without a word.
 * @throws ValidationError `kakaoUnsupported`
 */
export function requireKakao({ capabilities }: Pick<Gateway, 'capabilities'>, templates: KakaoTemplates | undefined): void {
	if (templates === undefined || capabilities.kakao) return;
	throw new ValidationError(
		'kakaoUnsupported',
		`문자중계사업자(${capabilities.name})로는 알림톡을 보낼 수 없습니다. 알림톡을 지원하지 않거나 자격 증명에 알림톡 채널이 입력되지 않았습니다.`,
		"SOLAPI나 NHN Cloud 자격 증명에 알림톡 채널(발신 프로필)을 입력하거나, '알림톡으로 먼저 발송'을 끄시기 바랍니다.",
	);
}
