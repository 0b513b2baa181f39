import type { INodeOutputConfiguration } from 'n8n-workflow';

/** Outputs by operation. Runs as an expression on the canvas, so it uses nothing outside itself. */
export function outputsFor(operation: string): INodeOutputConfiguration[] {
	if (operation === 'sendRun') {
		return [
			{ type: 'main', displayName: '발송 완료' },
			{ type: 'main', displayName: '대기·중단' },
		];
	}
	if (operation === 'preview') {
		return [
			{ type: 'main', displayName: '문안 이상 없음' },
			{ type: 'main', displayName: '발송 불가' },
		];
	}
	if (operation === 'checkText') {
		return [
			{ type: 'main', displayName: '점검 결과' },
			{ type: 'main', displayName: '고칠 곳' },
		];
	}
	return [{ type: 'main' }];
}
