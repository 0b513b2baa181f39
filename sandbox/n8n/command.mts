import { spawn } from 'node:child_process';
import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface CommandOptions {
	cwd: string;
	env?: Record<string, string | undefined>;
	/** Everything the command prints goes here. */
	logFile: string;
}

/** A failed command, with the end of what it printed. */
export class CommandError extends Error {}

/** The last lines of a log, for a message. */
export function tail(file: string, lines = 15): string {
	return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

/** Runs a command to its end. Its children end with this process. */
export async function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<void> {
	mkdirSync(dirname(options.logFile), { recursive: true });
	appendFileSync(options.logFile, `\n$ ${command} ${args.join(' ')}\n`);
	const log = openSync(options.logFile, 'a');
	const child = spawn(command, args, {
		cwd: options.cwd,
		env: { ...process.env, ...options.env },
		stdio: ['ignore', log, log],
	});
	const endWithParent = (): void => void child.kill('SIGTERM');
	process.once('exit', endWithParent);
	try {
		const code = await new Promise<number | null>((resolve, reject) => {
			child.once('error', reject);
			child.once('close', resolve);
		});
		if (code !== 0) {
			throw new CommandError(
				`${command} ${args.join(' ')} failed (status ${code ?? 'signal'}). The whole log: ${options.logFile}\n${tail(options.logFile)}`,
			);
		}
	} finally {
		process.off('exit', endWithParent);
		closeSync(log);
	}
}
