import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A query of this folder, by name. */
export const readSql = (name: 'seoul-month' | 'seoul-hours' | 'stcis-load' | 'stcis-dips'): string => readFileSync(join(__dirname, `${name}.sql`), 'utf8');
