import { ValidationError } from '../errors';
import type { Steps } from './steps';
import { all, first, text } from './steps';

/** 운영 / 모의. A sandbox ledger honours a test clock and sends to loopback gateways only. */
export type Environment = 'live' | 'sandbox';

const NAMES: Record<Environment, string> = { live: '운영', sandbox: '모의' };

/** Writes the environment into a new ledger, compares it in an existing one. */
export function* requireEnvironment(environment: Environment): Steps<void> {
	yield* all(`INSERT INTO meta (name, value) VALUES ('environment', ?) ON CONFLICT (name) DO NOTHING`, environment);
	const row = yield* first(`SELECT value FROM meta WHERE name = 'environment'`);
	const stored = row ? text(row, 'value') : environment;
	if (stored !== environment) throw otherEnvironment(stored, environment);
}

/** The ledger was made for the other environment. */
export const otherEnvironment = (stored: string, environment: Environment) =>
	new ValidationError(
		'ledgerEnvironment',
		`이 발송 대장은 ${stored === 'live' ? NAMES.live : NAMES.sandbox}용으로 만든 것인데 자격 증명에는 ${NAMES[environment]}으로 설정되어 있습니다.`,
		"'발송 대장' 자격 증명의 사용 환경을 되돌리거나, 다른 파일 경로로 새 대장을 만드시기 바랍니다.",
	);
