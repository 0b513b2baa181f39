import type { CityhallError } from '../../errors';
import { pasteText } from '../render/render';
import type { Handled } from '../store/desk';
import type { CitySettings, Finding, Profile } from '../types';

/** What a draft is told with. */
export interface TellContext {
	profile: Profile;
	city: CitySettings;
	/** `YYYY-MM-DD`. */
	today: string;
	downloadUrl: string;
}

/** More would push the draft out of sight; the check sheet has them all. */
const MOST_FINDINGS = 8;
const FENCE = '```';

/** The draft with what was found in it and what can be said next; Markdown. */
export function tellDraft({ document, changes, undone }: Handled, { profile, city, today, downloadUrl }: TellContext): string {
	const { content, values, state, findings, missing, draftId, edition } = document;
	const text = pasteText({ profile, content, values, city, state, today }).replaceAll(FENCE, "'''");
	const open = findings.filter(({ fixed, severity }) => !fixed && severity !== 'info');
	const changed = changes.filter(({ kind }) => kind !== 'kept').length;
	return [
		edition === 1 ? '' : `요청에 따라 ${changed}곳을 고쳤습니다. 나머지는 그대로입니다.${undone > 0 ? ` 요청하지 않았는데 바뀐 ${undone}곳은 되돌렸습니다.` : ''}`,
		`${FENCE}text\n${text}\n${FENCE}`,
		open.length === 0 ? '점검에서 걸린 곳이 없습니다. 그래도 사실과 표현을 한 번 읽어 보시기 바랍니다.' : `**확인할 곳 ${open.length}건**\n${listed(open)}`,
		missing.length === 0 ? '' : `**더 있으면 좋은 사실**\n${missing.map((one) => `- ${plain(one)}`).join('\n')}`,
		`초안 번호 ${draftId}(${edition}판)\n${tellFiles(draftId, downloadUrl)}`,
		'고치려면 `수정: 둘째 문단을 짧게`처럼 적고, 새 문서는 `처음으로`를 적습니다.',
	]
		.filter((part) => part !== '')
		.join('\n\n');
}

function listed(findings: readonly Finding[]): string {
	const shown = findings.slice(0, MOST_FINDINGS).map(({ severity, message, suggestion }) => `- ${severity === 'error' ? '**[오류]** ' : ''}${plain(message)}${suggestion === '' ? '' : ` → ${plain(suggestion)}`}`);
	return [...shown, ...(findings.length > MOST_FINDINGS ? [`- 그 밖에 ${findings.length - MOST_FINDINGS}건은 점검표에 있습니다.`] : [])].join('\n');
}

/** Where the files are. */
export function tellFiles(draftId: string, downloadUrl: string): string {
	if (downloadUrl === '') return `파일(HWPX, DOCX, 점검표)은 초안 폴더의 ${draftId} 폴더에 있습니다.`;
	const address = `${downloadUrl}${downloadUrl.includes('?') ? '&' : '?'}draftId=${encodeURIComponent(draftId)}`;
	return `[파일 내려받기(HWPX, DOCX, 점검표)](${address})`;
}

/** What went wrong and what to do; what was entered, and a draft that was to be revised, is kept. */
export function tellError({ message, remedy }: CityhallError, revising = false): string {
	const kept = revising ? '초안은 수정하기 전 그대로 있습니다.' : '입력한 내용은 그대로 있습니다. 다시 `초안`을 적으면 이어서 작성합니다.';
	return `**${revising ? '수정' : '작성'}하지 못하였습니다.** ${plain(message)} ${plain(remedy)}\n\n${kept}`;
}

/** Text that Markdown does not take for marks. */
const plain = (text: string): string => text.replaceAll(/[\\`*_[\]<>#|]/g, (mark) => `\\${mark}`).replaceAll('\n', ' ');
