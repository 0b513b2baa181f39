import { lint } from '../../../../lib/drafting/lint/lint';
import type { Block, DraftContent, DraftSection, Finding, HouseStyle, Profile, ProfileSection } from '../../../../lib/drafting/types';
import { unitsOf } from '../../../../lib/drafting/units';
import { contentOf, contextOf, findingsIn, item, paragraph, profileOf } from './support';

const section = (id: string, changes: Partial<ProfileSection> = {}): ProfileSection => ({ id, heading: '', form: 'prose', required: true, min: 1, max: 3, hint: '', ...changes });
const written = (id: string, ...texts: string[]): DraftSection => ({ id, heading: '', blocks: texts.map(paragraph) });

function read(content: DraftContent, profile: Profile, context = contextOf()): Finding[] {
	return lint(unitsOf(content, profile), profile, context);
}
const ids = (findings: readonly Finding[]): string[] => findings.map(({ ruleId }) => ruleId);

describe('structure', () => {
	const profile = profileOf('office', { sections: [section('background', { heading: '추진 배경' }), section('status'), section('plan', { required: false }), section('sign', { form: 'fixed', template: ['담당: #{name}'] })] });
	const title = '청년 정책 추진 계획';

	it('is content with every required section in order', () => {
		expect(read({ title, subtitles: [], sections: [{ ...written('background', '배경'), heading: '추진 배경' }, written('status', '현황'), written('sign')] }, profile)).toEqual([]);
	});

	it('names a missing section and a missing title', () => {
		const findings = read({ title: '', subtitles: [], sections: [written('background', '배경')] }, profile);
		expect(findings.filter(({ ruleId }) => ruleId === 'section.missing').map(({ message }) => message)).toEqual(['제목이 없습니다.', 'status 부분 내용이 없습니다.']);
	});

	it('sees sections out of order and ones that the type has not', () => {
		expect(ids(read({ title, subtitles: [], sections: [written('status', '현황'), written('background', '배경')] }, profile))).toEqual(['section.order']);
		expect(ids(read({ title, subtitles: [], sections: [written('background', '배경'), written('status', '현황'), written('other', '기타')] }, profile))).toEqual(['section.order']);
	});

	it('counts blocks and sub-headlines', () => {
		expect(ids(read({ title, subtitles: ['부제'], sections: [written('background', '배경', '목적', '근거', '경과'), written('status', '현황')] }, profile))).toEqual(['section.subtitles', 'section.size']);
	});

	it('wants the headings of the type', () => {
		expect(ids(read({ title, subtitles: [], sections: [{ ...written('background', '배경'), heading: '서론' }, written('status', '현황')] }, profile))).toEqual(['section.heading']);
	});

	it('measures title and body', () => {
		const short = profileOf('office', { title: { min: 5, max: 10, hint: '' }, length: { min: 20, max: 30 } });
		expect(ids(read(contentOf([paragraph('배경')], '계획'), short))).toEqual(['length.document', 'length.title']);
		expect(ids(read(contentOf([paragraph('배경'.repeat(30))], '청년 정책 종합 추진 계획'), short))).toEqual(['length.document', 'length.title']);
	});

	it('wants a title without full stop and without polite ending', () => {
		for (const wrong of ['의정부시, 축제 열어.', '의정부시가 축제를 엽니다']) expect(ids(read(contentOf([paragraph('의정부시는 축제를 열었다.')], wrong), profileOf('press')))).toEqual(['title.form']);
		expect(read(contentOf([paragraph('배경')], '결과 보고(2026. 11. 23.)'), profileOf('office'))).toEqual([]);
	});

	it('wants items to go down one level at a time', () => {
		expect(ids(read(contentOf([item('배경'), item('세부', 3)]), profileOf('office')))).toEqual(['item.level']);
		expect(read(contentOf([item('배경'), item('세부', 2), item('더 세부', 3), item('현황')]), profileOf('office'))).toEqual([]);
	});

	it('asks for the end mark behind attachments', () => {
		const letter = profileOf('office', { form: 'letter', sentence: { style: 'letter', maxChars: 200 } });
		expect(ids(read(contentOf([paragraph('협조하여 주시기 바랍니다.'), paragraph('붙임  계획서 1부.')]), letter))).toEqual(['attachment.end-missing']);
		expect(read(contentOf([paragraph('협조하여 주시기 바랍니다.'), paragraph('붙임  계획서 1부.  끝.')]), letter)).toEqual([]);
	});

	it('counts marks up across paragraphs, into deeper kinds and back', () => {
		const right = ['1. 접수', '가. 대상', '나. 기간', '1) 상반기', '2) 하반기', '2. 심사', '가. 서류'].map(paragraph);
		expect(read(contentOf(right), profileOf('office'))).toEqual([]);
		expect(ids(read(contentOf(['1. 접수', '가. 대상', '다. 기간'].map(paragraph)), profileOf('office')))).toEqual(['item.order']);
		const long = [...'가나다라마바사아자차카타파하거너'].map((mark) => paragraph(`${mark}. 대상 기관`));
		expect(read(contentOf(long), profileOf('office'))).toEqual([]);
	});

	it('lets the name of an agenda head its items in each section, once', () => {
		const agenda = item('제1호: 태평로 상가 간판 정비 지침(안)');
		const section = (id: string, blocks: readonly Block[]) => ({ id, heading: '', blocks: [...blocks] });
		const twice = { title: '시험 문서', subtitles: [], sections: [section('talk', [agenda, item('간판 수를 줄이자는 의견', 2)]), section('decided', [agenda, item('원안 의결', 2)])] };
		expect(ids(read(twice, profileOf('office'))).filter((id) => id.startsWith('repeat'))).toEqual([]);
		const again = { ...twice, sections: [section('talk', [agenda, agenda])] };
		expect(ids(read(again, profileOf('office')))).toContain('repeat.sentence');
	});

	it('sees a sentence that stands twice', () => {
		const sentence = '의정부시는 시민의 안전을 위해 도로를 고친다.';
		expect(ids(read(contentOf([paragraph(sentence), paragraph(`특히 밤길을 밝힌다. ${sentence}`)]), profileOf('press')))).toEqual(['repeat.sentence']);
	});
});

