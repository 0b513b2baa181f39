import type { StagedCount } from './place';
import type { OpenInput } from './open-inputs';
import { count } from './refusals';

const SHOWN = 8;
const LONGEST_CODE = 6;

/** What a person should know of one file, in Korean. */
export function fileWarnings({ name, scanned, layout, text }: Pick<OpenInput, 'name' | 'scanned' | 'layout' | 'text'>, truncated: boolean): string[] {
	const said: string[] = [];
	if (scanned.hasMark && layout.encoding === 'cp949') said.push(`${name}: UTF-8로 표시되어 있으나 CP949 글자가 들어 있어 CP949로 읽었습니다.`);
	else if (text.rewritten?.mixed) said.push(`${name}: UTF-8과 CP949 글자가 섞여 있어 각각으로 읽었습니다.`);
	if (text.rewritten && text.rewritten.invalid > 0) said.push(`${name}: 글자로 읽을 수 없는 ${count(text.rewritten.invalid)}바이트를 '�'로 바꾸었습니다.`);
	if (truncated) said.push(`${name}: 마지막 줄이 중간에 잘려 있습니다. 파일이 다 오지 않았을 수 있습니다.`);
	return said;
}

export interface CodeUse {
	code: string;
	rows: number;
}

/** A code is short; what is longer may be a card number under a wrong heading, and warnings stay in n8n's history. */
const shownCode = (code: string) => (code.length > LONGEST_CODE ? '긴 값' : code);

/** What a person should know of the rows, in Korean. */
export function rowWarnings(feedDay: string, counts: readonly StagedCount[], unknown: { users: CodeUse[]; modes: CodeUse[] }): string[] {
	const kept = counts.filter(({ reason }) => reason === null);
	const sum = (rows: readonly StagedCount[]) => rows.reduce((total, one) => total + one.rows, 0);
	const said: string[] = [];
	const late = kept.filter(({ service_date }) => service_date !== null && service_date < feedDay);
	if (late.length > 0) {
		const days = [...new Set(late.map(({ service_date }) => service_date))].sort();
		said.push(`앞선 날(${days.slice(0, SHOWN).join(', ')})의 늦은 거래 ${count(sum(late))}건을 제 운행일자에 넣었습니다. 그날은 다시 분석해야 합니다.`);
	}
	const wrong = counts.filter(({ reason }) => reason === 'wrongDay');
	if (wrong.length > 0) said.push(`자료 일자와 동떨어진 날의 거래 ${count(sum(wrong))}건은 넣지 않았습니다.`);
	for (const [what, codes] of [['이용자 구분', unknown.users], ['교통수단', unknown.modes]] as const) {
		if (codes.length === 0) continue;
		const shown = [...codes].sort((a, b) => b.rows - a.rows).slice(0, SHOWN).map(({ code, rows }) => `'${shownCode(code)}' ${count(rows)}건`);
		said.push(`${what} 코드표에 없는 코드가 있어 '알 수 없음'으로 두었습니다: ${shown.join(', ')}.`);
	}
	const alone = kept.filter(({ riders_missing }) => riders_missing);
	if (alone.length > 0 && alone.length < kept.length) said.push(`이용객수가 비어 있는 ${count(sum(alone))}건은 한 명으로 세었습니다.`);
	const unreadable = kept.filter(({ alighting_unreadable }) => alighting_unreadable);
	if (unreadable.length > 0) said.push(`하차일시를 읽을 수 없는 ${count(sum(unreadable))}건은 하차 태그가 없는 것으로 보았습니다.`);
	return said;
}
