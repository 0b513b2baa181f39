import { running } from './postgres-up';

/** Ends the server of the jest project `postgres`. */
export default async function down(): Promise<void> {
	await running.cityhallPostgres?.stop();
}
