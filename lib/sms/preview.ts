import type { Ledger } from '../ledger/ledger';
import type { NoticeToSend, Origin } from '../ledger/types';
import { maskText } from '../privacy/mask';
import type { SealBox } from '../privacy/seal';
import { composeNotice, PLATE_PLACEHOLDER, sealKeyWrong } from './compose';
import { messagePrice, type Prices } from './cost';
import { measureText, withWebMark } from './text/measure';
import { templateFindings } from './text/template-findings';
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
	/** Findings of the wording check that do not keep the texts from being sent. */
	warnings: number;
}

const PAGE = 200;

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
	const unfilled = new Map<string, string>();
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
				unfilled.set(notice.templateVersion, notice.template);
				continue;
			}
			preview.toSend += 1;
			preview[composed.message.type === 'SMS' ? 'sms' : 'lms'] += 1;
			preview.cost += messagePrice(composed.message.type, prices);
			remember(templates, seals, notice, composed.message.text, composed.bytes);
		}
	}
	const [only, ...others] = refused.values();
	if (preview.toSend === 0 && others.length === 0 && only?.reasonCode === 'sealMismatch' && only.notices > 1) throw sealKeyWrong();
	for (const [version, template] of unfilled) if (!templates.has(version)) templates.set(version, asWritten(version, template));
	const list = [...templates.values()];
	const severities = list.flatMap((one) => one.findings.map((finding) => finding.severity));
	return {
		...preview,
		cost: Math.round(preview.cost),
		templates: list,
		refused: [...refused.values()],
		blocked: severities.includes('error'),
		warnings: severities.filter((severity) => severity === 'warning').length,
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
		findings: templateFindings(notice.template, text),
	});
}

/** A text of which no notice could be filled. */
function asWritten(templateVersion: string, template: string): TemplatePreview {
	const { bytes } = measureText(template);
	return { templateVersion, notices: 0, bytes: { least: bytes, most: bytes }, text: withWebMark(template), findings: templateFindings(template) };
}

function maskPersonal(seals: SealBox, notice: NoticeToSend, text: string): string {
	if (notice.sealedPlate === null || !notice.template.includes(PLATE_PLACEHOLDER)) return text;
	const binding = { field: 'plate', receiptKey: notice.receiptKey, recipientOrdinal: notice.recipientOrdinal } as const;
	const digits = seals.open(notice.sealedPlate, binding).replace(/\D/g, '').slice(-4);
	return maskText(text, [digits]);
}
