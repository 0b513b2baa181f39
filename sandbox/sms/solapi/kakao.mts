import type { KakaoChannel, KakaoOptions, StoredMessage } from './model.mts';

/** Reads `kakaoOptions` of a message; null where there is none. */
export function readKakaoOptions(raw: unknown): KakaoOptions | null {
	if (typeof raw !== 'object' || raw === null) return null;
	const { pfId, templateId, variables, disableSms } = raw as Record<string, unknown>;
	const given = typeof variables === 'object' && variables !== null ? Object.entries(variables) : [];
	return {
		pfId: typeof pfId === 'string' ? pfId : '',
		templateId: typeof templateId === 'string' ? templateId : '',
		variables: Object.fromEntries(given.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
		disableSms: disableSms === true,
	};
}

/** `010-0000-31xx` is a phone of which Kakao says 31xx, while a text reaches it. */
export const KAKAO_MAGIC = '010000031';

/** What Kakao says of an AlimTalk: delivered (4000), no registered template (3103), no KakaoTalk on that number (3104). */
export function kakaoResult(channels: readonly KakaoChannel[], message: StoredMessage): string {
	if (message.to.startsWith(KAKAO_MAGIC)) return `31${message.to.slice(-2)}`;
	if (alimTalkOf(channels, message) === undefined) return '3103';
	return /^010\d{8}$/.test(message.to) && !/^0100000[239]/.test(message.to) ? '4000' : '3104';
}

/** The AlimTalk as the phone shows it: the registered text with its values; undefined where it is not registered or lacks one. */
export function alimTalkOf(channels: readonly KakaoChannel[], { kakaoOptions }: StoredMessage): string | undefined {
	const template = channels.find(({ pfId }) => pfId === kakaoOptions?.pfId)?.templates[kakaoOptions?.templateId ?? ''];
	if (template === undefined || kakaoOptions === null) return undefined;
	const text = template.replaceAll(/#\{[^}]*\}/g, (name) => kakaoOptions.variables[name] ?? name);
	return text.includes('#{') ? undefined : text;
}
