import { ApiFailure } from './model.mts';

const KOREA_MS = 9 * 3_600_000;
const PATTERN = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})(?::(\d{2}))?$/;

/** `yyyy-MM-dd HH:mm[:ss]` in Korean time as epoch ms. Throws what the vendor answers. */
export function parseTime(value: string): number {
	const match = PATTERN.exec(value);
	if (!match) throw new ApiFailure(-2000, 'Date format error.');
	const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
	return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second ?? 0) - KOREA_MS;
}

/** `yyyy-MM-dd HH:mm:ss` in Korean time. */
export const clock = (at: number): string => new Date(at + KOREA_MS).toISOString().slice(0, 19).replace('T', ' ');

/** As lists show an instant: with a tenth of a second. */
export const listTime = (at: number): string => `${clock(at)}.0`;

/** As webhooks show an instant. */
export const hookTime = (at: number): string => clock(at).replace(' ', 'T');

export const stamp = (at: number): string => clock(at).replaceAll(/\D/g, '');
