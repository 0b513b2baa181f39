import { ConflictError } from '../errors';
import type { BatchView } from '../ledger/batches';
import { type BatchEnd, type BatchPorts, backToReserved } from './batch-ports';
import { driveDirect } from './direct/drive';
import { isDirect } from './gateway';
import { driveGroup } from './group/drive';

export type { BatchEnd, BatchPorts, Composed } from './batch-ports';

/** Brings one batch to its end from whatever step the ledger holds, the way its gateway sends. */
export async function driveBatch(ports: BatchPorts, batch: BatchView, resumed: boolean): Promise<BatchEnd> {
	const { gateway } = ports;
	if (batch.gateway !== gateway.id) return await leaveOtherGateway(ports, batch);
	return isDirect(gateway) ? await driveDirect({ ...ports, gateway }, batch) : await driveGroup({ ...ports, gateway }, batch, resumed);
}

/** A batch begun at another gateway: unsent for certain before `sending`, otherwise only that gateway can tell. */
async function leaveOtherGateway(ports: BatchPorts, batch: BatchView): Promise<BatchEnd> {
	if (batch.step === 'sent' || batch.step === 'void') return batch.step;
	if (batch.step !== 'sending') {
		const keys = await ports.ledger.keysOf(batch.id);
		await ports.ledger.settleAndStep(batch, keys.map(backToReserved), 'void');
		return 'void';
	}
	throw new ConflictError(
		'gatewayChanged',
		`이 회차의 일부를 다른 문자중계사업자(${batch.gateway})로 발송하던 중이어서, 결과를 확인하기 전에는 이어서 보낼 수 없습니다.`,
		`'문자 발송' 노드의 문자중계사업자를 ${batch.gateway}(으)로 되돌려 한 번 실행한 뒤 바꾸시기 바랍니다. 그 중계사를 더 쓸 수 없으면 '발송 대장' 노드의 '중계사와 대조'에서 '쓸 수 없게 된 중계사'를 골라 담당자에게 넘기시기 바랍니다.`,
	);
}