describe('media of a notice', () => {
	const notice = (value: string, text: string) =>
		findingsIn(text, 'citizen', {
			profile: {
				fields: [
					{ id: 'channel', label: '매체', kind: 'choice', required: true, help: '', example: '', options: [], fact: true, max: 100 },
					{ id: 'contact', label: '문의처', kind: 'text', required: true, help: '', example: '', fact: false, max: 100 },
				],
				sections: [section('body', { max: 99 }), section('contact', { form: 'fixed', template: ['문의: #{contact}', '누리집: #{site}'] })],
				sentence: { style: 'polite', maxChars: 5000 },
			},
			context: { values: { channel: value, contact: '복지정책과(031-828-2000)' } },
		});

	it('holds a short message to 90 bytes with title and contact', () => {
		const rest = byteCount('시험 문서\n') + byteCount('\n문의: 복지정책과(031-828-2000)');
		const fits = '가'.repeat(Math.floor((90 - rest) / 2));
		expect(notice('단문 문자(SMS)', fits)).toEqual([]);
		expect(ids(notice('단문 문자(SMS)', `${fits}가`))).toEqual(['channel.length']);
		expect(notice('누리집·게시문', '가'.repeat(3000))).toEqual([]);
	});

	it('holds a long message to 2,000 bytes and 알림톡 to 1,000 characters', () => {
		expect(notice('장문 문자(LMS)', '가'.repeat(970))).toEqual([]);
		expect(ids(notice('장문 문자(LMS)', '가'.repeat(1000)))).toEqual(['channel.length']);
		expect(notice('알림톡', '가'.repeat(950))).toEqual([]);
		expect(ids(notice('알림톡', '가'.repeat(1000)))).toEqual(['channel.length']);
	});

	it('measures the text as it is pasted where that is known', () => {
		const of = (pasted: string) =>
			findingsIn('짧은 글입니다.', 'citizen', {
				profile: { form: 'notice', fields: [{ id: 'channel', label: '매체', kind: 'choice', required: true, help: '', example: '', options: [], fact: true, max: 100 }] },
				context: { values: { channel: '단문 문자(SMS)' }, pasted },
			});
		expect(of(`${'가'.repeat(45)}\n`)).toEqual([]);
		expect(of(`${'가'.repeat(44)} 나다\n`).map(({ ruleId, message }) => [ruleId, message])).toEqual([['channel.length', '단문 문자 한도를 넘습니다: 제목과 문의처까지 93바이트(한도 90바이트).']]);
	});

	it('names letters that a text message cannot carry', () => {
		expect(ids(notice('단문 문자(SMS)', '축제 🎉'))).toEqual(['channel.character']);
		expect(notice('알림톡', '축제 🎉')).toEqual([]);
	});
});

