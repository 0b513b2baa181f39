/**
 * Code and system call of a network error, looked up through axios's wrapper and Happy Eyeballs' aggregate. By what it
 * carries, not by its class: Node's own errors may come from another realm.
 */
export function networkErrorFacts(error: unknown): { code?: string; syscall?: string; message: string } {
	if (typeof error !== 'object' || error === null) return { message: '' };
	const facts = new Map<string, unknown>(['code', 'syscall', 'message', 'cause', 'errors'].map((name) => [name, Reflect.get(error, name)]));
	const text = (name: string) => {
		const value = facts.get(name);
		return typeof value === 'string' ? value : undefined;
	};
	const cause = facts.get('cause');
	const members = facts.get('errors');
	const inner = cause === undefined ? undefined : networkErrorFacts(cause);
	const member = Array.isArray(members) ? networkErrorFacts(members[0]) : undefined;
	return {
		code: text('code') ?? inner?.code ?? member?.code,
		syscall: text('syscall') ?? inner?.syscall ?? member?.syscall,
		message: text('message') ?? '',
	};
}
