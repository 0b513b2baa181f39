/** A count with thousands separators: `12,345`. */
export function count(value: number): string {
	return Math.round(value).toLocaleString('en-US');
}

/** A figure with at most one decimal place: `12,345.6`, `12`. */
export function figure(value: number): string {
	return value.toLocaleString('en-US', { maximumFractionDigits: 1 });
}

/** A share as a percentage with one decimal place: 0.123 → `12.3%`. */
export function percent(share: number): string {
	return `${(share * 100).toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 })}%`;
}

/** A change in words: 0.12 → `12.0% 많음`, -0.03 → `3.0% 적음`, under 0.05 % `비슷함`. */
export function moreOrLess(change: number): string {
	if (Math.abs(change) < 0.0005) return '비슷함';
	return `${percent(Math.abs(change))} ${change > 0 ? '많음' : '적음'}`;
}

/** An hour of the operating day (4–27) in words: 8 → `8시대`, 24 → `다음 날 0시대`. */
export function hourName(hour: number): string {
	return hour < 24 ? `${hour}시대` : `다음 날 ${hour - 24}시대`;
}

/** Hours in words, neighbours joined: [7, 8, 18] → `7~8시대, 18시대`. */
export function hourNames(hours: readonly number[]): string {
	const sorted = [...hours].sort((a, b) => a - b);
	const spans: { from: number; to: number }[] = [];
	for (const hour of sorted) {
		const last = spans.at(-1);
		if (last !== undefined && hour === last.to + 1 && hour !== 24) last.to = hour;
		else spans.push({ from: hour, to: hour });
	}
	return spans
		.map(({ from, to }) => (from === to ? hourName(from) : `${hourName(from).replace('시대', '')}~${to < 24 ? to : to - 24}시대`))
		.join(', ');
}

/** Fills `{name}` in a text. A name without a value stays as it is, so that a mistake is seen. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
	return text.replace(/\{([\w.]+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** `out` 가는 방향, `in` 오는 방향, `all` 방향 구분 없음. */
export function directionName(direction: string): string {
	return direction === 'out' ? '가는 방향' : direction === 'in' ? '오는 방향' : '방향 구분 없음';
}

/** `weekday` 평일, `saturday` 토요일, `holiday` 일요일·공휴일. */
export function dayTypeName(dayType: string): string {
	return dayType === 'weekday' ? '평일' : dayType === 'saturday' ? '토요일' : '일요일·공휴일';
}
