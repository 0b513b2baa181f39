import { fileText } from './paper';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML holds it. */
export const xml = (text: string): string => fileText(text).replace(/[&<>"]/g, (found) => ENTITIES[found] ?? '');

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>';

/** The same paper gives the same bytes: entries of an archive carry the earliest time that ZIP knows. */
export const ENTRY_TIME = '1980-01-01T00:00:00';