const byteCount = (text: string): number => [...text].reduce((sum, letter) => sum + (letter < '\u0080' ? 1 : 2), 0);

describe('elections', () => {
	const elections = [
		{ name: '시험 지방선거', date: '2030-06-12', kind: 'local', verified: false },
		{ name: '시험 국회의원선거', date: '2028-04-12', kind: 'national', verified: true },
	] as const;
	const on = (today: string, form: Profile['form'], text: string, values: Record<string, string> = {}) =>
		ids(findingsIn(text, 'office', { profile: { form, sentence: { style: 'noun', maxChars: 500 } }, context: { today, values, words: { ...contextOf().words, elections } } }));

	it('are silent far from an election', () => {
		expect(on('2026-11-23', 'plan', '참가자에게 기념품 제공')).toEqual([]);
		expect(on('2029-12-01', 'speech', '축제 개최')).toEqual([]);
		expect(on('2030-06-13', 'speech', '축제 개최')).toEqual([]);
	});
	it('warn of texts under the name of the head within 180 days of a local election', () => {
		expect(on('2029-12-14', 'speech', '축제 개최')).toEqual(['election.publicity', 'election.greeting']);
		expect(on('2030-01-10', 'press', '서강민 시장 참석')).toContain('election.publicity');
		expect(on('2030-01-10', 'press', '도서관 개관')).not.toContain('election.publicity');
	});
	it('warn within 60 days of a national election, not before', () => {
		expect(on('2028-02-12', 'speech', '축제 개최')).toEqual(['election.publicity', 'election.greeting']);
		expect(on('2028-02-11', 'speech', '축제 개최')).toEqual([]);
	});
	it('warn of gifts and meals in plans, by the day of the event too', () => {
		expect(on('2030-01-10', 'plan', '참가자 기념품 100개, 오찬 제공')).toEqual(['election.gift', 'election.gift']);
		expect(on('2027-12-01', 'plan', '참가자 기념품 100개', { date: '2028-04-01 14:00' })).toEqual(['election.event', 'election.gift']);
	});
	it('say that a day is not announced yet', () => {
		const { message } = findingsIn('축제 개최', 'office', { profile: { form: 'speech' }, context: { today: '2030-01-10', words: { ...contextOf().words, elections } } })[0] ?? { message: '' };
		expect(message).toContain('공고 전 미확인');
	});
});

describe('habits of the city', () => {
	const houseStyle: HouseStyle = { profileId: 'test', documents: 20, sha256: '', endings: [], sentence: { median: 70, p90: 110 }, length: { median: 520, min: 450, max: 900 }, leads: [], marks: { middleDot: '', quoteOpen: '', quoteClose: '', item: '' }, quoteVerbs: [{ verb: '밝혔다', share: 0.4 }], loanwords: [] };

	it('tell where a document is much shorter than the past ones', () => {
		expect(ids(findingsIn('의정부시는 축제를 연다.', 'press', { context: { houseStyle } }))).toEqual(['house.length']);
		expect(ids(findingsIn('의정부시는 축제를 연다.', 'press', { context: { houseStyle: { ...houseStyle, documents: 3 } } }))).toEqual([]);
	});
	it('allow the quotation verb that the city uses', () => {
		const text = '의정부시 서강민 시장은 “축하합니다”라고 밝혔다.';
		expect(ids(findingsIn(text, 'press', { context: { houseStyle: { ...houseStyle, documents: 1 } } }))).toEqual([]);
		expect(ids(findingsIn(text, 'press'))).toEqual(['press.quote-verb']);
	});
});
