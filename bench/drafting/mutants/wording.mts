import { changeAt, type Change, type Clean, type Mutator } from './mutant.mts';

/** Phrases put before a sentence: in common lists of what public texts should not say, or plain misspellings. */
const PHRASES: Readonly<Record<string, readonly string[]>> = {
	loanword: ['거버넌스를 바탕으로 ', '마스터 플랜에 따라 ', '클러스터를 중심으로 ', '킥오프 회의를 거쳐 '],
	loanSpelling: ['컨텐츠를 활용하여 ', '워크샵을 거쳐 ', '리더쉽을 바탕으로 ', '스케쥴에 맞추어 ', '메세지를 담아 ', '플랭카드를 걸고 '],
	spelling: ['몇일 동안 ', '갯수를 세어 ', '년도별 계획에 따라 '],
	hardWord: ['금번 ', '익일부터 ', '금일부터 '],
	discriminating: ['장애우와 함께 ', '불우이웃을 위해 ', '미망인을 위해 ', '정상인과 함께 ', '학부형과 함께 ', '결손가정을 위해 '],
	dash: ['새로운 시작 — '],
	hanja: ['市民과 함께 '],
	kana: ['みなさん과 함께 '],
};

const body = (clean: Clean) =>
	clean.texts.filter(({ role, text, level, column }) => (role === 'paragraph' || column === '멘트' || (role === 'item' && level >= 1)) && text.length > 15 && !/^[가-힣 ]{1,10}: /.test(text) && !text.startsWith('관련') && !text.startsWith('“'));

const phrases: readonly Mutator[] = Object.entries(PHRASES).map(([kind, words]) => ({
	kind: `wording.${kind}`,
	make: (clean, random) => {
		const texts = body(clean);
		return words.flatMap((phrase) => (texts.length === 0 ? [] : [changeAt(random.pick(texts), 0, 0, phrase)]));
	},
}));

const FORBIDDEN: Readonly<Record<string, readonly string[]>> = {
	'press-release': ['전국 최초로 '],
	'merit-record': ['투철한 사명감으로 ', '솔선수범하여 '],
	greeting: ['공사다망하신 가운데 ', '불철주야 애쓰며 '],
	'event-script': ['왕림하신 분들과 함께 '],
	'work-report': ['만전을 기하여 '],
	'event-plan': ['만전을 기하여 '],
	'official-letter': ['양지하시고 '],
	'civil-reply': ['양지하시고 '],
	'notice-copy': ['필히 '],
};

const forbidden: Mutator = {
	kind: 'wording.forbidden',
	make: (clean, random) => (FORBIDDEN[clean.profileId] ?? []).flatMap((phrase) => (body(clean).length === 0 ? [] : [changeAt(random.pick(body(clean)), 0, 0, phrase)])),
};

const PARTICLES: Readonly<Record<string, string>> = { 은: '는', 는: '은', 이: '가', 가: '이', 을: '를', 를: '을' };

/** The particle of the other sound after words that cannot be mistaken. */
const particle: Mutator = {
	kind: 'josa',
	make: (clean) =>
		body(clean).flatMap((text) =>
			[...text.text.matchAll(/(시민|주민|어르신|행사|토론회|사업|공사|봉사자|차량|회원|대회|단체|체험|의견서|합창단|협약|요금)([은는이가을를])(?= )/g)].map((match) => {
				const at = match.index + (match[1] ?? '').length;
				return changeAt(text, at, at + 1, PARTICLES[match[2] ?? ''] ?? '');
			}),
		),
};

const markup: Mutator = {
	kind: 'markup',
	make: (clean, random) => {
		const texts = body(clean);
		if (texts.length === 0) return [];
		const wrap = (before: string, after: string): Change => {
			const text = random.pick(texts);
			const end = text.text.indexOf(' ');
			return changeAt(text, 0, end, `${before}${text.text.slice(0, end)}${after}`);
		};
		return [wrap('**', '**'), wrap('<b>', '</b>')];
	},
};

const repeated: Mutator = {
	kind: 'repeated',
	make: (clean, random) => {
		const texts = body(clean);
		if (texts.length === 0) return [];
		const word = random.pick(texts);
		const first = /^[가-힣]{2,}(?= )/.exec(word.text)?.[0] ?? '함께 함께';
		const whole = random.pick(texts);
		return [changeAt(word, 0, 0, `${first} `), changeAt(whole, whole.text.length, whole.text.length, ` ${whole.text}`.repeat(4))];
	},
};

/** A sentence far longer than any limit. */
const longSentence: Mutator = {
	kind: 'sentence.long',
	make: (clean) => {
		const text = body(clean).find(({ role, column }) => role === 'paragraph' || role === 'item' || column === '멘트');
		if (!text) return [];
		const clause = '관계 기관과 미리 협의하고 현장을 여러 차례 살펴 의견을 듣고 그 뜻을 세심하게 반영하며 ';
		return [changeAt(text, 0, 0, clause.repeat(4))];
	},
};

export const wording: readonly Mutator[] = [...phrases, forbidden, particle, markup, repeated, longSentence];
