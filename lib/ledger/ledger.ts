import { setImmediate as breathe } from 'node:timers/promises';

import { noticeAccountOf, runAccount } from './account';
import * as adoption from './adoption';
import { AuditBook } from './audit-book';
import { type Approver, approveRun, rejectRun, releaseHold, waitForApproval } from './approval';
import * as batches from './batches';
import { appendEvents, type ChainCheck, type ChainHead, checkPage, linkAt, readHead } from './chain';
import { closeRun } from './close';
import { type CorrectionInput, prepareCorrection, requireTold } from './corrections';
import { Desk } from './desk';
import { DraftBook } from './draft-book';
import { isNewPeriod, nextLook, recentRuns, resumableRuns } from './due';
import * as doubt from './doubt';
import * as handOver from './hand-over';
import { contentMark, deriveKeys, type LedgerKeys, noticeKey, type NoticeIdentity, requireSameKey } from './identity';
import { importMailed, type MailedLetter } from './import-mailed';
import { inquire, type InquiryKey, recordInquiry } from './inquiry';
import { findDecisions, findNotices, type NoticeView, templatesOf, textExamplesOf } from './lookup';
import { beginPrepare, finishPrepare } from './prepare';
import { prepareRows } from './reserve';
import { keysOf, noticesOf, noticeToSend, reservedNotices } from './notices-to-send';
import { rollBack, type RollBackOrder } from './migrations';
import * as results from './results';
import * as runs from './runs';
import { type NoticeOutcome, settleNotices, settleThenStep } from './settle';
import type { LedgerStore, Steps } from './steps';
import { stopRest } from './stop';
import { type Environment, requireEnvironment } from './environment';
import { watchFacts } from './watch';
import { recordGateway } from './gateway-used';
import type { Hold, PrepareInput, Origin, RunLease, RunView } from './types';
import type { ProcessorFacts } from '../sms/processor';

/** Time as the ledger needs it. */
export interface LedgerClock {
	/** Business time as ISO text in Korean time, e.g. `2026-11-23T09:00:00.000+09:00`. */
	now(): string;
	/** Real time in epoch milliseconds; leases are counted by it. */
	nowMs(): number;
}

export interface LedgerOptions {
	/** 32 bytes; identities and the event chain hang on it, so it never rotates. */
	key: Buffer;
	clock: LedgerClock;
	/** How long a run stays with an execution that shows no sign of life. */
	leaseMs: number;
}

/** What a run is about: a campaign's period with its first and last day. */
export interface RunPeriod {
	campaign: string;
	period: string;
	from: string;
	to: string;
}

const PREPARE_CHUNK = 1000;

/**
 * The notice ledger (발송 대장): every notice once, and proof of it. Each method is one transaction, or several small
 * ones with the event loop free between them; what a crash leaves half done is finished by the next call.
 */
export class Ledger {
	private readonly keys: LedgerKeys;
	/** Forms, letters, tasks, files and retention. */
	readonly desk: Desk;
	/** Records of drafted documents. */
	readonly drafts: DraftBook;
	/** What an auditor reads. */
	readonly audit: AuditBook;

	constructor(
		private readonly store: LedgerStore,
		private readonly options: LedgerOptions,
	) {
		this.keys = deriveKeys(options.key);
		this.desk = new Desk((steps) => this.write(steps));
		this.drafts = new DraftBook((steps) => this.write(steps));
		this.audit = new AuditBook((steps) => this.write(steps), this.keys);
	}

	get leaseMs(): number {
		return this.options.leaseMs;
	}

	/** Business time, as events carry it. */
	now(): string {
		return this.options.clock.now();
	}

	/** Opens (if new) and takes a run; null while another execution works on it. */
	async takeRun(
		period: RunPeriod,
		owner: string,
		origin: Origin,
		leaseMs = this.options.leaseMs,
	): Promise<RunLease | null> {
		return await this.write((context) => this.openAndLease(context, period, owner, origin, leaseMs));
	}

	private *openAndLease(
		context: runs.LedgerContext,
		period: RunPeriod,
		owner: string,
		origin: Origin,
		leaseMs = this.options.leaseMs,
	): Steps<RunLease | null> {
		const run = yield* runs.openRun(context, period, origin);
		return yield* runs.acquireLease(context, run.runId, owner, leaseMs);
	}

	/** Takes an existing run; null while another execution works on it. */
	async lease(runId: string, owner: string): Promise<RunLease | null> {
		return await this.write((context) => this.leaseExisting(context, runId, owner));
	}

