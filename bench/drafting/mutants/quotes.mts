import { changeAt, type Change, type Clean, type Mutator } from './mutant.mts';

const INVENTED = ['시민 모두가 함께 만든 값진 결실이다', '현장의 목소리를 끝까지 듣겠다', '이보다 더 좋은 소식은 없을 것이다', '아이들이 웃는 모습에 큰 보람을 느낀다'];
const TELLING: Readonly<Record<string, (words: string) => string>> = {
	'press-release': (words) => ` 한 참석자는 “${words}”고 말했다.`,
	greeting: (words) => ` 어느 시민께서는 “${words}”고 말씀하셨습니다.`,
	'event-script': (words) => ` 어느 시민께서는 “${words}”고 하셨습니다.`,
	'civil-reply': (words) => ` 주민 대표는 “${words}”고 말했습니다.`,
	'merit-record': (words) => ` 이웃 주민은 “${words}”고 말하였음.`,
	'work-report': (words) => `, 이용자는 “${words}”고 답함`,
	'event-plan': (words) => `, 지난 참가자는 “${words}”고 밝힘`,
	minutes: (words) => `, “${words}”고 함`,
};

/** Words in quotation marks that nobody said, after a paragraph or item. */
export const quoteInvented: Mutator = {
	kind: 'quote.invented',
	make: (clean, random) => {
		const tell = TELLING[clean.profileId];
		if (!tell) return [];
		return clean.texts
			.filter(({ role, text, level, column }) => (role === 'paragraph' || (role === 'item' && level > 1) || column === '멘트') && text.length > 20 && !text.includes('“'))
			.map((text) => {
				const words = random.pick(INVENTED);
				return changeAt(text, text.text.length, text.text.length, tell(words), [words]);
			});
	},
};

function quotations(clean: Clean) {
	return clean.texts.flatMap((text) => [...text.text.matchAll(/“([^”]+)”/g)].map((match) => ({ text, start: match.index + 1, words: match[1] ?? '' })));
}

const OTHER_WORDS: ReadonlyArray<[RegExp, string]> = [
	[/따뜻하게/, '풍성하게'],
	[/늘어/, '줄어'],
	[/어르신/, '시민'],
	[/활짝/, '조금'],
	[/만들겠다/, '이루겠다'],
	[/기관이/, '도시가'],
	[/멀리/, '오래'],
	[/먼저/, '함께'],
	[/든든하다/, '뿌듯하다'],
	[/펼칠/, '키울'],
	[/지역 청년/, '모든 시민'],
];

/** One word of a quotation is another. */
export const quoteAltered: Mutator = {
	kind: 'quote.altered',
	make: (clean) =>
		quotations(clean).flatMap(({ text, start, words }) =>
			OTHER_WORDS.filter(([word]) => word.test(words)).map(([word, other]) => {
				const wrong = words.replace(word, other);
				return changeAt(text, start, start + words.length, wrong, [wrong]);
			}),
		),
};

const TAILS = ['. 앞으로도 시민과 함께하겠다', '. 시가 앞장서 힘껏 돕겠다'];

/** A quotation lengthened, given a second half nobody said, or joined with another one. */
export const quoteJoined: Mutator = {
	kind: 'quote.joined',
	make: (clean) => {
		const quotes = quotations(clean);
		return quotes.flatMap(({ text, start, words }, index): Change[] => {
			const end = start + words.length;
			const tail = TAILS[index % TAILS.length] ?? '';
			const second = tail.slice(2);
			const other = quotes.find((quote) => quote.text.place !== text.place);
			return [
				changeAt(text, start, end, words + tail, [second]),
				changeAt(text, start, end, `${words}”며 “${second}`, [second]),
				...(other ? [changeAt(text, start, end, `${words}. ${other.words}`)] : []),
			];
		});
	},
};

/** The words of one told by another. */
export const quoteSpeaker: Mutator = {
	kind: 'quote.speaker',
	make: (clean) => {
		if (clean.profileId !== 'press-release') return [];
		const paragraphs = clean.texts.filter(({ sectionId, text }) => sectionId === 'quote' && text.includes('“'));
		return paragraphs.flatMap((text): Change[] => {
			const stop = text.text.indexOf('“');
			const others = paragraphs.filter(({ place }) => place !== text.place).map((other) => other.text.slice(0, other.text.indexOf('“')));
			return [...others, '오지영 이사장은 '].filter((speaker) => speaker !== text.text.slice(0, stop)).map((speaker) => changeAt(text, 0, stop, speaker));
		});
	},
};
