import { readFile } from 'node:fs/promises';

import type { IBinaryKeyData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { reviewFieldsOf } from '../../lib/drafting/profiles/form-fields';
import { changesHtml } from '../../lib/drafting/render/changes-html';
import { draftHtml, pasteText } from '../../lib/drafting/render/render';
import type { TextChange } from '../../lib/drafting/revise/diff';
import { factsOf } from '../../lib/drafting/store/desk';
import { openSlotsIn, STATE_NAMES, type DocumentFile, type StoredDocument } from '../../lib/drafting/store/document';
import type { CitySettings, Finding, Profile } from '../../lib/drafting/types';

const MIMES: Readonly<Record<DocumentFile['kind'], string>> = {
	hwpx: 'application/hwp+zip',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	text: 'text/plain',
	checkSheet: 'application/hwp+zip',
};

export interface Told {
	document: StoredDocument;
	profile: Profile;
	city: CitySettings;
	today: string;
	files: readonly DocumentFile[];
	/** 본문을 다음 노드로 넘기기. */
	showText: boolean;
	attach: boolean;
	/** Names that came in and that the type has no field for. */
	ignored?: readonly string[];
	/** Against the edition before. */
	changes?: readonly TextChange[];
	/** To be said first on the form's page. */
	message?: string;
}

/** What an item says of a document. Words of it only where the option is on: items lie in run history. */
export async function documentItem(ctx: IExecuteFunctions, told: Told): Promise<INodeExecutionData> {
	const { document, profile, city, today, files, showText } = told;
	const { draftId, edition, state, content, values, findings, traces, missing, making } = document;
	const open = findings.filter(({ fixed }) => !fixed);
	const errors = count(open, 'error');
	const warnings = count(open, 'warning');
	const input = { profile, content, values, city, state, today };
	const changed = (told.changes ?? []).filter(({ kind }) => kind !== 'kept');
	const html = showText ? `${changed.length > 0 ? `<h3>고친 곳</h3>${changesHtml(changed)}` : ''}${draftHtml({ ...input, findings, traces, facts: factsOf(document, profile, city) })}` : '';
	const json: IDataObject = {
		draftId,
		edition,
		documentType: profile.id,
		documentName: profile.name,
		state: STATE_NAMES[state],
		status: errors > 0 ? 'needsReview' : 'ready',
		errors,
		warnings,
		fixed: findings.length - open.length,
		openSlots: openSlotsIn(content),
		...(told.changes ? { changed: changed.length } : {}),
		rules: [...new Set(open.map(({ ruleId }) => ruleId))],
		...(told.ignored && told.ignored.length > 0 ? { ignoredFields: [...told.ignored] } : {}),
		...making,
		exemplarIds: [...making.exemplarIds],
		files: files.map((file) => ({ ...file })),
		...(showText
			? {
					title: content.title,
					text: pasteText(input),
					html,
					reviewFields: reviewFieldsOf(html, told.message ?? '').map((field) => ({ ...field })),
					findings: findings.map((finding) => ({ ...finding })),
					missing: [...missing],
					changes: changed.map((change) => ({ ...change })),
				}
			: {}),
	};
	return told.attach ? { json, binary: await attached(ctx, files) } : { json };
}

const count = (findings: readonly Finding[], severity: Finding['severity']): number => findings.filter((finding) => finding.severity === severity).length;

async function attached(ctx: IExecuteFunctions, files: readonly DocumentFile[]): Promise<IBinaryKeyData> {
	const binary: IBinaryKeyData = {};
	for (const { kind, name, path } of files) binary[kind] = await ctx.helpers.prepareBinaryData(await readFile(path), name, MIMES[kind]);
	return binary;
}