	private *leaseExisting(context: runs.LedgerContext, runId: string, owner: string): Steps<RunLease | null> {
		yield* runs.getRun(runId);
		return yield* runs.acquireLease(context, runId, owner, this.options.leaseMs);
	}

	async renew(lease: RunLease): Promise<void> {
		await this.write((context) => runs.renewLease(context, lease, this.options.leaseMs));
	}

	async release(lease: RunLease): Promise<void> {
		await this.write(() => runs.releaseLease(lease));
	}

	async run(runId: string): Promise<RunView> {
		return await this.write(() => runs.getRun(runId));
	}

	/**
	 * Prepares a run: decisions into the account, notices reserved. A run that is prepared already is returned as it
	 * is. With holds nothing is reserved.
	 */
	async prepare(lease: RunLease, input: PrepareInput): Promise<{ run: RunView; holds: Hold[]; fresh: boolean }> {
		const run = await this.run(lease.runId);
		if (runs.reached(run.stage, 'prepared')) return { run, holds: run.holds, fresh: false };
		const holds = await this.write((context) => beginPrepare(context, lease, input));
		if (holds.length > 0) return { run: await this.run(lease.runId), holds, fresh: true };
		for (let start = 0; start < input.rows.length; start += PREPARE_CHUNK) {
			const part = input.rows.slice(start, start + PREPARE_CHUNK);
			await this.write((context) => prepareRows(context, lease, run, input.startDate, part));
			await breathe();
		}
		return { run: await this.write((context) => finishPrepare(context, lease, input)), holds: [], fresh: true };
	}

	/** Takes over letters mailed before this package was used; returns how many were new. */
	async importMailed(campaign: string, letters: readonly MailedLetter[], by: { by: string; origin: Origin }): Promise<number> {
		return await this.write((context) => importMailed(context, campaign, letters, by));
	}

	/** Opens and prepares a correction (정정 안내) of what was told about one receipt; null while another execution does. */
	async prepareCorrection(period: RunPeriod, owner: string, input: CorrectionInput): Promise<RunView | null> {
		return await this.write((context) => this.openCorrection(context, period, owner, input));
	}

	/** Throws `nothingTold` or `contactsPurged` where a correction could not be prepared. */
	async requireTold(receiptKey: string): Promise<void> {
		await this.write(() => requireTold(receiptKey));
	}

	private *openCorrection(context: runs.LedgerContext, period: RunPeriod, owner: string, input: CorrectionInput): Steps<RunView | null> {
		const lease = yield* this.openAndLease(context, period, owner, input.origin);
		return lease ? yield* prepareCorrection(context, lease, input) : null;
	}

	async approve(runId: string, approver: Approver, origin: Origin): Promise<RunView> {
		return await this.write((context) => approveRun(context, runId, approver, origin));
	}

	async reject(runId: string, by: string, note: string, origin: Origin): Promise<RunView> {
		return await this.write((context) => rejectRun(context, runId, by, note, origin));
	}

	async releaseHold(runId: string, by: { by: string; accept: boolean; origin: Origin }): Promise<RunView> {
		return await this.write((context) => releaseHold(context, runId, by));
	}

	async askApproval(runId: string, waitMs: number, origin: Origin): Promise<RunView> {
		return await this.write((context) => waitForApproval(context, runId, context.nowMs + waitMs, origin));
	}

	/**
	 * Marks a new ledger as live or sandbox for good. Throws `ledgerEnvironment` when it is used as the other kind: a test
	 * must not mark real notices as told, and real texts must not hang on a test clock.
	 */
	async requireEnvironment(environment: Environment): Promise<void> {
		await this.write(() => requireEnvironment(environment));
	}

	/** Reserved notices of a run, for a preview; nothing is opened here. */
	async reservedNotices(runId: string, limit: number, after = '') {
		return await this.write(() => reservedNotices(runId, limit, after));
	}

	async setStage(lease: RunLease, stage: 'sending' | 'results'): Promise<void> {
		await this.write((context) => runs.setStage(context, lease, stage, { kind: `run.${stage}` }));
	}

	async takeOverBatches(lease: RunLease): Promise<batches.BatchView[]> {
		return await this.write(() => batches.takeOverBatches(lease));
	}

