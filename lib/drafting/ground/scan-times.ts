import { parseNumber } from '../korean/numerals';
import { type Claim, claimAt, type Scanner } from './claim';

const HALF = '(오전|오후|낮|밤|새벽|저녁|아침|점심)';
const NATIVE = '(한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열한|열두)';
const AFTER_HOUR = '(?![가-힣]|\\d)|(?=에|부터|까지|이후|경|쯤|로|의|는|정각|와|을|이|에는|엔|반)';

const DIGITS = new RegExp(`(?:${HALF}\\s?)?(?<![\\d:.])(\\d{1,2}):(\\d{2})(?!\\d|:\\d)`, 'g');
const RANGE_HOUR = new RegExp(`(?:${HALF}\\s?)?(?<![\\d:.~-])(\\d{1,2})(?=\\s?[~-]\\s?\\d{1,2}시(?!간))`, 'g');
const HOURS = new RegExp(`(?:${HALF}\\s?)?(?<![\\d.,])(\\d{1,2})\\s?시(?!간)(?:\\s?(?:(\\d{1,2})\\s?분(?!간|의)|(반)(?![가-힣]{2}))|${AFTER_HOUR})`, 'g');
const WORDS = new RegExp(`(?:${HALF}\\s?|(?<![가-힣]))${NATIVE}\\s?시(?!간)(?:\\s?(?:([이삼사오]?십[일이삼사오육칠팔구]?)\\s?분(?!간|의)|(반)(?![가-힣]{2}))|${AFTER_HOUR})`, 'g');
const NAMED = /(?<![가-힣])(정오|자정)(?![가-힣]{2})/g;

const MORNING = new Set(['오전', '새벽', '아침']);

/** Minutes of the day, or null where there is no such time. */
function minutesOf(half: string | undefined, hour: number, minute: number): { minutes: number; either: boolean } | null {
	if (hour > 24 || minute > 59) return null;
	if (half === undefined || hour > 12) return { minutes: ((hour * 60) % 1440) + minute, either: half === undefined && hour <= 12 };
	if (MORNING.has(half)) return { minutes: (hour % 12) * 60 + minute, either: false };
	if (half === '밤' && (hour === 12 || hour <= 4)) return { minutes: (hour % 12) * 60 + minute, either: false };
	return { minutes: (hour % 12) * 60 + 720 + minute, either: false };
}

/** Times of the day: `14:30`, `오후 2시 30분`, `낮 열두 시`, `정오`. `1:1` and `24시간` are none. */
export const scanTimes: Scanner = (text, free) => {
	const found: Claim[] = [];
	const add = (match: RegExpExecArray, time: { minutes: number; either: boolean } | null) => {
		const [start, end] = [match.index + match[0].length - match[0].trimStart().length, match.index + match[0].trimEnd().length];
		if (time && free(start, end) && !found.some((claim) => start < claim.end && end > claim.start)) found.push(claimAt(text, 'time', start, end, { type: 'time', ...time }));
	};
	if (!/[시:오자]/.test(text)) return found;
	for (const match of text.matchAll(DIGITS)) {
		const time = minutesOf(match[1], Number(match[2]), Number(match[3]));
		add(match, time && { ...time, either: match[1] === undefined && (match[2] ?? '').length === 1 });
	}
	for (const match of text.matchAll(HOURS)) add(match, minutesOf(match[1], Number(match[2]), match[4] === undefined ? Number(match[3] ?? 0) : 30));
	for (const match of text.matchAll(WORDS)) {
		const time = minutesOf(match[1], parseNumber(match[2] ?? '') ?? 99, match[4] === undefined ? (parseNumber(match[3] ?? '') ?? 0) : 30);
		add(match, time);
	}
	for (const match of text.matchAll(RANGE_HOUR)) add(match, minutesOf(match[1], Number(match[2]), 0));
	for (const match of text.matchAll(NAMED)) add(match, { minutes: match[1] === '정오' ? 720 : 0, either: false });
	return found;
};
