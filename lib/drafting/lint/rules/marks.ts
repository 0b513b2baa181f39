import { ALL_SETS, patternRule, type DocumentHit, type LintedDocument, type Rule } from '../rule';

const ORDER = '가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허';
const KINDS: ReadonlyArray<{ name: string; pattern: RegExp; index(mark: string): number }> = [
	{ name: '1.', pattern: /^(\d{1,2})\.(?=\s(?!\d))/, index: Number },
	{ name: '가.', pattern: /^([가-힣])\.(?=\s)/, index: (mark) => ORDER.indexOf(mark) + 1 },
	{ name: '1)', pattern: /^(\d{1,2})\)(?=\s)/, index: Number },
	{ name: '가)', pattern: /^([가-힣])\)(?=\s)/, index: (mark) => ORDER.indexOf(mark) + 1 },
	{ name: '(1)', pattern: /^\((\d{1,2})\)(?=\s)/, index: Number },
	{ name: '(가)', pattern: /^\(([가-힣])\)(?=\s)/, index: (mark) => ORDER.indexOf(mark) + 1 },
	{ name: '①', pattern: /^([①-⑳])/, index: (mark) => mark.charCodeAt(0) - 0x2460 + 1 },
	{ name: '㉮', pattern: /^([㉮-㉻])/, index: (mark) => mark.charCodeAt(0) - 0x326e + 1 },
];
const STORED_MARK =
	/^[ \t]*(?:[□■○●◦ㅇ▪▫◎◇◆▶▷❍•·ㆍ‧∘*–—-][ \t]+|\d{1,2}[.)][ \t]+(?!\d)|[가나다라마바사아자차카타파하][.)][ \t]+|\((?:\d{1,2}|[가나다라마바사아자차카타파하])\)[ \t]+|[①-⑳㉮-㉻⑴-⒇㈎-㈛][ \t]*)(?=\S)/g;
const PAIRS: ReadonlyArray<readonly [string, string]> = [
	['(', ')'], ['[', ']'], ['「', '」'], ['『', '』'], ['“', '”'],
];

