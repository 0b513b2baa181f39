export { HwpxSession, markdownToHwpx, openHwpxDocument, parse, renderHwpxToSvg, validateHwpx } from 'kordoc';
