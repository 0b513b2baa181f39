import { tidy } from '../korean/normalise';
import type { Finding, ProfileField } from '../types';
import { inputFinding } from './input-finding';

const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;
const TAG = /<!--[^<>]*-->|<!--|<\/?(?:a|abbr|article|audio|b|blockquote|body|br|button|center|code|div|em|embed|font|form|h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|link|meta|object|ol|option|p|pre|script|section|select|small|span|strong|style|sub|sup|svg|table|tbody|td|textarea|th|thead|tr|u|ul|video)(?:\s[^<>]*)?\/?>/gi;
const BLOCK_END = /<(?:br\s*\/?|\/(?:p|div|li|tr|h[1-6]))>/gi;
const ENTITY = /&(?:nbsp|amp|lt|gt|quot|#39);/g;
const ENTITIES: Readonly<Record<string, string>> = { '&nbsp;': ' ', '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
/** What a browser would run or hide is taken out with its content. */
const ACTIVE = /<(script|style)\b[^>]*>[\s\S]*?<\/\1\s*>/gi;

/** A value without control characters and HTML, in one spelling; what was taken out is told. */
export function cleanValue(field: ProfileField, value: string): { value: string; findings: Finding[] } {
	const findings: Finding[] = [];
	const controls = value.replace(/^\ufeff/, '').match(CONTROL)?.length ?? 0;
	if (controls > 0) findings.push(inputFinding('input.control', 'info', field.label, `'${field.label}'에 보이지 않는 제어 문자 ${controls}개가 있어 지웠습니다.`, '다른 프로그램에서 붙여 넣은 글이면 빠진 글자가 없는지 확인하시기 바랍니다.', true));
	let text = tidy(value);
	const tag = new RegExp(TAG.source, 'i').exec(text)?.[0];
	if (tag !== undefined) {
		findings.push(inputFinding('input.html', 'warning', tag.slice(0, 40), `'${field.label}'에 HTML 태그가 있어 글자만 남겼습니다.`, '남은 글이 맞는지 확인하시기 바랍니다.', true));
		text = text
			.replace(ACTIVE, ' ')
			.replace(BLOCK_END, '\n')
			.replace(TAG, '')
			.replace(ENTITY, (entity) => ENTITIES[entity] ?? entity);
	}
	return { value: text.trim(), findings };
}
