import { createServer } from 'node:http';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

import { testCertificate } from '../test-certificate';

/** Something between a gateway's client and its simulator. */
export interface Door {
	url: string;
	close: () => Promise<void>;
}

/** TLS with a private certificate. */
export async function tlsDoor(url: string): Promise<Door> {
	const { port } = new URL(url);
	const open = new Set<Socket>();
	const server = createTlsServer(testCertificate(), (socket) => {
		const inner = connect(Number(port), '127.0.0.1');
		open.add(socket).add(inner);
		for (const one of [socket, inner]) one.on('error', () => (socket.destroy(), inner.destroy()));
		socket.pipe(inner).pipe(socket);
	});
	server.on('tlsClientError', () => undefined);
	const { port: own } = await listening(server);
	return {
		url: `https://localhost:${own}`,
		close: async () => {
			for (const socket of open) socket.destroy();
			await closed(server);
		},
	};
}

/** Passes calls on, and answers 200 with this text in place of what the vendor says. */
export async function garblingDoor(url: string, answer: string): Promise<Door> {
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = 'GET', headers } = request;
			const kept = Object.entries(headers).flatMap(([name, value]): Array<[string, string]> => (typeof value === 'string' && !HOP.has(name) ? [[name, value]] : []));
			const passed = fetch(url + (request.url ?? '/'), { method, headers: kept, body: method === 'GET' ? null : Buffer.concat(chunks) });
			const done = passed.then(async (inner) => await inner.arrayBuffer()).catch(() => undefined);
			void done.then(() => response.writeHead(200, { 'content-type': 'application/json' }).end(answer));
		});
	});
	const { port } = await listening(server);
	return {
		url: `http://127.0.0.1:${port}`,
		close: async () => {
			server.closeAllConnections();
			await closed(server);
		},
	};
}

const HOP: ReadonlySet<string> = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

async function listening(server: Server): Promise<AddressInfo> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (typeof address !== 'object' || !address) throw new Error('the door has no port');
	return address;
}

const closed = async (server: Server) => await new Promise<void>((resolve) => server.close(() => resolve()));
