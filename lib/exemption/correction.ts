import { createHash } from 'node:crypto';
import { ValidationError } from '../errors';
import { lintText } from '../sms/text/lint';
import { normaliseText } from '../sms/text/normalise';
import type { NoticeTemplate } from './decision';

/** Every placeholder a correction (정정 안내) may carry; `안내일` and the plate come from the notice that is corrected. */
export const CORRECTION_PLACEHOLDERS = ['기관명', '안내일', '차량번호뒤4자리', '정정내용', '담당부서', '담당전화', '문의시간'] as const;

/** The text that an office starts from. */
export const DEFAULT_CORRECTION_TEXT = [
	'[#{기관명}] 자동차 취득세 감면 차량 안내 정정',
	'',
	'#{안내일}에 보내 드린 차량(차량번호 끝 네 자리 #{차량번호뒤4자리})의 취득세 감면 관련 안내를 아래와 같이 바로잡습니다.',
	'',
	'○ #{정정내용}',
	'○ 먼저 보내 드린 안내문의 내용과 다른 부분은 이 안내를 기준으로 확인하시기 바랍니다.',
	'',
	'혼란을 드려 죄송합니다. 자세한 사항은 아래 담당부서로 문의하시기 바랍니다.',
	'문의: #{담당부서} #{담당전화} (#{문의시간})',
].join('\n');

/** What is put right, as it stands in the text; the cause most often met is offered first. */
export const CORRECTION_EXAMPLES = [
	'해당 차량의 취득세 감면 신청이 취하되어 앞서 안내해 드린 의무보유 기간은 적용되지 않습니다.',
	'해당 차량의 취득세 감면 결정 내용이 바뀌어 앞서 안내해 드린 내용을 다시 확인하셔야 합니다.',
] as const;

/**
 * A correction's text with its version. Throws `faultyTemplate` with what a person must change: a wording error, an unknown
 * placeholder, no contact.
 */
export function correctionTemplate(rawText: string): NoticeTemplate {
	const text = normaliseText(rawText).trim();
	refuseErrors('정정 안내문', text, CORRECTION_PLACEHOLDERS);
	const version = createHash('sha256').update(text).digest('hex').slice(0, 12);
	return { id: 'correction', version, text };
}

/** What is put right (정정내용), checked by the same wording rules. Throws `faultyTemplate`. */
export function correctionContent(rawText: string): string {
	const text = normaliseText(rawText).trim();
	refuseErrors('정정 내용', text, [], ['missingContact', 'missingAuthority']);
	return text;
}

function refuseErrors(where: string, text: string, knownPlaceholders: readonly string[], allowed: readonly string[] = []): void {
	const errors = lintText(text, { knownPlaceholders, allowUrl: false }).filter(
		(finding) => finding.severity === 'error' && !allowed.includes(finding.code),
	);
	if (text !== '' && errors.length === 0) return;
	throw new ValidationError(
		'faultyTemplate',
		`${where}을(를) 쓸 수 없습니다. ${text === '' ? '내용이 비어 있습니다.' : errors.map((finding) => finding.message).join(' ')}`,
		text === '' ? '내용을 적으시기 바랍니다.' : [...new Set(errors.map((finding) => finding.remedy))].join(' '),
	);
}
