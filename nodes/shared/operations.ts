import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import type { Outputs } from './run-items';
import { toNodeError } from './to-node-error';

/** One operation of a node: its parameters on the canvas and what it does with the input items. */
export interface Operation {
	description: INodeProperties[];
	execute(ctx: IExecuteFunctions): Promise<Outputs>;
}

/** Operations by resource and operation value. */
export type OperationRegistry = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** Runs the operation chosen on the canvas. What fails outside its item loop (ledger, keys) speaks to the user too. */
export async function runOperation(ctx: IExecuteFunctions, registry: OperationRegistry): Promise<Outputs> {
	const resource = String(ctx.getNodeParameter('resource', 0));
	const name = String(ctx.getNodeParameter('operation', 0));
	const operations = Object.hasOwn(registry, resource) ? registry[resource] : undefined;
	const operation = operations && Object.hasOwn(operations, name) ? operations[name] : undefined;
	if (operation) {
		try {
			return await operation.execute(ctx);
		} catch (error) {
			throw toNodeError(ctx.getNode(), error);
		}
	}
	throw new NodeOperationError(ctx.getNode(), `이 노드에 '${resource}/${name}' 작업이 없습니다.`, {
		description: '노드를 열어 작업을 다시 고르시기 바랍니다.',
	});
}

/** All parameters of a registry's operations. */
export function descriptionsOf(registry: OperationRegistry): INodeProperties[] {
	return Object.values(registry).flatMap((operations) => Object.values(operations).flatMap((one) => one.description));
}
