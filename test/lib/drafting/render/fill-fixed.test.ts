import { fillFixed } from '../../../../lib/drafting/render/render';
import { item, profileOf, sample } from './samples';

const blocksOf = (values: Record<string, string>, id: string, section: string) =>
	fillFixed({ title: '', subtitles: [], sections: [] }, profileOf(id), values).sections.find((one) => one.id === section)?.blocks;

test('a fixed section is filled from the fields, dates as the office writes them', () => {
	expect(blocksOf({ eventName: '기념식', when: '2026. 12. 4.(금)' }, 'event-script', 'overview')).toEqual([
		{ kind: 'paragraph', text: '행사명: 기념식' },
		{ kind: 'paragraph', text: '일시: 2026. 12. 4.(금)' },
	]);
});

test('a line whose field is empty is left out', () => {
	expect(blocksOf({ department: '도로과', officer: ' ' }, 'civil-reply', 'closing')?.map((block) => (block.kind === 'paragraph' ? block.text : ''))).toEqual([
		'답변 내용에 궁금하신 점이 있으면 아래로 문의하시기 바랍니다. 감사합니다.',
		'담당부서: 도로과',
	]);
});

test('a field of several lines gives a paragraph a line', () => {
	expect(blocksOf({ attachments: '계획서 1부\n\n명단 1부' }, 'official-letter', 'attachments')).toHaveLength(2);
});

test('what the model wrote stays, in the order of the type', () => {
	const { content, profile, values } = sample('event-plan');
	const filled = fillFixed(content, profile, values);
	expect(filled.sections.map(({ id }) => id)).toEqual(profile.sections.map(({ id }) => id));
	expect(filled.sections[0]).toBe(content.sections[0]);
});

test('a section that the type does not know is kept at the end', () => {
	const own = { id: 'own', heading: '기타', blocks: [item(1, '참고')] };
	expect(fillFixed({ title: '', subtitles: [], sections: [own] }, profileOf('work-report'), {}).sections.at(-1)).toBe(own);
});
