import * as files from './files';
import * as forms from './forms';
import * as mail from './mail';
import { findMailDue } from './mail-due';
import { giveBack, takeOnce } from './once';
import * as retention from './retention';
import type { LedgerContext } from './runs';
import type { Steps } from './steps';
import * as tasks from './tasks';
import { campaignTotals } from './totals';
import type { CampaignTotals, FormView, MailView, Origin, TaskView } from './types';

/** Runs steps in one transaction of the ledger. */
export type Write = <T>(steps: (context: LedgerContext) => Steps<T>) => Promise<T>;

/**
 * What the office does around the texts: statutory forms (서식 안내), letters (우편·반송), tasks (처리할 일), files with
 * readable personal data and their destruction, retention. Each method is one transaction, except the two purges.
 */
export class Desk {
	constructor(private readonly write: Write) {}

	/** Takes a ticket or a form, by its id, once for all processes; false where it was taken. `untilMs`: when it is void by itself. */
	async takeOnce(id: string, untilMs: number): Promise<boolean> {
		return await this.write((context) => takeOnce(context, id, untilMs));
	}

	/** Lets it be taken again. */
	async giveBack(id: string): Promise<void> {
		await this.write(() => giveBack(id));
	}

	/** Forms by receipt key after `after`; the status is the effective one. */
	async forms(filter: forms.FormFilter, limit: number, after = ''): Promise<FormView[]> {
		return await this.write(() => forms.findForms(filter, limit, after));
	}

	/** Forms with the sealed values that printing opens. */
	async formsToPrint(filter: forms.FormFilter, limit: number, after = ''): Promise<forms.FormToPrint[]> {
		return await this.write(() => forms.findFormsToPrint(filter, limit, after));
	}

	/** Records 직접교부, 우편 or 전자 with date and basis, or takes an entry back. */
	async recordForm(entry: forms.FormEntry): Promise<FormView> {
		return await this.write((context) => forms.recordForm(context, entry));
	}

	/** Tasks by id after `after`. */
	async tasks(filter: tasks.TaskFilter, limit: number, after = ''): Promise<TaskView[]> {
		return await this.write(() => tasks.findTasks(filter, limit, after));
	}

	async settleTask(settlement: tasks.TaskSettlement): Promise<TaskView> {
		return await this.write((context) => tasks.settleTask(context, settlement));
	}

	/** Letters in receipt order after `after`. */
	async mails(filter: mail.MailFilter, limit: number, after?: mail.MailPlace): Promise<MailView[]> {
		return await this.write(() => mail.findMails(filter, limit, after));
	}

	/** Records a letter sent, delivered or returned. */
	async recordMail(entry: mail.MailEntry): Promise<MailView> {
		return await this.write((context) => mail.recordMail(context, entry));
	}

	/** Recipients who must be told by post, sealed. */
	async mailDue(...filter: Parameters<typeof findMailDue>) {
		return await this.write(() => findMailDue(...filter));
	}

	async registerFile(file: files.FileToRegister): Promise<files.FileView> {
		return await this.write((context) => files.registerFile(context, file));
	}

	/** Registered files to be destroyed on `today` or before. */
	async filesDue(today: string, limit: number, after = ''): Promise<files.FileView[]> {
		return await this.write(() => files.filesDue(today, limit, after));
	}

	async markDestroyed(id: string, destruction: files.Destruction): Promise<files.FileView> {
		return await this.write((context) => files.markDestroyed(context, id, destruction));
	}

	/** The closed run of the campaign that read this file; null where none did. */
	async closedRunOfSource(campaign: string, sha256: string): Promise<string | null> {
		return await this.write(() => files.closedRunOfSource(campaign, sha256));
	}

	/** Removes contacts of closed runs that were settled before the day; the facts stay. */
	async purgeContacts(beforeDay: string, origin: Origin): Promise<retention.ContactPurge> {
		return await retention.purgeContacts(this.write, beforeDay, origin);
	}

	/** Removes what is known of receipts of runs closed before the day; a mark that they were told stays. */
	async purgeFacts(beforeDay: string, origin: Origin): Promise<retention.FactPurge> {
		return await retention.purgeFacts(this.write, beforeDay, origin);
	}

	/** What the campaign's texts were from one day to another, both included. */
	async totals(campaign: string, fromDay: string, toDay: string): Promise<CampaignTotals> {
		return await this.write(() => campaignTotals(campaign, fromDay, toDay));
	}
}
