import * as luxon from 'luxon';

export type { DateTimeOptions, DurationLike } from 'luxon';
export { DateTime, Duration, FixedOffsetZone, IANAZone, Info, Interval, Settings } from 'luxon';
export default luxon;
