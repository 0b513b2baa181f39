/** The easy word of up to three words, and the loanword or abbreviation in brackets behind it. */
const PAIR = /(?<easy>[가-힣]{1,10}(?: [가-힣]{1,10}){0,2})\((?<loan>[A-Z][A-Za-z&]{1,9}|[가-힣]{2,10})\)/g;
/** Loanwords in Hangul have syllables that Korean and Sino-Korean words hardly have. */
const LOAN_SYLLABLE = /[크트프스즈츠드브그느르므흐]$|[컨콘텐팅링닝밍딩싱핑칭킹펙뱅팩퀘쉐셰케캐테티띠튜듀페피퓨포퍼파플클글블를랩텔럭렉록쇼슈숍샵셀셔]|터$|레이|로봇|디지|데이|게이|모빌|패턴|코스|버스|타일/;
const OFFICE = /^(?:시장|군수|구청장|국장|과장|팀장|위원장|대표|회장|이사장|동장)/;
const MOST = 200;

/** Loanwords that the texts write as `쉬운 말(외래어)`, most used first; of one loanword only the easy word used most. */
export function countLoanwords(text: string): Array<{ easy: string; loan: string; count: number }> {
	const counts = new Map<string, { easy: string; loan: string; count: number }>();
	for (const match of text.matchAll(PAIR)) {
		const { easy = '', loan = '' } = match.groups ?? {};
		if (OFFICE.test(loan) || (/[가-힣]/.test(loan) && !LOAN_SYLLABLE.test(loan))) continue;
		const words = easyWords(easy, loan);
		const known = counts.get(`${words}(${loan}`) ?? { easy: words, loan, count: 0 };
		counts.set(`${words}(${loan}`, { ...known, count: known.count + 1 });
	}
	const best = new Map<string, { easy: string; loan: string; count: number }>();
	for (const one of [...counts.values()].sort((a, b) => b.count - a.count || (a.easy < b.easy ? -1 : 1))) if (!best.has(one.loan)) best.set(one.loan, one);
	return [...best.values()].slice(0, MOST);
}

/** Words with a 조사 belong to the sentence, not to the easy word: `시는 업무 처리 자동화(RPA)` → `업무 처리 자동화`. */
function easyWords(easy: string, loan: string): string {
	const words = easy.split(' ');
	const from = words.slice(0, -1).findLastIndex((word) => /(?:은|는|이|가|을|를|에|의|와|과|로|도|고|며|해|한|할|된|서|및|등)$/.test(word)) + 1;
	const wanted = /[A-Z]/.test(loan) ? words.slice(from) : words.slice(Math.max(from, words.length - 2));
	return wanted.join(' ');
}
