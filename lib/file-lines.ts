import { open } from 'node:fs/promises';

/**
 * The lines of a UTF-8 file, one at a time; the file is closed however the reading ends, also where it is given up early.
 * A file that cannot be opened or read throws the error of the file system to whoever reads, never past him.
 */
export async function* fileLines(path: string): AsyncGenerator<string> {
	const file = await open(path);
	try {
		yield* file.readLines();
	} finally {
		await file.close();
	}
}
