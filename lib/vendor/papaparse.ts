import Papa from 'papaparse';

export type { ParseConfig, ParseError, ParseResult } from 'papaparse';
export { Papa };
export default Papa;