	async openBatch(
		lease: RunLease,
		options: { id: string; gateway: string; account: string; size: number },
	): Promise<batches.BatchView | null> {
		return await this.write((context) =>
			batches.openBatch(context, lease, { ...options, leaseMs: this.options.leaseMs }),
		);
	}

	async step(
		batch: batches.BatchView,
		step: batches.BatchView['step'],
		values?: batches.StepValues,
	): Promise<batches.BatchView> {
		return await this.write((context) => batches.stepBatch(context, batch, step, values));
	}

	/** Commits `sending`; null when the officer has stopped the rest of the run. */
	async startSending(batch: batches.BatchView, scheduledAt: string | null = null): Promise<batches.BatchView | null> {
		return await this.write((context) => batches.startSending(context, batch, scheduledAt));
	}

	/** Commits that the batch is about to be handed over by a direct call; null when the officer has stopped the rest. */
	async startHandOver(
		batch: batches.BatchView,
		messages: ReadonlyArray<{ noticeKey: string; to: string; text: string }>,
		scheduledAt: string | null,
	): Promise<batches.BatchView | null> {
		const marks = new Map(messages.map(({ noticeKey, to, text }) => [noticeKey, this.contentMark(to, text)]));
		return await this.write((context) => handOver.startHandOver(context, batch, marks, scheduledAt));
	}

	/** Keyed mark of a number and a text, by which what a gateway lists is recognised without opening anything. */
	contentMark(to: string, text: string): string {
		return contentMark(this.keys, to, text);
	}

	async handedNotices(batchId: string) {
		return await this.write(() => handOver.handedNotices(batchId));
	}

	/** Those and what a person has settled as never sent. */
	async reportableNotices(batchId: string) {
		return await this.write(() => handOver.reportableNotices(batchId));
	}

	async messagesElsewhere(batchId: string, messageIds: readonly string[]): Promise<Set<string>> {
		return await this.write(() => handOver.messagesElsewhere(batchId, messageIds));
	}

	async requestsElsewhere(batch: batches.BatchView, since: string): Promise<Set<string>> {
		return await this.write(() => handOver.requestsElsewhere(batch, since));
	}

	async unsentKeys(runId: string): Promise<string[]> {
		return await this.write(() => handOver.unsentKeys(runId));
	}

	/** Runs with a batch whose outcome is open, of one campaign or (null) of all. */
	async unsettledRuns(campaign: string | null): Promise<string[]> {
		return await this.write(() => handOver.unsettledRuns(campaign));
	}

	/** Batches that hold these messages (the gateway's own ids). */
	async batchesOfMessages(gateway: string, messageIds: readonly string[]): Promise<batches.BatchView[]> {
		return await this.write(() => handOver.batchesOfMessages(gateway, messageIds));
	}

	/** Batches handed over in these groups or calls (the gateway's own ids). */
	async batchesOfRequests(gateway: string, ids: readonly string[]): Promise<batches.BatchView[]> {
		return await this.write(() => handOver.batchesOfRequests(gateway, ids));
	}

	/** Campaigns with texts that wait for reports of the gateway. */
	async waitingCampaigns(gateway: string): Promise<string[]> {
		return await this.write(() => handOver.waitingCampaigns(gateway));
	}

	/** Notices left to a person because nobody could prove what became of them. */
	async doubts(campaign: string | null, limit: number): Promise<doubt.Doubt[]> {
		return await this.write(() => doubt.doubts(campaign, limit));
	}

	/** Records what a person found out about a notice in doubt. */
	async settleDoubt(decision: doubt.DoubtDecision): Promise<void> {
		await this.write((context) => doubt.settleDoubt(context, decision));
	}

	/** The gateway has cancelled a scheduled batch; returns how many texts will not go out. */
	async cancelScheduled(lease: RunLease, batch: batches.BatchView, by: string, origin: Origin): Promise<number> {
		return await this.write((context) => doubt.cancelScheduled(context, lease, batch, by, origin));
	}

	/** Puts on record that a person has compared a restored ledger with the gateway. */
	async acceptRestore(by: string, basis: string, origin: Origin): Promise<ChainHead> {
		return await this.write((context) => this.restoreAccepted(context, by, basis, origin));
	}

	private *restoreAccepted(context: runs.LedgerContext, by: string, basis: string, origin: Origin): Steps<ChainHead> {
		yield* doubt.acceptRestore(context, by, basis, origin);
		return yield* readHead();
	}

	/** Scheduled batches of the run that are not out yet. */
	async scheduledBatches(runId: string): Promise<batches.BatchView[]> {
		return await this.write((context) => handOver.scheduledBatches(runId, context.at));
	}

