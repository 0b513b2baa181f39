export { HwpxSession, markdownToHwpx, openHwpxDocument, parse, renderHwpxToSvg, validateHwpx } from 'kordoc';
export type { FormatProfile } from 'kordoc';
