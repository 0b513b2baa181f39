export { Resvg } from '@resvg/resvg-js';
