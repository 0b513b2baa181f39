import { officialDate } from '../calendar/day';
import type { NoticeDetails, NoticeView } from '../ledger/lookup';
import type { MailView } from '../ledger/types';
import type { Situation } from './situation';

/** Who answers, as the texts name it. */
export interface AnswerContact {
	organisation: string;
	department: string;
	phone: string;
	hours: string;
}

/** An event that the citizen names (추징 사유 발생일) and the filing deadline that follows from it; both `YYYY-MM-DD`. */
export interface NamedEvent {
	eventOn: string;
	filingDeadline: string;
}

const INDIVIDUAL = '부득이한 사유가 있었는지 등 추징 여부는 사실관계를 확인하여 개별적으로 판단합니다.';
const NOT_FORMAL = '지금 드리는 말씀은 이해를 돕기 위한 설명이며, 처분이나 공식 결정이 아닙니다.';

/**
 * What a clerk may read out (답변 예시), one paragraph an entry. Promises nothing: whether relief is clawed back is always
 * left to the individual case. Names neither the ground of relief nor an amount; the law by its name. `situation` is null where nothing was
 * found.
 */
export function suggestedAnswer(situation: Situation | null, contact: AnswerContact, event: NamedEvent | null = null): string[] {
	const told = situation === null || situation.kind === 'nothing' ? notFound() : paragraphs(situation);
	return [...told, ...(event === null ? [] : [deadline(event)]), closing(contact)];
}

function paragraphs(situation: Exclude<Situation, { kind: 'nothing' }>): string[] {
	switch (situation.kind) {
		case 'told':
			return [`문의하신 차량에 대하여 ${on(situation.notice)} 휴대전화 문자로 안내해 드렸고, 전송된 것으로 확인됩니다.`, ...duty(situation.notice)];
		case 'corrected':
			return [
				`문의하신 차량에 대하여 ${on(situation.notice)} 안내해 드린 뒤, ${on(situation.correctedBy)} 바로잡는 내용을 문자로 다시 안내해 드렸습니다.`,
				'먼저 받으신 안내와 다른 부분은 나중에 받으신 정정 안내를 기준으로 확인하시기 바랍니다.',
				INDIVIDUAL,
			];
		case 'underway':
			return [`문의하신 차량에 대하여 ${on(situation.notice)} 문자를 보내 드렸고, 전송 결과를 확인하고 있습니다.`, ...duty(situation.notice)];
		case 'unknown':
			return [
				`문의하신 차량에 대하여 ${on(situation.notice)} 문자 발송을 진행하였으나, 도착하였는지는 아직 확인되지 않았습니다. 문자중계사업자에 확인하고 있습니다.`,
				...duty(situation.notice),
			];
		case 'reserved':
			return ['문의하신 차량은 안내 대상으로 정하여 발송을 준비하고 있습니다.', ...duty(situation.notice)];
		case 'failed':
			return [
				`문의하신 차량에 대하여 ${on(situation.notice)} 문자를 보내 드렸으나 전송되지 않은 것으로 확인됩니다. 등록하신 휴대전화번호가 바뀌었는지 확인이 필요합니다.`,
				...duty(situation.notice),
			];
		case 'stopped':
			return ['문의하신 차량은 안내 대상이었으나 문자를 보내지 않은 것으로 확인됩니다. 담당자가 안내 방법을 확인하여야 하는 건입니다.', ...duty(situation.notice)];
		case 'post':
			return [byPost(situation.notice, situation.letter), ...duty(situation.notice)];
		case 'exclude':
			return [
				'문의하신 차량은 별도의 안내 문자를 보내 드리지 않은 건입니다.',
				'안내 문자를 보내지 않았다는 것만으로 추징 여부가 정해지는 것은 아닙니다.',
				INDIVIDUAL,
			];
		case 'waiting':
			return ['문의하신 차량은 취득세 감면 여부가 아직 결정되지 않아 안내를 보내 드리지 않았습니다.', '감면 여부가 결정되면 안내 대상인지 다시 확인합니다.'];
		case 'review':
			return ['문의하신 차량은 담당자가 내용을 확인하고 있어 아직 안내를 보내 드리지 않았습니다.', INDIVIDUAL];
	}
}

