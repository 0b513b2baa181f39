import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dayAfter } from '../transit/days.mts';
import { generateDays } from '../transit/generate-days.mts';
import type { Truth } from '../transit/truth.mts';
import { sftpFeedMissing, startSftpFeed, type SftpFeed } from '../transit/feeds/sftp-feed.mts';
import type { DemoCredential } from './city.mts';

export interface BusCity {
	credentials: DemoCredential[];
	/** Yesterday's operating day: what the daily flow fetches. */
	day: string;
	/** First of the days before it. */
	firstDay: string;
	/** What was really ridden that day. */
	truth: Truth;
	folders: { inbox: string; raw: string; lake: string; reports: string; masters: string };
	/** Null where this machine has no OpenSSH server: then yesterday's files lie in the inbox too. */
	sftp: SftpFeed | null;
	close(): Promise<void>;
}

export interface BusCityOptions {
	/** Taps of an ordinary weekday. */
	taps?: number;
	/** Days before yesterday. */
	history?: number;
	seed?: number | string;
	now?: Date;
}

/** Pretends a city's card settlement: the days before yesterday in a folder, yesterday on an SFTP server. */
export async function openBusCity(folder: string, { taps = 60_000, history = 28, seed = 1, now = new Date() }: BusCityOptions = {}): Promise<BusCity> {
	const at = (name: string): string => {
		const path = join(folder, name);
		mkdirSync(path, { recursive: true });
		return path;
	};
	const folders = { inbox: at('bms-inbox'), raw: at('bus-raw'), lake: at('bus-lake'), reports: at('bus-reports'), masters: at('bus-masters') };
	const day = dayAfter(operatingDayOf(now), -1);
	const firstDay = dayAfter(day, -history);
	const generated = at('generated');
	const truths = generateDays({ folder: generated, day: firstDay, taps, seed }, history + 1);
	const truth = truths.at(-1);
	if (!truth) throw new RangeError('no day');
	const sftp = sftpFeedMissing() === null ? await startSftpFeed() : null;
	if (sftp) mkdirSync(join(sftp.folder, 'outbound'), { recursive: true });
	for (const one of truths) {
		const from = join(generated, one.day);
		const to = one === truth && sftp ? join(sftp.folder, 'outbound') : folders.inbox;
		for (const file of readdirSync(from)) {
			if (/^TB_KTS_DWTCD|^운행기록/.test(file)) copyFileSync(join(from, file), join(to, file));
			else if (one === truth && /^TB_KTS|정보/.test(file)) copyFileSync(join(from, file), join(folders.masters, file));
		}
	}
	return {
		credentials: [
			{ type: 'cityhallTransitKeyApi', name: '교통카드 가명처리 키(모의)', data: { key: randomBytes(32).toString('base64') } },
			...(sftp ? [sftpCredential(sftp)] : []),
		],
		day,
		firstDay,
		truth,
		folders,
		sftp,
		close: async () => await sftp?.close(),
	};
}

function sftpCredential({ host, port, username, privateKey, hostFingerprint }: SftpFeed): DemoCredential {
	return {
		type: 'cityhallBmsSftpApi',
		name: '교통카드 자료 SFTP(모의)',
		data: { host, port, username, authentication: 'privateKey', privateKey, passphrase: '', hostFingerprint, acceptAnyHostKey: false },
	};
}

/** The operating day in Korea: it changes at 04:00 there, 19:00 UTC. */
function operatingDayOf(now: Date): string {
	return new Date(now.getTime() + (9 - 4) * 3_600_000).toISOString().slice(0, 10);
}
