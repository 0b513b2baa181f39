/** A text as an SQL literal. */
export const sqlText = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Texts as an SQL list. */
export const sqlTexts = (values: readonly string[]): string => `[${values.map(sqlText).join(', ')}]`;
