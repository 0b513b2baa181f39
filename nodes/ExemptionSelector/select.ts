import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { ValidationError } from '../../lib/errors';
import type { DecidedRow } from '../../lib/exemption/decision';
import { loadRules, shippedRules } from '../../lib/exemption/rules';
import { selectRows } from '../../lib/exemption/select-rows';
import { createSelection, type Contact, type SelectionContext } from '../../lib/exemption/selection';
import { SENTENCE_NAMES, shippedTemplates } from '../../lib/exemption/templates';
import { CATEGORIES, type Category } from '../../lib/revenue/receipt';
import { readReceiptRows } from '../shared/notice-items';
import type { Outputs } from '../shared/run-items';
import { calendarFrom } from '../shared/sms';
import { toNodeError } from '../shared/to-node-error';

const OUTPUT = { notify: 0, exclude: 1, review: 2, waiting: 1 } as const;

/** Decides all rows of a read at once and sorts them onto the three outputs; 대기 goes with 제외. */
export function select(ctx: IExecuteFunctions): Promise<Outputs> {
	try {
		const rows = readReceiptRows(ctx.getInputData().map((item) => item.json));
		return Promise.resolve(sorted(selectRows(rows, contextFrom(ctx))));
	} catch (error) {
		return Promise.reject(toNodeError(ctx.getNode(), error));
	}
}

function sorted(decided: readonly DecidedRow[]): Outputs {
	const outputs: INodeExecutionData[][] = [[], [], []];
	decided.forEach((row, item) => {
		outputs[OUTPUT[row.decision]]?.push({ json: { ...row } as unknown as IDataObject, pairedItem: { item } });
	});
	return outputs;
}

function contextFrom(ctx: IExecuteFunctions): SelectionContext {
	const text = (name: string) => String(ctx.getNodeParameter(name, 0) ?? '').trim();
	const options = ctx.getNodeParameter('selectorOptions', 0, {}) as IDataObject;
	const option = (name: string) => (typeof options[name] === 'string' ? options[name].trim() : '');
	const today = text('today').slice(0, 10);
	return createSelection({
		rules: rulesFrom(option('rules')),
		calendar: calendarFrom((name) => options[name]),
		today,
		period: { from: option('periodFrom') || today, to: option('periodTo') || today },
		contact: { organisation: text('organisation'), department: text('department'), phone: text('phone'), hours: text('hours') },
		contactsByCategory: byCategory(ctx, 'categoryContacts', contactOf),
		textsByCategory: byCategory(ctx, 'categoryTexts', (entry) => String(entry.text ?? '')),
		sentences: sentencesFrom(ctx.getNodeParameter('sentences', 0, {}) as IDataObject),
		templates: shippedTemplates().map((template) => ({ ...template, text: text(`template_${template.id}`) || template.text })),
		settings: {
			...(typeof options.sharedPhoneLimit === 'number' ? { sharedPhoneLimit: options.sharedPhoneLimit } : {}),
			...(typeof options.allowUrl === 'boolean' ? { allowUrl: options.allowUrl } : {}),
			...(typeof options.householdSentenceForSoleOwner === 'boolean'
				? { householdSentenceForSoleOwner: options.householdSentenceForSoleOwner }
				: {}),
		},
	});
}

function rulesFrom(json: string): ReturnType<typeof shippedRules> {
	if (json === '') return shippedRules();
	let parsed: unknown;
	try {
		parsed = JSON.parse(json);
	} catch {
		throw new ValidationError('rulesNotJson', "'규칙(JSON)'의 내용이 JSON 형식이 아닙니다.", '괄호와 쉼표를 확인하거나, 비워서 패키지의 규칙을 쓰시기 바랍니다.');
	}
	return loadRules(parsed);
}

function byCategory<T>(ctx: IExecuteFunctions, name: string, read: (entry: IDataObject) => T): Partial<Record<Category, T>> {
	const { entries = [] } = ctx.getNodeParameter(name, 0, {}) as { entries?: IDataObject[] };
	const result: Partial<Record<Category, T>> = {};
	for (const entry of entries) {
		const category = CATEGORIES.find((one) => one === entry.category);
		if (category) result[category] = read(entry);
	}
	return result;
}

function contactOf(entry: IDataObject): Partial<Contact> {
	const filled = (['department', 'phone', 'hours'] as const).filter((name) => String(entry[name] ?? '').trim() !== '');
	return Object.fromEntries(filled.map((name) => [name, String(entry[name]).trim()]));
}

function sentencesFrom(given: IDataObject): Partial<Record<(typeof SENTENCE_NAMES)[number], string>> {
	return Object.fromEntries(SENTENCE_NAMES.filter((name) => typeof given[name] === 'string').map((name) => [name, String(given[name])]));
}
