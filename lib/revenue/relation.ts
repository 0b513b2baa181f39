import type { RawText } from './raw';

/** Relations that may stand in clear. Any other text may be a name in the wrong column. */
const RELATIONS: ReadonlySet<string> = new Set([
	...['배우자', '부부', '남편', '아내', '처', '부', '모', '부모', '부친', '모친', '아버지', '어머니', '양부', '양모', '계부', '계모'],
	...['자', '녀', '자녀', '아들', '딸', '장남', '차남', '삼남', '사남', '장녀', '차녀', '삼녀', '사녀', '양자', '손', '손자', '손녀', '손자녀', '외손', '외손자', '외손녀'],
	...['조부', '조모', '조부모', '외조부', '외조모', '외조부모', '할아버지', '할머니', '외할아버지', '외할머니', '증조부', '증조모'],
	...['형', '제', '형제', '자매', '형제자매', '오빠', '누나', '누이', '언니', '동생', '남동생', '여동생'],
	...['며느리', '자부', '사위', '시부', '시모', '시부모', '시아버지', '시어머니', '장인', '장모', '처부', '처모', '손자며느리', '손부', '손녀사위'],
	...['형수', '제수', '매형', '매부', '매제', '자형', '형부', '제부', '올케', '처남', '처제', '처형', '시동생', '시숙', '시누이', '동서'],
	...['직계존속', '직계비속', '배우자의직계존속', '배우자의직계비속', '배우자의형제자매', '직계비속의배우자', '형제자매의배우자', '자녀의배우자'],
	...['삼촌', '숙부', '숙모', '고모', '이모', '외삼촌', '조카', '사촌', '가족', '친족', '친척', '세대원', '동거인', '기타'],
]);

const LONGEST = 10;

/** A co-owner's relation as the source writes it, without spaces and remarks; null where it is no known family word. */
export function plainRelation(text: RawText): string | null {
	if (text === null) return null;
	const word = text.normalize('NFC').replace(/\s/g, '').replace(/\([^()]*\)$/, '');
	return word.length <= LONGEST && RELATIONS.has(word) ? word : null;
}
