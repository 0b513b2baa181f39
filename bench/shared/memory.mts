import { readFileSync } from 'node:fs';

/** Largest resident memory a process ever had (`VmHWM`), in MB; 0 where it is gone. */
export function peakMemoryMb(pid: number | 'self'): number {
	try {
		const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
		return found ? Number(found[1]) / 1024 : 0;
	} catch {
		return 0;
	}
}

/** Watches a process's children and what they start; returns the way to stop, which tells the largest peak among them. */
export function watchChildren(pid: number, everyMs = 20): () => number {
	let peak = 0;
	const look = (of: number): void => {
		for (const child of childrenOf(of)) {
			peak = Math.max(peak, peakMemoryMb(child));
			look(child);
		}
	};
	const timer = setInterval(() => look(pid), everyMs);
	return () => {
		clearInterval(timer);
		return peak;
	};
}

function childrenOf(pid: number): number[] {
	try {
		const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
		return text === '' ? [] : text.split(' ').map(Number);
	} catch {
		return [];
	}
}
