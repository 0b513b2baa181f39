import { strToU8, type Zippable, zipSync } from '../../../vendor/fflate';
import type { Paper } from '../paper';
import { DECLARATION, ENTRY_TIME, xml } from '../xml';
import { fonts } from './text';

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CORE = 'application/vnd.openxmlformats-package.core-properties+xml';
const MEDIA = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** A part of `word/`; what `document.xml` refers to has its number. */
export interface WordPart {
	kind: 'document.main' | 'styles' | 'settings' | 'header' | 'footer';
	name: string;
	/** The element and what it holds, which may use the prefixes `w` and `r`. */
	element: 'document' | 'styles' | 'settings' | 'hdr' | 'ftr';
	inner: string;
}

/** No space is added between Hangul and figures, so that `150건` and `제2조` stay as written. */
export const STYLES: WordPart = {
	kind: 'styles',
	name: 'styles.xml',
	element: 'styles',
	inner:
		`<w:docDefaults><w:rPrDefault><w:rPr>${fonts('text')}<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="ko-KR" w:eastAsia="ko-KR"/></w:rPr></w:rPrDefault>` +
		'<w:pPrDefault><w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>' +
		'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>' +
		'<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>',
};

/** Without it newer programs lay the text out as those of 2007 did. */
export const SETTINGS: WordPart = {
	kind: 'settings',
	name: 'settings.xml',
	element: 'settings',
	inner: '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
};

/** Id by which the document refers to a part. */
export const idOf = ({ kind }: Pick<WordPart, 'kind'>): string => `r-${kind}`;

/** The bytes of a DOCX file: the document, the parts it refers to, and what a package needs around them. */
export function packed({ title, organisation }: Pick<Paper, 'title' | 'organisation'>, document: WordPart, others: readonly WordPart[]): Uint8Array {
	const parts = [document, ...others];
	const links = others.map((part) => relationship(idOf(part), `${OFFICE}/${part.kind}`, part.name)).join('');
	const texts: ReadonlyArray<readonly [string, string]> = [
		['[Content_Types].xml', contentTypes(parts)],
		['_rels/.rels', relationships(relationship('r-document', `${OFFICE}/officeDocument`, `word/${document.name}`) + relationship('r-core', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'))],
		['docProps/core.xml', properties(title, organisation)],
		...parts.map((part) => [`word/${part.name}`, `<w:${part.element} xmlns:w="${WORD}" xmlns:r="${OFFICE}">${part.inner}</w:${part.element}>`] as const),
		[`word/_rels/${document.name}.rels`, relationships(links)],
	];
	const files: Zippable = Object.fromEntries(texts.map(([name, text]) => [name, strToU8(DECLARATION + text)]));
	return zipSync(files, { level: 6, mtime: ENTRY_TIME });
}

function contentTypes(parts: readonly WordPart[]): string {
	const part = (name: string, type: string) => `<Override PartName="/${name}" ContentType="${type}"/>`;
	return (
		`<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`${parts.map(({ name, kind }) => part(`word/${name}`, `${MEDIA}.${kind}+xml`)).join('')}${part('docProps/core.xml', CORE)}</Types>`
	);
}

const relationships = (links: string): string => `<Relationships xmlns="${PACKAGE}/relationships">${links}</Relationships>`;
const relationship = (id: string, type: string, target: string): string => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;

const properties = (title: string, organisation: string): string =>
	`<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${xml(title)}</dc:title><dc:creator>${xml(organisation)}</dc:creator><cp:lastModifiedBy>${xml(organisation)}</cp:lastModifiedBy></cp:coreProperties>`;
