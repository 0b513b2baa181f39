/** `read` that keeps its answers, for texts that are few and come thousands of times. Past `atMost` it forgets all of them. */
export function remembering<T>(read: (text: string) => T, atMost = 2_000): (text: string) => T {
	const known = new Map<string, { value: T }>();
	return (text) => {
		let answer = known.get(text);
		if (answer === undefined) {
			answer = { value: read(text) };
			if (known.size >= atMost) known.clear();
			known.set(text, answer);
		}
		return answer.value;
	};
}

/** `make` that is called once for each owner, as long as the owner lives. */
export function oncePer<K extends object, T extends object>(make: (owner: K) => T): (owner: K) => T {
	const made = new WeakMap<K, T>();
	return (owner) => {
		const before = made.get(owner);
		if (before !== undefined) return before;
		const fresh = make(owner);
		made.set(owner, fresh);
		return fresh;
	};
}
