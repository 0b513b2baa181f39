import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

export interface ReportServer {
	url: string;
	close(): Promise<void>;
}

/** Shows the report page in a browser on this machine; null where no page was written. */
export async function serveReport(files: readonly string[]): Promise<ReportServer | null> {
	const page = files.find((file) => file.endsWith('.html'));
	if (page === undefined) return null;
	const server = createServer((_request, response) => {
		response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
		response.end(readFileSync(page));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return {
		url: `http://127.0.0.1:${port}/`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
