import fc from 'fast-check';

import { screenFacts, type ScreenMode } from '../../../../lib/drafting/screen/screen';
import type { FactSheet } from '../../../../lib/drafting/types';

const sheetOf = (...texts: string[]): FactSheet => ({
	facts: texts.map((text, at) => ({ no: at + 1, fieldId: 'facts', label: '주요 내용', text })),
	quotes: [],
	findings: [],
	missing: [],
});
const screen = (mode: ScreenMode, texts: string[], names: string[] = ['홍길동', '총무과장 김철수']) => screenFacts(sheetOf(...texts), { mode, names, publicPhones: [] });
const textsOf = (sheet: FactSheet) => sheet.facts.map(({ text }) => text);

const PERSONAL = ['홍길동은 010-1234-5678로 연락한다', '김철수 과장은 900101-1234568, 카드 4111-1111-1111-1111'];

describe('block', () => {
	it('refuses with kinds and numbers of facts, without the values', () => {
		let message = '';
		try {
			screen('block', PERSONAL);
		} catch (error) {
			message = JSON.stringify(error, Object.getOwnPropertyNames(error));
		}
		expect(message).toContain('personalData');
		for (const word of ['성명(입력 사실 1번, 2번)', '전화번호(입력 사실 1번)', '주민등록번호(입력 사실 2번)', '카드번호(입력 사실 2번)']) expect(message).toContain(word);
		for (const value of ['홍길동', '김철수', '1234']) expect(message).not.toContain(value);
	});

	it('lets clean facts through as they are', () => {
		const { sheet, hits, findings } = screen('block', ['시민 500명이 참여했다']);
		expect([textsOf(sheet), hits, findings]).toEqual([['시민 500명이 참여했다'], [], []]);
	});
});

describe('mask', () => {
	it('hides every value behind a placeholder, the same value behind the same one', () => {
		const { sheet, hits } = screen('mask', [...PERSONAL, '홍길동(01012345678)과 김철수']);
		expect(textsOf(sheet)).toEqual([
			'⟦이름1⟧은 ⟦전화1⟧로 연락한다',
			'⟦이름2⟧ 과장은 ⟦주민번호1⟧, 카드 ⟦카드1⟧',
			'⟦이름1⟧(⟦전화1⟧)과 ⟦이름2⟧',
		]);
		expect(hits.slice(0, 2)).toEqual([
			{ kind: 'name', factNo: 1, start: 0, end: 3 },
			{ kind: 'phone', factNo: 1, start: 5, end: 18 },
		]);
	});

	it('hides the words of quotations too', () => {
		const quote = { factNo: 1, speaker: '홍길동', role: '통장', text: '김철수 과장께 고맙다', approvedBy: '김철수', approvedOn: '2026-11-20' };
		const { sheet } = screenFacts({ ...sheetOf('홍길동 | 통장'), quotes: [quote] }, { mode: 'mask', names: ['홍길동', '김철수'], publicPhones: [] });
		expect(sheet.quotes).toEqual([{ ...quote, speaker: '⟦이름1⟧', text: '⟦이름2⟧ 과장께 고맙다', approvedBy: '⟦이름2⟧' }]);
	});

	it('hides other texts that go to the model, also values that stand only there', () => {
		const { hide, restore } = screen('mask', PERSONAL);
		const hidden = hide('홍길동의 번호를 010-9999-8888로');
		expect(hidden).toBe('⟦이름1⟧의 번호를 ⟦전화2⟧로');
		expect(restore(hidden)).toBe('홍길동의 번호를 010-9999-8888로');
	});

	it('hides what only its field tells to be personal in other facts and texts too', () => {
		const labels = [['비고', '의정부시 시민로 12에서 만남'], ['거주지', '의정부시 시민로 12'], ['계좌번호', '123456789012'], ['주민등록번호', '9001011234567']];
		const facts = labels.map(([label = '', text = ''], at) => ({ no: at + 1, fieldId: `f${at}`, label, text }));
		const { sheet, hide } = screenFacts({ facts, quotes: [], findings: [], missing: [] }, { mode: 'mask', names: [], publicPhones: [] });
		expect(textsOf(sheet)).toEqual(['⟦주소1⟧에서 만남', '⟦주소1⟧', '⟦계좌1⟧', '⟦주민번호1⟧']);
		expect(hide('의정부시  시민로 12에 살고 1234 5678 9012로 내며 9001011234567이다. 시민로 123')).toBe('⟦주소1⟧에 살고 ⟦계좌1⟧로 내며 ⟦주민번호1⟧이다. 시민로 123');
	});

	it('tells what was hidden without the values, and that identifiers need a legal ground', () => {
		const { findings } = screen('mask', PERSONAL);
		expect(findings.map(({ ruleId, severity }) => [ruleId, severity])).toEqual([
			['privacy.masked', 'info'],
			['privacy.masked', 'info'],
			['privacy.masked', 'info'],
			['privacy.identifier', 'warning'],
			['privacy.masked', 'info'],
			['privacy.identifier', 'warning'],
		]);
		expect(JSON.stringify(findings)).not.toMatch(/홍길동|김철수|1234|4111/);
	});
});

