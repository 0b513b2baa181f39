import * as yauzl from 'yauzl';

export type { Entry, ZipFile } from 'yauzl';
export { yauzl };
