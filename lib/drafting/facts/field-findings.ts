import { withJosa } from '../korean/josa';
import { parseNumber } from '../korean/numerals';
import type { FieldValues, Finding, Profile, ProfileField, SuppliedQuote } from '../types';
import { inputFinding } from './input-finding';
import { readMoment } from './read-dates';
import { rowsOf } from './split-value';

/** Said where a date does not apply. */
const NO_DATE = /^(?:(?:배포\s?)?즉시.{0,10}|제한\s?없음|없음|미정|-)$/;

/** What is odd about single fields: cells that do not fit, dates and numbers that cannot be read, what the type seldom goes without. */
export function fieldFindings(profile: Profile, values: FieldValues, today: string): Finding[] {
	return [...profile.fields.flatMap((field) => kindFindings(field, values[field.id] ?? '', today)), ...usualFindings(profile, values), ...disclosureFindings(values), ...replyFindings(values), ...releaseFindings(values, today)];
}

/** Quotations that nobody has approved, or only on a day to come. */
export function quoteFindings(quotes: readonly SuppliedQuote[], today: string): Finding[] {
	return quotes.flatMap(({ factNo, speaker, role, approvedBy, approvedOn }) => {
		const who = `[${factNo}] ${speaker} ${role}의 인용문`;
		if (approvedBy === '' || approvedOn === '') return [inputFinding('input.unapprovedQuote', 'warning', '', `${who}에 ${approvedBy === '' ? '승인자가' : '승인일이'} 없어 초안에 [인용 필요]로 남깁니다.`, '본인이나 부서의 승인을 받아 승인자와 승인일을 적으시기 바랍니다.')];
		return approvedOn > today ? [inputFinding('input.quoteApprovedLater', 'warning', approvedOn, `${who}의 승인일이 오늘보다 뒤입니다.`, '승인일을 확인하시기 바랍니다.')] : [];
	});
}

function kindFindings(field: ProfileField, value: string, today: string): Finding[] {
	if (value === '') return [];
	switch (field.kind) {
		case 'date':
			if (readMoment(value, today) !== null || NO_DATE.test(value)) return [];
			return [inputFinding('input.dateUnread', 'warning', value.slice(0, 40), `${withJosa(`'${field.label}'`, '을/를')} 날짜로 읽을 수 없어 적은 그대로 씁니다.`, `${field.example === '' ? '2026-11-24' : field.example}와 같은 형식으로 적으시기 바랍니다.`)];
		case 'number':
		case 'money':
			if (parseNumber(value.replace(/원$|^금/g, '').trim()) !== null) return [];
			return [inputFinding('input.number', 'warning', value.slice(0, 40), `${withJosa(`'${field.label}'`, '을/를')} 수로 읽을 수 없어 적은 그대로 씁니다.`, '아라비아숫자로 적으시기 바랍니다.')];
		case 'rows': {
			const columns = field.columns ?? [];
			return rowsOf(field, value).flatMap((cells, index) => {
				if (cells.length === columns.length) return [];
				return [inputFinding('input.rowCells', cells.length > columns.length ? 'warning' : 'info', cells.join(' | ').slice(0, 40), `'${field.label}' ${index + 1}번째 행은 칸이 ${cells.length}개인데 ${columns.length}개여야 합니다.`, `'${columns.join(' | ')}' 순서로 적고, 비울 칸도 | 로 자리를 남기시기 바랍니다.`)];
			});
		}
		default:
			return [];
	}
}

/** 내부결재 carries no 발신명의 (행정업무의 운영 및 혁신에 관한 규정 제13조). */
function usualFindings({ fields, name }: Profile, values: FieldValues): Finding[] {
	const unneeded = values.receiver === '내부결재' ? 'sender' : '';
	const empty = fields.filter(({ id, usual, required }) => usual === true && !required && id !== unneeded && (values[id] ?? '') === '').map(({ label }) => label);
	if (empty.length === 0) return [];
	return [inputFinding('input.usual', 'info', empty.join(', '), `${name}에 보통 들어가는 항목이 비어 있습니다: ${empty.join(', ')}.`, '해당하는 내용이 있으면 적으시기 바랍니다. 비운 항목은 초안에서 지어내지 않습니다.')];
}

/** 공공기관의 정보공개에 관한 법률 제9조제1항: what is withheld needs its item. */
function disclosureFindings({ disclosure = '', disclosureItem = '' }: FieldValues): Finding[] {
	if (disclosure !== '부분공개' && disclosure !== '비공개') return [];
	if (/[1-8]/.test(disclosureItem)) return [];
	return [inputFinding('input.disclosureItem', 'error', disclosure, `공개 구분이 '${disclosure}'인데 정보공개법 제9조제1항의 해당 호가 없습니다.`, '제1호부터 제8호까지 가운데 해당하는 호를 적으시기 바랍니다. 예: 제6호')];
}

/** 민원 처리에 관한 법률 제27조: a refusal tells its reason and the remedies; 제16조: a petition passed on names where. */
function replyFindings({ result = '', appeal = '', transferredTo = '' }: FieldValues): Finding[] {
	if (result === '수용 곤란' && appeal === '') return [inputFinding('input.appeal', 'warning', result, '민원을 수용하기 곤란하다고 답하는데 구제 절차가 없습니다.', '이의신청 등 구제 절차가 있으면 적으시기 바랍니다.')];
	if (result === '이송' && transferredTo === '') return [inputFinding('input.transferredTo', 'warning', result, '민원을 이송한다고 답하는데 이송 기관이 없습니다.', '어느 기관으로 이송했는지 적으시기 바랍니다.')];
	return [];
}

function releaseFindings({ embargo = '', releaseAt = '' }: FieldValues, today: string): Finding[] {
	const [until, from] = [readMoment(embargo, today), readMoment(releaseAt, today)];
	const findings: Finding[] = [];
	if (until !== null && until.day < today) findings.push(inputFinding('input.embargoPast', 'warning', embargo, '보도시점(엠바고)이 이미 지났습니다.', '보도시점을 고치거나, 바로 보도해도 되면 비우시기 바랍니다.'));
	if (until !== null && from !== null && `${until.day} ${until.time ?? '24:00'}` < `${from.day} ${from.time ?? '00:00'}`) findings.push(inputFinding('input.embargoBeforeRelease', 'warning', embargo, '보도시점(엠바고)이 배포일시보다 이릅니다.', '두 일시를 확인하여 고치시기 바랍니다.'));
	if (from !== null && from.day < today) findings.push(inputFinding('input.releasePast', 'warning', releaseAt, '배포일시가 이미 지났습니다.', '배포일시를 확인하여 고치시기 바랍니다.'));
	return findings;
}
