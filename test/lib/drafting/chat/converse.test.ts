import fc from 'fast-check';

import { converse, openConversation, type ChatState, type ChatTurn } from '../../../../lib/drafting/chat/converse';
import type { Profile } from '../../../../lib/drafting/types';
import { letter, press, reply, report, speech } from '../read/small-profiles';

const profiles: readonly Profile[] = [press, report, reply, letter, speech];
const context = { city: { name: '의정부시', head: null, department: '홍보담당관' }, today: '2026-11-23', hasDraft: false };
const afterwards = { ...context, hasDraft: true };

/** Says one message after another; a store between turns can hold the state as JSON only. */
function talk(messages: readonly string[], from: ChatState = openConversation(profiles), hasDraft = false): ChatTurn {
	let turn: ChatTurn = { state: from, reply: '', action: null };
	for (const message of messages) turn = converse(JSON.parse(JSON.stringify(turn.state)) as ChatState, message, profiles, { ...context, hasDraft });
	return turn;
}

describe('the choice of a type', () => {
	it('names every type with its number at the beginning', () => {
		const { reply: text, action } = talk(['']);
		for (const [index, { name }] of profiles.entries()) expect(text).toContain(`${index + 1}. **${name}**`);
		expect(action).toBeNull();
	});

	it.each([
		['1', 'press-release'], ['2번', 'work-report'], ['보도자료', 'press-release'], ['보도 자료 초안을 만들어 주세요', 'press-release'],
		['민원답변', 'civil-reply'], ['축사', 'greeting'], ['인사말 부탁드립니다', 'greeting'], ['민원', 'civil-reply'],
	])('understands %s', (message, profileId) => {
		expect(talk([message]).state).toMatchObject({ phase: 'filling', profileId });
	});

	it.each(['0', '6', '11번', '예산서', '보도자료와 업무보고'])('asks again where %s names none or several', (message) => {
		const { state, reply: text } = talk([message]);
		expect(state.phase).toBe('choosing');
		expect(text).toContain('어느 문서인지 알 수 없습니다.');
	});
});

describe('asking for facts', () => {
	it('asks for the required ones first, then for the optional ones, then offers the draft', () => {
		const answers = ['1', '겨울 책 나눔', '책 1,200권을 나눔\n교실 4개 운영', '2', '없음'];
		const asked = answers.map((_, index) => talk(answers.slice(0, index + 1)).state.asked);
		expect(asked).toEqual(['subject', 'facts', 'photo', 'quotes', '']);
		const { state, reply: text } = talk(answers);
		expect(state.values).toEqual({ subject: '겨울 책 나눔', facts: '책 1,200권을 나눔\n교실 4개 운영', photo: '사진 있음' });
		expect(text).toContain('핵심 내용: 책 1,200권을 나눔 (외 1줄)');
		expect(text).toContain('`초안`');
	});

	it('takes several values at once by their names, lines after a name that takes several belonging to it', () => {
		const { state, reply: text } = talk(['보도자료', '행사명: 겨울 책 나눔\n핵심내용: 책 1,200권을 나눔\n교실 4개 운영\n사진 유무: 사진 없음']);
		expect(state.values).toEqual({ subject: '겨울 책 나눔', facts: '책 1,200권을 나눔\n교실 4개 운영', photo: '사진 없음' });
		expect(text).toContain('받았습니다: 사업(행사)명, 핵심 내용, 사진 유무');
		expect(state.asked).toBe('quotes');
	});

	it.each(['사업명', '행사명', '사업(행사)명', '사업 (행사) 명', 'subject'])('knows a field as %s', (name) => {
		expect(talk(['보도자료', `${name}: 겨울 책 나눔`]).state.values).toEqual({ subject: '겨울 책 나눔' });
	});

	it('takes a line with an unknown name as part of the answer', () => {
		expect(talk(['보도자료', '겨울 책 나눔', '나눔 책: 1,200권\n교실: 4개']).state.values.facts).toBe('나눔 책: 1,200권\n교실: 4개');
	});

	it('corrects a value that was entered before', () => {
		expect(talk(['보도자료', '겨울 책 나눔', '행사명: 봄 책 나눔']).state.values).toEqual({ subject: '봄 책 나눔' });
	});

	it.each([
		['several lines for a field of one', '겨울 책\n나눔', '한 줄로 적는 항목'],
		['more than the field holds', '가'.repeat(201), '최대 200자를 넘어'],
		['nothing for a required field', '없음', '필수 항목이라 건너뛸 수 없습니다'],
	])('does not take %s, says why and asks again', (_, message, why) => {
		const { state, reply: text } = talk(['보도자료', message]);
		expect(state).toMatchObject({ values: {}, asked: 'subject' });
		expect(text).toContain(why);
		expect(text).toContain('**사업(행사)명** (필수)');
	});

	it('names the options where an answer is none of them', () => {
		const { state, reply: text } = talk(['보도자료', '겨울 책 나눔', '책 1,200권을 나눔', '사진 많음']);
		expect(state.values.photo).toBeUndefined();
		expect(text).toContain('사진 없음, 사진 있음 가운데 하나');
	});

	it('shows what it has and asks the same question again', () => {
		const { state, reply: text } = talk(['보도자료', '겨울 책 나눔', '현황']);
		expect(text).toContain('사업(행사)명: 겨울 책 나눔');
		expect(text).toContain('비어 있는 것: 핵심 내용');
		expect(state.asked).toBe('facts');
	});

	it('shows entered text as text, not as markup', () => {
		const { reply: text } = talk(['보도자료', '<img src=x> **굵게** [링크](http://a)', '현황']);
		expect(text).not.toContain('<img');
		expect(text).not.toContain('**굵게**');
		expect(text).not.toContain('[링크](');
	});
});

