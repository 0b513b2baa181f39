import type { ICredentialDataDecryptedObject, IExecuteFunctions, ITriggerFunctions } from 'n8n-workflow';

import { koreanTime } from '../../lib/calendar/day';
import { ValidationError } from '../../lib/errors';
import type { Environment } from '../../lib/ledger/environment';
import { Ledger } from '../../lib/ledger/ledger';
import type { Origin } from '../../lib/ledger/types';
import { FileWitness, type Witness } from '../../lib/ledger/witness';
import { parseKey } from '../../lib/privacy/keys';
import { ledgerStore } from './ledger-store';

export const LEDGER = 'cityhallLedgerApi';

export interface OpenLedger {
	ledger: Ledger;
	environment: Environment;
	/** Business time: the test clock in a sandbox, else now. ISO text in Korean time. */
	businessNow: () => string;
	/** Reveals a ledger put back from a backup; null where no place for it is set. */
	witness: Witness | null;
}

/** Opens the ledger of the credential 발송 대장. Call `ledger.dispose()` when done. @throws ValidationError */
export async function openLedger(
	ctx: Pick<IExecuteFunctions | ITriggerFunctions, 'getCredentials'>,
): Promise<OpenLedger> {
	return await ledgerOf(await ctx.getCredentials(LEDGER));
}

/** What the credential says beside where the ledger is. */
export interface LedgerSettings extends Pick<OpenLedger, 'environment' | 'businessNow' | 'witness'> {
	key: Buffer;
	/** Empty where there is none. */
	witnessPath: string;
}

/** Reads the credential 발송 대장; nothing is opened. @throws ValidationError */
export function ledgerSettings(credential: ICredentialDataDecryptedObject): LedgerSettings {
	const text = (name: string) => {
		const value = credential[name];
		return typeof value === 'string' ? value.trim() : '';
	};
	const environment: Environment = text('environment') === 'sandbox' ? 'sandbox' : 'live';
	const businessNow = clockOf(environment, text('testClock'));
	const key = parseKey(text('ledgerKey'), '대장 키');
	const witnessPath = text('witnessPath');
	return { environment, businessNow, key, witness: witnessAt(witnessPath), witnessPath };
}

async function ledgerOf(credential: ICredentialDataDecryptedObject): Promise<OpenLedger> {
	const { environment, businessNow, key, witness } = ledgerSettings(credential);
	const ledger = new Ledger(ledgerStore(credential), {
		key,
		clock: { now: businessNow, nowMs: Date.now },
		leaseMs: leaseSeconds(credential.leaseSeconds) * 1000,
	});
	try {
		await ledger.requireEnvironment(environment);
	} catch (error) {
		await ledger.dispose();
		throw error;
	}
	return { ledger, environment, businessNow, witness };
}

function witnessAt(path: string): Witness | null {
	if (path === '') return null;
	if (path.startsWith('/')) return new FileWitness(path);
	throw new ValidationError(
		'witnessPath',
		"'발송 대장' 자격 증명의 대장 표식 파일 경로가 절대 경로가 아닙니다.",
		'/로 시작하는 절대 경로를 입력하시기 바랍니다. 예: /mnt/other-disk/notice-ledger.witness',
	);
}

function leaseSeconds(value: unknown): number {
	return typeof value === 'number' && value >= 1 && value <= 3600 ? value : 120;
}

function clockOf(environment: Environment, testClock: string): () => string {
	if (environment === 'sandbox' && testClock !== '') {
		const fixed = koreanTime(testClock).toISO() ?? '';
		return () => fixed;
	}
	return () => koreanTime(new Date().toISOString()).toISO() ?? '';
}

/** Runs `work` with the ledger and puts it away afterwards. */
export async function withLedger<T>(ctx: IExecuteFunctions, work: (open: OpenLedger) => Promise<T>): Promise<T> {
	const open = await openLedger(ctx);
	try {
		return await work(open);
	} finally {
		await open.ledger.dispose();
	}
}

/** Who asks, for the ledger's events. */
export function originOf(ctx: IExecuteFunctions): Origin {
	const workflow = ctx.getWorkflow();
	return {
		actor: `workflow:${workflow.name ?? ''}`,
		workflowId: String(workflow.id ?? ''),
		executionId: ctx.getExecutionId(),
		mode: ctx.getMode(),
	};
}

/** Lease owner: all nodes of one execution share it, another execution never does. */
export function ownerOf(ctx: IExecuteFunctions): string {
	return `execution:${ctx.getInstanceId?.() ?? ''}:${ctx.getExecutionId()}`;
}
