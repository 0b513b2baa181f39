import { withJosa } from '../korean/josa';
import type { Claim } from './claim';
import type { FactIndex } from './fact-index';
import { squeezed } from './flat';
import { misplaced, type Verdict } from './verdict';

const LISTED = /^(?:[과와]\s|,\s|·|\s및\s)$/;

/** Persons and bodies named twice in one list: one of them stands for another. */
export function namedTwice(text: string, claims: readonly Claim[]): Map<Claim, Verdict> {
	const named = claims.filter(({ kind }) => kind === 'person' || kind === 'organisation');
	const repeated = named.flatMap((claim, at) => {
		const next = named[at + 1];
		return next && next.text === claim.text && LISTED.test(text.slice(claim.end, next.start)) ? [claim, next] : [];
	});
	return new Map(repeated.map((claim) => [claim, misplaced(`${withJosa(`'${claim.text}'`, '이/가')} 한 목록에 두 번 나옵니다.`, [])]));
}

const NEXT_TO = /^(?:\s|[과와의]\s|·|,\s)$/;

/** Facts that name a body which stands right next to this one. */
export function neighbourFacts(text: string, { start, end, text: name }: Claim, claims: readonly Claim[], index: FactIndex): Set<number> {
	const beside = claims.filter((other) => other.kind === 'organisation' && other.text !== name && (NEXT_TO.test(text.slice(other.end, start)) || NEXT_TO.test(text.slice(end, other.start))));
	return new Set(beside.flatMap(({ text: other }) => index.facts.filter(({ key }) => key.includes(squeezed(other))).map(({ no }) => no)));
}

const OF_BODY = /^(?:\s|의\s)$/;

/** Persons named right before or behind a body, bodies right before or behind a person: `시체육회의 김하늘`, `김하늘 시체육회장`. */
export const besideEachOther = (text: string, { start, end }: Claim, claims: readonly Claim[], kind: 'person' | 'organisation'): string[] =>
	claims.flatMap((other) => {
		const apart = other.end <= start ? text.slice(other.end, start) : text.slice(end, other.start);
		const personFirst = kind === 'person' ? other.end <= start : start < other.start;
		const said = kind === 'person' && other.value.type === 'person' ? other.value.name : other.kind === kind ? other.text : null;
		return said !== null && (personFirst ? apart === ' ' : OF_BODY.test(apart)) && (other.end <= start || other.start >= end) ? [said] : [];
	});
