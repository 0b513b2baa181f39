import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the processes below a process, however deep, whose command line fits (Linux). */
export function childrenOf(pid: number, command: RegExp): number[] {
	const parents = new Map<number, number>();
	for (const name of readdirSync('/proc')) {
		if (!/^\d+$/.test(name)) continue;
		const stat = read(`/proc/${name}/stat`);
		parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
	}
	const isBelow = (one: number): boolean => {
		const parent = parents.get(one);
		return parent !== undefined && (parent === pid || isBelow(parent));
	};
	return [...parents.keys()].filter((one) => isBelow(one) && command.test(read(`/proc/${one}/cmdline`)));
}

/** Empty where the process has ended meanwhile. */
function read(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
}
