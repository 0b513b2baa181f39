/**
 * The package's own errors. `message` (Korean) says what is wrong and where, `remedy` says what to do.
 * Neither may hold personal data, a payload, a header or a key: both end up in n8n's run history.
 */
export class CityhallError extends Error {
	constructor(
		/** Stable, camelCase, for tests and for routing; never shown alone. */
		readonly code: string,
		message: string,
		readonly remedy: string,
		options?: { cause?: unknown },
	) {
		super(message, options);
		this.name = new.target.name;
	}
}

/** Input or configuration that a person must mend: wrong column, bad key, unreadable file. */
export class ValidationError extends CityhallError {}

/** Another execution or process holds what this one needs, or has moved on past it. */
export class ConflictError extends CityhallError {}

/** What is known of a failed request to another system. */
export interface RemoteFailure {
	/** `notSent`: provably not acted upon; `unknown`: may have been acted upon. */
	outcome: 'notSent' | 'unknown';
	status?: number;
	/** The other side's own error code, such as SOLAPI's `NotEnoughBalance`. */
	vendorCode?: string;
	/** Milliseconds the other side asks to wait (`Retry-After`). */
	retryAfterMs?: number;
	retryable: boolean;
}

/** A request to another system failed. */
export class RemoteError extends CityhallError {
	constructor(
		code: string,
		message: string,
		remedy: string,
		readonly failure: RemoteFailure,
		options?: { cause?: unknown },
	) {
		super(code, message, remedy, options);
	}
}