/** Item marks, colons, middle dots, brackets. */
export const MARK_RULES: readonly Rule[] = [
	patternRule({
		id: 'mark.stored',
		sets: ALL_SETS,
		name: '글 속의 항목 기호',
		basis: '항목 기호는 서식이 붙임',
		severity: 'info',
		safeFix: true,
		pattern: STORED_MARK,
		roles: ['item'],
		message: '항목 기호는 문서 서식이 자동으로 붙이므로 글에 넣지 않습니다.',
		use: () => '',
	}),
	patternRule({
		id: 'mark.item-form',
		sets: ALL_SETS,
		name: '항목 기호의 글자',
		basis: '「행정업무의 운영 및 혁신에 관한 규정 시행규칙」 제2조제1항',
		severity: 'warning',
		safeFix: true,
		pattern: /[⑴-⒇㈎-㈛]/g,
		message: '다섯째와 여섯째 항목 기호는 괄호와 글자를 따로 쳐서 "(1)", "(가)"와 같이 씁니다.',
		use: ([mark]) => `(${mark <= '⒇' ? mark.charCodeAt(0) - 0x2474 + 1 : ORDER.charAt(mark.charCodeAt(0) - 0x320e)})`,
	}),
	patternRule({
		id: 'mark.colon',
		sets: ALL_SETS,
		name: '쌍점 띄어쓰기',
		basis: '한글 맞춤법 문장 부호, 행정업무운영 편람',
		severity: 'warning',
		safeFix: true,
		pattern: /(?<=[가-힣)\]A-Za-z])[ \t]*:[ \t]*(?=[^\s/:])/g,
		accepts: (match, unit) => /[가-힣)\]]/.test(unit.masked.charAt(match.index - 1)) || /^[가-힣]/.test(unit.masked.slice(match.index + match[0].length)),
		message: '쌍점은 앞말에 붙이고 뒤는 한 칸 띄웁니다.',
		use: () => ': ',
	}),
	patternRule({
		id: 'mark.middle-dot',
		sets: ALL_SETS,
		name: '가운뎃점',
		basis: '한글 맞춤법 문장 부호',
		severity: 'info',
		safeFix: true,
		pattern: /(?<=[가-힣\dA-Za-z)])[‧ㆍ・•∙⋅](?=[가-힣\dA-Za-z(])/g,
		message: '가운뎃점은 한 가지 글자로 씁니다.',
		use: () => '·',
	}),
	{
		id: 'mark.unbalanced',
		sets: ALL_SETS,
		name: '괄호와 따옴표의 짝',
		basis: '한글 맞춤법 문장 부호',
		severity: 'warning',
		safeFix: false,
		*unit({ text }) {
			const bare = text.replace(/(?:^|\n)[ \t]*[\d가-하]{1,2}\)/g, '').replace(/\d{2,3}\)(?=\d)/g, '');
			for (const [open, close] of PAIRS)
				if (bare.split(open).length !== bare.split(close).length)
					yield { start: 0, end: 0, message: `여는 부호(${open})와 닫는 부호(${close})의 짝이 맞지 않습니다.`, suggestion: '빠진 부호를 채우시기 바랍니다.' };
			if (bare.split('"').length % 2 === 0) yield { start: 0, end: 0, message: '큰따옴표의 짝이 맞지 않습니다.', suggestion: '빠진 따옴표를 채우시기 바랍니다.' };
		},
	},
	{
		id: 'item.order',
		sets: ALL_SETS,
		name: '항목 기호의 차례',
		basis: '「행정업무의 운영 및 혁신에 관한 규정 시행규칙」 제2조제1항',
		severity: 'error',
		safeFix: false,
		document: outOfOrder,
	},
	{
		id: 'item.level',
		sets: ALL_SETS,
		name: '항목의 단계',
		basis: '「행정업무의 운영 및 혁신에 관한 규정 시행규칙」 제2조제1항',
		severity: 'warning',
		safeFix: false,
		*document({ units }) {
			let above: { section: string; level: number } = { section: '', level: 0 };
			for (const { role, place, sectionId, level } of units) {
				if (role !== 'item') continue;
				const before = above.section === sectionId ? above.level : 0;
				if (level > before + 1)
					yield { place, start: 0, end: 0, message: `항목이 ${before + 1}단계를 건너뛰고 ${level}단계로 시작합니다.`, suggestion: '위 단계의 항목을 두거나 단계를 올리시기 바랍니다.' };
				above = { section: sectionId, level };
			}
		},
	},
];

/** Blanks before a mark, and the word that attachments are numbered behind. */
const ATTACHED = /^[ \t]*(?:붙[ ]?임[ \t]+)?/;

/** Marks written into the text must count up, and begin anew under a mark of a higher kind. */
function* outOfOrder({ units }: LintedDocument): Iterable<DocumentHit> {
	let section = '';
	let expected = KINDS.map(() => 1);
	for (const unit of units) {
		if (unit.fixed || (unit.role !== 'paragraph' && unit.role !== 'item')) continue;
		if (unit.sectionId !== section) {
			section = unit.sectionId;
			expected = KINDS.map(() => 1);
		}
		for (const { 0: line, index: start } of unit.text.matchAll(/[^\n]+/g)) {
			const bare = line.replace(ATTACHED, '');
			for (const [kind, { pattern, index }] of KINDS.entries()) {
				const match = pattern.exec(bare);
				if (match === null) continue;
				const [mark] = match;
				const number = index(match[1] ?? '');
				if (number <= 0) break;
				const at = start + line.length - bare.length;
				const right = expected[kind] ?? 1;
				if (number !== right && number !== 1)
					yield { place: unit.place, start: at, end: at + mark.length, message: `항목 기호 "${mark}"의 차례가 맞지 않습니다.`, suggestion: `차례대로라면 "${nameOf(kind, right)}"입니다. 빠진 항목이 없는지 확인하시기 바랍니다.` };
				expected = expected.map((each, other) => (other === kind ? number + 1 : other > kind ? 1 : each));
				break;
			}
		}
	}
}

function nameOf(kind: number, number: number): string {
	const sample = KINDS[kind]?.name ?? '1.';
	if (sample === '①') return String.fromCharCode(0x2460 + number - 1);
	if (sample === '㉮') return String.fromCharCode(0x326e + number - 1);
	return sample.replace('1', String(number)).replace('가', ORDER.charAt(number - 1));
}

