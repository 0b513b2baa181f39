import { createServer, connect, type Server, type Socket } from 'node:net';

/** A relay between a client and a server on this machine, which a test can break. */
export class TcpRelay {
	private readonly sockets = new Set<Socket>();
	/** Sees what the client sends; `drop` breaks the connection instead of passing it on, `dropAfter` once the server has it. */
	onRequest: (bytes: Buffer) => 'pass' | 'drop' | 'dropAfter' = () => 'pass';

	private constructor(private readonly server: Server) {}

	static async to(port: number): Promise<TcpRelay> {
		const server = createServer();
		const relay = new TcpRelay(server);
		server.on('connection', (client) => relay.serve(client, connect(port, '127.0.0.1')));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return relay;
	}

	get port(): number {
		const address = this.server.address();
		return address !== null && typeof address === 'object' ? address.port : 0;
	}

	/** Breaks every connection. */
	cut(): void {
		for (const socket of this.sockets) socket.destroy();
	}

	async close(): Promise<void> {
		this.cut();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private serve(client: Socket, upstream: Socket): void {
		let lost = false;
		const end = () => {
			client.destroy();
			upstream.destroy();
		};
		for (const socket of [client, upstream]) {
			this.sockets.add(socket);
			socket.on('error', end);
			socket.on('close', () => {
				this.sockets.delete(socket);
				end();
			});
		}
		client.on('data', (bytes) => {
			const fate = this.onRequest(bytes);
			if (fate === 'drop') return end();
			lost ||= fate === 'dropAfter';
			upstream.write(bytes);
		});
		// The server has acted as soon as it answers; the client never learns of it.
		upstream.on('data', (bytes) => (lost ? end() : client.write(bytes)));
	}
}
