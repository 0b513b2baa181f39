import type { DecidedRow } from '../../../lib/exemption/decision';
import { SINGLE_TEXT_RULE } from '../../../lib/ledger/told';
import type { SealedField } from '../../../lib/privacy/types';
import type { SourceSummary } from '../../../lib/revenue/receipt';
import { composeNotice, TEXT_PLACEHOLDER } from '../../../lib/sms/compose';
import type { MessageType } from '../../../lib/sms/types';
import type { PersonalKeys } from '../../shared/personal-keys';

const TEMPLATE = { id: 'items', version: 'items', text: `#{${TEXT_PLACEHOLDER}}` } as const;

/** One text to one number as a notice. */
export interface Entry {
	dedupeKey: string;
	duty: string;
	row: DecidedRow;
	type: MessageType | null;
	bytes: number;
	/** Why this text must not go out; it is not recorded as told. */
	refusal: { reasonCode: string; reason: string } | null;
	/** An earlier item of the same call carries the same key. */
	double: boolean;
	cameSealed: boolean;
}

export interface Recipient {
	phone: SealedField;
	receiptKey: string;
	recipientOrdinal: number;
	cameSealed: boolean;
}

export interface Wish {
	/** What makes the text unique within its campaign; holds no personal data. */
	dedupeKey: string;
	text: string;
	item: number;
	/** Today in business time. */
	day: string;
	/** Korean name of the operation, for the record. */
	source: string;
	/** What the wording check found, if anything. */
	refusal: Entry['refusal'];
}

/** The text sealed into a notice of its own; nothing is recorded. */
export function entryOf(keys: PersonalKeys, recipient: Recipient, wish: Wish): Entry {
	const row = rowOf(recipient, keys, wish);
	const composed = composeNotice(keys.seals, {
		noticeKey: '',
		receiptKey: row.receiptKey,
		recipientOrdinal: row.recipientOrdinal,
		attempt: 0,
		templateId: TEMPLATE.id,
		templateVersion: TEMPLATE.version,
		template: TEMPLATE.text,
		values: {},
		sealedPhone: recipient.phone.sealed,
		sealedPlate: null,
		sealedText: row.notify?.sealedText ?? null,
	});
	return {
		dedupeKey: wish.dedupeKey,
		duty: row.notify?.duty ?? '',
		row,
		type: composed.ok ? composed.message.type : null,
		bytes: composed.ok ? composed.bytes : 0,
		refusal: wish.refusal ?? (composed.ok ? null : composed),
		double: false,
		cameSealed: recipient.cameSealed,
	};
}

/** A number that came readable, sealed at once. */
export function plainRecipient(keys: PersonalKeys, digits: string, receiptKey: string): Recipient {
	const binding = { receiptKey, recipientOrdinal: 1 };
	return { phone: keys.seals.field(digits, { field: 'phone', ...binding }), ...binding, cameSealed: false };
}

function rowOf(
	{ phone, receiptKey, recipientOrdinal }: Recipient,
	keys: PersonalKeys,
	{ dedupeKey, text, item, day, source }: Wish,
): DecidedRow {
	return {
		receiptKey,
		recipientOrdinal,
		receivingOffice: '',
		receiptNo: dedupeKey,
		receivedOn: day,
		appearedOn: day,
		// No decided receipt, so that no statutory form is opened for it.
		status: 'pending',
		category: 'unknown',
		reductionCode: null,
		legalBasis: null,
		acquiredOn: null,
		registeredOn: null,
		replacement: false,
		taxpayerType: 'person',
		coOwned: false,
		computedTax: null,
		reliefAmount: null,
		noticeMethod: null,
		electronicRequestedOn: null,
		recipientRole: 'taxpayer',
		relation: null,
		minor: false,
		name: null,
		phone,
		address: null,
		plate: null,
		phoneKind: 'mobile',
		phoneOwner: 'taxpayer',
		phoneSharedBy: 1,
		phoneFingerprint: null,
		plateFingerprint: null,
		personFingerprint: null,
		sourceName: source,
		sourceRow: item + 1,
		decision: 'notify',
		ruleId: SINGLE_TEXT_RULE,
		ruleVersion: '1',
		reasonCode: 'item',
		reason: source,
		notify: {
			duty: `message:${dedupeKey}`,
			channel: 'text',
			channelReasonCode: null,
			channelReason: null,
			keepUntil: day,
			cautionUntil: day,
			legalBasis: '',
			template: TEMPLATE,
			values: {},
			sealedText: keys.seals.seal(text, { field: 'text', receiptKey, recipientOrdinal }),
		},
	};
}

/** The items as a source that was read whole. */
export function summaryOf(rows: readonly DecidedRow[], day: string, source: string): SourceSummary {
	return {
		sourceKind: 'rest',
		sourceNames: [source],
		periodFrom: day,
		periodTo: day,
		controlTotal: null,
		read: { count: new Set(rows.map((row) => row.receiptKey)).size, reliefSum: 0 },
		matches: true,
		fileHashes: [],
		contentHash: null,
		mappingVersion: '',
		problems: [],
	};
}
