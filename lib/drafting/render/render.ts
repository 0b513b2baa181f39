/** Everything a finished document is handed over as. */
export { renderCheckSheet } from './check-sheet';
export { fillFixed } from './fill-fixed';
export { checkSheetHtml, draftHtml } from './html';
export { pasteText } from './paste-text';
export { renderDocx } from './render-docx';
export { renderHwpx } from './render-hwpx';
export type { CheckSheetInput, DraftHtmlInput, RenderInput } from './types';
