import { join } from 'node:path';
import { createRandom } from '../shared/random.mts';
import { ridersOn } from './calendar.mts';
import { dayAfter } from './days.mts';
import { type DayOptions, generateDay } from './generate-day.mts';
import type { Truth } from './truth.mts';

/** Days on end, each in a folder named after it; `taps` are those of an ordinary weekday. */
export function generateDays(options: DayOptions, days: number): Truth[] {
	return Array.from({ length: days }, (_, index) => {
		const day = dayAfter(options.day, index);
		const weather = 0.97 + createRandom(`${options.seed ?? 1}:${day}:weather`).next() * 0.06;
		return generateDay({ ...options, day, folder: join(options.folder, day), taps: Math.round(options.taps * ridersOn(day) * weather) });
	});
}
