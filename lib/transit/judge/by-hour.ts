/** The 24 figures of hours 4 … 27 from a list of hours and the list of their figures; `missing` where an hour has none. */
export function byHour<M extends number | null>(hours: readonly (number | null)[], figures: readonly (number | null)[] | undefined, missing: M): (number | M)[] {
	const day: (number | M)[] = Array.from({ length: 24 }, () => missing);
	hours.forEach((hour, index) => {
		if (hour !== null && hour >= 4 && hour <= 27) day[hour - 4] = figures?.[index] ?? missing;
	});
	return day;
}
