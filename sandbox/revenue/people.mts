import type { Random } from '../shared/random.mts';
import type { Person } from './receipt.mts';

const SURNAMES = ['김', '이', '박', '최', '정', '강', '조', '윤', '장', '임', '한', '오', '서', '신', '권', '황', '안', '송', '류', '홍'];
const FIRST = ['민', '서', '지', '현', '수', '영', '은', '도', '하', '재', '성', '미', '정', '태', '상', '경', '혜', '동'];
const SECOND = ['준', '연', '우', '희', '진', '호', '아', '윤', '훈', '숙', '철', '빈', '원', '경', '자', '석', '림', '솔'];
const DONGS = ['의정부동', '호원동', '장암동', '신곡동', '송산동', '자금동', '가능동', '녹양동', '흥선동'];

/** Seats per week in the numbering of people; more than any week's people. */
export const PEOPLE_PER_WEEK = 12_000;
const PHONE_BLOCK = 9_000_000;

/**
 * People who do not exist. Their numbers are 010-0100-0000 to 010-0999-9999: no carrier gives out numbers whose
 * second group starts with 0, land lines neither. Plates start with 0 and resident numbers have the century digit 0, which nobody has.
 */
export class People {
	private next: number;
	private readonly random: Random;

	constructor(random: Random, week: number) {
		this.random = random;
		this.next = week * PEOPLE_PER_WEEK;
	}

	person(options: { minor?: boolean } = {}): Person & { residentNo: string } {
		const { random } = this;
		const minor = options.minor ?? false;
		return {
			name: random.pick(SURNAMES) + random.pick(FIRST) + random.pick(SECOND),
			minor,
			mobile: this.mobile(),
			tel: random.chance(0.3) ? landline(random) : null,
			address: `경기도 의정부시 ${random.pick(DONGS)} 모의로 ${random.integer(1, 399)}, ${random.integer(101, 120)}동 ${random.integer(1, 25)}0${random.integer(1, 6)}호`,
			residentNo: residentNo(random, minor),
		};
	}

	corporation(): Person & { residentNo: string } {
		const { random } = this;
		return {
			name: `주식회사 모의${random.pick(['모터스', '자동차매매상사', '오토', '운수', '무역'])}${random.integer(1, 99)}`,
			minor: false,
			mobile: null,
			tel: landline(random),
			address: `경기도 의정부시 ${random.pick(DONGS)} 모의산업로 ${random.integer(1, 99)}`,
			residentNo: `000000-0${String(random.integer(0, 999_999)).padStart(6, '0')}`,
		};
	}

	/** A number nobody else has. */
	mobile(): string {
		// 7919 and the block have no common divisor, so different people get different numbers
		const digits = String(1_000_000 + ((this.next++ * 7919) % PHONE_BLOCK));
		return `010-0${digits.slice(0, 3)}-${digits.slice(3)}`;
	}
}

export function landline(random: Random): string {
	return `031-0${random.integer(10, 99)}-${String(random.integer(0, 9999)).padStart(4, '0')}`;
}

export function plate(random: Random): string {
	const letter = random.pick(['가', '나', '다', '라', '마', '거', '너', '더', '러', '머', '고', '노', '도', '로', '모', '구', '누', '두', '루', '무']);
	return `0${random.integer(10, 99)}${letter}${random.integer(1000, 9999)}`;
}

function residentNo(random: Random, minor: boolean): string {
	const year = minor ? random.integer(10, 24) : random.integer(50, 99);
	const two = (value: number) => String(value).padStart(2, '0');
	return `${two(year)}${two(random.integer(1, 12))}${two(random.integer(1, 28))}-0${String(random.integer(0, 999_999)).padStart(6, '0')}`;
}
