import { officialDate } from '../calendar/day';
import type { Clawback } from '../exemption/rules';
import type { FormValues } from './form-template';

/** What is known of an applicant; readable, so it is kept no longer than the document takes to write. */
export interface FormApplicant {
	name: string;
	address: string;
	plate: string;
	receiptNo: string;
	/** Days `YYYY-MM-DD`. */
	receivedOn: string;
	acquiredOn: string | null;
	registeredOn: string | null;
	/** Korean name of the category (감면구분). */
	category: string;
	legalBasis: string;
	/** What makes the relief be taken back; null where nothing does. */
	clawback: Clawback | null;
	keepUntil: string | null;
	cautionUntil: string | null;
	/** The relief is for a car that replaces an exempted one; null where that is not known. */
	replacement: boolean | null;
	/** Two or more registered owners; null where that is not known. */
	coOwned: boolean | null;
}

/** Who gives the form, as printed. */
export interface FormOffice {
	organisation: string;
	/** 기관장, e.g. `의정부시장`. */
	head: string;
	department: string;
	person: string;
	phone: string;
	hours: string;
	/** Day of issue, `YYYY-MM-DD`. */
	issuedOn: string;
}

const dayOr = (day: string | null, none: string) => (day === null ? none : officialDate(day));

/** The blanks of one applicant's form. */
export function formValues(applicant: FormApplicant, office: FormOffice): FormValues {
	return {
		성명: applicant.name,
		주소: applicant.address,
		접수번호: applicant.receiptNo,
		접수일: officialDate(applicant.receivedOn),
		차량번호: applicant.plate,
		감면구분: applicant.category,
		근거규정: applicant.legalBasis,
		취득일: dayOr(applicant.acquiredOn, '-'),
		등록일: dayOr(applicant.registeredOn, '-'),
		의무보유기간: dutyPeriod(applicant),
		유의사항: cautions(applicant)
			.map((one) => `○ ${one}`)
			.join('\n'),
		담당부서: office.department,
		담당자: office.person,
		담당전화: office.phone,
		문의시간: office.hours,
		발행일: officialDate(office.issuedOn),
		기관명: office.organisation,
		기관장: office.head,
	};
}

/** The statutory end of the duty and, where a holiday moves it, the later day to be careful until. */
function dutyPeriod({ clawback, keepUntil, cautionUntil, registeredOn, acquiredOn }: FormApplicant): string {
	if (clawback === null || keepUntil === null) return '해당 없음';
	const business = clawback.businessUse && !clawback.transfer;
	const from = dayOr(business ? acquiredOn : registeredOn, business ? '취득일' : '등록일');
	const later = cautionUntil !== null && cautionUntil > keepUntil ? ` (공휴일을 고려하여 ${officialDate(cautionUntil)}까지 유의)` : '';
	return `${business ? '영업용 사용 제한: ' : ''}${from} ~ ${officialDate(keepUntil)}${later}`;
}

/**
 * What the applicant must heed, from what makes the relief be taken back (지방세특례제한법 제17조제3항, 제22조의2제4항,
 * 제29조제5항, 제67조제1항). Never says that a reason is always or never excused.
 */
export function cautions({ clawback, keepUntil, cautionUntil, replacement, coOwned }: FormApplicant): string[] {
	if (clawback === null) {
		return ['이 감면에는 취득한 뒤의 의무보유 기간이 없습니다. 다만, 감면 요건에 해당하지 않는 것으로 확인되는 경우에는 감면된 취득세가 추징될 수 있습니다.'];
	}
	const until = cautionUntil ?? keepUntil;
	const limit = until === null ? '등록일부터 1년 이내에는' : `${officialDate(until)}까지는`;
	const said: string[] = [];
	if (clawback.transfer) said.push(`${limit} 소유권을 이전하지 않도록 유의하시기 바랍니다. 지분의 일부를 이전하거나 가족에게 이전하는 경우에도 감면된 취득세가 추징될 수 있습니다.`);
	if (clawback.spouseProviso) said.push('다만, 배우자에게 이전하시는 경우는 추징 대상에서 제외되나, 이전하시기 전에 담당부서로 문의하시기 바랍니다.');
	if (clawback.householdSplit === 'coOwned' && coOwned !== false) said.push(`${coOwned === null ? '공동명의로 등록하신 경우에는 ' : ''}본인 또는 공동명의자가 주민등록상 세대를 분리하는 경우에도 추징될 수 있으므로, 주소를 옮기시기 전에 담당부서로 문의하시기 바랍니다. 부득이한 사유는 개별적으로 판단합니다.`);
	if (clawback.businessUse) said.push(`${until === null ? '취득일부터 1년 이내에는' : limit} 차량을 영업용으로 사용하지 않도록 유의하시기 바랍니다. 영업용으로 사용하는 경우 감면된 취득세가 추징될 수 있습니다.`);
	const replaces = clawback.replacement === 'always' || (clawback.replacement === 'receipt' && replacement === true);
	const mayReplace = clawback.replacement === 'receipt' && replacement === null;
	if (replaces || mayReplace) said.push(`${mayReplace ? '감면받은 차량을 대체하여 취득하신 경우에는 ' : ''}종전에 감면받으신 차량은 이번 차량의 등록일부터 60일 이내에 이전 또는 말소 등록을 마치시기 바랍니다. 가족이나 공동명의자에게 이전하시려는 경우에는 이전하시기 전에 담당부서로 문의하시기 바랍니다.`);
	if (clawback.transfer || clawback.householdSplit === 'coOwned') said.push('사망, 혼인, 해외이민, 운전면허 취소 등 부득이한 사유는 개별적으로 판단하므로, 이전하시기 전에 담당부서로 문의하시기 바랍니다.');
	said.push('추징 사유가 발생한 경우에는 사유 발생일부터 60일 이내에 신고·납부하시기 바랍니다. 기한이 지나면 가산세가 부과될 수 있습니다.');
	return said;
}
