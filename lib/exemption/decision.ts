import type { ReceiptRow } from '../revenue/receipt';

/** 안내 / 제외 / 확인 필요 / 대기. */
export type DecisionKind = 'notify' | 'exclude' | 'review' | 'waiting';

/** How the person is told: by text, or by post where a text must not or cannot be used. */
export type Channel = 'text' | 'post';

/** The template as chosen for one category; `version` is a hash of its text. */
export interface NoticeTemplate {
	id: string;
	version: string;
	text: string;
}

export interface DecisionWarning {
	code: string;
	/** Korean sentence. */
	message: string;
}

/** The selector's answer for one recipient row. */
export interface Decision {
	decision: DecisionKind;
	ruleId: string;
	ruleVersion: string;
	reasonCode: string;
	/** A Korean sentence a clerk understands. */
	reason: string;
	/** Korean name of the category where the office added it itself; built-in ones are in category-names.ts. */
	categoryName?: string;
	/**
	 * What a clerk should know although it changes nothing in the decision: `holidaysUnknown` (the holiday table has run
	 * out), `reliefMismatch` (세액 확인; on the taxpayer's row only, so once a receipt), `coOwnerRelation` (on that co-owner's row).
	 */
	warnings?: DecisionWarning[];
	/** Present when `decision` is `notify`. */
	notify?: {
		/** What is being told, e.g. `retention`; part of the notice's identity. */
		duty: string;
		channel: Channel;
		channelReasonCode: string | null;
		channelReason: string | null;
		/** Statutory keep-until date (의무보유 기간 만료일) or end of the use restriction. */
		keepUntil: string;
		/** The later date that is printed (주의 기한). */
		cautionUntil: string;
		/** Article, paragraph, item as text. */
		legalBasis: string;
		template: NoticeTemplate;
		/** Plain values for the template's `#{…}` placeholders; personal ones are filled at sending. */
		values: Record<string, string>;
		/** A finished text, sealed, that fills `#{문안}`: for flows whose texts may hold personal values. */
		sealedText?: string;
	};
}

/** What leaves the selector: the row with its decision. */
export type DecidedRow = ReceiptRow & Decision;
