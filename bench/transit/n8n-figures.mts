import type { Plan } from './plan.mts';

/** n8n's event loop while the packed nodes analyse a day. */
export async function n8nFigures(plan: Plan): Promise<void> {
	if (!plan.wants('n8n')) return;
	await Promise.resolve();
	throw new Error('transit.n8n.lag is not measured yet');
}
