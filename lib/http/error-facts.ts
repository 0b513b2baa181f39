/** Code and system call of a network error, looked up through axios's wrapper and Happy Eyeballs' aggregate. */
export function networkErrorFacts(error: unknown): { code?: string; syscall?: string; message: string } {
	if (!(error instanceof Error)) return { message: '' };
	const own: Error & { code?: unknown; syscall?: unknown } = error;
	const inner = own.cause === undefined ? undefined : networkErrorFacts(own.cause);
	const member = own instanceof AggregateError ? networkErrorFacts(own.errors[0]) : undefined;
	return {
		code: typeof own.code === 'string' ? own.code : (inner?.code ?? member?.code),
		syscall: typeof own.syscall === 'string' ? own.syscall : (inner?.syscall ?? member?.syscall),
		message: own.message,
	};
}
