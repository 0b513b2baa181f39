import { ConflictError, ValidationError } from '../../errors';
import { factSheet } from '../facts/fact-sheet';
import { withDefaults } from '../pipeline/defaults';
import { draftDocument, reviseDocument } from '../pipeline/draft';
import { enteredFacts } from '../pipeline/entered-facts';
import type { DraftDeps, DraftRequest, DraftResult } from '../pipeline/request';
import { diffTexts, type TextChange } from '../revise/diff';
import type { CitySettings, DraftContent, FactSheet, Profile } from '../types';
import { newDraftId, type DraftStore } from './draft-store';
import { deliver, type FileKind } from './deliver';
import { openSlotsIn, type DocumentFile, type StoredDocument } from './document';

/** The audit record of documents; nothing readable of them. */
export interface DraftRecorder {
	drafted(document: StoredDocument): Promise<unknown>;
	revised(document: StoredDocument): Promise<unknown>;
	approved(document: StoredDocument, by: string): Promise<unknown>;
	destroyed(draftIds: readonly string[]): Promise<unknown>;
}

export interface DeskMoment {
	/** ISO text in Korean time. */
	iso: string;
	/** `YYYY-MM-DD`. */
	today: string;
	/** As documents print it. */
	at: string;
}

/** What handling a document needs. */
export interface DeskPorts {
	store: DraftStore;
	/** Null where nothing is recorded. Told before anything is written: what the ledger refuses is not done. */
	recorder: DraftRecorder | null;
	now: () => DeskMoment;
}

export interface Handled {
	document: StoredDocument;
	files: DocumentFile[];
	/** What changed against the edition before; empty for a first draft. */
	changes: readonly TextChange[];
	/** How many texts the model changed unasked and that are as they were. */
	undone: number;
}

/** Drafts a document, records it and stores it with its files. @throws as `draftDocument`, ValidationError `factsMissing`, `draftFolder` */
export async function draftAndStore(request: DraftRequest, deps: DraftDeps, ports: DeskPorts, kinds: readonly FileKind[]): Promise<Handled> {
	const { iso, today } = ports.now();
	requireFacts(request);
	const result = await draftDocument(request, deps);
	const document: StoredDocument = {
		format: 1,
		draftId: newDraftId(today),
		profileId: request.profile.id,
		subType: request.subType,
		values: withDefaults(request.profile, request.values, request.settings.city),
		instructions: [],
		...written(result),
		state: 'draft',
		edition: 1,
		createdAt: iso,
		updatedAt: ports.now().iso,
		approvedBy: '',
	};
	await ports.recorder?.drafted(document);
	await ports.store.write(document);
	const files = await filesOf(document, request.profile, request.settings.city, ports, kinds);
	return { document, files, changes: [], undone: 0 };
}

/** No model is asked while a required field is empty: it would write around it. */
function requireFacts({ profile, values, settings: { city, today } }: DraftRequest): void {
	const { missing } = factSheet(profile, withDefaults(profile, values, city), { city, today });
	if (missing.length > 0) throw new ValidationError('factsMissing', `필수 항목이 비어 있습니다: ${missing.map(({ label }) => label).join(', ')}.`, '빈 항목을 적은 뒤 다시 시도하시기 바랍니다.');
}

/** Changes a stored document as asked. @throws as `reviseDocument`; ConflictError `draftApproved` */
export async function reviseAndStore(draftId: string, instruction: string, request: Omit<DraftRequest, 'values' | 'subType' | 'instructions'>, deps: DraftDeps, ports: DeskPorts, kinds: readonly FileKind[]): Promise<Handled> {
	const before = await openDraft(draftId, request.profile, ports);
	const { values, subType, instructions } = before;
	const result = await reviseDocument({ ...request, values, subType, instructions, content: before.content, instruction }, deps);
	const document = await ports.store.alone(draftId, async () => {
		const latest = await openDraft(draftId, request.profile, ports);
		if (latest.edition !== before.edition) throw new ConflictError('draftChanged', `초안(${draftId})이 그사이 다른 곳에서 수정되었습니다.`, '최신 판을 확인한 뒤 다시 수정을 요청하시기 바랍니다.');
		const revised: StoredDocument = { ...before, instructions: [...instructions, instruction], ...written(result), edition: before.edition + 1, updatedAt: ports.now().iso };
		await ports.recorder?.revised(revised);
		await ports.store.write(revised);
		return revised;
	});
	const files = await filesOf(document, request.profile, request.settings.city, ports, kinds);
	return { document, files, changes: diffTexts(before.content, document.content), undone: result.undone };
}

