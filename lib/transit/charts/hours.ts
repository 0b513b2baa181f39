/** The first hour of the operating day. */
export const FIRST_HOUR = 4;

/** `08`, and `00` … `03` for the hours after midnight of the operating day (24 … 27). */
export const hourDigits = (hour: number) => String(hour % 24).padStart(2, '0');
