/** A credential as the demo creates it in n8n. */
export interface DemoCredential {
	type: string;
	name: string;
	data: Record<string, unknown>;
}

/** The pretend city as the demo uses it. */
export interface DemoCity {
	credentials: DemoCredential[];
	/** The page that shows what arrived on the handsets. */
	handsetsUrl: string;
	/** Texts that really arrived on a handset so far: the oracle, not the ledger. */
	arrived(): number;
	/** Won the gateway has taken from the account so far. */
	spent(): number;
	close(): Promise<void>;
}
