import { setImmediate as breathe } from 'node:timers/promises';

import type { CampaignTotals, FormView, MailView, TaskView } from '../ledger/types';

/** Place of a letter in the list. */
type LetterPlace = Pick<MailView, 'receiptKey' | 'recipientOrdinal' | 'number'>;

/** What the report reads of the office's work around the texts. */
export interface OfficeSource {
	/** In order of `receiptKey`, after the given one. */
	forms(filter: { runId?: string }, limit: number, after?: string): Promise<FormView[]>;
	/** In order of `id`, after the given one. */
	tasks(filter: { runId?: string }, limit: number, after?: string): Promise<TaskView[]>;
	/** In order of receipt, recipient and number, after the given letter. */
	mails(filter: { runId?: string }, limit: number, after?: LetterPlace): Promise<MailView[]>;
	/** Days `YYYY-MM-DD`, both included, by day of submission. */
	totals(campaign: string, fromDay: string, toDay: string): Promise<CampaignTotals>;
}

const PAGE = 500;

/** A recipient of a receipt as one word. */
export const personOf = (one: { receiptKey: string; recipientOrdinal: number }) => `${one.receiptKey}#${one.recipientOrdinal}`;

/** All pages of a list, with the event loop free between them. `read` gives what stands after a place, first without one. */
export async function* pagesOf<T, P>(read: (limit: number, after: P | undefined) => Promise<T[]>, placeOf: (row: T) => P): AsyncGenerator<T> {
	let after: P | undefined;
	for (;;) {
		const page = await read(PAGE, after);
		yield* page;
		const last = page.at(-1);
		if (page.length < PAGE || last === undefined) return;
		after = placeOf(last);
		await breathe();
	}
}

/** The statutory forms of a run. */
export const formsOf = (desk: OfficeSource, runId: string) =>
	pagesOf<FormView, string>((limit, after) => desk.forms({ runId }, limit, after), (form) => form.receiptKey);

/** The tasks of a run by recipient. */
export async function tasksByPerson(desk: OfficeSource, runId: string): Promise<Map<string, TaskView[]>> {
	const found = new Map<string, TaskView[]>();
	for await (const task of pagesOf<TaskView, string>((limit, after) => desk.tasks({ runId }, limit, after), (one) => one.id)) {
		found.set(personOf(task), [...(found.get(personOf(task)) ?? []), task]);
	}
	return found;
}

/** The last letter to each recipient of a run: it tells how the post stands. */
export async function lastLetters(desk: OfficeSource, runId: string): Promise<Map<string, MailView>> {
	const found = new Map<string, MailView>();
	const letters = pagesOf<MailView, LetterPlace>((limit, after) => desk.mails({ runId }, limit, after), (letter) => letter);
	for await (const letter of letters) {
		const earlier = found.get(personOf(letter));
		if (!earlier || earlier.number < letter.number) found.set(personOf(letter), letter);
	}
	return found;
}
