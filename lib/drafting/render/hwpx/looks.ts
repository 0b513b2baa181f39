import type { Cell, Look, Side, Stroke } from '../paper';
import { DECLARATION } from '../xml';
import { mm, NAMESPACES, pt } from './units';

/** Faces by the names under which they are installed with the office's word processor and with Windows. */
const FACES = { text: '함초롬바탕', head: '맑은 고딕' } as const;
const FACE_IDS = { text: 0, head: 1 } as const;
const LANGUAGES = ['HANGUL', 'LATIN', 'HANJA', 'JAPANESE', 'OTHER', 'SYMBOL', 'USER'];
const SCRIPTS = ['hangul', 'latin', 'hanja', 'japanese', 'other', 'symbol', 'user'];
const LINES: Readonly<Record<Stroke, string>> = {
	none: 'type="NONE" width="0.1 mm"',
	thin: 'type="SOLID" width="0.12 mm"',
	thick: 'type="SOLID" width="0.5 mm"',
	double: 'type="DOUBLE_SLIM" width="0.5 mm"',
};
const ALIGN = { left: 'LEFT', center: 'CENTER', right: 'RIGHT', justify: 'JUSTIFY' } as const;
const SIDES: readonly Side[] = ['left', 'right', 'top', 'bottom'];

/** Texts by number, each once. */
class Numbered {
	private readonly numbers = new Map<string, number>();

	constructor(private readonly first: number) {}

	of(text: string): number {
		const known = this.numbers.get(text);
		if (known !== undefined) return known;
		const id = this.first + this.numbers.size;
		this.numbers.set(text, id);
		return id;
	}

	list(element: string, write: (id: number, text: string) => string): string {
		const entries = [...this.numbers].map(([text, id]) => write(id, text)).join('');
		return `<hh:${element} itemCnt="${this.numbers.size}">${entries}</hh:${element}>`;
	}
}

const each = (element: string, value: number) => `<hh:${element} ${SCRIPTS.map((script) => `${script}="${value}"`).join(' ')}/>`;

/** Looks of letters, paragraphs and borders, which HWPX keeps in its header and names by number. */
export class Looks {
	private readonly letters = new Numbered(0);
	private readonly paragraphs = new Numbered(0);
	private readonly borders = new Numbered(1);

	constructor() {
		// The numbers 0 and 1 that the style 바탕글 names.
		this.borderless();
		this.letter({});
		this.paragraph({});
	}

	/** Number of the look of the letters. */
	letter({ size = 11, bold = false, face = 'text', colour = '000000' }: Look): number {
		const attributes = `height="${pt(size)}" textColor="#${colour}" shadeColor="none" useFontSpace="0" useKerning="0" symMark="NONE" borderFillIDRef="1"`;
		const parts = `${each('fontRef', FACE_IDS[face])}${each('ratio', 100)}${each('spacing', 0)}${each('relSz', 100)}${each('offset', 0)}${bold ? '<hh:bold/>' : ''}`;
		return this.letters.of(`${attributes}>${parts}`);
	}

	/** Number of the look of the paragraph. */
	paragraph({ align = 'justify', left = 0, hanging = 0, before = 0, after = 0, spacing = 160, keepNext = false }: Look): number {
		const unit = 'unit="HWPUNIT"';
		return this.paragraphs.of(
			`<hh:align horizontal="${ALIGN[align]}" vertical="BASELINE"/><hh:heading type="NONE" idRef="0" level="0"/>` +
				`<hh:breakSetting breakLatinWord="KEEP_WORD" breakNonLatinWord="${align === 'justify' ? 'BREAK_WORD' : 'KEEP_WORD'}" widowOrphan="0" keepWithNext="${keepNext ? 1 : 0}" keepLines="0" pageBreakBefore="0" lineWrap="BREAK"/>` +
				'<hh:autoSpacing eAsianEng="0" eAsianNum="0"/>' +
				`<hh:margin><hc:intent value="${-mm(hanging)}" ${unit}/><hc:left value="${mm(left)}" ${unit}/><hc:right value="0" ${unit}/><hc:prev value="${pt(before)}" ${unit}/><hc:next value="${pt(after)}" ${unit}/></hh:margin>` +
				`<hh:lineSpacing type="PERCENT" value="${spacing}" unit="HWPUNIT"/>` +
				'<hh:border borderFillIDRef="1" offsetLeft="0" offsetRight="0" offsetTop="0" offsetBottom="0" connect="0" ignoreMargin="0"/>',
		);
	}

	/** Number of the borders and shade of a cell. */
	border({ strokes, shade }: Pick<Cell, 'strokes' | 'shade'>, otherwise: Stroke): number {
		const sides = SIDES.map((side) => `<hh:${side}Border ${LINES[strokes[side] ?? otherwise]} color="#000000"/>`).join('');
		const fill = shade === '' ? '' : `<hc:fillBrush><hc:winBrush faceColor="#${shade}" hatchColor="#000000" alpha="0"/></hc:fillBrush>`;
		return this.borders.of(`<hh:slash type="NONE" Crooked="0" isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>${sides}<hh:diagonal type="SOLID" width="0.1 mm" color="#000000"/>${fill}`);
	}

	borderless(): number {
		return this.border({ strokes: {}, shade: '' }, 'none');
	}

	/** `Contents/header.xml`, to be written after all looks have been asked for. */
	header(): string {
		const fonts = Object.entries(FACES)
			.map(([face, name]) => `<hh:font id="${face === 'text' ? FACE_IDS.text : FACE_IDS.head}" face="${name}" type="TTF" isEmbedded="0"/>`)
			.join('');
		const faces = LANGUAGES.map((language) => `<hh:fontface lang="${language}" fontCnt="2">${fonts}</hh:fontface>`).join('');
		return (
			`${DECLARATION}<hh:head ${NAMESPACES} version="1.4" secCnt="1"><hh:beginNum page="1" footnote="1" endnote="1" pic="1" tbl="1" equation="1"/><hh:refList>` +
			`<hh:fontfaces itemCnt="${LANGUAGES.length}">${faces}</hh:fontfaces>` +
			this.borders.list('borderFills', (id, parts) => `<hh:borderFill id="${id}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">${parts}</hh:borderFill>`) +
			this.letters.list('charProperties', (id, parts) => `<hh:charPr id="${id}" ${parts}</hh:charPr>`) +
			'<hh:tabProperties itemCnt="1"><hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/></hh:tabProperties>' +
			`<hh:numberings itemCnt="1"><hh:numbering id="1" start="0">${heads()}</hh:numbering></hh:numberings>` +
			this.paragraphs.list('paraProperties', (id, parts) => `<hh:paraPr id="${id}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="0" suppressLineNumbers="0" checked="0">${parts}</hh:paraPr>`) +
			'<hh:styles itemCnt="1"><hh:style id="0" type="PARA" name="바탕글" engName="Normal" paraPrIDRef="0" charPrIDRef="0" nextStyleIDRef="0" langID="1042" lockForm="0"/></hh:styles>' +
			'</hh:refList><hh:compatibleDocument targetProgram="HWP201X"><hh:layoutCompatibility/></hh:compatibleDocument></hh:head>'
		);
	}
}

/** The outline numbering that a section refers to; no paragraph uses it. */
const heads = () =>
	[1, 2, 3, 4, 5, 6, 7]
		.map((level) => `<hh:paraHead start="1" level="${level}" align="LEFT" useInstWidth="1" autoIndent="1" widthAdjust="0" textOffsetType="PERCENT" textOffset="50" numFormat="DIGIT" charPrIDRef="4294967295" checkable="0"/>`)
		.join('');
