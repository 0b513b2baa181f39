import { ALL_SETS, group, patternRule, type ReadUnit, type Rule } from '../rule';
import { isSpoken } from './dates';

const DECREE = '「행정업무의 운영 및 혁신에 관한 규정」 제7조제5항, 행정업무운영 편람';
const RATIO_BEFORE = /(?:비율|경쟁률|축척|점수|배율|대비)[은는이가을를]?[ ]?(?:약 )?$/;
const AFTER_TIME = String.raw`(?=$|[^가-힣\d·ㆍ‧]|에|부터|까지|경|이후|이전|정각|쯤|로|를|의|와|은|는)`;
const HALF_DAY = String.raw`(?<half>오전|오후|아침|저녁|밤|낮)?[ ]?`;

const isRatio = (match: RegExpExecArray, unit: ReadUnit): boolean => RATIO_BEFORE.test(unit.masked.slice(Math.max(0, match.index - 12), match.index));

/** Hour of the day, or null where 오전 or 오후 would have to be guessed. */
function hourOf(half: string, hour: number): number | null {
	if (half === '오후' || half === '저녁' || half === '낮') return hour > 12 ? hour : half === '낮' && hour === 11 ? 11 : (hour % 12) + 12;
	if (half === '밤') return hour > 12 ? hour : hour === 12 ? 0 : hour >= 6 ? hour + 12 : hour;
	if (half !== '') return hour === 12 ? 0 : hour;
	return hour > 12 ? hour : null;
}

const clock = (hour: number, minute: string): string => `${String(hour).padStart(2, '0')}:${minute.padStart(2, '0')}`;

/** `오후 2시 30분`; null for the hour after midnight, which needs a word of its own. */
function spokenTime(hour: number, minute: number): string | null {
	if (hour === 0 || hour > 23) return null;
	const name = hour === 12 && minute === 0 ? '낮 12시' : `${hour < 12 ? '오전' : '오후'} ${hour > 12 ? hour - 12 : hour}시`;
	return minute === 0 ? name : `${name} ${minute}분`;
}

const COLON_TIME = /(?<![\d:.\-])(?<h>[01]?\d|2[0-3]):(?<m>[0-5]\d)(?![\d:])|(?<![\d:.\-])(?<h2>1[3-9]|2[0-3])시(?:[ ]?(?<m2>\d{1,2})분)?(?=$|[^가-힣\d·]|에|부터|까지|경|이후|이전|의|로)/g;

/** How hours are written; the 편람 and the press differ. */
export const TIME_RULES: readonly Rule[] = [
	patternRule({
		id: 'time.notation',
		sets: ['office', 'speech'],
		name: '시각 표기',
		basis: DECREE,
		severity: 'error',
		safeFix: true,
		pattern: new RegExp(String.raw`(?<!\d)${HALF_DAY}(?<![\d.])(?<h>\d{1,2})시(?:[ ]?(?<m>\d{1,2})분|[ ]?(?<thirty>반))?${AFTER_TIME}`, 'g'),
		needs: 'digit',
		accepts: (match, unit, { profile }) => Number(group(match, 'h')) < 24 && (profile.rules.set === 'office' || (unit.role === 'cell' && /시각|시간/.test(unit.column))),
		message: '공문서의 시각은 24시각제 숫자로 쓰고 시·분의 글자 대신 쌍점을 찍습니다.',
		use: (match) => {
			const hour = hourOf(group(match, 'half'), Number(group(match, 'h')));
			const lead = /^ /.test(match[0]) ? ' ' : '';
			return hour === null ? null : lead + clock(hour, group(match, 'thirty') === '' ? group(match, 'm') || '0' : '30');
		},
		advice: '"14:30"과 같이 쓰시기 바랍니다.',
	}),
	patternRule({
		id: 'time.padding',
		sets: ['office', 'citizen', 'speech'],
		name: '시각의 두 자리 숫자',
		basis: DECREE,
		severity: 'warning',
		safeFix: true,
		pattern: /(?<![\d:.\-])(?<h>\d):(?<m>[0-5]\d)(?![\d:])/g,
		needs: 'digit',
		accepts: (match, unit) => !isRatio(match, unit),
		message: '시와 분은 두 자리 숫자로 씁니다.',
		use: (match) => clock(Number(group(match, 'h')), group(match, 'm')),
	}),
	patternRule({
		id: 'time.colon',
		sets: ALL_SETS,
		name: '시각의 쌍점',
		basis: '한글 맞춤법 문장 부호',
		severity: 'error',
		safeFix: true,
		pattern: /(?<![\d:])(?<h>[01]?\d|2[0-4])(?:[ \t]+:[ \t]*|:[ \t]+)(?<m>[0-5]\d)(?=$|[\s~∼)\]]|에|부터|까지)/g,
		needs: 'digit',
		accepts: (match, unit) => !isRatio(match, unit),
		message: '시와 분 사이의 쌍점은 앞뒤를 붙여 씁니다.',
		use: (match) => `${group(match, 'h')}:${group(match, 'm')}`,
	}),
	patternRule({
		id: 'time.press',
		sets: ['press'],
		name: '보도자료의 시각',
		basis: '보도자료 관행(의정부시 보도자료 측정)',
		severity: 'error',
		safeFix: true,
		pattern: COLON_TIME,
		needs: 'digit',
		roles: ['title', 'subtitle', 'paragraph'],
		accepts: (match, unit) => !isRatio(match, unit) && !/오[전후][ ]?$/.test(unit.masked.slice(Math.max(0, match.index - 3), match.index)),
		message: '보도자료의 시각은 "오후 2시 30분"과 같이 씁니다.',
		use: (match) => spokenTime(Number(group(match, 'h') || group(match, 'h2')), Number(group(match, 'm') || group(match, 'm2') || '0')),
		advice: '"오후 2시 30분"과 같이 쓰시기 바랍니다.',
	}),
	patternRule({
		id: 'time.speech',
		sets: ['speech'],
		name: '낭독문의 시각',
		basis: '소리 내어 읽는 글의 관행',
		severity: 'warning',
		safeFix: true,
		pattern: COLON_TIME,
		needs: 'digit',
		accepts: (match, unit) => isSpoken(unit) && !isRatio(match, unit),
		message: '낭독하는 글의 시각은 "오후 2시 30분"과 같이 읽는 대로 씁니다.',
		use: (match) => spokenTime(Number(group(match, 'h') || group(match, 'h2')), Number(group(match, 'm') || group(match, 'm2') || '0')),
		advice: '"오후 2시 30분"과 같이 쓰시기 바랍니다.',
	}),
	patternRule({
		id: 'time.impossible',
		sets: ALL_SETS,
		name: '없는 시각',
		basis: '24시각제',
		severity: 'error',
		pattern: /(?<![\d:])(?<h>\d{2}):(?<m>\d{2})(?![\d:])/g,
		needs: 'digit',
		accepts: (match, unit) => {
			const wrong = Number(group(match, 'h')) > 24 || Number(group(match, 'm')) > 59;
			return wrong && (/시각|시간/.test(unit.column) || /(?:[)~∼.]|일시:?|시간:?|시각:?)[ ]?$/.test(unit.masked.slice(Math.max(0, match.index - 5), match.index)));
		},
		message: '하루에 없는 시각입니다.',
		advice: '원래 자료의 시각을 확인하시기 바랍니다.',
	}),
];
