/** Runs of eight and more digits, and of sixteen and more letters and digits, in an SQL text are masked and the rest cut to 60. */
export const masked = (sql: string): string => `left(regexp_replace(regexp_replace(${sql}, '[0-9]([ -]?[0-9]){7,}', '********', 'g'), '[0-9A-Za-z+/=_-]{16,}', '****************', 'g'), 60)`;

/** Whether a card number (16 digits, or its hash) stands where an id belongs, as in rows whose columns have slipped. The length goes first: it costs nothing. */
export const cardLike = (column: string): string => `(strlen(${column}) >= 16 AND regexp_matches(${column}, '^[0-9]{4}([ -]?[0-9]{4}){3}$|[0-9A-Za-z+/=_-]{24}'))`;