describe('warn', () => {
	it('sends names and phones with a warning, but never identifiers and cards', () => {
		const { sheet, findings } = screen('warn', [...PERSONAL, '여권 M12345678, 외국인 850505-5123456, 면허 11-12-123456-12']);
		expect(textsOf(sheet)).toEqual(['홍길동은 010-1234-5678로 연락한다', '김철수 과장은 ⟦주민번호1⟧, 카드 ⟦카드1⟧', '여권 ⟦여권1⟧, 외국인 ⟦외국인번호1⟧, 면허 ⟦면허1⟧']);
		expect(findings.filter(({ ruleId }) => ruleId === 'privacy.sent').map(({ severity }) => severity)).toEqual(['warning', 'warning']);
	});
});

describe('restore', () => {
	const { restore } = screen('mask', ['홍길동 김철수 010-1234-5678']);

	it.each([
		['⟦이름1⟧은 왔다', '홍길동은 왔다'],
		['⟦이름2⟧은 왔다', '김철수는 왔다'],
		['⟦이름1⟧가 ⟦이름2⟧을', '홍길동이 김철수를'],
		['⟦이름1⟧와 ⟦이름2⟧과', '홍길동과 김철수와'],
		['⟦이름2⟧이라고', '김철수라고'],
		['⟦이름2⟧은(는) 왔다', '김철수는 왔다'],
		['⟦이름1⟧ 과장은', '홍길동 과장은'],
		['⟦이름1⟧의, ⟦이름1⟧에게', '홍길동의, 홍길동에게'],
		['⟦이름2⟧이사장', '김철수이사장'],
		['⟦ 이름 1 ⟧은', '홍길동은'],
		['【이름2】은', '김철수는'],
		['[이름1]가', '홍길동이'],
		['[[이름1]]은', '홍길동은'],
		['{{이름2}}은', '김철수는'],
		['이름2은 왔다', '김철수는 왔다'],
		['☎ ⟦전화1⟧', '☎ 010-1234-5678'],
		['⟦이름9⟧은 왔다', '[확인 필요: 이름9]은 왔다'],
		['[계좌1]로', '[확인 필요: 계좌1]로'],
		['이름9번', '이름9번'],
		['전화1대를 놓고 이름1번에', '전화1대를 놓고 이름1번에'],
		['[붙임1] 서식', '[붙임1] 서식'],
		['[확인 필요: 120명]', '[확인 필요: 120명]'],
	])('%s → %s', (drafted, expected) => expect(restore(drafted)).toBe(expected));

	it('takes nothing for a placeholder that was entered like that', () => {
		const { sheet, restore: back } = screen('mask', ['서식의 [이름1] 칸에 홍길동을 적는다']);
		expect(textsOf(sheet)).toEqual(['서식의 [이름1] 칸에 ⟦이름2⟧을 적는다']);
		expect(back(textsOf(sheet)[0] ?? '')).toBe('서식의 [이름1] 칸에 홍길동을 적는다');
	});

	it.each([
		['서식의 ⟦ 이름 1 ⟧ 칸에 홍길동을 적는다', '서식의 ⟦ 이름 1 ⟧ 칸에 ⟦이름2⟧을 적는다'],
		['[차량 1] 45인승, 12가3456 차량', '[차량 1] 45인승, ⟦차량2⟧ 차량'],
	])('a placeholder that was entered with blanks is nobody either: %s', (text, hidden) => {
		const { sheet, restore: back } = screen('mask', [text]);
		expect(textsOf(sheet)).toEqual([hidden]);
		expect(back(hidden)).toBe(text);
	});

	it('gives back what was hidden', () => {
		const value = fc.constantFrom('홍길동', '김철수', '010-1234-5678', '900101-1234568', '12가3456', 'a@b.kr', '110-123-456789', '4111-1111-1111-1111');
		const word = fc.constantFrom('시민', '500명', '행사', '2026. 3. 14.', '의정부시', '(', ')', ',');
		fc.assert(
			fc.property(fc.array(fc.oneof(value, word), { maxLength: 12 }), (words) => {
				const text = words.join(' ');
				const { sheet, restore: back } = screen('mask', [text]);
				const sent = textsOf(sheet)[0] ?? '';
				expect(back(sent)).toBe(text);
				expect(sent).not.toMatch(/홍길동|김철수|1234-5678|1234568|가3456|@|456789|1111/);
			}),
		);
	});
});
