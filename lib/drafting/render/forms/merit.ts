import type { DraftSection } from '../../types';
import { FormValues, officeDate } from '../form-values';
import { cell, label, line, type Line, type Paper, table } from '../paper';
import type { RenderInput } from '../types';
import { headOffice, marked, spaced, stateHeader } from './common';

const WIDTHS = [30, 55, 30, 55];
const MARKS = ['□', '○', '-', 'ㆍ'];

/** 공적조서: who is recommended, summary, merits, confirmation. */
export function meritPaper(input: RenderInput): Paper {
	const { content, profile, city, state } = input;
	const values = new FormValues(profile, input.values);
	const value = (...labels: string[]) => cell(values.of(...labels), { align: 'center' });
	const wide = (text: string) => cell(text, { align: 'left', span: 3 });
	const summary = content.sections.filter(({ heading }) => /요지|개요/.test(heading));
	const asField = (section: DraftSection) => summary.includes(section) || section.heading.replace(/\s/g, '') === '공적분야';
	const rows = [
		[label('성명\n(단체명)'), value('성명', '단체명'), label('생년월일'), cell(withoutWeekday(values.of('생년월일')), { align: 'center' })],
		[label('소속'), value('소속'), label('직위·직급'), value('직위·직급', '직위', '직급')],
		[label('재직(활동)\n기간'), value('재직(활동) 기간', '재직 기간', '활동 기간'), label('대상 유형'), value('대상 유형')],
		[label('공적 분야'), value('공적 분야'), label('공적 기간'), value('공적 기간')],
		[label('표창 종류'), value('표창 종류', '추천 훈격'), label('추천일'), cell(withoutWeekday(values.of('추천일')), { align: 'center' })],
		[label('과거 포상\n기록'), wide(values.of('과거 포상 기록', '기서훈'))],
		[label('결격 사유\n(징계·형벌 등)'), wide(values.of('징계·형벌 등 결격 사유', '결격 사유', '징계'))],
		{ cells: [label('공적 요지'), wide(textOf(summary))], height: 16 },
		[label(spaced('공적사항'), { span: 4, size: 12 })],
		{ cells: [cell(merits(content.sections.filter((section) => !asField(section))), { span: 4, valign: 'top' })], height: 96 },
		{ cells: [cell(confirmation(input, values), { span: 4 })], height: 40 },
	];
	return {
		title: content.title,
		organisation: city.name,
		header: stateHeader(state),
		numbered: true,
		margins: { top: 20, bottom: 15, left: 20, right: 20 },
		pieces: [line(spaced('공적조서'), { size: 22, bold: true, face: 'head', align: 'center', spacing: 140, after: 4 }), line(content.title.replace(/^공적 ?조서 ?/, ''), { size: 11, face: 'head', align: 'center', after: 8 }), table(WIDTHS, rows, { height: 9.5 })],
	};
}

const withoutWeekday = (date: string) => date.replace(/\(.\)$/, '');

const textOf = (sections: readonly DraftSection[]) => sections.flatMap(({ blocks }) => blocks).map((block) => (block.kind === 'table' ? block.rows.map((row) => row.join(' ')).join('\n') : block.text)).join('\n');

/** Sections of the merits; the first brings the form's own name and needs no heading. */
function merits(sections: readonly DraftSection[]): Line[] {
	return sections.flatMap(({ heading, blocks }) => {
		const named = heading === '' || /^(?:공적 ?사항|맺음)/.test(heading) ? [] : [line(`【${heading}】`, { size: 11, bold: true, face: 'head', align: 'left', before: 6, after: 2 })];
		const lines = blocks.flatMap((block): Line[] => {
			if (block.kind === 'table') return block.rows.map((row) => marked('-', row.join(', '), { size: 11, spacing: 155 }));
			if (block.kind === 'paragraph') return [line(block.text, { size: 11, spacing: 160, after: 4, hanging: -3.9 })];
			return [marked(MARKS[block.level - 1] ?? '-', block.text, { size: 11, spacing: 155, left: (block.level - 1) * 4, before: 2 })];
		});
		return [...named, ...lines.map((one, index) => (index === 0 && named.length === 0 ? { ...one, look: { ...one.look, before: 5 } } : one))];
	});
}

function confirmation({ city, today }: RenderInput, values: FormValues): Line[] {
	const on = values.of('추천일') || officeDate(today);
	const office = values.of('작성부서', '담당부서', '부서');
	const writer = values.pair('조사자', '작성자', '담당자') ?? { label: '조사자', text: '' };
	const recommender = values.of('추천관');
	const center = { size: 11, align: 'center', spacing: 160 } as const;
	return [
		line('위의 공적 사항이 사실과 다름없음을 확인합니다.', { ...center, before: 4 }),
		line(withoutWeekday(on), { ...center, before: 4 }),
		line(`${writer.label.replace(/\(.*\)$/, '')}  ${[office, writer.text].filter((text) => text !== '').join(' ') || '                '}  (서명)`, { ...center, align: 'right', before: 4 }),
		line(`추천관  ${recommender || '                '}  (서명)`, { ...center, align: 'right' }),
		line(`${headOffice(city)} 귀하`, { size: 13, bold: true, face: 'head', align: 'left', before: 4, after: 2 }),
	];
}