	/** Whether texts of the run were ever bound for that time (ISO text in Korean time). */
	async wasScheduledFor(runId: string, at: string): Promise<boolean> {
		return await this.write(() => handOver.wasScheduledFor(runId, at));
	}

	/** Whether the chain holds this head: false where the ledger was put back from a backup made before it. */
	async reaches(head: ChainHead): Promise<boolean> {
		return (await this.write(() => linkAt(head.seq)))?.mac === head.mac;
	}

	/** Real time in epoch milliseconds. */
	nowMs(): number {
		return this.options.clock.nowMs();
	}

	async isStopped(runId: string): Promise<boolean> {
		return await this.write(() => batches.isStopped(runId));
	}

	async noticesOf(batchId: string) {
		return await this.write(() => noticesOf(batchId));
	}

	/** Keys of a batch's notices that are under way. */
	async keysOf(batchId: string): Promise<string[]> {
		return await this.write(() => keysOf(batchId));
	}

	async settle(batch: batches.BatchView, outcomes: readonly NoticeOutcome[]): Promise<void> {
		await this.write((context) => settleNotices(context, batch, outcomes));
	}

	/** Settles a batch's notices and moves it to its next step in one transaction. */
	async settleAndStep(
		batch: batches.BatchView,
		outcomes: readonly NoticeOutcome[],
		step: batches.BatchView['step'],
		values?: batches.StepValues,
	): Promise<batches.BatchView> {
		return await this.write((context) => settleThenStep(context, batch, outcomes, step, values));
	}

	async pendingGroups(campaign: string) {
		return await this.write((context) => results.pendingGroups(context, campaign));
	}

	async applyReports(reports: readonly results.DeliveryReport[]): Promise<number> {
		return await this.write((context) => results.applyReports(context, reports));
	}

	/** Gives up waiting for reports of at most `limit` texts sent before the cutoff of their kind; a later report still settles them. */
	async expirePending(campaign: string, cutoffs: results.ReportCutoffs, limit: number): Promise<number> {
		return await this.write((context) => results.expirePending(context, campaign, cutoffs, limit));
	}

	async overdueReports(campaign: string, cutoff: string): Promise<number> {
		return await this.write(() => results.overdueReports(campaign, cutoff));
	}

	async unsentAmong(runId: string, keys: readonly string[]): Promise<Set<string>> {
		return await this.write(() => adoption.unsentAmong(runId, keys));
	}

	async knownGroups(runId: string): Promise<Set<string>> {
		return await this.write(() => adoption.knownGroups(runId));
	}

	/** Takes in messages that are out though this ledger (put back from a backup) does not know it. */
	async adopt(
		lease: RunLease,
		gateway: string,
		account: string,
		messages: readonly adoption.ForeignMessage[],
	): Promise<number> {
		return await this.write((context) => adoption.adoptSent(context, lease, gateway, account, messages));
	}

	/** Keeps the trigger from taking the run up again for a while, where only a person can mend the cause. */
	async park(lease: RunLease, ms: number): Promise<void> {
		await this.write((context) => runs.parkRun(context, lease, ms));
	}

	/** Time of the last event before the run was opened: from then on the ledger may have forgotten; null if none. */
	async lastEventBefore(runId: string): Promise<string | null> {
		return await this.write(() => adoption.lastEventBefore(runId));
	}

	/** Marks that the gateway was searched for forgotten messages before this run went on sending. */
	async markReconciled(lease: RunLease, found: number): Promise<void> {
		await this.write((context) => adoption.markReconciled(context, lease, found));
	}

	/**
	 * Stops what the gateway has not been told to send; those notices count as not sent. Returns how many are stopped at
	 * once; those of a group already built follow when the next execution deletes it.
	 */
	async stopRest(runId: string, by: string, origin: Origin): Promise<number> {
		return await this.write((context) => stopRest(context, runId, by, origin));
	}

	async account(runId: string) {
		return await this.write(() => runAccount(runId));
	}

	/** Of the account, what became of the notices. */
	async noticeAccount(runId: string) {
		return await this.write(() => noticeAccountOf(runId));
	}

	async close(lease: RunLease, origin: Origin, whileScheduled = false) {
		return await this.write((context) => closeRun(context, lease, origin, whileScheduled));
	}

	async resumable(campaign: string): Promise<RunView[]> {
		return await this.write((context) => resumableRuns(context, campaign));
	}

