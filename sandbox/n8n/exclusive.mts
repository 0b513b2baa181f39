import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Binds an abstract socket (Linux): the kernel gives it to one process and frees it when that process dies. */
function tryBind(name: string): Promise<Server | null> {
	return new Promise((resolve, reject) => {
		const server = createServer((socket) => socket.destroy());
		server.once('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE') resolve(null);
			else reject(error);
		});
		server.listen(`\0cityhall-${name}`, () => resolve(server));
	});
}

/**
 * Runs `work` while no other process on this machine runs work for the same `resource` (a path, say).
 * A holder that dies, even by SIGKILL, frees the resource at once: there is no stale lock file to clean up.
 */
export async function exclusively<T>(resource: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
	const name = createHash('sha256').update(resource).digest('hex').slice(0, 32);
	let server = await tryBind(name);
	if (server === null) onWait();
	while (server === null) {
		await sleep(500);
		server = await tryBind(name);
	}
	const held = server;
	try {
		return await work();
	} finally {
		await new Promise((resolve) => held.close(resolve));
	}
}
