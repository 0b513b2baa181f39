import type { INodeInputConfiguration, INodeOutputConfiguration } from 'n8n-workflow';

/**
 * Inputs by operation. Runs as an expression on the canvas, so it uses nothing outside itself.
 */
export function inputsFor(operation: string): INodeInputConfiguration[] {
	if (operation !== 'prepare') return [{ type: 'main' }];
	return [
		{ type: 'main', displayName: '안내' },
		{ type: 'main', displayName: '제외' },
		{ type: 'main', displayName: '확인 필요' },
		{ type: 'main', displayName: '원천 집계', required: true },
	];
}

/** Outputs by operation; runs as an expression too. */
export function outputsFor(operation: string): INodeOutputConfiguration[] {
	if (operation === 'prepare') {
		return [
			{ type: 'main', displayName: '준비됨' },
			{ type: 'main', displayName: '보류' },
		];
	}
	if (operation === 'close') {
		return [
			{ type: 'main', displayName: '마감됨' },
			{ type: 'main', displayName: '미마감' },
		];
	}
	if (operation === 'watch') {
		return [
			{ type: 'main', displayName: '알림' },
			{ type: 'main', displayName: '이상 없음' },
		];
	}
	return [{ type: 'main' }];
}
