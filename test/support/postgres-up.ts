import { type DatabaseServer, startPostgres } from './databases';

/** Where the teardown finds the server. */
export const running = globalThis as { cityhallPostgres?: DatabaseServer };

/** Starts the one server of the jest project `postgres`. */
export default async function up(): Promise<void> {
	const server = await startPostgres({ settings: ['-c', 'max_connections=300'] });
	running.cityhallPostgres = server;
	const { host, port, user, password, database } = server;
	process.env.CITYHALL_TEST_POSTGRES = JSON.stringify({ host, port, user, password, database });
}
