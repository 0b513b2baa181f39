import { type FormOffice, formValues } from '../documents/form-page';
import type { FormValues } from '../documents/form-template';
import { builtInName } from '../exemption/category-names';
import { ruleFor, type RuleSet } from '../exemption/rules';
import type { FormToPrint } from '../ledger/forms';
import type { SealBox } from '../privacy/seal';
import { CATEGORIES } from '../revenue/receipt';
import { type LeftOut, openSeals } from './open-seals';

const NO_RULE = '감면구분이 확인되지 않았거나 이 패키지의 규칙에 없는 감면구분입니다. 유의사항을 확인하여 서식을 따로 작성하시기 바랍니다.';
const NO_DATES = '의무보유 기간이 정해지지 않았거나 이미 끝난 건입니다. 접수 내용을 확인하여 서식을 따로 작성하시기 바랍니다.';
const NO_CONTACT = '성명, 주소, 차량번호 가운데 없거나 보존기간이 지나 삭제된 것이 있습니다. 원자료에서 확인하여 서식을 따로 작성하시기 바랍니다.';

/**
 * Opens name, address and plate of applicants and fills their forms; the openings belong on record before. Who cannot be
 * printed is left out with the reason: a wrong caution is worse than none. Throws `sealKeyUnknown`.
 */
export function formPages(seals: SealBox, forms: readonly FormToPrint[], rules: RuleSet, office: FormOffice): { pages: FormValues[]; leftOut: LeftOut[] } {
	const pages: FormValues[] = [];
	const leftOut: LeftOut[] = [];
	for (const form of forms) {
		const filled = pageOf(seals, form, rules, office);
		if (typeof filled === 'string') leftOut.push({ receiptKey: form.receiptKey, recipientOrdinal: 1, problem: filled });
		else pages.push(filled);
	}
	return { pages, leftOut };
}

function pageOf(seals: SealBox, form: FormToPrint, rules: RuleSet, office: FormOffice): FormValues | string {
	const { details } = form;
	const category = CATEGORIES.find((one) => one === form.category);
	const rule = category === undefined || category === 'unknown' || details.acquiredOn === null ? null : ruleFor(rules, category, details.acquiredOn);
	if (!rule) return NO_RULE;
	if (rule.clawback !== null && details.keepUntil === null) return NO_DATES;
	const opened = openSeals(seals, { receiptKey: form.receiptKey, recipientOrdinal: 1 }, form.sealed, ['name', 'address', 'plate']);
	if ('problem' in opened) return opened.problem;
	const { name, address, plate } = opened.values;
	if (name === undefined || address === undefined || plate === undefined) return NO_CONTACT;
	return formValues(
		{
			name,
			address,
			plate,
			receiptNo: details.receiptNo,
			receivedOn: form.receivedOn,
			acquiredOn: details.acquiredOn,
			registeredOn: details.registeredOn,
			category: details.categoryName ?? builtInName(form.category) ?? form.category,
			legalBasis: details.legalBasis ?? '',
			clawback: rule.clawback,
			keepUntil: details.keepUntil,
			cautionUntil: details.cautionUntil,
			replacement: details.replacement,
			coOwned: details.coOwned,
		},
		office,
	);
}
