import { BusinessCalendar } from '../../../lib/calendar/business-calendar';
import { shippedRules } from '../../../lib/exemption/rules';
import { createSelection, type SelectionContext, type SelectionInput } from '../../../lib/exemption/selection';
import type { ReceiptRow } from '../../../lib/revenue/receipt';

/** A decided two-child receipt with a mobile number; nothing about it is special. */
export function receipt(changes: Partial<ReceiptRow> = {}): ReceiptRow {
	return {
		receiptKey: '4115000-2026-000123',
		receivingOffice: '4115000',
		receiptNo: '2026-000123',
		receivedOn: '2026-11-16',
		appearedOn: '2026-11-17',
		status: 'decided',
		category: 'twoChildren',
		reductionCode: 'R22B2',
		legalBasis: null,
		acquiredOn: '2026-11-12',
		registeredOn: '2026-11-16',
		replacement: false,
		taxpayerType: 'person',
		coOwned: false,
		computedTax: 2_100_000,
		reliefAmount: 700_000,
		noticeMethod: null,
		electronicRequestedOn: null,
		recipientOrdinal: 1,
		recipientRole: 'taxpayer',
		relation: null,
		minor: false,
		name: { masked: '홍*동', sealed: 's1' },
		phone: { masked: '010-****-5678', sealed: 's2' },
		address: { masked: '경기도 의정부시 ***', sealed: 's3' },
		plate: { masked: '12가****', sealed: 's4' },
		phoneKind: 'mobile',
		phoneOwner: 'taxpayer',
		phoneSharedBy: 1,
		phoneFingerprint: 'f1',
		plateFingerprint: null,
		personFingerprint: 'p1',
		sourceName: 'REST',
		sourceRow: 1,
		...changes,
	};
}

export const CONTACT = {
	organisation: '의정부시',
	department: '세정과',
	phone: '031-828-2114',
	hours: '평일 09:00~18:00',
};

export function selectionInput(changes: Partial<SelectionInput> = {}): SelectionInput {
	return {
		rules: shippedRules(),
		calendar: new BusinessCalendar(),
		today: '2026-11-23',
		period: { from: '2026-11-16', to: '2026-11-22' },
		contact: CONTACT,
		...changes,
	};
}

export function selection(changes: Partial<SelectionInput> = {}): SelectionContext {
	return createSelection(selectionInput(changes));
}
