const KOREA_MS = 9 * 3_600_000;
const MINUTE_MS = 60_000;

const koreanClock = (ms: number) => new Date(ms + KOREA_MS).toISOString().replace('T', ' ');

/** An instant (epoch ms) as NHN Cloud's filters take it: Korean time, `yyyy-MM-dd HH:mm:ss`. */
export const nhnSecond = (ms: number) => koreanClock(ms).slice(0, 19);

/** An instant (epoch ms) as the minute it lies in, `yyyy-MM-dd HH:mm`. */
export const nhnMinute = (ms: number) => koreanClock(ms).slice(0, 16);

/** The first whole minute that is not before an instant: a text must not go out earlier than it was scheduled for. */
export const nhnMinuteFrom = (ms: number) => nhnMinute(Math.ceil(ms / MINUTE_MS) * MINUTE_MS);