const written = ({ content, findings, traces, missing, making }: DraftResult) => ({ content, findings, traces, missing, making });

async function openDraft(draftId: string, profile: Profile, { store }: DeskPorts): Promise<StoredDocument> {
	const document = await store.read(draftId);
	if (document.profileId !== profile.id) throw new ValidationError('draftProfile', '초안의 문서 유형이 고른 유형과 다릅니다.', '초안 번호를 확인하시기 바랍니다.');
	if (document.state !== 'approved') return document;
	throw new ConflictError('draftApproved', `초안(${draftId})은 이미 확정되어 고칠 수 없습니다.`, '고치려면 같은 입력으로 새 초안을 작성하시기 바랍니다.');
}

/** Writes the files of a document as it stands. */
export async function filesOf(document: StoredDocument, profile: Profile, city: CitySettings, ports: DeskPorts, kinds: readonly FileKind[]): Promise<DocumentFile[]> {
	const { today, at } = ports.now();
	return await deliver(document, ports.store.folderOf(document.draftId), { kinds, profile, city, facts: factsOf(document, profile, city), today, at });
}

/** The numbered facts of a document, read as of the day they were entered. */
export function factsOf({ values, instructions, createdAt }: StoredDocument, profile: Profile, city: CitySettings): FactSheet {
	return enteredFacts(profile, values, instructions, { city, today: createdAt.slice(0, 10) });
}

/** Marks a document as approved by a person; approving again changes nothing. @throws ValidationError `approver`, `openSlots` */
export async function approveAndStore(draftId: string, by: string, profile: Profile, city: CitySettings, ports: DeskPorts, kinds: readonly FileKind[]): Promise<Handled> {
	if (by.trim() === '') throw new ValidationError('approver', '확정한 사람이 비어 있습니다.', '확정한 사람의 직위와 성명을 적으시기 바랍니다.');
	const document = await ports.store.alone(draftId, async () => {
		const before = await ports.store.read(draftId);
		const slots = openSlotsIn(before.content);
		if (slots > 0) {
			throw new ValidationError('openSlots', `초안 ${draftId}에 채우지 않은 빈칸이 ${slots}곳 있어 확정할 수 없습니다.`, '빈칸에 들어갈 내용을 알려 주거나 그 문장을 빼 달라고 수정을 요청한 뒤 확정하시기 바랍니다.');
		}
		const approved: StoredDocument = before.state === 'approved' ? before : { ...before, state: 'approved', approvedBy: by.trim(), updatedAt: ports.now().iso };
		await ports.recorder?.approved(approved, approved.approvedBy);
		await ports.store.write(approved);
		return approved;
	});
	const files = await filesOf(document, profile, city, ports, kinds);
	return { document, files, changes: [], undone: 0 };
}

/** Destroys documents that were begun more than `keepDays` days before today; returns their numbers. */
export async function purgeDrafts(today: string, keepDays: number, ports: DeskPorts): Promise<string[]> {
	const limit = new Date(Date.parse(`${today}T00:00:00Z`) - keepDays * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
	const due = (await ports.store.ids()).filter((draftId) => draftId.slice(2, 10) < limit);
	const destroyed: string[] = [];
	try {
		for (const draftId of due) {
			await ports.store.destroy(draftId);
			destroyed.push(draftId);
		}
	} finally {
		if (destroyed.length > 0) await ports.recorder?.destroyed(destroyed);
	}
	return destroyed;
}

/** Stores a text that somebody wrote, so that files can be made of it; it is no draft of a model. */
export async function storeText(content: DraftContent, profile: Profile, ports: DeskPorts): Promise<StoredDocument> {
	const { iso, today } = ports.now();
	const document: StoredDocument = {
		format: 1,
		draftId: newDraftId(today),
		profileId: profile.id,
		subType: '',
		values: {},
		instructions: [],
		content,
		findings: [],
		traces: [],
		missing: [],
		making: { model: '', mode: '', promptVersion: '', profileVersion: profile.version, exemplarIds: [], calls: 0, rounds: 0, promptTokens: null, completionTokens: null, modelMs: 0, pipelineMs: 0 },
		state: 'draft',
		edition: 1,
		createdAt: iso,
		updatedAt: iso,
		approvedBy: '',
	};
	await ports.store.write(document);
	return document;
}
