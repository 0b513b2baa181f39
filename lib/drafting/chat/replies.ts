import type { FieldValues, Profile, ProfileField } from '../types';

/** Entered text inside Markdown: stands for itself. */
export const plain = (text: string): string => text.replace(/[\\`*_[\]|#~]/g, '\\$&').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The named entries, one a line. */
export function menu(profiles: readonly Profile[], cityName: string): string {
	const entries = profiles.map(({ name, description }, index) => `${index + 1}. **${plain(name)}** — ${plain(description)}`);
	return [`${cityName} 행정문서 초안 도우미입니다. 만들 문서의 번호나 이름을 적어 주시기 바랍니다.`, '', ...entries, '', '사용 방법은 `도움말`을 적으면 볼 수 있습니다.'].join('\n');
}

/** What can be typed. */
export const HELP = [
	'**사용 방법**',
	'',
	'- 묻는 항목에 답하거나, 여러 항목을 한꺼번에 `항목: 값`으로 한 줄에 하나씩 적습니다.',
	'- `없음`: 선택 항목을 건너뜁니다.',
	'- `현황`: 지금까지 입력한 내용을 봅니다.',
	'- `초안`: 초안을 작성합니다. 필수 항목이 비어 있으면 먼저 묻습니다.',
	'- `수정: …`: 작성된 초안에서 바꿀 것을 적습니다. (예: `수정: 제목을 더 짧게`)',
	'- `파일`: 한글(HWPX)·워드(DOCX) 파일과 점검표를 받습니다.',
	'- `처음으로`: 입력한 내용을 지우고 문서를 다시 고릅니다.',
	'',
	'초안에 없는 사실을 지어내지 않도록 입력한 사실과 대조하며, 근거가 없는 부분은 `[확인 필요: …]`, 승인받지 않은 인용은 `[인용 필요]`로 표시합니다.',
].join('\n');

/** Lines that stay lines: Markdown makes one paragraph of others. */
export const hardLines = (lines: readonly string[]): string => lines.map((line, index) => (line === '' || index === lines.length - 1 || lines[index + 1] === '' ? line : `${line}  `)).join('\n');

/** The question for one field. */
export function question(field: ProfileField): string {
	const { label, kind, required, help, example, options = [], columns = [] } = field;
	const lines = [`**${plain(label)}** (${required ? '필수' : '선택'})`];
	if (help !== '') lines.push(plain(help));
	if (kind === 'choice') lines.push('', options.map((option, index) => `${index + 1}. ${plain(option)}`).join('\n'), '');
	if (kind === 'lines') lines.push('한 줄에 한 가지씩 적어 주시기 바랍니다.');
	if (kind === 'rows') lines.push(`한 줄에 하나씩, 칸은 \`|\`로 나누어 적어 주시기 바랍니다: ${columns.map(plain).join(' \\| ')}`);
	if (kind === 'quotes') lines.push('한 줄에 하나씩 적어 주시기 바랍니다: 발언자 \\| 직위 \\| 발언 \\| 승인자 \\| 승인일. 승인자와 승인일이 없으면 문서에는 `[인용 필요]`로 남습니다.');
	if (example !== '') lines.push(example.includes('\n') ? `예:\n${example.split('\n').map((line) => `> ${plain(line)}  `).join('\n')}` : `예: ${plain(example)}`);
	if (!required) lines.push('', '건너뛰려면 `없음`, 바로 작성하려면 `초안`을 적어 주시기 바랍니다.');
	return hardLines(lines);
}

const SHOWN = 60;

/** What has been entered, and which required fields are empty. */
export function overview(profile: Profile, values: FieldValues): string {
	const filled = profile.fields.filter(({ id }) => (values[id] ?? '') !== '');
	const missing = missingFields(profile, values);
	const lines = [`**${plain(profile.name)}** 입력 현황`, '', ...filled.map((field) => `- ${plain(field.label)}: ${brief(values[field.id] ?? '')}`)];
	if (filled.length === 0) lines.push('- 아직 입력한 내용이 없습니다.');
	if (missing.length > 0) lines.push('', `필수 항목 가운데 비어 있는 것: ${missing.map(({ label }) => plain(label)).join(', ')}`);
	return lines.join('\n');
}

/** Required fields without a value. */
export const missingFields = (profile: Profile, values: FieldValues): ProfileField[] => profile.fields.filter(({ id, required }) => required && (values[id] ?? '') === '');

function brief(value: string): string {
	const [first = '', ...rest] = value.split('\n');
	const shown = first.length > SHOWN ? `${plain(first.slice(0, SHOWN))}…` : plain(first);
	return rest.length === 0 ? shown : `${shown} (외 ${rest.length}줄)`;
}
