/** What a message asks for by a fixed word. */
export type Command =
	| { kind: 'help' }
	| { kind: 'start' }
	| { kind: 'list' }
	| { kind: 'skip' }
	| { kind: 'files' }
	/** `force`: also with required facts missing. */
	| { kind: 'draft'; force: boolean }
	| { kind: 'revise'; instruction: string };

const WORDS: ReadonlyArray<readonly [RegExp, Command]> = [
	[/^(?:도움말|도움|사용법|help|\?)$/i, { kind: 'help' }],
	[/^(?:처음으로|처음|처음부터|새로시작|새문서|다른문서|그만|취소)$/, { kind: 'start' }],
	[/^(?:현황|입력현황|입력내용|입력내용확인|내용확인)$/, { kind: 'list' }],
	[/^(?:없음|없다|없습니다|없어요|건너뛰기|다음|넘어가기|생략|패스)$/, { kind: 'skip' }],
	[/^(?:파일|내려받기|다운로드|파일받기|파일내려받기)$/, { kind: 'files' }],
	[/^(?:빈칸으로초안|그대로초안)(?:작성)?$/, { kind: 'draft', force: true }],
	[/^(?:초안|초안작성|작성|작성시작|다시작성|초안다시작성)$/, { kind: 'draft', force: false }],
];
const REVISE = /^\/?수정(?:\s*요청)?\s*[:：]\s*([\s\S]*)$/;

/** The command that a message consists of; null where it is something else. */
export function commandOf(message: string): Command | null {
	const revise = REVISE.exec(message.trim());
	if (revise) return { kind: 'revise', instruction: (revise[1] ?? '').trim() };
	const word = message.replace(/^\s*\//, '').replace(/[\s.!。]/g, '').replace(/(?:해|하여)?(?:줘|주세요|주십시오)$/, '');
	return WORDS.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

const REQUEST = /(?:줘|주세요|주십시오|바랍니다|바꿔|고쳐|줄여|늘려|빼자|넣어|추가|삭제|다듬어)[.!]?\s*$/;

/** Whether a message reads like a request to change something. */
export const isRequest = (message: string): boolean => REQUEST.test(message.trim());
