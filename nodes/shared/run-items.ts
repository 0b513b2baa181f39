import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { toNodeError } from './to-node-error';

/** What one run of an operation puts on the node's outputs: one list an output, missing ones are empty. */
export type Outputs = INodeExecutionData[][];

/** An item before it is linked; the loop adds the link where the operation gives none. */
export type UnlinkedOutputs = readonly (readonly INodeExecutionData[])[];

/**
 * The one item loop. Runs the operation for each input item, links what it returns to that item, and, with
 * "continue on fail", puts a failed item's error on the first output in the form that does not make the engine run
 * the whole node again (`item.error`, never `json.error`).
 */
export async function runItems(
	ctx: IExecuteFunctions,
	operation: (itemIndex: number) => Promise<UnlinkedOutputs>,
	outputCount = 1,
): Promise<Outputs> {
	const outputs = emptyOutputs(outputCount);
	for (let i = 0; i < ctx.getInputData().length; i++) {
		try {
			append(outputs, await operation(i), { item: i });
		} catch (error) {
			fail(ctx, outputs, error, { item: i });
		}
	}
	return outputs;
}

/**
 * For operations over all input items at once (a selection, an account): runs once and links what carries no link
 * of its own to all input items.
 */
export async function runOnce(
	ctx: IExecuteFunctions,
	operation: () => Promise<UnlinkedOutputs>,
	outputCount = 1,
): Promise<Outputs> {
	const outputs = emptyOutputs(outputCount);
	const all = ctx.getInputData().map((_item, item) => ({ item }));
	try {
		append(outputs, await operation(), all);
	} catch (error) {
		fail(ctx, outputs, error, all);
	}
	return outputs;
}

type Link = { item: number } | { item: number }[];

function emptyOutputs(count: number): Outputs {
	return Array.from({ length: count }, () => []);
}

function append(outputs: Outputs, produced: UnlinkedOutputs, link: Link): void {
	for (const [index, items] of produced.entries()) {
		const output = outputs[index];
		if (!output) throw new RangeError(`operation returned output ${index} of ${outputs.length}`);
		for (const item of items) output.push({ ...item, pairedItem: item.pairedItem ?? link });
	}
}

function fail(ctx: IExecuteFunctions, outputs: Outputs, error: unknown, link: Link): void {
	const nodeError = toNodeError(ctx.getNode(), error, Array.isArray(link) ? undefined : link.item);
	if (!ctx.continueOnFail()) throw nodeError;
	outputs[0]?.push({ json: {}, error: nodeError, pairedItem: link });
}
