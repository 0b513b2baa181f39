import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { ValidationError } from '../../lib/errors';
import { withAddedCategories } from '../../lib/exemption/added-categories';
import { CATEGORY_NAMES } from '../../lib/exemption/category-names';
import type { DecidedRow } from '../../lib/exemption/decision';
import { selectRows } from '../../lib/exemption/select-rows';
import { createSelection, type SelectionContext, type SelectionInput } from '../../lib/exemption/selection';
import { SENTENCE_NAMES, shippedTemplates } from '../../lib/exemption/templates';
import { CATEGORIES, type Category } from '../../lib/revenue/receipt';
import { readReceiptRows } from '../shared/notice-items';
import { textAt } from '../shared/parameters';
import { type Outputs, runOnce } from '../shared/run-items';
import { calendarFrom } from '../shared/sms';
import { addedCategoriesFrom } from './added-categories-field';
import { contactOf } from './contact';
import { rulesFrom } from './rules';

/** Without a period no receipt counts as late. */
const EARLIEST = '1900-01-01';

const OUTPUT = { notify: 0, exclude: 1, review: 2, waiting: 1 } as const;

/** Decides all rows of a read at once and sorts them onto the three outputs; 대기 goes with 제외. */
export async function select(ctx: IExecuteFunctions): Promise<Outputs> {
	const decide = async () => {
		const rows = readReceiptRows(ctx.getInputData().map((item) => item.json));
		return sorted(selectRows(rows, await contextFrom(ctx)));
	};
	return await runOnce(ctx, decide, 3);
}

function sorted(decided: readonly DecidedRow[]): Outputs {
	const outputs: INodeExecutionData[][] = [[], [], []];
	decided.forEach((row, item) => {
		outputs[OUTPUT[row.decision]]?.push({ json: { ...row } as unknown as IDataObject, pairedItem: { item } });
	});
	return outputs;
}

async function contextFrom(ctx: IExecuteFunctions): Promise<SelectionContext> {
	const text = (name: string) => textAt(ctx, name, 0);
	const options = ctx.getNodeParameter('selectorOptions', 0, {}) as IDataObject;
	const today = text('today').slice(0, 10);
	const input: SelectionInput = {
		rules: await rulesFrom(ctx, options.ruleFile, options.rules),
		calendar: calendarFrom((name) => options[name]),
		today,
		period: { from: text('periodFrom').slice(0, 10) || EARLIEST, to: text('periodTo').slice(0, 10) || today },
		contact: { organisation: text('organisation'), department: text('department'), phone: text('phone'), hours: text('hours') },
		contactsByCategory: byCategory(ctx, 'categoryContacts', '감면구분별 담당자', contactOf),
		textsByCategory: byCategory(ctx, 'categoryTexts', '감면구분별 안내문', (entry) => String(entry.text ?? '')),
		sentences: sentencesFrom(ctx.getNodeParameter('sentences', 0, {}) as IDataObject),
		templates: shippedTemplates().map((template) => ({ ...template, text: text(`template_${template.id}`) || template.text })),
		settings: {
			...(typeof options.sharedPhoneLimit === 'number' ? { sharedPhoneLimit: options.sharedPhoneLimit } : {}),
			...(typeof options.allowUrl === 'boolean' ? { allowUrl: options.allowUrl } : {}),
			...(typeof options.householdSentenceForSoleOwner === 'boolean'
				? { householdSentenceForSoleOwner: options.householdSentenceForSoleOwner }
				: {}),
		},
	};
	return createSelection(withAddedCategories(input, addedCategoriesFrom(ctx)));
}

function byCategory<T>(ctx: IExecuteFunctions, name: string, label: string, read: (entry: IDataObject) => T): Partial<Record<Category, T>> {
	const { entries = [] } = ctx.getNodeParameter(name, 0, {}) as { entries?: IDataObject[] };
	const result: Partial<Record<Category, T>> = {};
	for (const entry of entries) {
		const category = CATEGORIES.find((one) => one === entry.category);
		if (!category) continue;
		if (result[category] !== undefined) {
			throw new ValidationError(
				'categoryTwice',
				`'${label}'에 ${CATEGORY_NAMES[category]}이(가) 두 번 들어 있습니다.`,
				'어느 쪽을 쓸지 정하여 하나만 남기시기 바랍니다.',
			);
		}
		result[category] = read(entry);
	}
	return result;
}

function sentencesFrom(given: IDataObject): Partial<Record<(typeof SENTENCE_NAMES)[number], string>> {
	return Object.fromEntries(SENTENCE_NAMES.filter((name) => typeof given[name] === 'string').map((name) => [name, String(given[name])]));
}
