import { byteLength, classOf, UNENCODABLE } from '../../../sms/text/cp949';
import { SHORT_LINK } from '../../../sms/text/lint-patterns';
import { LMS_LIMIT_BYTES, SMS_LIMIT_BYTES } from '../../../sms/text/measure';
import { ALL_SETS, type LintedDocument, type Rule } from '../rule';

/** 알림톡 counts characters, not bytes. */
export const ALIMTALK_LIMIT_CHARACTERS = 1000;

type Channel = 'sms' | 'lms' | 'alimtalk';

/** The medium that was chosen for a notice, or null where it has no limit. */
function channelOf({ profile, context }: LintedDocument): Channel | null {
	if (profile.form !== 'notice') return null;
	for (const { id, kind } of profile.fields) {
		const value = kind === 'choice' ? (context.values[id] ?? '') : '';
		if (/단문|SMS/.test(value)) return 'sms';
		if (/장문|LMS|MMS/.test(value)) return 'lms';
		if (/알림톡|카카오/.test(value)) return 'alimtalk';
	}
	return null;
}

/** The text as it goes out; where nobody has laid it out yet, title, what was written, and the lines that the form adds. */
export function noticeText({ units, profile, context }: LintedDocument): string {
	if (context.pasted !== undefined) return context.pasted.trimEnd();
	const lines = units.map(({ text }) => text);
	for (const section of profile.sections) {
		if (section.form !== 'fixed' || units.some(({ sectionId, role }) => sectionId === section.id && role !== 'heading')) continue;
		for (const line of section.template ?? []) {
			const filled = line.replace(/#\{([^}]+)\}/g, (_whole, field: string) => context.values[field.trim()] ?? '');
			if (!/#\{/.test(line) || filled !== line.replace(/#\{[^}]+\}/g, '')) lines.push(filled);
		}
	}
	return lines.join('\n');
}

/** What a medium can carry. */
export const CHANNEL_RULES: readonly Rule[] = [
	{
		id: 'channel.length',
		sets: ALL_SETS,
		name: '매체의 글자 한도',
		basis: '문자중계사업자·알림톡 규격',
		severity: 'error',
		safeFix: false,
		*document(document) {
			const channel = channelOf(document);
			if (channel === null) return;
			const text = noticeText(document);
			const bytes = channel !== 'alimtalk';
			const size = bytes ? byteLength(text) : text.length;
			const limit = channel === 'sms' ? SMS_LIMIT_BYTES : channel === 'lms' ? LMS_LIMIT_BYTES : ALIMTALK_LIMIT_CHARACTERS;
			const [unit, name] = bytes ? ['바이트', channel === 'sms' ? '단문 문자' : '장문 문자'] : ['자', '알림톡'];
			if (size > limit)
				yield {
					place: '',
					start: 0,
					end: 0,
					message: `${name} 한도를 넘습니다: 제목과 문의처까지 ${size.toLocaleString('ko-KR')}${unit}(한도 ${limit.toLocaleString('ko-KR')}${unit}).`,
					suggestion: `${(size - limit).toLocaleString('ko-KR')}${unit}를 줄이시기 바랍니다.`,
				};
		},
	},
	{
		id: 'channel.character',
		sets: ALL_SETS,
		name: '문자로 보낼 수 없는 글자',
		basis: '문자중계사업자 규격(CP949)',
		severity: 'error',
		safeFix: false,
		*unit({ text }, document) {
			const channel = channelOf(document);
			if (channel !== 'sms' && channel !== 'lms') return;
			for (const match of text.matchAll(/[^\n]/gu))
				if (classOf(match[0].charCodeAt(0)) === UNENCODABLE)
					yield { start: match.index, end: match.index + match[0].length, message: `문자로 보낼 수 없는 글자("${match[0]}")입니다.`, suggestion: '다른 글자로 바꾸시기 바랍니다.' };
		},
	},
	{
		id: 'channel.short-link',
		sets: ALL_SETS,
		name: '단축 주소',
		basis: '공공기관 사칭 문자 예방',
		severity: 'error',
		safeFix: false,
		*unit({ text, hasLatin }) {
			if (!hasLatin) return;
			for (const match of text.matchAll(SHORT_LINK.pattern)) yield { start: match.index, end: match.index + match[0].length, message: '단축 주소가 들어 있습니다.', suggestion: '시 누리집의 전체 주소나 담당부서 전화번호를 적으시기 바랍니다.' };
		},
	},
];
