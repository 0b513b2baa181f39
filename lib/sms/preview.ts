import type { Ledger } from '../ledger/ledger';
import type { NoticeToSend, Origin } from '../ledger/types';
import { maskText } from '../privacy/mask';
import type { SealBox } from '../privacy/seal';
import { composeNotice, PLATE_PLACEHOLDER } from './compose';
import { messagePrice, type Prices } from './cost';
import { lintText } from './text/lint';
import { withWebMark } from './text/measure';
import type { LintFinding } from './types';

/** One text of a run as it will look, personal parts masked. */
export interface TemplatePreview {
	templateVersion: string;
	notices: number;
	/** Smallest and largest size in CP949 bytes. */
	bytes: { least: number; most: number };
	/** As the handset shows it. */
	text: string;
	findings: LintFinding[];
}

export interface RunPreview {
	toSend: number;
	sms: number;
	lms: number;
	/** Won. */
	cost: number;
	templates: TemplatePreview[];
	/** Notices that will be refused, by reason. */
	refused: Array<{ reasonCode: string; reason: string; notices: number }>;
	/** An error of the wording check: sending is refused until it is mended. */
	blocked: boolean;
}

const PAGE = 200;

/** Full addresses are a setting of the selector, which has refused them where it is off; short links stay errors. */
export const SENT_TEXT = { knownPlaceholders: [], allowUrl: true } as const;

/**
 * What a run would send: sizes, kinds, cost, wording check, and each text once with its personal parts masked. Opens
 * the sealed values in memory, on record.
 */
export async function previewRun(
	ledger: Ledger,
	seals: SealBox,
	runId: string,
	prices: Prices,
	origin: Origin,
): Promise<RunPreview> {
	const templates = new Map<string, TemplatePreview>();
	const refused = new Map<string, { reasonCode: string; reason: string; notices: number }>();
	const preview = { toSend: 0, sms: 0, lms: 0, cost: 0 };
	for (let after = ''; ; ) {
		const page = await ledger.reservedNotices(runId, PAGE, after);
		const last = page.at(-1);
		if (!last) break;
		after = last.noticeKey;
		const subjects = page.map((notice) => notice.noticeKey);
		await ledger.recordOpening({ fields: ['phone', 'plate'], reason: '문안 미리보기', subjects, runId, origin });
		for (const notice of page) {
			const composed = composeNotice(seals, notice);
			if (!composed.ok) {
				const known = refused.get(composed.reason) ?? { reasonCode: composed.reasonCode, reason: composed.reason, notices: 0 };
				refused.set(composed.reason, { ...known, notices: known.notices + 1 });
				continue;
			}
			preview.toSend += 1;
			preview[composed.message.type === 'SMS' ? 'sms' : 'lms'] += 1;
			preview.cost += messagePrice(composed.message.type, prices);
			remember(templates, seals, notice, composed.message.text, composed.bytes);
		}
	}
	const list = [...templates.values()];
	return {
		...preview,
		cost: Math.round(preview.cost),
		templates: list,
		refused: [...refused.values()],
		blocked: list.some((one) => one.findings.some((finding) => finding.severity === 'error')),
	};
}

function remember(
	templates: Map<string, TemplatePreview>,
	seals: SealBox,
	notice: NoticeToSend,
	text: string,
	bytes: number,
): void {
	const known = templates.get(notice.templateVersion);
	if (known) {
		known.notices += 1;
		known.bytes = { least: Math.min(known.bytes.least, bytes), most: Math.max(known.bytes.most, bytes) };
		return;
	}
	templates.set(notice.templateVersion, {
		templateVersion: notice.templateVersion,
		notices: 1,
		bytes: { least: bytes, most: bytes },
		text: withWebMark(maskPersonal(seals, notice, text)),
		findings: lintText(text, SENT_TEXT),
	});
}

function maskPersonal(seals: SealBox, notice: NoticeToSend, text: string): string {
	if (notice.sealedPlate === null || !notice.template.includes(PLATE_PLACEHOLDER)) return text;
	const binding = { field: 'plate', receiptKey: notice.receiptKey, recipientOrdinal: notice.recipientOrdinal } as const;
	const digits = seals.open(notice.sealedPlate, binding).replace(/\D/g, '').slice(-4);
	return maskText(text, [digits]);
}
