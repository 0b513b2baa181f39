import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import type { Frame } from '../../lib/desk-pages/frame';
import type { Part } from '../../lib/desk-pages/tasks-page';
import { koreanDay } from '../../lib/calendar/day';
import type { Ledger } from '../../lib/ledger/ledger';
import type { Origin } from '../../lib/ledger/types';
import type { Html } from '../../lib/report/markup';
import type { OpenLedger } from '../shared/ledger';
import { personalKeys, type PersonalKeys } from '../shared/personal-keys';
import type { Emission } from './reply';
import type { DeskSettings } from './settings';

type Texts = Record<string, string>;

/** Everything a page works with, for one request of one person. */
export interface Desk {
	frame: Frame;
	settings: DeskSettings;
	ledger: Ledger;
	/** Korean day by the ledger's clock. */
	today: string;
	now: string;
	/** As the ledger writes the person: name and account. */
	by: string;
	origin: Origin;
	/** Keys of personal data, for inquiries only. */
	keys(): Promise<PersonalKeys>;
}

/** What came of an act: the words to say (a key of `DONE`), or a page to show at once. */
export type Outcome = { emission?: Emission; body: Html; status?: number } | { emission: Emission; done: string };

/** A page of the desk. */
export interface PageHandler {
	/** The page for a look, or for a form that was refused (then with what was typed). */
	show(desk: Desk, texts: Texts): Promise<Html>;
	acts: Readonly<Record<string, (desk: Desk, form: Texts) => Promise<Outcome>>>;
	/** Sentences of what has been done, by their key in the address. */
	done: Readonly<Record<string, string>>;
}

export function openDesk(ctx: IWebhookFunctions, settings: DeskSettings, frame: Frame, { ledger, businessNow }: OpenLedger): Desk {
	const { name, email } = frame.staff;
	const by = name === email ? email : `${name}(${email})`;
	const workflow = ctx.getWorkflow();
	return {
		frame,
		settings,
		ledger,
		now: businessNow(),
		today: koreanDay(businessNow()),
		by,
		origin: { actor: by, workflowId: String(workflow.id ?? ''), mode: ctx.getMode() },
		keys: async () => await personalKeys(ctx),
	};
}

/** An item about an act, for the flow. */
export function emitted(desk: Desk, page: string, act: string, more: IDataObject, output: Emission['output'] = 'acts'): Emission {
	const { name, email } = desk.frame.staff;
	return { output, json: { page, act, ...more, staff: name, account: email, at: desk.now } };
}

const PAGE_ROWS = 20;

/** A part of a list of which `read` gives as many rows as it is asked for; `placeOf` names the place after a row. */
export async function partOf<T>(read: (limit: number) => Promise<T[]>, placeOf: (row: T) => string): Promise<Part<T>> {
	const rows = await read(PAGE_ROWS + 1);
	const last = rows[PAGE_ROWS - 1];
	return { rows: rows.slice(0, PAGE_ROWS), next: rows.length > PAGE_ROWS && last !== undefined ? placeOf(last) : null };
}

/** A text of the form, empty where it is missing. */
export const given = (texts: Texts, name: string) => (texts[name] ?? '').trim();
