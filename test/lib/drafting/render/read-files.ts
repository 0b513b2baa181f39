import { strFromU8, unzipSync } from '../../../../lib/vendor/fflate';
import { parse, renderHwpxToSvg, validateHwpx } from '../../../../lib/vendor/kordoc';

/** Texts of the parts of a packed document by name. */
export const partsOf = (file: Uint8Array): Readonly<Record<string, string>> => Object.fromEntries(Object.entries(unzipSync(file)).map(([name, bytes]) => [name, strFromU8(bytes)]));

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

/** What stands between the tags of a part, without white space. */
export const words = (part: string | undefined): string => bare((part ?? '').replace(/<[^>]*>/g, '').replace(/&(?:amp|lt|gt|quot|apos);/g, (found) => ENTITIES[found] ?? ''));

export const bare = (text: string): string => text.replace(/\s+/g, '');

export interface ReadHwpx {
	issues: string[];
	/** Text as another reader understands it, without marks of markdown. */
	text: string;
	svg: string;
	pages: number;
}

/** Reads an HWPX with another program's reader and layout. */
export async function readHwpx(file: Uint8Array): Promise<ReadHwpx> {
	const { issues } = await validateHwpx(file);
	const parsed = await parse(Buffer.from(file));
	if (!parsed.success) throw new Error('the document cannot be parsed');
	const { svg, pageCount } = await renderHwpxToSvg(file, { reflow: true });
	return { issues: issues.map(({ message }) => message), text: parsed.markdown.replace(/\\(.)/g, '$1').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'), svg, pages: pageCount };
}
