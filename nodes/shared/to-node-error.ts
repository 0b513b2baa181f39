import { NodeApiError, NodeError, NodeOperationError, type INode } from 'n8n-workflow';

import { CityhallError, RemoteError } from '../../lib/errors';

/** n8n's own errors (a parameter that cannot be resolved, a lost item link) already speak to the user. */
const N8N_ERRORS: ReadonlySet<string> = new Set([
	'ApplicationError',
	'ExpressionError',
	'NodeApiError',
	'NodeOperationError',
	'OperationalError',
	'UserError',
	'WorkflowOperationError',
]);

/**
 * Any error as n8n shows and stores it: what is wrong, what to do, which item. Never the original as cause, because
 * n8n stores causes with all they carry. Unforeseen errors keep their class and place in the code only: their
 * message may quote data.
 */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		if (itemIndex !== undefined) error.context.itemIndex ??= itemIndex;
		return error;
	}
	if (error instanceof RemoteError) {
		return new NodeApiError(
			node,
			{ message: error.message },
			{
				message: error.message,
				description: error.remedy,
				httpCode: error.failure.status?.toString(),
				itemIndex,
			},
		);
	}
	if (error instanceof CityhallError) {
		return new NodeOperationError(node, error.message, { description: error.remedy, itemIndex });
	}
	if (error instanceof Error && (error instanceof NodeError || N8N_ERRORS.has(error.constructor.name))) {
		return new NodeOperationError(node, error.message, { itemIndex });
	}
	return new NodeOperationError(node, `예상하지 못한 오류가 발생하였습니다(${nameOf(error)}).`, {
		description: `같은 오류가 되풀이되면 아래 위치를 개발 담당자에게 알려 주시기 바랍니다. ${placeOf(error)}`,
		itemIndex,
	});
}

function nameOf(error: unknown): string {
	return error instanceof Error ? error.constructor.name : typeof error;
}

/** File and line in this package, such as `dist/lib/revenue/file.js:12`. */
function placeOf(error: unknown): string {
	const stack = error instanceof Error ? (error.stack ?? '') : '';
	return /(?:lib|nodes)\/[\w./-]+:\d+/.exec(stack)?.[0] ?? '';
}
