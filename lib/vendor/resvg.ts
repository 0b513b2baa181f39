export { renderAsync } from '@resvg/resvg-js';
