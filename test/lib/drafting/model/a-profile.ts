import type { Profile, ProfileSection } from '../../../../lib/drafting/types';

const section = (more: Partial<ProfileSection> & Pick<ProfileSection, 'id' | 'form'>): ProfileSection => ({ heading: '', required: true, min: 1, max: 5, hint: '', ...more });

/** A document type with a section of each form. */
export const profile: Profile = {
	id: 'press-release',
	version: '1-00000000',
	name: '보도자료',
	description: '',
	origin: 'public',
	subTypes: [],
	fields: [],
	sections: [
		section({ id: 'head', form: 'fixed', template: ['담당 #{department}'] }),
		section({ id: 'lead', form: 'prose', hint: '첫 문단' }),
		section({ id: 'plan', form: 'outline', heading: '추진 계획' }),
		section({ id: 'schedule', form: 'table', heading: '일정', columns: ['시간', '담당 부서'], required: false, min: 0 }),
	],
	title: { min: 10, max: 40, hint: '누가 무엇을' },
	subtitles: { min: 0, max: 2, hint: '' },
	length: { min: 100, max: 2_000 },
	sentence: { style: 'plain', maxChars: 120 },
	rules: { set: 'press', off: [], forbidden: [] },
	prompt: [],
	form: 'press',
};