describe('the draft and what follows', () => {
	const filled = ['보도자료', '사업명: 겨울 책 나눔\n핵심 내용: 책 1,200권을 나눔'];
	const values = { subject: '겨울 책 나눔', facts: '책 1,200권을 나눔' };

	it.each(['초안', '/초안', '초안 작성해 줘', '작성'])('drafts on %s', (message) => {
		const { action, state } = talk([...filled, message]);
		expect(action).toEqual({ kind: 'draft', profileId: 'press-release', values });
		expect(state.phase).toBe('drafted');
	});

	it('names what is missing before it drafts, and drafts with blanks only when told to', () => {
		const asked = talk(['보도자료', '겨울 책 나눔', '초안']);
		expect(asked.action).toBeNull();
		expect(asked.reply).toContain('필수 항목이 비어 있습니다: 핵심 내용');
		expect(talk(['빈칸으로 초안'], asked.state).action).toEqual({ kind: 'draft', profileId: 'press-release', values: { subject: '겨울 책 나눔' } });
	});

	it.each([['수정: 제목을 더 짧게', '제목을 더 짧게'], ['수정 요청 : 둘째 문단을 빼기', '둘째 문단을 빼기'], ['제목을 더 짧게 고쳐 주세요', '제목을 더 짧게 고쳐 주세요']])('revises on %s', (message, instruction) => {
		const { state } = talk([...filled, '초안']);
		expect(converse(state, message, profiles, afterwards).action).toEqual({ kind: 'revise', instruction });
	});

	it.each(['수정: 제목을 더 짧게', '파일'])('does not do %s where there is no draft', (message) => {
		const { state } = talk([...filled, '초안']);
		const { action, reply: text } = converse(state, message, profiles, context);
		expect(action).toBeNull();
		expect(text).toContain('아직 작성된 초안이 없');
	});

	it('hands over the files', () => {
		const { state } = talk([...filled, '초안']);
		expect(converse(state, '파일', profiles, afterwards).action).toEqual({ kind: 'files' });
	});

	it('takes a changed value and drafts again with it', () => {
		const { state } = talk([...filled, '초안', '행사명: 봄 책 나눔'], undefined, true);
		expect(converse(state, '초안', profiles, afterwards).action).toEqual({ kind: 'draft', profileId: 'press-release', values: { ...values, subject: '봄 책 나눔' } });
	});

	it('goes on asking where the draft could not be made', () => {
		const { state } = talk([...filled, '초안']);
		expect(talk(['인용문: 홍길동|과장|책을 나누자'], state).state.values.quotes).toBe('홍길동|과장|책을 나누자');
	});

	it('thanks are no order', () => {
		const { state } = talk([...filled, '초안']);
		expect(converse(state, '고맙습니다', profiles, afterwards).action).toBeNull();
	});

	it.each(['처음으로', '/처음으로', '새 문서'])('forgets everything on %s', (message) => {
		const { state, action } = talk([...filled, '초안', message], undefined, true);
		expect(state).toEqual(openConversation(profiles));
		expect(action).toEqual({ kind: 'start' });
	});

	it('explains itself at any time and changes nothing', () => {
		for (const messages of [[], filled, [...filled, '초안']]) {
			const { state } = talk(messages);
			const { state: next, reply: text, action } = converse(state, '도움말', profiles, context);
			expect([next, action]).toEqual([state, null]);
			expect(text).toContain('`수정: …`');
		}
	});

	it('begins anew where the type of a stored conversation has gone', () => {
		const { state } = talk(filled);
		expect(converse(state, '초안', profiles.slice(1), context)).toMatchObject({ state: { phase: 'choosing', values: {} }, action: null });
	});
});

it('always answers, and never acts but on a word for it', () => {
	const said = fc.oneof(fc.string(), fc.constantFrom('1', '3번', '없음', '현황', '초안', '파일', '도움말', '수정: 짧게', '일시: 내일', '겨울 책 나눔', '핵심 내용: 책\n나눔'));
	fc.assert(
		fc.property(fc.array(said, { maxLength: 12 }), fc.boolean(), (messages, hasDraft) => {
			let state = openConversation(profiles);
			for (const message of messages) {
				const turn = converse(state, message, profiles, { ...context, hasDraft });
				expect(turn.reply).not.toBe('');
				if (!/초안|작성|수정|파일|처음|줘|주|고쳐|바|줄|늘|빼|넣|추가|삭제|다듬/.test(message)) expect(turn.action).toBeNull();
				expect(JSON.parse(JSON.stringify(turn.state))).toEqual(turn.state);
				state = turn.state;
			}
		}),
	);
});
