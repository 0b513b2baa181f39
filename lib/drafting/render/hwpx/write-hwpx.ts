import { strToU8, type Zippable, zipSync } from '../../../vendor/fflate';
import { fileText, type Paper, type Piece } from '../paper';
import { DECLARATION, ENTRY_TIME, xml } from '../xml';
import { Looks } from './looks';
import { Section } from './section';

const OCF = 'urn:oasis:names:tc:opendocument:xmlns:container';

const CONTAINER = `${DECLARATION}<ocf:container xmlns:ocf="${OCF}" xmlns:hpf="http://www.hancom.co.kr/schema/2011/hpf"><ocf:rootfiles><ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/><ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/></ocf:rootfiles></ocf:container>`;
const MANIFEST = `${DECLARATION}<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>`;
/** The attribute is spelled like this in the format. */
const VERSION = `${DECLARATION}<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" tagetApplication="WORDPROCESSOR" major="5" minor="1" micro="0" buildNumber="1" os="1" xmlVersion="1.4" application="n8n-nodes-cityhall" appVersion="1"/>`;
const SETTINGS = `${DECLARATION}<ha:HWPApplicationSetting xmlns:ha="http://www.hancom.co.kr/hwpml/2011/app"><ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/></ha:HWPApplicationSetting>`;

/**
 * The paper as the bytes of an HWPX file (OWPML, KS X 6101): `mimetype` first and stored, then container, package, header
 * with all looks, and one section. The same paper gives the same bytes.
 */
export function writeHwpx(paper: Paper): Uint8Array {
	const looks = new Looks();
	const section = new Section(paper, looks).xml();
	const files: Zippable = {
		mimetype: [strToU8('application/hwp+zip'), { level: 0 }],
		'version.xml': strToU8(VERSION),
		'META-INF/container.xml': strToU8(CONTAINER),
		'META-INF/manifest.xml': strToU8(MANIFEST),
		'Contents/content.hpf': strToU8(contents(paper)),
		'Contents/header.xml': strToU8(looks.header()),
		'Contents/section0.xml': strToU8(section),
		'Preview/PrvText.txt': strToU8(preview(paper)),
		'settings.xml': strToU8(SETTINGS),
	};
	return zipSync(files, { level: 6, mtime: ENTRY_TIME });
}

function contents({ title, organisation }: Paper): string {
	const item = (id: string, href: string) => `<opf:item id="${id}" href="${href}" media-type="application/xml"/>`;
	return (
		`${DECLARATION}<opf:package xmlns:opf="http://www.idpf.org/2007/opf/" xmlns:hpf="http://www.hancom.co.kr/schema/2011/hpf" version="" unique-identifier="" id="">` +
		`<opf:metadata><opf:title>${xml(title)}</opf:title><opf:language>ko</opf:language><opf:meta name="creator" content="text">${xml(organisation)}</opf:meta></opf:metadata>` +
		`<opf:manifest>${item('header', 'Contents/header.xml')}${item('section0', 'Contents/section0.xml')}${item('settings', 'settings.xml')}</opf:manifest>` +
		'<opf:spine><opf:itemref idref="header" linear="yes"/><opf:itemref idref="section0" linear="yes"/></opf:spine></opf:package>'
	);
}

/** What file managers show. */
const preview = ({ pieces }: Paper): string => fileText(pieces.map(textOf).join('\r\n')).slice(0, 1000);

function textOf(piece: Piece): string {
	if (piece.kind === 'line') return piece.text;
	return piece.rows.map(({ cells }) => cells.map(({ lines }) => `<${lines.map(({ text }) => text).join(' ')}>`).join('')).join('\r\n');
}