function notFound(): string[] {
	return [
		'말씀하신 번호로는 안내한 기록을 찾지 못하였습니다.',
		'이 조회만으로 감면을 받으셨는지까지 말씀드릴 수는 없습니다. 감면 접수 내역은 본인 확인을 거쳐 따로 확인하여야 합니다.',
	];
}

/** The duty as it was told: law, keep-until date, later caution date. Nothing where the ledger keeps no facts of it. */
function duty(notice: NoticeView): string[] {
	const { keepUntil, cautionUntil, legalBasis }: Partial<NoticeDetails> = notice.details;
	if (keepUntil === undefined) return [INDIVIDUAL];
	const restricted = notice.duty === 'useRestriction';
	const later = cautionUntil !== undefined && cautionUntil > keepUntil ? ` 만료일이 쉬는 날이어서 ${officialDate(cautionUntil)}까지 유의하시기 바랍니다.` : '';
	const cause = restricted ? '법에서 정한 사유가' : '소유권을 이전하는 등 법에서 정한 사유가';
	return [
		`안내의 내용은 ${lawOf(legalBasis ?? '')}에 따른 ${restricted ? '사용 제한' : '의무보유'} 기간이 ${officialDate(keepUntil)}에 끝난다는 것입니다.${later}`,
		`그 전에 ${cause} 생기면 감면된 취득세가 추징될 수 있으므로, 이전이나 등록 변경을 하시기 전에 먼저 상담하시기 바랍니다. ${INDIVIDUAL}`,
	];
}

/** The law by its name only: an article would tell whoever is on the telephone why relief was given. */
function lawOf(legalBasis: string): string {
	return /^\s*「?([가-힣\s]+?(?:법|조례))」?(?=\s|제|$)/.exec(legalBasis)?.[1]?.trim() ?? '관계 법령';
}

function byPost(notice: NoticeView, letter: MailView | null): string {
	if (notice.reasonCode === 'mailedBefore' && letter?.outcome !== 'returned') {
		return `문의하신 차량에 대하여 ${letter === null ? '이미' : officialDate(letter.sentOn)} 우편으로 안내해 드린 것으로 확인됩니다.`;
	}
	const base = '문의하신 차량은 우편으로 안내하는 건입니다.';
	if (letter === null) return `${base} 우편 발송 기록은 아직 없습니다.`;
	const sent = `${officialDate(letter.sentOn)} 우편을 보내 드렸고,`;
	const ended = letter.outcomeOn === null ? '' : ` ${officialDate(letter.outcomeOn)}`;
	if (letter.outcome === 'delivered') return `${base} ${sent}${ended} 배달된 것으로 확인됩니다.`;
	if (letter.outcome === 'returned') return `${base} ${sent}${ended} 반송되었습니다. 우편을 받으실 주소의 확인이 필요합니다.`;
	return `${base} ${sent} 배달 결과를 확인하고 있습니다.`;
}

function deadline({ eventOn, filingDeadline }: NamedEvent): string {
	return (
		`말씀하신 날(${officialDate(eventOn)})에 추징 사유가 생긴 것으로 보면, 지방세법 제20조제3항에 따른 신고·납부 기한은 그날부터 60일 이내로서 ` +
		`${officialDate(filingDeadline)}입니다. 실제로 추징 사유에 해당하는지와 그 발생일은 증빙을 확인하여야 합니다.`
	);
}

function closing({ organisation, department, phone, hours }: AnswerContact): string {
	const office = [organisation, department].filter((part) => part !== '').join(' ');
	return `${NOT_FORMAL} 더 궁금하신 사항은 ${office}(${phone}${hours === '' ? '' : `, ${hours}`})로 문의하시기 바랍니다.`;
}

/** `2026. 11. 23.에`, or nothing where the day is not known. */
function on({ submittedAt }: NoticeView): string {
	return submittedAt === null ? '이미' : `${officialDate(submittedAt.slice(0, 10))}에`;
}
