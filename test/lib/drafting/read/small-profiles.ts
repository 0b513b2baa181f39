import type { Profile, ProfileField, ProfileSection } from '../../../../lib/drafting/types';

const field = (id: string, label: string, given: Partial<ProfileField> = {}): ProfileField => ({ id, label, kind: 'text', required: false, help: '', example: '', fact: true, max: 200, ...given });
const section = (id: string, heading: string, given: Partial<ProfileSection> = {}): ProfileSection => ({ id, heading, form: 'prose', required: true, min: 1, max: 8, hint: '', ...given });

const common = {
	version: '1-test',
	description: '',
	origin: 'ours' as const,
	subTypes: [],
	title: { min: 5, max: 45, hint: '' },
	subtitles: null,
	length: { min: 10, max: 2000 },
	rules: { set: 'office' as const, off: [], forbidden: [] },
	prompt: [],
};

export const press: Profile = {
	...common,
	id: 'press-release',
	name: '보도자료',
	description: '언론에 알리는 글',
	fields: [
		field('subject', '사업(행사)명', { required: true, example: '겨울 책 나눔' }),
		field('facts', '핵심 내용', { kind: 'lines', required: true, max: 2000 }),
		field('photo', '사진 유무', { kind: 'choice', options: ['사진 없음', '사진 있음'], fact: false }),
		field('quotes', '인용문', { kind: 'quotes', max: 2000 }),
	],
	sections: [section('lead', '', { max: 1 }), section('body', '', { min: 2 }), section('quote', '', { required: false, min: 0, max: 3 })],
	subtitles: { min: 2, max: 3, hint: '' },
	sentence: { style: 'plain', maxChars: 120 },
	form: 'press',
};

export const report: Profile = {
	...common,
	id: 'work-report',
	name: '업무보고',
	description: '상급자에게 보고하는 글',
	fields: [field('subject', '보고 제목', { required: true })],
	sections: [
		section('summary', '요약', { max: 2 }),
		section('background', '추진 배경', { form: 'outline', required: false, min: 0 }),
		section('status', '현황', { form: 'outline', max: 16 }),
		section('alternatives', '대안 비교', { form: 'table', required: false, min: 0, columns: ['구분', '장점', '단점'] }),
		section('plan', '향후 계획', { form: 'outline' }),
	],
	sentence: { style: 'noun', maxChars: 80 },
	form: 'report',
};

export const reply: Profile = {
	...common,
	id: 'civil-reply',
	name: '민원 답변',
	description: '민원에 답하는 글',
	fields: [field('gist', '민원 요지', { kind: 'lines', required: true })],
	sections: [
		section('opening', '', { form: 'fixed', template: ['안녕하십니까? 평소 시정에 관심을 가져 주셔서 감사합니다.'] }),
		section('gist', '민원 요지', { max: 2 }),
		section('review', '검토 결과', { max: 6 }),
		section('closing', '', { form: 'fixed', template: ['담당부서: #{department}', '전화: #{phone}'] }),
	],
	sentence: { style: 'polite', maxChars: 120 },
	form: 'reply',
};

export const letter: Profile = {
	...common,
	id: 'official-letter',
	name: '기안문',
	description: '시행하거나 결재받는 글',
	fields: [field('subject', '제목', { required: true })],
	sections: [section('body', '', { form: 'outline', max: 24 }), section('attachments', '붙임', { form: 'fixed', required: false, template: ['#{attachments}'] })],
	sentence: { style: 'letter', maxChars: 120 },
	form: 'letter',
};

export const speech: Profile = {
	...common,
	id: 'greeting',
	name: '인사말·축사',
	description: '행사에서 하는 말',
	fields: [field('eventName', '행사명', { required: true })],
	sections: [section('opening', '', { max: 2 }), section('meaning', '', { max: 3 }), section('closing', '', { max: 2 })],
	sentence: { style: 'polite', maxChars: 120 },
	form: 'speech',
};