	async isNewPeriod(campaign: string, period: string): Promise<boolean> {
		return await this.write(() => isNewPeriod(campaign, period));
	}

	async nextLook(campaign: string): Promise<number | null> {
		return await this.write((context) => nextLook(context, campaign));
	}

	async notices(...filter: Parameters<typeof findNotices>) {
		return await this.write(() => findNotices(...filter));
	}

	/** The one notice of this identity, whichever run it belongs to; null where none was ever reserved. */
	async noticeOf(identity: NoticeIdentity): Promise<NoticeView | null> {
		const [found] = await this.notices({ noticeKey: noticeKey(this.keys, identity) }, 1);
		return found ?? null;
	}

	/** Receipts that carry a number or plate, with all that was decided and told; reads only. */
	async inquire(key: InquiryKey) {
		return await this.write(() => inquire(key));
	}

	async recordInquiry(inquiry: Parameters<typeof recordInquiry>[1], answered = true): Promise<void> {
		await this.write((context) => recordInquiry(context, inquiry, answered));
	}

	/** Unfinished runs of the campaign and its last ones, the latest first. */
	async recentRuns(campaign: string, limit: number): Promise<RunView[]> {
		return await this.write(() => recentRuns(campaign, limit));
	}

	/** A notice with its template and sealed values, to show the exact text again; null once these are purged. */
	async noticeToSend(key: string) {
		return await this.write(() => noticeToSend(key));
	}

	async watchFacts(...of: Parameters<typeof watchFacts>) {
		return await this.write(() => watchFacts(...of));
	}

	async decisions(...filter: Parameters<typeof findDecisions>) {
		return await this.write(() => findDecisions(...filter));
	}

	async templates(runId: string) {
		return await this.write(() => templatesOf(runId));
	}

	/** Each text that the run texts, with one example's plain values; nothing is opened here. */
	async textExamples(runId: string) {
		return await this.write(() => textExamplesOf(runId));
	}

	/** Records that sealed values were opened: what, whose, why, by whom. */
	async recordOpening(opening: { fields: string[]; reason: string; subjects: string[]; runId: string | null; origin: Origin }): Promise<void> {
		const { runId, ...payload } = opening;
		await this.write((context) =>
			appendEvents(context.keys.chain, context.at, [{ kind: 'personal.opened', runId, payload }]),
		);
	}

	/** Records to which processor the run's personal data is handed; repeating it changes nothing. */
	async recordGateway(runId: string, facts: ProcessorFacts): Promise<void> {
		await this.write((context) => recordGateway(context, runId, facts));
	}

	async head(): Promise<ChainHead> {
		return await this.write(readHead);
	}

	/**
	 * Checks the whole event chain in pages. With an expected head (from a printed report) also finds a cut tail or a
	 * ledger put back from a backup.
	 */
	async verify(expected?: ChainHead): Promise<ChainCheck> {
		let from: ChainHead = { seq: 0, mac: '' };
		for (;;) {
			const start = from;
			const { check, done } = await this.write(() => checkPage(this.keys.chain, start));
			if (done) return expected && !check.broken ? await this.compare(check, expected) : check;
			from = check.head;
			await breathe();
		}
	}

	private async compare(check: ChainCheck, expected: ChainHead): Promise<ChainCheck> {
		const link = await this.write(() => linkAt(expected.seq));
		if (!link) return { ...check, broken: { seq: check.head.seq + 1, problem: 'missingTail' } };
		return link.mac === expected.mac ? check : { ...check, broken: { seq: expected.seq, problem: 'mac' } };
	}

	/** Takes the tables back to an earlier version; the ledger is disposed of next, for this package cannot go on with them. */
	async rollBack(to: number, order: RollBackOrder): Promise<{ from: number; to: number }> {
		return await this.write((context) => rollBack(context, to, order));
	}

	async dispose(): Promise<void> {
		await this.store.close();
	}

	private async write<T>(steps: (context: runs.LedgerContext) => Steps<T>): Promise<T> {
		return await this.store.transact(() => this.underKey(steps));
	}

	private *underKey<T>(steps: (context: runs.LedgerContext) => Steps<T>): Steps<T> {
		// Each time: an empty ledger may have become the target of a move since.
		yield* requireSameKey(this.keys);
		return yield* steps({ keys: this.keys, at: this.options.clock.now(), nowMs: this.options.clock.nowMs() });
	}
}
