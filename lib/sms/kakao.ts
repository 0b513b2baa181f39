import { ValidationError } from '../errors';
import type { NoticeToSend } from '../ledger/types';
import type { Gateway, KakaoMessage } from './gateway';
import { normaliseText } from './text/normalise';
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

/**
 * Refuses AlimTalk where Kakao would show another text than the ledger records as told: the registered text must be our
 * template to the letter. Where a gateway does not tell what is registered, nothing is checked.
 * @throws ValidationError `kakaoTemplateUnusable`, `kakaoTemplateDiffers`; RemoteError
 */
export async function requireSameText(
	gateway: Pick<Gateway, 'kakaoText'>,
	templates: KakaoTemplates,
	texts: ReadonlyArray<{ id: string; text: string }>,
	signal?: AbortSignal,
): Promise<void> {
	for (const { id, text } of texts) {
		const code = templates.get(id);
		if (code === undefined || !gateway.kakaoText) continue;
		const registered = await gateway.kakaoText(code, signal);
		if (registered === null) {
			throw new ValidationError(
				'kakaoTemplateUnusable',
				`'${id}' 안내문의 알림톡 템플릿을 쓸 수 없어 보내지 않았습니다. 템플릿 코드가 없거나 아직 승인되지 않았습니다.`,
				"중계사 콘솔에서 템플릿 코드와 승인 여부를 확인하거나, '알림톡 템플릿'에서 이 안내문의 줄을 지우고 다시 실행하시기 바랍니다.",
			);
		}
		if (written(registered) !== written(text)) {
			throw new ValidationError(
				'kakaoTemplateDiffers',
				`'${id}' 안내문과 카카오에 등록한 템플릿의 내용이 달라 보내지 않았습니다(${difference(written(text), written(registered))}). 그대로 보내면 받은 내용이 발송 대장의 기록과 다르게 됩니다.`,
				"안내문과 같은 내용으로 템플릿을 다시 등록해 승인받거나, '알림톡 템플릿'에서 이 안내문의 줄을 지우고 다시 실행하시기 바랍니다.",
			);
		}
	}
}

const written = (text: string) => normaliseText(text).trim();

/** As many letters of each text are shown where they part. */
const SHOWN = 12;

/** Where two templates part, in Korean. Templates hold placeholders, never a person's data. */
function difference(ours: string, registered: string): string {
	const [a, b] = [[...ours], [...registered]];
	const at = a.findIndex((letter, index) => letter !== b[index]);
	const from = at < 0 ? a.length : at;
	const show = (letters: readonly string[]) => (from >= letters.length ? '끝' : `'${letters.slice(from, from + SHOWN).join('').replaceAll('\n', '↵')}'`);
	return `${from + 1}번째 글자부터 안내문은 ${show(a)}, 등록한 템플릿은 ${show(b)}`;
}
