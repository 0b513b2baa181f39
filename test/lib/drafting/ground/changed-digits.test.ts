import fc from 'fast-check';
import { ground } from '../../../../lib/drafting/ground/ground';
import type { FactSheet, TextUnit, Trace } from '../../../../lib/drafting/types';
import { profileOf } from './support';

const city = { name: '의정부시', head: null, department: '도서관과' };
const sheetOf = (...texts: readonly string[]): FactSheet => ({
	facts: texts.map((text, at) => ({ no: at + 1, fieldId: 'facts', label: '핵심 내용', text })),
	quotes: [],
	findings: [],
	missing: [],
});
const unit = (text: string): TextUnit => ({ place: 'title', role: 'title', sectionId: '', level: 0, column: '', fixed: false, text });
const traces = (text: string, ...facts: readonly string[]): Trace[] =>
	ground([unit(text)], sheetOf(...facts), { profile: profileOf('press-release'), city, today: '2026-11-23' });
const verdicts = (text: string, ...facts: readonly string[]): string[] => traces(text, ...facts).map(({ verdict }) => verdict);

const UNITS = ['명', '건', '곳', '가구', '㎡', 'km', '원', '대', '권', '%'] as const;
const grouped = (value: number): string => value.toLocaleString('en-US');

describe('a changed digit', () => {
	it('is no longer traced, with any unit', () => {
		fc.assert(
			fc.property(fc.integer({ min: 32, max: 9_999_999 }), fc.constantFrom(...UNITS), fc.nat(), fc.integer({ min: 1, max: 9 }), (value, word, at, by) => {
				const digits = [...String(value)];
				const place = at % digits.length;
				const changed = Number(digits.map((digit, one) => (one === place ? String((Number(digit) + by) % 10) : digit)).join(''));
				fc.pre(changed !== value);
				expect(verdicts(`모두 ${grouped(value)}${word}입니다.`, `모두 ${value}${word}`)).toEqual(['traced']);
				expect(verdicts(`모두 ${grouped(changed)}${word}입니다.`, `모두 ${value}${word}`)).toEqual(['untraced']);
			}),
			{ numRuns: 150 },
		);
	});

	it('is traced where another fact has it', () => {
		fc.assert(
			fc.property(fc.integer({ min: 32, max: 99_999 }), fc.integer({ min: 32, max: 99_999 }), fc.constantFrom(...UNITS), (one, other, word) => {
				expect(verdicts(`${grouped(other)}${word}`, `${one}${word}`, `${other}${word}`)).toEqual(['traced']);
			}),
			{ numRuns: 60 },
		);
	});

	it('of a day is no longer traced', () => {
		const day = fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2027-12-31T00:00:00Z'), noInvalidDate: true });
		fc.assert(
			fc.property(day, day, (one, other) => {
				const [first, second] = [one, other].map((date) => ({ y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() }));
				if (!first || !second) return;
				fc.pre(first.m !== second.m || first.d !== second.d);
				fc.pre(!(second.m === 11 && second.d === 23));
				const fact = `${first.y}. ${first.m}. ${first.d}.`;
				expect(verdicts(`${first.m}월 ${first.d}일`, fact)).toEqual(['traced']);
				expect(verdicts(`${second.m}월 ${second.d}일`, fact)).toEqual(['untraced']);
				expect(verdicts(`${second.y}. ${second.m}. ${second.d}.`, fact)).toEqual(['untraced']);
			}),
			{ numRuns: 80 },
		);
	});

	it('of a time is no longer traced', () => {
		const minutes = fc.integer({ min: 0, max: 1439 });
		const digital = (time: number) => `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
		const spoken = (time: number) => `${time < 720 ? '오전' : '오후'} ${Math.floor(time / 60) % 12 || 12}시${time % 60 === 0 ? '' : ` ${time % 60}분`}`;
		fc.assert(
			fc.property(minutes, minutes, (one, other) => {
				fc.pre(one !== other);
				expect(verdicts(spoken(one), digital(one))).toEqual(['traced']);
				expect(verdicts(spoken(other), digital(one))).toEqual(['untraced']);
				expect(verdicts(digital(other), digital(one))).toEqual(['untraced']);
			}),
			{ numRuns: 80 },
		);
	});
});

describe('claims', () => {
	it('lie inside their text, in order, none inside another', () => {
		const piece = fc.constantFrom('서강민 시장은 ', '“함께 가겠다”고 ', '12월 5일 ', '오후 2시 ', '1,500명', '3억 5천만 원', '「도로법」 제3조', ' AI ', '의정부문화재단', '‘책나눔 축제’', '[확인 필요: 3명]', '[인용 필요]', '(', ')', '"', '‘', '·', ' ', '가나다', '\n', '031-828-2114', '1부 ');
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
				const text = pieces.join('');
				let last = 0;
				for (const trace of traces(text, '시민 1,500명')) {
					expect(trace.text).toBe(text.slice(trace.start, trace.end));
					expect(trace.start).toBeGreaterThanOrEqual(last);
					expect(trace.end).toBeGreaterThan(trace.start);
					last = trace.end;
				}
			}),
			{ numRuns: 200 },
		);
	});
});
