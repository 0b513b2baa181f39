import type { AgentDatabase } from './database';
import type { AgentTables } from './tables';

/** What the gateway of an agent works with. */
export interface AgentOptions {
	database: AgentDatabase;
	tables: AgentTables;
	/** Registered sender number, digits only. */
	sender: string;
	/** Title of long texts, at most 40 CP949 bytes. */
	subject: string;
	/** After how many minutes the agent takes a row no more, as set in the agent; 0 where that is not known. */
	ttlMinutes: number;
	/** After how many minutes a row that still waits tells that the agent has stopped. */
	stallMinutes: number;
	/** Real time in epoch milliseconds. */
	nowMs: () => number;
}
