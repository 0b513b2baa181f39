import { statfs } from 'node:fs/promises';

import { diskRoom } from './failures';

const LOOK_EVERY = 64 * 1_048_576;

/** Watches that a disk keeps room for everybody else while files come in. */
export class Room {
	private sinceLook = 0;

	/**
	 * @param freeBytes room left on the disk of a folder
	 * @param keepBytes what must stay free
	 */
	constructor(
		private readonly folder: string,
		private readonly freeBytes: (folder: string) => Promise<number>,
		private readonly keepBytes: number,
	) {}

	/** Before starting. @throws ValidationError `diskRoom` */
	async need(bytes: number): Promise<void> {
		const free = await this.freeBytes(this.folder);
		if (free - bytes < this.keepBytes) throw diskRoom(bytes, free, this.keepBytes);
	}

	/** While writing, of each piece. @throws ValidationError `diskRoom` */
	async wrote(bytes: number): Promise<void> {
		this.sinceLook += bytes;
		if (this.sinceLook < LOOK_EVERY) return;
		this.sinceLook = 0;
		const free = await this.freeBytes(this.folder);
		if (free < this.keepBytes) throw diskRoom(null, free, this.keepBytes);
	}
}

/** Room that this account may use on the disk of a folder. */
export async function freeBytesOf(folder: string): Promise<number> {
	const { bavail, bsize } = await statfs(folder);
	return bavail * bsize;
}
