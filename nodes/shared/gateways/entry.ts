import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Gateway, GatewayId } from '../../../lib/sms/gateway';
import { senderNumber } from '../../../lib/sms/phone';

type Credential = ICredentialDataDecryptedObject;

export interface GatewaySettings {
	/** Title of long texts. */
	subject: string;
}

export interface OpenGateway {
	gateway: Gateway;
	/** Closes what the gateway holds open (connections). */
	close: () => Promise<void>;
}

/** One gateway (문자중계사업자) as the nodes know it: its credential and how to open it. */
export interface GatewayEntry {
	id: GatewayId;
	/** Name in the drop-down. */
	name: string;
	/** Second line in the drop-down. */
	description: string;
	/** Credential type and the name of its test in `credentialTest`. */
	credential: string;
	test: string;
	/** Whether the credential points to this machine, so to a pretend gateway. */
	isLoopback: (credential: Credential) => boolean;
	/** Opens nothing yet that costs time; a wrong value throws. @throws ValidationError */
	open: (credential: Credential, settings: GatewaySettings) => OpenGateway;
}

/** A trimmed text of a credential. */
export function textOf(credential: Credential, name: string): string {
	const value = credential[name];
	return typeof value === 'string' ? value.trim() : '';
}

/** A number of a credential, or the fallback where it is none. */
export function numberOf(credential: Credential, name: string, fallback: number): number {
	const value = credential[name];
	return typeof value === 'number' && Number.isFinite(value) ? value : fallback;
}

/** The registered sender number of a credential, digits only. @throws ValidationError */
export const senderOf = (credential: Credential) => senderNumber(textOf(credential, 'sender'));

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[?::1\]?)$/;

/** Whether an address points to this machine. */
export const isLoopbackUrl = (url: string) => URL.canParse(url) && isLoopbackHost(new URL(url).hostname);

/** Whether a host name or address is this machine's. */
export const isLoopbackHost = (host: string) => LOOPBACK.test(host);

/** Longer than any vendor needs to take a batch. */
export const TIMEOUT_MS = 30_000;
